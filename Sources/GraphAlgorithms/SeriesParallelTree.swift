// A way to run a graph with only two words: one after another, and side by side.
// How a graph becomes such a tree is SeriesParallelDecomposition.swift.

/// Every node of the graph is one `step`. In `series` each part ends before the next begins, in
/// `parallel` all parts begin together; both have two children or more, and neither holds its own
/// kind directly. A graph without nodes is `parallel([])`.
package indirect enum SeriesParallelTree: Equatable, Sendable {
  case step(Int)
  case series([SeriesParallelTree])
  case parallel([SeriesParallelTree])

  /// The steps from left to right, an order in which all dependencies point forward.
  package var steps: [Int] {
    switch self {
    case .step(let node): [node]
    case .series(let parts), .parallel(let parts): parts.flatMap(\.steps)
    }
  }

  /// How long the tree takes with as many workers as it can use.
  ///
  /// - Parameter durations: one per node of the graph, in any unit.
  package func makespan(durations: [Double]) -> Double {
    switch self {
    case .step(let node): durations[node]
    case .series(let parts): parts.reduce(0) { $0 + $1.makespan(durations: durations) }
    case .parallel(let parts): parts.reduce(0) { max($0, $1.makespan(durations: durations)) }
    }
  }

  /// Levels of nesting: 0 for a step.
  package var depth: Int {
    switch self {
    case .step: 0
    case .series(let parts), .parallel(let parts): 1 + (parts.map(\.depth).max() ?? 0)
    }
  }
}
