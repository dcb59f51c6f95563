// The lines of the diagram and what each one stands for.

import GraphAlgorithms
package import PipelineModel

package struct EdgeFacts: Hashable, Sendable {
  package let edge: StepEdge
  /// Places of the target's arguments that take the source's output, from 0.
  package let arguments: [Int]
  /// The target also, or only, lists the source under `needs`.
  package let isNeeded: Bool
  /// "argument 2", "rows, depth", "order only".
  package let summary: String
}

extension Editor {
  /// All lines, by source and then by target in the order of the file.
  package var edges: [StepEdge] {
    topology.graph.edges.map {
      StepEdge(from: topology.steps[$0.from], to: topology.steps[$0.to])
    }
  }

  /// The step's lines: those that come in, then those that go out.
  package func edges(of id: StepID) -> [EdgeFacts] {
    let incoming = topology.sources(of: id).map { StepEdge(from: $0, to: id) }
    let outgoing = topology.targets(of: id).map { StepEdge(from: id, to: $0) }
    return (incoming + outgoing).compactMap(edgeFacts)
  }

  /// `nil` when the steps are not connected.
  package func edgeFacts(_ edge: StepEdge) -> EdgeFacts? {
    guard let target = pipeline[edge.target] else { return nil }
    let places = target.arguments.indices.filter { target.arguments[$0].takes(edge.source) }
    let isNeeded = target.needs.contains(.step(edge.source))
    guard isNeeded || !places.isEmpty else { return nil }
    let names = places.map { target.arguments[$0].name ?? "argument \($0 + 1)" }
    return EdgeFacts(
      edge: edge, arguments: places, isNeeded: isNeeded,
      summary: names.isEmpty ? "order only" : names.joined(separator: ", "))
  }
}
