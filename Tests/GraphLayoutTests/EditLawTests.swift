// What holds when a drawing follows one edit after the other: it stays readable, and nothing moves
// that need not.

import GraphLayout
import TestSupport
import Testing

@Suite struct EditLawTests {
  @Test(arguments: 0..<30 as Range<UInt64>)
  func `after each of many edits the arrows can be read`(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    var edited = EditedGraph(randomGraph(&random))
    for _ in 0..<12 {
      edited.edit(&random)
      #expect(faults(of: edited.diagram, for: edited.graph) == [], "after \(edited.last)")
    }
  }

  @Test(arguments: 400..<404 as Range<UInt64>)
  func `after two hundred edits a picture is not much larger than a new one`(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    var edited = EditedGraph(randomPipeline(&random, steps: 30))
    for _ in 0..<200 { edited.edit(&random) }
    #expect(faults(of: edited.diagram, for: edited.graph) == [])
    let anew = layout(edited.graph)
    let (cells, least) = (
      edited.diagram.width * edited.diagram.height, anew.width * anew.height
    )
    #expect(cells <= max(3 * least, 2_000), "\(cells) cells for \(least)")
  }

  @Test(arguments: 100..<110 as Range<UInt64>)
  func `edits of the same graph give the same drawings`(seed: UInt64) {
    var (first, second) = (SplitMix64(seed: seed), SplitMix64(seed: seed))
    var one = EditedGraph(randomGraph(&first))
    var other = EditedGraph(randomGraph(&second))
    for _ in 0..<6 {
      one.edit(&first)
      other.edit(&second)
    }
    #expect(one.diagram == other.diagram)
  }

  @Test(arguments: 0..<12 as Range<UInt64>)
  func `pinned steps stay in order through edits`(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    var graph = randomPipeline(&random, steps: 12)
    for node in 0..<4 { graph.nodes[node].pin = GridSlot(column: node, row: 3 - node) }
    graph.edges.removeAll { $0.to < 4 }
    var edited = EditedGraph(graph)
    for _ in 0..<8 {
      edited.connect(&random)
      let boxes = edited.diagram.boxes
      for node in 0..<3 {
        #expect(boxes[node].x < boxes[node + 1].x, "after \(edited.last)")
        #expect(boxes[node].y > boxes[node + 1].y, "after \(edited.last)")
      }
      #expect(faults(of: edited.diagram, for: edited.graph) == [], "after \(edited.last)")
    }
  }

  @Test func `an edit of a drawing of fifty steps leaves the others where they are`() {
    var kept: [Double] = []
    var still: [Double] = []
    for seed in 0..<20 as Range<UInt64> {
      var random = SplitMix64(seed: seed)
      let graph = randomPipeline(&random, steps: 50)
      for kind in 0..<3 {
        var edited = EditedGraph(graph)
        switch kind {
        case 0: edited.add(&random)
        case 1: edited.delete(&random)
        default: edited.connect(&random)
        }
        kept.append(edited.shareOfPairsKept)
        still.append(edited.shareInTheirCell)
      }
    }
    kept.sort()
    still.sort()
    #expect(kept[kept.count / 20] >= 0.9, "\(kept)")
    #expect(still[still.count / 2] >= 0.5, "\(still)")
  }

  @Test func `a step that is added and deleted again leaves the picture as it was`() {
    var random = SplitMix64(seed: 4)
    var edited = EditedGraph(randomPipeline(&random, steps: 20))
    let start = edited.diagram
    edited.add(&random)
    edited.delete(20)
    #expect(edited.diagram.boxes.map(\.width) == start.boxes.map(\.width))
    #expect(edited.shareOfPairsKept == 1)
  }
}

/// A graph, its drawing, and the drawing before the last edit.
private struct EditedGraph {
  private(set) var graph: LayoutGraph
  private(set) var diagram: Diagram
  private(set) var last = "nothing"
  private var before: Diagram
  /// For each node its index before the last edit.
  private var identity: [Int?] = []

