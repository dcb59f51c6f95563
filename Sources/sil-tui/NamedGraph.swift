// A graph whose nodes have names: a pipeline's, or a bare one from a JSON file.

import GraphAlgorithms
import GraphLayout
import PipelineModel
import StatesLanguage

/// A graph whose nodes have names, ready to be measured and laid out.
struct NamedGraph {
  struct Malformed: Error {
    let what: String
    let mend: String
  }

  let names: [String]
  let edges: [(from: Int, to: Int)]
  var pins: [String: GridSlot] = [:]

  init(_ pipeline: Pipeline) {
    names = pipeline.steps.map(\.name)
    edges = pipeline.dependencyGraph().edges
    for step in pipeline.steps {
      if let position = step.position {
        pins[step.name] = GridSlot(column: position.column, row: position.row)
      }
    }
  }

  /// - Parameter json: `{"nodes": [name, …], "edges": [[from, to], …]}`; other keys are ignored.
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
  }
}
