// A graph in topological order, as compact as can be, for the planner that looks at it many times.
// It holds no names and no times; parts of it are graphs of their own.

/// Nodes are `0..<count`, and each edge points from a smaller to a larger number.
struct CompactGraph {
  let count: Int
  /// Node `v` owns `successorStarts[v]..<successorStarts[v + 1]` of `successorList`.
  private(set) var successorStarts: [Int32]
  private(set) var successorList: [Int32]
  private(set) var predecessorStarts: [Int32]
  private(set) var predecessorList: [Int32]

  func successors(of node: Int) -> ArraySlice<Int32> {
    successorList[Int(successorStarts[node])..<Int(successorStarts[node + 1])]
  }

  func predecessors(of node: Int) -> ArraySlice<Int32> {
    predecessorList[Int(predecessorStarts[node])..<Int(predecessorStarts[node + 1])]
  }

  /// Calls `body` with where each node's successors begin, and the list of them all.
  @inline(__always)
  func withSuccessors<Result>(
    _ body: (UnsafeBufferPointer<Int32>, UnsafeBufferPointer<Int32>) -> Result
  ) -> Result {
    successorStarts.withUnsafeBufferPointer { starts in
      successorList.withUnsafeBufferPointer { list in body(starts, list) }
    }
  }

  /// As `withSuccessors`.
  @inline(__always)
  func withPredecessors<Result>(
    _ body: (UnsafeBufferPointer<Int32>, UnsafeBufferPointer<Int32>) -> Result
  ) -> Result {
    predecessorStarts.withUnsafeBufferPointer { starts in
      predecessorList.withUnsafeBufferPointer { list in body(starts, list) }
    }
  }

  /// What looking at everything once costs.
  var size: Int { count + successorList.count }

  /// - Parameters:
  ///   - order: a topological order of a part of the nodes; node `order[i]` becomes `i`.
  ///   - number: for each node of `graph` its place in `order`, or -1.
  init(_ graph: DirectedGraph, order: [Int], number: [Int32]) {
    count = order.count
    successorStarts = [0]
    predecessorStarts = [0]
    successorList = []
    predecessorList = []
    for node in order {
      for next in graph.successors(of: node) where number[next] >= 0 {
        successorList.append(number[next])
      }
      for before in graph.predecessors(of: node) where number[before] >= 0 {
        predecessorList.append(number[before])
      }
      successorStarts.append(Int32(successorList.count))
      predecessorStarts.append(Int32(predecessorList.count))
    }
  }

  /// The part of a graph that `nodes` are, numbered in their order.
  ///
  /// - Parameters:
  ///   - nodes: ascending.
  ///   - number: as long as the graph, all -1, and so again afterwards.
  init(_ graph: CompactGraph, nodes: ArraySlice<Int32>, number: inout [Int32]) {
    count = nodes.count
    for (index, node) in nodes.enumerated() { number[Int(node)] = Int32(index) }
    successorStarts = [0]
    predecessorStarts = [0]
    successorList = []
    predecessorList = []
    successorStarts.reserveCapacity(count + 1)
    predecessorStarts.reserveCapacity(count + 1)
    for node in nodes {
      for next in graph.successors(of: Int(node)) where number[Int(next)] >= 0 {
        successorList.append(number[Int(next)])
      }
      for before in graph.predecessors(of: Int(node)) where number[Int(before)] >= 0 {
        predecessorList.append(number[Int(before)])
      }
      successorStarts.append(Int32(successorList.count))
      predecessorStarts.append(Int32(predecessorList.count))
    }
    for node in nodes { number[Int(node)] = -1 }
  }
}
