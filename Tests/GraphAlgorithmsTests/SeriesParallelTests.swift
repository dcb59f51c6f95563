// Graphs as trees of series and parallel.

import GraphAlgorithms
import TestSupport
import Testing

@Suite struct SeriesParallelTests {
  @Test(arguments: [
    ("0", "0"),
    ("0 1 2", "0 1 2"),
    ("0, 1, 2", "(0 | 1 | 2)"),
    ("0 1 3, 0 2 3", "0 (1 | 2) 3"),
    ("0 1 3, 0 2 3, 0 3", "0 (1 | 2) 3"),
    ("0 2, 0 3, 1 2, 1 3", "(0 | 1) (2 | 3)"),
    ("0 1 2 5, 0 3 5, 0 4 5", "0 (1 2 | 3 | 4) 5"),
    ("4 3 2, 1 0", "(1 0 | 4 3 2)"),
    // The N has no such form: level by level.
    ("0 2, 1 2, 1 3", "(0 | 1) (2 | 3)"),
    ("0 1 3 5, 0 2 4 5, 1 4", "0 (1 | 2) (3 | 4) 5"),
  ])
  func `a graph becomes a tree`(paths: String, tree: String) {
    #expect(text(graph(paths).seriesParallelPlan().tree) == tree)
  }

  @Test func `nothing at all runs nothing`() {
    #expect(DirectedGraph(count: 0, edges: []).seriesParallelPlan().tree == .parallel([]))
  }

  @Test(arguments: 0..<60 as Range<UInt64>)
  func `each step runs once, after all it needs`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let nodes = Int.random(in: 1...40, using: &random)
    let edges = Int.random(in: 0...2 * nodes, using: &random)
    let graph = randomGraph(&random, nodes: nodes, edges: edges)
    try expectKeeps(graph, graph.seriesParallelPlan().tree)
    try expectKeeps(graph, graph.seriesParallelPlan(maximumDepth: 3).tree)
  }

  @Test(arguments: 0..<60 as Range<UInt64>)
  func `a graph made of series with parallels waits for nothing more`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let nodes = Int.random(in: 1...60, using: &random)
    let graph = randomSeriesParallelGraph(&random, nodes: nodes)
    let tree = graph.seriesParallelPlan().tree
    try expectKeeps(graph, tree)
    // Durations with exact sums, so that equal means equal.
    let durations = (0..<nodes).map { _ in Double(Int.random(in: 1...1_000, using: &random)) }
    #expect(
      tree.makespan(durations: durations) == graph.criticalPath(durations: durations).length)
  }

  @Test func `a chain of ten thousand is one series`() {
    let chain = DirectedGraph(count: 10_000, edges: (0..<9_999).map { (from: $0, to: $0 + 1) })
    #expect(chain.seriesParallelPlan().tree == .series((0..<10_000).map { .step($0) }))
  }

  @Test func `a nest too deep to write down is levelled`() throws {
    // 0, then 1 beside (2, then 3 beside (4, …)): each even step leads to the two after it.
    let size = 601
    let edges = stride(from: 0, to: size - 1, by: 2).flatMap {
      [(from: $0, to: $0 + 1), (from: $0, to: $0 + 2)]
    }
    let nest = DirectedGraph(count: size, edges: edges)
    let tree = nest.seriesParallelPlan().tree
    #expect(tree.depth == 200)
    #expect(nest.seriesParallelPlan(maximumDepth: 20).tree.depth == 20)
    try expectKeeps(nest, tree)
  }
}

/// What is true of every tree of a graph: each step once; every dependency kept; no child that
/// could be merged into its parent.
private func expectKeeps(
  _ graph: DirectedGraph, _ tree: SeriesParallelTree,
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  var start = [Int](repeating: -1, count: graph.count)
  var end = start
  /// Runs the tree with steps of one tick.
  func run(_ tree: SeriesParallelTree, at time: Int) -> Int {
    switch tree {
    case .step(let node):
      #expect(start[node] < 0, "step \(node) stands twice", sourceLocation: sourceLocation)
      start[node] = time
      end[node] = time + 1
      return time + 1
    case .series(let parts):
      #expect(parts.count > 1, sourceLocation: sourceLocation)
      return parts.reduce(time) { now, part in
        if case .series = part { Issue.record("a series in a series") }
        return run(part, at: now)
      }
    case .parallel(let parts):
      #expect(parts.count > 1, sourceLocation: sourceLocation)
      return parts.reduce(time) { latest, part in
        if case .parallel = part { Issue.record("a parallel in a parallel") }
        return max(latest, run(part, at: time))
      }
    }
  }
  _ = run(tree, at: 0)
  #expect(!start.contains(-1), "a step is missing", sourceLocation: sourceLocation)
  for edge in graph.edges {
    #expect(end[edge.from] <= start[edge.to], sourceLocation: sourceLocation)
  }
}
