// The laws of DrawingLaws.swift on random graphs. A seed that fails becomes a named test.

import GraphLayout
import TestSupport
import Testing

@Suite struct LayoutLawTests {
  @Test(arguments: 0..<40 as Range<UInt64>)
  func `a random pipeline is drawn so that its arrows can be read`(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let graph = randomGraph(&random)
    #expect(faults(of: layout(graph), for: graph) == [])
  }

  @Test(arguments: 100..<115 as Range<UInt64>)
  func `a draft with cycles is drawn so that its arrows can be read`(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    var graph = randomGraph(&random)
    for index in graph.edges.indices where Int.random(in: 0..<5, using: &random) == 0 {
      let edge = graph.edges[index]
      graph.edges[index] = (from: edge.to, to: edge.from)
    }
    #expect(faults(of: layout(graph), for: graph) == [])
  }

  @Test(arguments: 200..<225 as Range<UInt64>)
  func `pinned steps keep their order in columns`(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    var graph = randomGraph(&random)
    graph.edges = []
    pinSome(&graph, &random)
    expectPinsKept(graph)
  }

  @Test(arguments: 300..<325 as Range<UInt64>)
  func `pinned steps with arrows among them are drawn so that these can be read`(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    var graph = randomGraph(&random)
    pinSome(&graph, &random)
    #expect(faults(of: layout(graph), for: graph) == [])
  }
}

/// Boxes of several sizes; the flow changes with the seed.
func randomGraph(_ random: inout SplitMix64) -> LayoutGraph {
  let count = Int.random(in: 1...24, using: &random)
  let nodes = (0..<count).map { _ in
    LayoutNode(
      width: Int.random(in: 6...14, using: &random), height: Int.random(in: 3...5, using: &random))
  }
  var edges: [(from: Int, to: Int)] = []
  for _ in 0..<Int.random(in: 0...2 * count, using: &random) where count > 1 {
    let from = Int.random(in: 0..<count - 1, using: &random)
    edges.append((from: from, to: Int.random(in: from + 1..<count, using: &random)))
  }
  return LayoutGraph(nodes: nodes, edges: edges, flow: Bool.random(using: &random) ? .right : .down)
}

private func pinSome(_ graph: inout LayoutGraph, _ random: inout SplitMix64) {
  for node in graph.nodes.indices where Bool.random(using: &random) {
    graph.nodes[node].pin = GridSlot(
      column: Int.random(in: -2...5, using: &random), row: Int.random(in: 0...9, using: &random))
  }
}

/// Columns along the flow, rows across it; two nodes on one slot are left out.
private func expectPinsKept(_ graph: LayoutGraph) {
  let diagram = layout(graph)
  func place(_ node: Int) -> (along: Int, across: Int, breadth: Int) {
    let box = diagram.boxes[node]
    return graph.flow == .right ? (box.x, box.y, box.height) : (box.y, box.x, box.width)
  }
  var slots: [GridSlot: Int] = [:]
  for node in graph.nodes { if let pin = node.pin { slots[pin, default: 0] += 1 } }
  for (first, node) in graph.nodes.enumerated() {
    guard let pin = node.pin, slots[pin] == 1 else { continue }
    for (second, other) in graph.nodes.enumerated() {
      guard let otherPin = other.pin, slots[otherPin] == 1 else { continue }
      let (one, two) = (place(first), place(second))
      if pin.column < otherPin.column { #expect(one.along < two.along) }
      if pin.column == otherPin.column { #expect(one.along == two.along) }
      if pin.row < otherPin.row {
        #expect(2 * one.across + one.breadth < 2 * two.across + two.breadth)
      }
    }
  }
}
