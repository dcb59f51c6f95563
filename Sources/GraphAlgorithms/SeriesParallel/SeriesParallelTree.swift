// A way to run a graph with only two words: one after another, and side by side.
// How a graph becomes such a tree is SeriesParallelPlan.swift's.

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

  /// How long the tree takes in each scenario.
  func time(_ durations: [ScenarioTimes]) -> ScenarioTimes {
    switch self {
    case .step(let node): durations[node]
    case .series(let parts): parts.reduce(.zero) { $0 + $1.time(durations) }
    case .parallel(let parts): parts.reduce(.zero) { $0.longer($1.time(durations)) }
    }
  }

  func renamed(_ name: (Int) -> Int) -> SeriesParallelTree {
    switch self {
    case .step(let node): .step(name(node))
    case .series(let parts): .series(parts.map { $0.renamed(name) })
    case .parallel(let parts): .parallel(parts.map { $0.renamed(name) })
    }
  }

  /// The tree with what runs side by side ordered by smallest number, which is given too.
  func sorted() -> (tree: SeriesParallelTree, smallest: Int) {
    switch self {
    case .step(let node): return (self, node)
    case .series(let parts):
      let sorted = parts.map { $0.sorted() }
      return (.series(sorted.map(\.tree)), sorted.map(\.smallest).min() ?? 0)
    case .parallel(let parts):
      let sorted = parts.map { $0.sorted() }.sorted { $0.smallest < $1.smallest }
      return (.parallel(sorted.map(\.tree)), sorted.first?.smallest ?? 0)
    }
  }
}
