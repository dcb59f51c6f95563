// Plans a graph as a series-parallel tree that keeps every dependency: exactly where the graph has
// that form; a prime part of it has not, and waits are added there, as few as are found.
// The search is bounded by counted work, never by a clock, so that a graph has one plan.

package struct SeriesParallelPlan: Sendable {
  /// Children stand by their order in time, side by side by their smallest number.
  package let tree: SeriesParallelTree
  /// Pairs of steps of which the second now waits for the first, right before it, for no reason.
  package let addedWaits: Int
  /// Expected time of the tree ÷ that of the graph, each with as many workers as it can use: 1 when
  /// nothing waits longer; a mean over scenarios where durations are not known.
  package let ratio: Double
}

extension DirectedGraph {
  /// - Parameters:
  ///   - durations: what is known of them.
  ///   - keys: a number for each node that stays its own when other nodes come and go; by default
  ///     the node's number. Ties are broken by it.
  ///   - maximumDepth: what nests deeper than this is run level by level, so that the tree can be
  ///     walked by recursion and written as nested text.
  /// - Precondition: the graph has no cycle.
  package func seriesParallelPlan(
    durations: StepDurations = .unknown, keys: [UInt64]? = nil, maximumDepth: Int = 200
  ) -> SeriesParallelPlan {
    precondition(maximumDepth >= 2, "levels need a depth of 2")
    let keys = keys ?? (0..<UInt64(count)).map(mixed)
    precondition(keys.count == count, "\(keys.count) keys for \(count) nodes")
    guard count > 0 else {
      return SeriesParallelPlan(tree: .parallel([]), addedWaits: 0, ratio: 1)
    }
    var planner = Planner(self, durations: durations, keys: keys)
    return planner.plan(maximumDepth: maximumDepth)
  }
}
