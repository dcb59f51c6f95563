// Orders, levels, critical paths, and who reaches whom.

import GraphAlgorithms
import TestSupport
import Testing

@Suite struct OrderTests {
  @Test func `edges are kept once, whatever their order`() {
    let plain = graph("0 1 2, 0 2")
    #expect(plain == graph("0 2, 1 2, 0 1, 0 1"))
    #expect(edgeList(plain) == "0>1 0>2 1>2")
    #expect(Array(plain.successors(of: 0)) == [1, 2])
    #expect(Array(plain.predecessors(of: 2)) == [0, 1])
    #expect(plain.edgeCount == 3)
    #expect(edgeList(plain.reversed) == "1>0 2>0 2>1")
  }

  @Test func `an order that is topological already stays as it is`() {
    #expect(graph("0 3, 1 2, 2 3").ordering() == .order([0, 1, 2, 3]))
  }

  @Test func `the smallest number that may come next comes next`() {
    #expect(graph("3 0, 3 1, 2 1").ordering() == .order([2, 3, 0, 1]))
  }

  @Test(arguments: [
    ("0 1 2 3, 3 1", [1, 2, 3]),
    ("0 0", [0]),
    ("0 1 2 3 4 0, 2 5 2, 4 6 7", [2, 5]),
    ("9 8 7 9, 7 1 0", [7, 9, 8]),
  ])
  func `a cycle is named by its own nodes alone`(paths: String, cycle: [Int]) {
    #expect(graph(paths).ordering() == .cycle(cycle))
  }

  @Test(arguments: 0..<40 as Range<UInt64>)
  func `a random graph gives an order or a real cycle`(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let nodes = Int.random(in: 1...30, using: &random)
    var edges = randomGraph(&random, nodes: nodes, edges: nodes).edges
    if seed % 2 == 0 {
      edges.append(
        (
          from: Int.random(in: 0..<nodes, using: &random),
          to: Int.random(in: 0..<nodes, using: &random)
        )
      )
    }
    let graph = DirectedGraph(count: nodes, edges: edges)
    switch graph.ordering() {
    case .order(let order):
      #expect(order.sorted() == Array(0..<nodes))
      var place = [Int](repeating: 0, count: nodes)
      for (index, node) in order.enumerated() { place[node] = index }
      #expect(graph.edges.allSatisfy { place[$0.from] < place[$0.to] })
    case .cycle(let cycle):
      #expect(seed % 2 == 0 && !cycle.isEmpty && Set(cycle).count == cycle.count)
      for (node, next) in zip(cycle, cycle.dropFirst() + cycle.prefix(1)) {
        #expect(graph.successors(of: node).contains(next))
      }
    }
  }

  @Test func `a level is the longest way from a root`() {
    #expect(graph("0 1 2 3, 0 3, 4 3, 5").levels() == [0, 1, 2, 3, 0, 0])
  }

  @Test func `the critical path is the slowest chain`() {
    let diamond = graph("0 1 3, 0 2 3, 4")
    #expect(diamond.criticalPath(durations: [1, 2, 5, 1, 6]).nodes == [0, 2, 3])
    #expect(diamond.criticalPath(durations: [1, 2, 5, 1, 6]).length == 7)
    #expect(diamond.criticalPath(durations: [1, 2, 2, 1, 5]).nodes == [4])
    #expect(diamond.criticalPath(durations: [1, 2, 2, 1, 4]).nodes == [0, 1, 3])
    #expect(DirectedGraph(count: 0, edges: []).criticalPath(durations: []).nodes == [])
  }

  @Test func `what lies before or behind a node is found through all paths`() {
    let net = graph("0 1 2, 3 1, 2 4, 5 6")
    #expect(net.descendants(of: 3) == [1, 2, 4])
    #expect(net.ancestors(of: 2) == [0, 1, 3])
    #expect(net.hasPath(from: 0, to: 4))
    #expect(!net.hasPath(from: 4, to: 0))
    #expect(!net.hasPath(from: 0, to: 0))
    #expect(graph("0 1 0").hasPath(from: 0, to: 0))
    #expect(net.weaklyConnectedComponents() == [[0, 1, 2, 3, 4], [5, 6]])
  }

  @Test func `an implied edge is left out`() {
    #expect(edgeList(graph("0 1 2 3, 0 2, 0 3, 1 3").transitiveReduction()) == "0>1 1>2 2>3")
    #expect(edgeList(graph("3 2 1 0, 3 0, 3 1").transitiveReduction()) == "1>0 2>1 3>2")
  }

  @Test(arguments: 0..<20 as Range<UInt64>)
  func `the reduction has the same paths with no edge to spare`(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let full = randomGraph(&random, nodes: 25, edges: 60)
    let reduced = full.transitiveReduction()
    for node in 0..<25 { #expect(full.descendants(of: node) == reduced.descendants(of: node)) }
    for edge in reduced.edges {
      let others = reduced.edges.filter { $0 != edge }
      let without = DirectedGraph(count: 25, edges: others)
      #expect(!without.hasPath(from: edge.from, to: edge.to))
    }
  }

  @Test func `a reduction wider than one stripe of bits is right`() {
    let chain = (0..<2_999).map { (from: $0, to: $0 + 1) }
    let shortcuts = stride(from: 0, to: 1_500, by: 7).map { (from: $0, to: 2 * $0 + 2) }
    let graph = DirectedGraph(count: 3_000, edges: chain + shortcuts)
    #expect(graph.transitiveReduction() == DirectedGraph(count: 3_000, edges: chain))
  }
}
