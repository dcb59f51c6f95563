// First pass: finds the edges to turn round so that no cycle is left, for drafts that have one.
// Before: any edges. After: `isReversed` is false everywhere when there was no cycle.

import GraphAlgorithms

/// The edges that point backwards in a search in depth from the nodes in their order: an arrow that
/// closes a cycle is turned, one that does not never is.
///
/// - Returns: for each edge whether it is to be drawn against the flow; never a loop of one node.
/// - Complexity: O(nodes + edges).
func reversedEdges(count: Int, edges: [(from: Int, to: Int)]) -> [Bool] {
  var isReversed = [Bool](repeating: false, count: edges.count)
  let graph = DirectedGraph(count: count, edges: edges)
  if case .order = graph.ordering() { return isReversed }
  // Entered and left times of an iterative search: an edge into an open node closes a cycle.
  var entered = [Int](repeating: -1, count: count)
  var left = [Int](repeating: Int.max, count: count)
  var clock = 0
  let roots = (0..<count).filter { graph.predecessors(of: $0).isEmpty } + Array(0..<count)
  for root in roots where entered[root] < 0 {
    var open: [(node: Int, next: Int)] = []
    func enter(_ node: Int) {
      entered[node] = clock
      clock += 1
      open.append((node, graph.successors(of: node).startIndex))
    }
    enter(root)
    while let (node, next) = open.last {
      let successors = graph.successors(of: node)
      if next < successors.endIndex {
        open[open.count - 1].next += 1
        if entered[successors[next]] < 0 { enter(successors[next]) }
      } else {
        left[node] = clock
        clock += 1
        open.removeLast()
      }
    }
  }
  for (index, edge) in edges.enumerated() where edge.from != edge.to {
    isReversed[index] = entered[edge.to] <= entered[edge.from] && left[edge.from] <= left[edge.to]
  }
  return isReversed
}
