// Who comes before and after whom, and which nodes hang together at all.
// Searches in breadth; a cycle does no harm.

extension DirectedGraph {
  /// All that lies behind `node` along the edges, ascending; `node` itself only on a cycle.
  ///
  /// - Complexity: O(count + edges).
  package func descendants(of node: Int) -> [Int] {
    reached(from: successors(of: node), along: successors)
  }

  /// All that lies before `node`, ascending; `node` itself only on a cycle.
  package func ancestors(of node: Int) -> [Int] {
    reached(from: predecessors(of: node), along: predecessors)
  }

  /// Whether one or more edges lead from `start` to `end`.
  package func hasPath(from start: Int, to end: Int) -> Bool {
    var isSeen = [Bool](repeating: false, count: count)
    var queue = [start]
    var next = 0
    while next < queue.count {
      for node in successors(of: queue[next]) where !isSeen[node] {
        if node == end { return true }
        isSeen[node] = true
        queue.append(node)
      }
      next += 1
    }
    return false
  }

  /// Parts that no edge joins: each ascending, the parts by their smallest number.
  package func weaklyConnectedComponents() -> [[Int]] {
    var partOfNode = [Int](repeating: -1, count: count)
    var parts = 0
    for start in 0..<count where partOfNode[start] < 0 {
      partOfNode[start] = parts
      var stack = [start]
      while let node = stack.popLast() {
        for other in successors(of: node) where partOfNode[other] < 0 {
          partOfNode[other] = parts
          stack.append(other)
        }
        for other in predecessors(of: node) where partOfNode[other] < 0 {
          partOfNode[other] = parts
          stack.append(other)
        }
      }
      parts += 1
    }
    var components = [[Int]](repeating: [], count: parts)
    for node in 0..<count { components[partOfNode[node]].append(node) }
    return components
  }

  private func reached(from starts: ArraySlice<Int>, along neighbours: (Int) -> ArraySlice<Int>)
    -> [Int]
  {
    var isSeen = [Bool](repeating: false, count: count)
    var stack: [Int] = []
    for start in starts where !isSeen[start] {
      isSeen[start] = true
      stack.append(start)
    }
    while let node = stack.popLast() {
      for next in neighbours(node) where !isSeen[next] {
        isSeen[next] = true
        stack.append(next)
      }
    }
    return (0..<count).filter { isSeen[$0] }
  }
}
