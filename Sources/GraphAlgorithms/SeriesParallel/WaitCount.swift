// Counts what a tree waits for beyond what its graph asks.

/// For each barrier of a tree, between two parts of a series, who ends right before it and who begins
/// right after it.
struct WaitCount {
  /// The barrier that each node ends or begins at; -1 for none.
  private var endsAt: [Int]
  private var beginsAt: [Int]
  private var endings: [Int] = []
  private var beginnings: [Int] = []

  init(_ tree: SeriesParallelTree, count: Int) {
    endsAt = [Int](repeating: -1, count: count)
    beginsAt = endsAt
    walk(tree, from: -1, to: -1)
  }

  private mutating func walk(_ tree: SeriesParallelTree, from before: Int, to after: Int) {
    switch tree {
    case .step(let node):
      beginsAt[node] = before
      endsAt[node] = after
      if before >= 0 { beginnings[before] += 1 }
      if after >= 0 { endings[after] += 1 }
    case .parallel(let parts):
      for part in parts { walk(part, from: before, to: after) }
    case .series(let parts):
      let first = endings.count
      endings += repeatElement(0, count: parts.count - 1)
      beginnings += repeatElement(0, count: parts.count - 1)
      for (index, part) in parts.enumerated() {
        walk(
          part, from: index == 0 ? before : first + index - 1,
          to: index == parts.count - 1 ? after : first + index)
      }
    }
  }

  /// Pairs that meet at a barrier and are no edge. A pair that meets and has a path has an edge:
  /// whatever lay between the two would keep them from meeting.
  ///
  /// - Parameter graph: without implied edges.
  func added(to graph: DirectedGraph) -> Int {
    let pairs = zip(endings, beginnings).reduce(0) { $0 + $1.0 * $1.1 }
    let edges = graph.edges.reduce(0) {
      $0 + (endsAt[$1.from] >= 0 && endsAt[$1.from] == beginsAt[$1.to] ? 1 : 0)
    }
    return pairs - edges
  }
}
