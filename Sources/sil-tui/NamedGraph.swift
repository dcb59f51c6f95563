// A graph whose nodes have names: a pipeline's, or a bare one from a JSON file.

import GraphAlgorithms
import GraphLayout
import PipelineModel
import StatesLanguage
import Storage

/// A graph whose nodes have names, ready to be measured and laid out.
struct NamedGraph {
  struct Malformed: Error {
    let what: String
    let mend: String
  }

  /// Of the pipeline; empty for a bare graph.
  private(set) var title = ""
  let names: [String]
  let edges: [(from: Int, to: Int)]
  /// The same edges with what they are for.
  let dependencies: [WrittenGraph.Edge]
  var pins: [String: GridSlot] = [:]
  /// Of a bare graph, by name; none of a pipeline.
  private(set) var durations: [String: Double] = [:]

  init(_ pipeline: Pipeline) {
    title = pipeline.name
    names = pipeline.steps.map(\.name)
    edges = pipeline.dependencyGraph().edges
    dependencies = pipeline.writtenDependencies
    for step in pipeline.steps {
      if let position = step.position {
        pins[step.name] = GridSlot(column: position.column, row: position.row)
      }
    }
  }

  /// - Parameter json: `{"nodes": [name, …], "edges": [[from, to], …]}`, with `"durations": {name:
  ///   seconds}` if they are known; other keys are ignored.
  init(_ json: JSON) throws(Malformed) {
    let form = Malformed(
      what: "this is no graph",
      mend: "Write {\"nodes\": [name, …], \"edges\": [[from, to], …]}")
    guard let nodes = json["nodes"]?.array, let pairs = json["edges"]?.array else { throw form }
    names = nodes.compactMap(\.string)
    let numbers = Dictionary(names.enumerated().map { ($1, $0) }) { first, _ in first }
    guard names.count == nodes.count, numbers.count == names.count else { throw form }
    var edges: [(from: Int, to: Int)] = []
    for pair in pairs {
      guard let ends = pair.array?.compactMap(\.string), ends.count == 2,
        let from = numbers[ends[0]], let to = numbers[ends[1]]
      else { throw form }
      edges.append((from: from, to: to))
    }
    self.edges = edges
    dependencies = edges.map { WrittenGraph.Edge(from: $0.from, to: $0.to) }
    for member in json["durations"]?.members ?? [] {
      guard let seconds = seconds(member.value), seconds >= 0 else {
        throw Malformed(
          what: "the duration of \(visible(member.key)) is no time", mend: "Write seconds")
      }
      durations[member.key] = seconds
    }
  }

  /// - Throws: when steps wait for one another.
  func acyclic() throws(Malformed) -> DirectedGraph {
    let graph = DirectedGraph(count: names.count, edges: edges)
    guard case .cycle(let nodes) = graph.ordering() else { return graph }
    let cycle = nodes.map { visible(names[$0]) }.joined(separator: " → ")
    throw Malformed(what: "\(cycle) wait for one another", mend: "Remove one of these edges")
  }
}

extension Pipeline {
  /// Its dependencies as pictures show them, by the steps' places among the steps.
  fileprivate var writtenDependencies: [WrittenGraph.Edge] {
    let numbers = Dictionary(uniqueKeysWithValues: zip(steps.map(\.id), 0...))
    return steps.enumerated().flatMap { target, step in
      step.dependencies.compactMap { id -> WrittenGraph.Edge? in
        guard let source = numbers[id] else { return nil }
        let taking = step.arguments.filter { $0.source.reference == .step(id) }
        return WrittenGraph.Edge(
          from: source, to: target,
          taking.isEmpty ? .order : .value(parameters: taking.compactMap(\.name).map(visible)))
      }
    }
  }
}

extension NamedGraph {
  /// A bare graph from a file; what is wrong with it goes to standard error, and the program ends.
  static func read(_ path: String) throws -> NamedGraph {
    try reading(path) { try NamedGraph(JSON.parse(FileStore(copiesFolder: "").read(path).bytes)) }
  }

  static func reading<Result>(_ path: String, _ work: () throws -> Result) throws -> Result {
    do {
      return try work()
    } catch let error as FileError {
      StandardError.write("\(visible(path)): error: \(visible(error.message)) — \(error.mend)\n")
    } catch let error as JSONError {
      StandardError.write("\(visible(path)): error: \(error.message) — Write JSON\n")
    } catch let error as Malformed {
      StandardError.write("\(visible(path)): error: \(error.what) — \(error.mend)\n")
    }
    throw Outcome.wrongCall.exit
  }
}

private func seconds(_ value: JSON) -> Double? {
  switch value {
  case .integer(let whole): Double(whole)
  case .number(let digits): Double(digits)
  case .null, .bool, .string, .array, .object: nil
  }
}
