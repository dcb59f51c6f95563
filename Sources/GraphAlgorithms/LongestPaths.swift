// Longest paths in a graph without cycles: levels (in edges) and the critical path (in time).

/// The chain of nodes that decides how long everything takes when nothing else is in the way.
package struct CriticalPath: Equatable, Sendable {
  /// Each an edge away from the one before; empty only for a graph without nodes.
  package let nodes: [Int]
  /// The sum of their durations.
  package let length: Double
}

extension DirectedGraph {
  /// For each node the number of edges of the longest path that ends in it; a root has 0.
  ///
  /// - Precondition: the graph has no cycle.
  /// - Complexity: O(edges + count × log count).
  package func levels() -> [Int] {
    var levels = [Int](repeating: 0, count: count)
    for node in topologicalOrder() {
      for next in successors(of: node) { levels[next] = max(levels[next], levels[node] + 1) }
    }
    return levels
  }

  /// Among equally long paths each node follows the smallest number that could be before it.
  ///
  /// - Parameter durations: one per node, in any unit, none negative.
  /// - Precondition: the graph has no cycle.
  package func criticalPath(durations: [Double]) -> CriticalPath {
    precondition(durations.count == count, "\(durations.count) durations for \(count) nodes")
    var ends = durations
    var cameFrom = [Int](repeating: -1, count: count)
    for node in topologicalOrder() {
      var start = -Double.infinity
      for before in predecessors(of: node) where ends[before] > start {
        start = ends[before]
        cameFrom[node] = before
      }
      if cameFrom[node] >= 0 { ends[node] += start }
    }
    guard let last = ends.indices.max(by: { (ends[$0], $1) < (ends[$1], $0) }) else {
      return CriticalPath(nodes: [], length: 0)
    }
    var path = [last]
    while let node = path.last, cameFrom[node] >= 0 { path.append(cameFrom[node]) }
    return CriticalPath(nodes: path.reversed(), length: ends[last])
  }
}
