// A directed graph on the nodes 0..<count, kept as two compact lists of neighbours.
// It knows nothing of names or weights, and may hold cycles: who needs none, asks `ordering()`.

/// A graph whose nodes are the numbers `0..<count`. Neighbours are ascending and without repeats,
/// so two graphs with the same edges are equal, in whatever order the edges were given.
package struct DirectedGraph: Equatable, Sendable {
  package let count: Int
  /// All successors, node after node; node `v` owns `successorStarts[v]..<successorStarts[v + 1]`.
  private let successorList: [Int]
  private let successorStarts: [Int]
  private let predecessorList: [Int]
  private let predecessorStarts: [Int]

  /// - Parameter edges: in any order; an edge given twice counts once. A node may be its own
  ///   successor (that is a cycle of one).
  /// - Precondition: all ends are in `0..<count`.
  /// - Complexity: O(count + edges).
  package init(count: Int, edges: [(from: Int, to: Int)]) {
    precondition(count >= 0, "a graph cannot have \(count) nodes")
    for edge in edges {
      precondition(
        edge.from >= 0 && edge.from < count && edge.to >= 0 && edge.to < count,
        "the edge \(edge.from) → \(edge.to) leaves a graph of \(count) nodes")
    }
    self.count = count
    // Two passes of a counting sort order the neighbours: first by target, then by source.
    let byTarget = Self.grouped(edges.map { (key: $0.to, value: $0.from) }, count: count)
    let bySource = Self.grouped(Self.flipped(byTarget), count: count)
    (successorStarts, successorList) = Self.withoutRepeats(bySource)
    let flippedBack = Self.flipped((successorStarts, successorList))
    (predecessorStarts, predecessorList) = Self.grouped(flippedBack, count: count)
  }

  /// Ascending, without repeats.
  package func successors(of node: Int) -> ArraySlice<Int> {
    successorList[successorStarts[node]..<successorStarts[node + 1]]
  }

  /// Ascending, without repeats.
  package func predecessors(of node: Int) -> ArraySlice<Int> {
    predecessorList[predecessorStarts[node]..<predecessorStarts[node + 1]]
  }

  package var edgeCount: Int { successorList.count }

  /// Ascending by source, then by target.
  package var edges: [(from: Int, to: Int)] {
    Self.flipped((successorStarts, successorList)).map { (from: $0.value, to: $0.key) }
  }

  /// The same nodes with every edge turned round.
  package var reversed: DirectedGraph {
    DirectedGraph(count: count, edges: edges.map { (from: $0.to, to: $0.from) })
  }

  /// Values by key, in the order given: a counting sort.
  private static func grouped(_ pairs: [(key: Int, value: Int)], count: Int)
    -> (starts: [Int], values: [Int])
  {
    var starts = [Int](repeating: 0, count: count + 1)
    for pair in pairs { starts[pair.key + 1] += 1 }
    for key in 0..<count { starts[key + 1] += starts[key] }
    var free = starts
    var values = [Int](repeating: 0, count: pairs.count)
    for pair in pairs {
      values[free[pair.key]] = pair.value
      free[pair.key] += 1
    }
    return (starts, values)
  }

  /// (key, value) pairs of a grouping with the two changed over, ascending by the old key.
  private static func flipped(_ groups: (starts: [Int], values: [Int])) -> [(key: Int, value: Int)]
  {
    var pairs: [(key: Int, value: Int)] = []
    pairs.reserveCapacity(groups.values.count)
    for key in 0..<(groups.starts.count - 1) {
      for index in groups.starts[key]..<groups.starts[key + 1] {
        pairs.append((key: groups.values[index], value: key))
      }
    }
    return pairs
  }

  /// Drops equal neighbours of one node; they stand side by side.
  private static func withoutRepeats(_ groups: (starts: [Int], values: [Int]))
    -> (starts: [Int], values: [Int])
  {
    var starts = [0]
    var values: [Int] = []
    values.reserveCapacity(groups.values.count)
    for key in 0..<(groups.starts.count - 1) {
      for index in groups.starts[key]..<groups.starts[key + 1]
      where values.count == starts[key] || values[values.count - 1] != groups.values[index] {
        values.append(groups.values[index])
      }
      starts.append(values.count)
    }
    return (starts, values)
  }
}
