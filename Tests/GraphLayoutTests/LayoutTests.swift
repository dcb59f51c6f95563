// What a layout promises beyond being readable: few crossings, a calm picture, any window, any size.

import GraphLayout
import TestSupport
import Testing

@Suite struct LayoutTests {
  @Test(arguments: 0..<20 as Range<UInt64>)
  func `a tree has no crossings`(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let count = Int.random(in: 2...30, using: &random)
    let isJoining = Bool.random(using: &random)
    let edges = (1..<count).map { node in
      let parent = Int.random(in: 0..<node, using: &random)
      return isJoining ? (from: node, to: parent) : (from: parent, to: node)
    }
    let graph = LayoutGraph(
      nodes: (0..<count).map { LayoutNode(labelWidth: "\($0)".count) }, edges: edges)
    let rows = picture(of: layout(graph), names: (0..<count).map { "\($0)" })
    #expect(!rows.joined().contains("┼"), "\(rows.joined(separator: "\n"))")
  }

  @Test(arguments: [(2, 1), (3, 9), (4, 36)], Flow.allCases)
  func `where each step needs each no more arrows cross than must`(
    stage: (width: Int, crossings: Int), flow: Flow
  ) {
    let width = stage.width
    let graph = LayoutGraph(
      nodes: (0..<2 * width).map { _ in LayoutNode(labelWidth: 4) },
      edges: (0..<width * width).map { (from: $0 / width, to: width + $0 % width) }, flow: flow)
    let diagram = layout(graph)
    #expect(crossings(of: diagram) == stage.crossings)
    #expect(faults(of: diagram, for: graph) == [])
  }

  @Test func `steps that only a late one needs stand shortly before it`() {
    let named = NamedGraph("s > a > b > c > t; u > v; w > v; v > t")
    let boxes = layout(named.graph).boxes
    func column(_ name: String) -> Int? { named.names.firstIndex(of: name).map { boxes[$0].x } }
    #expect(column("v") == column("c"))
    #expect(column("u") == column("b"))
    #expect(column("w") == column("b"))
  }

  @Test func `the same graph gives the same diagram`() {
    var random = SplitMix64(seed: 7)
    let graph = randomGraph(&random)
    #expect(layout(graph) == layout(graph))
  }

  @Test(arguments: 0..<10 as Range<UInt64>)
  func `a step added to a drawing leaves the others in their order`(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    var graph = randomPipeline(&random, steps: 40)
    let before = layout(graph)
    graph.edges.append((from: Int.random(in: 0..<40, using: &random), to: 40))
    graph.nodes.append(LayoutNode(labelWidth: 8))
    let after = layout(graph, previous: before, identity: (0..<40).map { $0 } + [nil])
    var (kept, pairs) = (0, 0)
    for first in 0..<40 {
      for second in 0..<first {
        let old = before.boxes[first].y - before.boxes[second].y
        let new = after.boxes[first].y - after.boxes[second].y
        if old == 0 || new == 0 { continue }
        pairs += 1
        if old.signum() == new.signum() { kept += 1 }
      }
    }
    #expect(10 * kept >= 9 * pairs, "\(kept) of \(pairs) pairs keep their order")
    #expect(faults(of: after, for: graph) == [])
  }

  @Test func `an arrow given twice is drawn once, one from a step to itself not at all`() {
    let nodes = [LayoutNode(labelWidth: 1), LayoutNode(labelWidth: 1)]
    let plain = layout(LayoutGraph(nodes: nodes, edges: [(from: 0, to: 1)]))
    let odd = layout(
      LayoutGraph(nodes: nodes, edges: [(from: 0, to: 1), (from: 1, to: 1), (from: 0, to: 1)]))
    #expect(picture(of: odd, names: ["a", "b"]) == picture(of: plain, names: ["a", "b"]))
    #expect(odd.edges.map(\.points) == [plain.edges[0].points, [], plain.edges[0].points])
  }

  @Test func `a window shows the cells of the whole`() {
    var random = SplitMix64(seed: 3)
    let diagram = layout(randomPipeline(&random, steps: 20))
    let whole = diagram.lines(
      in: Diagram.Box(x: 0, y: 0, width: diagram.width, height: diagram.height))
    let window = Diagram.Box(x: 17, y: 4, width: 30, height: 9)
    let part = diagram.lines(in: window)
    for y in 4..<13 { for x in 17..<47 { #expect(part[x, y] == whole[x, y]) } }
  }

  @Test func `a window may reach beyond the diagram`() {
    let diagram = layout(NamedGraph("a > b").graph)
    let grid = diagram.lines(in: Diagram.Box(x: -2, y: -2, width: 40, height: 10))
    #expect(grid[-1, -1].arms == [])
    #expect(grid[5, 1].arms == [.left, .right])
    #expect(grid[7, 1].head == .right)
  }

  @Test func `a chain of two thousand steps is one row`() {
    let nodes = [LayoutNode](repeating: LayoutNode(labelWidth: 3), count: 2_000)
    let edges = (0..<1_999).map { (from: $0, to: $0 + 1) }
    let diagram = layout(LayoutGraph(nodes: nodes, edges: edges))
    #expect(diagram.height == 3)
    #expect(diagram.width == 2_000 * 7 + 1_999 * 2)
  }

  @Test func `a fan of five hundred steps has one trunk`() {
    let nodes = [LayoutNode](repeating: LayoutNode(labelWidth: 3), count: 501)
    let edges = (1...500).map { (from: 0, to: $0) }
    let diagram = layout(LayoutGraph(nodes: nodes, edges: edges))
    #expect(diagram.boxes[0].height == 3)
    #expect(diagram.height == 1_500)
  }
}

/// Pairs of edges that cross, once for each cell in which they do.
private func crossings(of diagram: Diagram) -> Int {
  var users: [Diagram.Point: [LineArms]] = [:]
  for edge in diagram.edges {
    for cell in cells(of: edge) { users[cell.point, default: []].append(cell.arms) }
  }
  return users.values.reduce(0) { sum, arms in
    sum + arms.count { $0 == [.left, .right] } * arms.count { $0 == [.up, .down] }
  }
}

/// Steps that need one or two of the eight before them.
func randomPipeline(_ random: inout SplitMix64, steps: Int) -> LayoutGraph {
  let nodes = (0..<steps).map { _ in
    LayoutNode(labelWidth: Int.random(in: 4...12, using: &random))
  }
  var edges: [(from: Int, to: Int)] = []
  for step in 1..<steps {
    for _ in 0..<Int.random(in: 1...2, using: &random) {
      edges.append((from: max(0, step - Int.random(in: 1...8, using: &random)), to: step))
    }
  }
  return LayoutGraph(nodes: nodes, edges: edges)
}