  init(_ graph: LayoutGraph) {
    self.graph = graph
    diagram = layout(graph)
    before = diagram
  }

  private mutating func redraw(_ what: String, _ identity: [Int?]) {
    last = what
    before = diagram
    self.identity = identity
    diagram = layout(graph, previous: diagram, identity: identity)
  }

  mutating func edit(_ random: inout SplitMix64) {
    switch Int.random(in: 0..<5, using: &random) {
    case 0: add(&random)
    case 1 where graph.nodes.count > 1: delete(&random)
    case 2: disconnect(&random)
    case 3: widen(&random)
    default: connect(&random)
    }
  }

  mutating func add(_ random: inout SplitMix64) {
    let count = graph.nodes.count
    let source = Int.random(in: 0..<count, using: &random)
    graph.nodes.append(LayoutNode(labelWidth: 6))
    graph.edges.append((from: source, to: count))
    redraw("a step behind \(source)", (0..<count).map { $0 } + [nil])
  }

  mutating func delete(_ random: inout SplitMix64) {
    delete(Int.random(in: 0..<graph.nodes.count, using: &random))
  }

  mutating func delete(_ node: Int) {
    graph.nodes.remove(at: node)
    graph.edges = graph.edges.filter { $0.from != node && $0.to != node }.map {
      (from: $0.from > node ? $0.from - 1 : $0.from, to: $0.to > node ? $0.to - 1 : $0.to)
    }
    redraw("deleting \(node)", graph.nodes.indices.map { $0 < node ? $0 : $0 + 1 })
  }

  /// Also against the flow, so that cycles come about.
  mutating func connect(_ random: inout SplitMix64) {
    let from = Int.random(in: graph.nodes.indices, using: &random)
    let to = Int.random(in: graph.nodes.indices, using: &random)
    if from == to || graph.edges.contains(where: { $0 == (from, to) || $0 == (to, from) }) {
      return
    }
    let isForward = diagram.boxes[from].x <= diagram.boxes[to].x
    graph.edges.append(isForward ? (from: from, to: to) : (from: to, to: from))
    redraw("connecting \(from) and \(to)", graph.nodes.indices.map { $0 })
  }

  mutating func disconnect(_ random: inout SplitMix64) {
    guard let index = graph.edges.indices.randomElement(using: &random) else { return }
    let edge = graph.edges.remove(at: index)
    redraw("parting \(edge.from) from \(edge.to)", graph.nodes.indices.map { $0 })
  }

  mutating func widen(_ random: inout SplitMix64) {
    let node = Int.random(in: graph.nodes.indices, using: &random)
    graph.nodes[node].width = Int.random(in: 6...16, using: &random)
    redraw("renaming \(node)", graph.nodes.indices.map { $0 })
  }

  private var pairsOfBoxes: [(old: Diagram.Box, new: Diagram.Box)] {
    identity.enumerated().compactMap { node, old in
      old.map { (before.boxes[$0], diagram.boxes[node]) }
    }
  }

  /// Boxes that stand to each other as before, along the flow and across it.
  var shareOfPairsKept: Double {
    let boxes = pairsOfBoxes
    var (kept, all) = (0, 0)
    for first in boxes.indices {
      for second in 0..<first {
        let (one, two) = (boxes[first], boxes[second])
        let isKept = [\Diagram.Box.x, \.y].allSatisfy {
          (one.old[keyPath: $0] - two.old[keyPath: $0]).signum()
            * (one.new[keyPath: $0] - two.new[keyPath: $0]).signum() >= 0
        }
        all += 1
        if isKept { kept += 1 }
      }
    }
    return all == 0 ? 1 : Double(kept) / Double(all)
  }

  var shareInTheirCell: Double {
    let boxes = pairsOfBoxes
    if boxes.isEmpty { return 1 }
    let still = boxes.filter { $0.old.x == $0.new.x && $0.old.y == $0.new.y }
    return Double(still.count) / Double(boxes.count)
  }
}
