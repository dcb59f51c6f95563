// Which steps may be connected without making a cycle, and why the others may not.

import GraphAlgorithms
package import PipelineModel

package struct ConnectCandidate: Hashable, Sendable {
  package let step: StepID
  /// `nil` when it may be connected.
  package let refusal: Refusal?
}

extension Editor {
  /// Every step, in the order of the file, as a target of a connection from all of `sources`.
  ///
  /// - Complexity: O((steps + edges) × sources).
  package func connectTargets(from sources: [StepID]) -> [ConnectCandidate] {
    let search = CycleSearch(pipeline, topology, from: sources)
    return pipeline.steps.map { step in
      let known = sources.first { step.arguments.contains(where: $0.isTaken) }
      return ConnectCandidate(
        step: step.id,
        refusal: sources.contains(step.id)
          ? .selfConnection(step.name)
          : known.map { .alreadyConnected(name(of: $0), step.name) }
            ?? search.cycle(to: step.id).map { .wouldCycle($0) })
    }
  }

  /// Every step, in the order of the file, as a source of a connection to `target`.
  package func connectSources(into target: StepID) -> [ConnectCandidate] {
    guard let step = pipeline[target] else { return [] }
    let search = CycleSearch(pipeline, topology, into: target)
    return pipeline.steps.map { source in
      let refusal: Refusal? =
        if source.id == target {
          .selfConnection(step.name)
        } else if step.arguments.contains(where: source.id.isTaken) {
          .alreadyConnected(source.name, step.name)
        } else {
          search.cycle(to: source.id).map { .wouldCycle($0) }
        }
      return ConnectCandidate(step: source.id, refusal: refusal)
    }
  }
}

extension StepID {
  func isTaken(by argument: Argument) -> Bool { argument.takes(self) }
}

/// Shortest ways back from the ends of connections to be made, by a search in breadth.
struct CycleSearch {
  private let pipeline: Pipeline
  private let topology: Topology
  /// Where a step was reached from; its own number at a start, -1 when it was not reached.
  private var cameFrom: [Int]
  private let isBackward: Bool

  /// Ways to `sources` from the steps that would close a cycle as their target.
  init(_ pipeline: Pipeline, _ topology: Topology, from sources: [StepID]) {
    self.init(pipeline, topology, starts: sources, isBackward: true)
  }

  /// Ways from `target` to the steps that would close a cycle as its source.
  init(_ pipeline: Pipeline, _ topology: Topology, into target: StepID) {
    self.init(pipeline, topology, starts: [target], isBackward: false)
  }

  private init(
    _ pipeline: Pipeline, _ topology: Topology, starts: [StepID], isBackward: Bool
  ) {
    self.pipeline = pipeline
    self.topology = topology
    self.isBackward = isBackward
    cameFrom = [Int](repeating: -1, count: topology.steps.count)
    var queue = starts.compactMap(topology.number(of:))
    for node in queue { cameFrom[node] = node }
    var next = 0
    while next < queue.count {
      let node = queue[next]
      next += 1
      let around =
        isBackward ? topology.graph.predecessors(of: node) : topology.graph.successors(of: node)
      for other in around where cameFrom[other] < 0 {
        cameFrom[other] = node
        queue.append(other)
      }
    }
  }

  /// Names along the cycle that a connection with `id` would close, from the connection's source
  /// on; `nil` when it closes none.
  func cycle(to id: StepID) -> [String]? {
    guard var node = topology.number(of: id), cameFrom[node] >= 0 else { return nil }
    var path = [node]
    while cameFrom[node] != node {
      node = cameFrom[node]
      path.append(node)
    }
    // Backward: from the target along the edges to the source, which is to come first.
    let cycle =
      isBackward ? [node] + Array(path.dropLast()) : [path[0]] + Array(path.dropFirst()).reversed()
    return cycle.map { pipeline.steps[$0].name }
  }
}
