// Puts the nodes into an order in which every edge points forward, or names a cycle that forbids it.
// After Kahn, "Topological sorting of large networks", CACM 5(11), 1962.

package enum TopologicalOrdering: Equatable, Sendable {
  /// Every node once; each edge points from an earlier to a later one.
  case order([Int])
  /// Nodes, each an existing edge away from the one before it, and the first from the last.
  /// The smallest number comes first.
  case cycle([Int])
}

extension DirectedGraph {
  /// Among the nodes that could come next the smallest number is taken, so an order that is
  /// topological already stays as it is.
  ///
  /// - Complexity: O(edges + count × log count); a cycle costs a few searches more.
  package func ordering() -> TopologicalOrdering {
    let order = kahnOrder()
    return order.count == count ? .order(order) : .cycle(shortCycle(outside: order))
  }

  /// - Precondition: the graph has no cycle.
  package func topologicalOrder() -> [Int] {
    switch ordering() {
    case .order(let order): return order
    case .cycle(let nodes): preconditionFailure("an order was asked of the cycle \(nodes)")
    }
  }

  /// The nodes that neither lie on a cycle nor behind one, in order.
  private func kahnOrder() -> [Int] {
    var waiting = (0..<count).map { predecessors(of: $0).count }
    var ready = SmallestFirst()
    for node in 0..<count where waiting[node] == 0 { ready.insert(node) }
    var order: [Int] = []
    order.reserveCapacity(count)
    while let node = ready.removeSmallest() {
      order.append(node)
      for next in successors(of: node) {
        waiting[next] -= 1
        if waiting[next] == 0 { ready.insert(next) }
      }
    }
    return order
  }

  /// The shortest cycle through one of the (first 32) nodes of some cycle.
  ///
  /// - Precondition: some node is not in `order`, the result of `kahnOrder`.
  private func shortCycle(outside order: [Int]) -> [Int] {
    var isLeft = [Bool](repeating: true, count: count)
    for node in order { isLeft[node] = false }
    guard let first = isLeft.firstIndex(of: true) else {
      preconditionFailure("a cycle was asked of a graph without one")
    }
    // Each node that is left has a predecessor that is left: walking back must come round.
    var seenAt = [Int](repeating: -1, count: count)
    var walk: [Int] = []
    var node = first
    while seenAt[node] < 0 {
      seenAt[node] = walk.count
      walk.append(node)
      guard let before = predecessors(of: node).first(where: { isLeft[$0] }) else {
        preconditionFailure("node \(node) waits for nothing and was not ordered")
      }
      node = before
    }
    var best = Array(walk[seenAt[node]...].reversed())
    for start in best.prefix(32) {
      if let cycle = shortestCycle(through: start), cycle.count < best.count { best = cycle }
    }
    let smallest = best.indices.min { best[$0] < best[$1] } ?? 0
    return Array(best[smallest...] + best[..<smallest])
  }

  private func shortestCycle(through start: Int) -> [Int]? {
    var cameFrom = [Int](repeating: -1, count: count)
    var queue = [start]
    var next = 0
    while next < queue.count {
      let node = queue[next]
      next += 1
      for successor in successors(of: node) {
        if successor == start {
          var cycle = [node]
          while let last = cycle.last, last != start { cycle.append(cameFrom[last]) }
          return cycle.reversed()
        }
        if cameFrom[successor] < 0 {
          cameFrom[successor] = node
          queue.append(successor)
        }
      }
    }
    return nil
  }
}

/// A binary heap of numbers. After Williams, "Algorithm 232: Heapsort", CACM 7(6), 1964.
private struct SmallestFirst {
  private var heap: [Int] = []

  mutating func insert(_ number: Int) {
    heap.append(number)
    var child = heap.count - 1
    while child > 0, heap[(child - 1) / 2] > heap[child] {
      heap.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  mutating func removeSmallest() -> Int? {
    guard let smallest = heap.first else { return nil }
    let last = heap.removeLast()
    guard !heap.isEmpty else { return smallest }
    heap[0] = last
    var parent = 0
    while 2 * parent + 1 < heap.count {
      var child = 2 * parent + 1
      if child + 1 < heap.count, heap[child + 1] < heap[child] { child += 1 }
      guard heap[child] < heap[parent] else { break }
      heap.swapAt(child, parent)
      parent = child
    }
    return smallest
  }
}
