// Leaves out the edges that others imply. After Aho, Garey, Ullman, "The transitive reduction of
// a directed graph", SIAM J. Comput. 1(2), 1972; sets as bits, a stripe of targets at a time.

extension DirectedGraph {
  /// The fewest edges with the same paths; for a graph without cycles there is one such set.
  ///
  /// - Precondition: the graph has no cycle.
  /// - Complexity: O(edges × count / 64) time, O(count + edges) memory.
  package func transitiveReduction() -> DirectedGraph {
    // An edge can only be implied where another leaves its source and another reaches its target.
    guard
      edges.contains(where: {
        successors(of: $0.from).count > 1 && predecessors(of: $0.to).count > 1
      })
    else { return self }
    let order = topologicalOrder()
    var place = [Int](repeating: 0, count: count)
    for (index, node) in order.enumerated() { place[node] = index }
    // From here on nodes are their places, so successors ascend in topological order.
    let sorted = DirectedGraph(
      count: count, edges: edges.map { (from: place[$0.from], to: place[$0.to]) })
    var kept: [(from: Int, to: Int)] = []
    kept.reserveCapacity(count)
    var stripe = BitStripe(rows: count)
    for start in stride(from: 0, to: count, by: BitStripe.width) {
      stripe.collect(sorted, from: start) { kept.append((from: order[$0], to: order[$1])) }
    }
    return DirectedGraph(count: count, edges: kept)
  }
}

/// For each node, which of a stripe of `width` consecutive targets it reaches.
private struct BitStripe {
  private static let words = 16
  static let width = words * 64
  private var bits: [UInt64]

  init(rows: Int) { bits = [UInt64](repeating: 0, count: rows * Self.words) }

  /// Calls `keep` for each edge into `start..<start + width` that no longer path implies.
  ///
  /// - Precondition: each edge of `graph` points from a smaller to a larger number.
  mutating func collect(_ graph: DirectedGraph, from start: Int, keep: (Int, Int) -> Void) {
    let end = min(start + Self.width, graph.count)
    // A node at or behind the stripe's end reaches nothing in it.
    for node in stride(from: end - 1, through: 0, by: -1) {
      let row = node * Self.words
      for word in row..<row + Self.words { bits[word] = 0 }
      // A successor that leads to another one stands before it, so its bits are in already.
      for next in graph.successors(of: node) {
        guard next < end else { break }
        if next >= start {
          let word = row + (next - start) / 64
          let bit = UInt64(1) << UInt64((next - start) % 64)
          if bits[word] & bit != 0 { continue }
          keep(node, next)
          bits[word] |= bit
        }
        let other = next * Self.words
        for word in 0..<Self.words { bits[row + word] |= bits[other + word] }
      }
    }
  }
}
