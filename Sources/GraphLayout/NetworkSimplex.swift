// Ranks with the least sum of edge lengths. After Gansner, Koutsofios, North, Vo, "A technique for
// drawing directed graphs", IEEE TSE 19(3), 1993: a tree of edges as short as can be, of which one is
// exchanged for another as long as that shortens the sum.
// It knows no pins and no earlier drawings.

import GraphAlgorithms

struct NetworkSimplex {
  private let edges: [(from: Int, to: Int)]
  /// Edges at each node: node `v` has `incident[starts[v]..<starts[v + 1]]`.
  private let starts: [Int]
  private let incident: [Int]
  private(set) var rank: [Int]

  private var isInTree: [Bool]
  /// Edges that the tree gains when each of its edges gets longer, less those that it loses.
  private var cut: [Int]
  /// The edge of each node towards the root, or -1; nodes from the root on, and for each node the
  /// least and its own number when the tree is left node by node.
  private var up: [Int]
  private var order: [Int] = []
  private var low: [Int]
  private var limit: [Int]

  /// - Parameters:
  ///   - graph: connected, without cycles.
  ///   - rank: any with which each edge leads to a higher one; the better, the faster.
  /// - Returns: ranks with a sum of lengths that is as small as that of `rank` or smaller: the least,
  ///   unless it takes too many exchanges to find that.
  static func shortened(_ rank: [Int], of graph: DirectedGraph) -> [Int] {
    let size = graph.count + graph.edgeCount
    if graph.count < 3 || size > mostWork / 8 { return rank }
    var search = NetworkSimplex(graph, rank)
    var work = mostWork
    guard search.buildTree(&work) else { return rank }
    search.numberTree()
    search.weighTree()
    var next = 0
    while work > 0, let leaving = search.leavingEdge(from: &next) {
      guard let entering = search.enteringEdge(for: leaving) else { break }
      search.exchange(leaving, for: entering)
      work -= size
    }
    return search.rank
  }

  /// Steps from node to node or edge to edge: some milliseconds.
  private static let mostWork = 150_000

  private init(_ graph: DirectedGraph, _ rank: [Int]) {
    edges = graph.edges
    self.rank = rank
    var starts = [Int](repeating: 0, count: graph.count + 1)
    for edge in edges {
      starts[edge.from + 1] += 1
      starts[edge.to + 1] += 1
    }
    for node in 0..<graph.count { starts[node + 1] += starts[node] }
    self.starts = starts
    var free = starts
    var incident = [Int](repeating: 0, count: 2 * edges.count)
    for (index, edge) in edges.enumerated() {
      for node in [edge.from, edge.to] {
        incident[free[node]] = index
        free[node] += 1
      }
    }
    self.incident = incident
    isInTree = [Bool](repeating: false, count: edges.count)
    cut = [Int](repeating: 0, count: edges.count)
    up = [Int](repeating: -1, count: graph.count)
    low = up
    limit = up
  }

  private func slack(_ edge: Int) -> Int { rank[edges[edge].to] - rank[edges[edge].from] - 1 }

  private func other(_ edge: Int, than node: Int) -> Int {
    edges[edge].from == node ? edges[edge].to : edges[edge].from
  }

  /// Grows a tree of edges without slack; where there are no more, all of it is shifted towards what
  /// is nearest.
  ///
  /// - Returns: whether it holds all nodes.
  private mutating func buildTree(_ work: inout Int) -> Bool {
    var isReached = [Bool](repeating: false, count: rank.count)
    isReached[0] = true
    var reached = [0]
    var next = 0
    while true {
      while next < reached.count {
        let node = reached[next]
        next += 1
        for edge in incident[starts[node]..<starts[node + 1]] where slack(edge) == 0 {
          let end = other(edge, than: node)
          if isReached[end] { continue }
          isReached[end] = true
          isInTree[edge] = true
          reached.append(end)
        }
      }
      if reached.count == rank.count { return true }
      var nearest: (slack: Int, edge: Int)?
      for edge in edges.indices where isReached[edges[edge].from] != isReached[edges[edge].to] {
        if slack(edge) < nearest?.slack ?? Int.max { nearest = (slack(edge), edge) }
      }
      work -= edges.count
      guard let nearest, work > 0 else { return false }
      let shift = isReached[edges[nearest.edge].from] ? nearest.slack : -nearest.slack
      for node in reached { rank[node] += shift }
      next = 0
    }
  }

  /// Walks the tree from node 0.
  private mutating func numberTree() {
    order.removeAll(keepingCapacity: true)
    var stack = [(node: 0, next: starts[0])]
    up[0] = -1
    low[0] = 0
    var clock = 0
    while let (node, next) = stack.last {
      if next == starts[node + 1] {
        limit[node] = clock
        clock += 1
        order.append(node)
        stack.removeLast()
        continue
      }
      stack[stack.count - 1].next += 1
      let edge = incident[next]
      if !isInTree[edge] || edge == up[node] { continue }
      let end = other(edge, than: node)
      up[end] = edge
      low[end] = clock
      stack.append((end, starts[end]))
    }
  }

  /// Cut values from the leaves towards the root, each from those beneath it.
  private mutating func weighTree() {
    for node in order where up[node] >= 0 {
      let own = up[node]
      let isTail = edges[own].from == node
      var sum = 1
      for edge in incident[starts[node]..<starts[node + 1]] where edge != own {
        let isAlong = (edges[edge].from == node) == isTail
        sum += isAlong ? 1 : -1
        if isInTree[edge] { sum += isAlong ? -cut[edge] : cut[edge] }
      }
      cut[own] = sum
    }
  }

  /// The next edge of the tree that is better longer.
  private func leavingEdge(from next: inout Int) -> Int? {
    for step in edges.indices {
      let edge = (next + step) % edges.count
      if isInTree[edge], cut[edge] < 0 {
        next = edge + 1
        return edge
      }
    }
    return nil
  }

  /// The shortest edge that leads the other way between the two parts the tree falls into.
  private func enteringEdge(for leaving: Int) -> Int? {
    let (from, to) = edges[leaving]
    let isTailBelow = up[from] == leaving
    let root = isTailBelow ? from : to
    func isBelow(_ node: Int) -> Bool { low[root] <= limit[node] && limit[node] <= limit[root] }
    var best: (slack: Int, edge: Int)?
    for (index, edge) in edges.enumerated() where !isInTree[index] {
      guard isBelow(edge.from) != isTailBelow, isBelow(edge.to) == isTailBelow else { continue }
      if slack(index) < best?.slack ?? Int.max { best = (slack(index), index) }
    }
    return best?.edge
  }

  private mutating func exchange(_ leaving: Int, for entering: Int) {
    let (from, to) = edges[leaving]
    let isTailBelow = up[from] == leaving
    let root = isTailBelow ? from : to
    let (least, most) = (low[root], limit[root])
    let shift = isTailBelow ? -slack(entering) : slack(entering)
    if shift != 0 {
      for node in rank.indices where least <= limit[node] && limit[node] <= most {
        rank[node] += shift
      }
    }
    isInTree[leaving] = false
    isInTree[entering] = true
    numberTree()
    weighTree()
  }
}
