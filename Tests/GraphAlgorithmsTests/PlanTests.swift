// Plans of graphs that have no series-parallel form of their own, against the best there is.

import GraphAlgorithms
import TestSupport
import Testing

@Suite struct PlanTests {
  @Test(arguments: 0..<60 as Range<UInt64>)
  func `with known durations small graphs take the least time that any form takes`(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let nodes = Int.random(in: 4...8, using: &random)
    let graph = randomGraph(&random, nodes: nodes, edges: Int.random(in: 3...12, using: &random))
    let durations = (0..<nodes).map { _ in Double(Int.random(in: 1...30, using: &random)) }
    let plan = graph.seriesParallelPlan(durations: .measured(durations))
    var search = Exhaustive(graph: graph, durations: durations)
    #expect(plan.tree.makespan(durations: durations) == search.least(Array(0..<nodes)))
  }

  @Test(arguments: 0..<40 as Range<UInt64>)
  func `the ratio is that of the tree with its durations`(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let nodes = Int.random(in: 1...30, using: &random)
    let graph = randomGraph(&random, nodes: nodes, edges: 2 * nodes)
    let durations = (0..<nodes).map { _ in Double(Int.random(in: 0...9, using: &random)) }
    let plan = graph.seriesParallelPlan(durations: .measured(durations))
    let longest = graph.criticalPath(durations: durations).length
    let time = plan.tree.makespan(durations: durations)
    #expect(time >= longest)
    #expect(plan.ratio == (longest > 0 ? time / longest : 1))
  }

  @Test(arguments: [
    ("0 1 2, 0 2", 0), ("0 2, 1 2, 1 3", 1), ("0 1 3, 0 2 3, 4", 0), ("0 2, 0 3, 1 3, 1 4", 2),
  ])
  func `added waits are pairs that meet without an edge`(paths: String, waits: Int) {
    #expect(graph(paths).seriesParallelPlan().addedWaits == waits)
  }

  @Test(arguments: 0..<30 as Range<UInt64>)
  func `added waits are what a tree orders beyond its graph, without what follows from it`(
    seed: UInt64
  ) {
    var random = SplitMix64(seed: seed)
    let nodes = Int.random(in: 2...25, using: &random)
    let graph = randomGraph(&random, nodes: nodes, edges: 2 * nodes)
    let plan = graph.seriesParallelPlan()
    let order = DirectedGraph(count: nodes, edges: orderedPairs(plan.tree)).transitiveReduction()
    let added = order.edges.filter { !graph.hasPath(from: $0.from, to: $0.to) }
    #expect(plan.addedWaits == added.count)
  }

  @Test(arguments: 0..<20 as Range<UInt64>)
  func `names decide the plan, not the order they stand in`(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let nodes = Int.random(in: 5...40, using: &random)
    let graph = randomGraph(&random, nodes: nodes, edges: 2 * nodes)
    let keys = (0..<nodes).map { stableKey("step \($0)") }
    let place = Array(0..<nodes).shuffled(using: &random)
    var movedKeys = keys
    for node in 0..<nodes { movedKeys[place[node]] = keys[node] }
    let moved = DirectedGraph(
      count: nodes, edges: graph.edges.map { (from: place[$0.from], to: place[$0.to]) })
    let one = graph.seriesParallelPlan(keys: keys).tree
    let other = moved.seriesParallelPlan(keys: movedKeys).tree
    #expect(
      Set(orderedPairs(one).map { [place[$0.from], place[$0.to]] })
        == Set(orderedPairs(other).map { [$0.from, $0.to] }))
  }

  @Test func `an edit in one place leaves the plan of another as it was`() {
    // Two tangles, one after the other.
    let tangle = "0 2, 0 3, 1 3, 1 4, 2 5, 3 5, 4 6"
    let before = graph(tangle + ", 5 7, 6 7, 7 8, 7 9, 8 10, 8 11, 9 11, 9 12")
    let after = graph(tangle + ", 0 4, 5 7, 6 7, 7 8, 7 9, 8 10, 8 11, 9 11, 9 12")
    func rest(_ graph: DirectedGraph) -> Set<[Int]> {
      Set(
        orderedPairs(graph.seriesParallelPlan().tree).filter { $0.from >= 7 }.map {
          [$0.from, $0.to]
        })
    }
    #expect(rest(before) == rest(after))
  }

  @Test func `steps that never ran are planned with the middle of the others`() {
    let net = graph("0 2, 0 3, 1 3, 4")
    let plan = net.seriesParallelPlan(durations: .measured([1, 9, 9, 1, nil]))
    // 0 → 2 is long and must not wait for 1.
    #expect(plan.ratio < 1.5)
    #expect(Set(plan.tree.steps) == [0, 1, 2, 3, 4])
  }
}

/// All pairs of which the tree runs one after the other.
func orderedPairs(_ tree: SeriesParallelTree) -> [(from: Int, to: Int)] {
  switch tree {
  case .step: return []
  case .parallel(let parts): return parts.flatMap(orderedPairs)
  case .series(let parts):
    var pairs = parts.flatMap(orderedPairs)
    var before: [Int] = []
    for part in parts {
      let steps = part.steps
      pairs += before.flatMap { first in steps.map { (from: first, to: $0) } }
      before += steps
    }
    return pairs
  }
}

/// The least time of all series-parallel forms, by trying every barrier.
private struct Exhaustive {
  let graph: DirectedGraph
  let durations: [Double]
  private var known: [[Int]: Double] = [:]

  init(graph: DirectedGraph, durations: [Double]) {
    self.graph = graph
    self.durations = durations
  }

  mutating func least(_ set: [Int]) -> Double {
    if set.count == 1 { return durations[set[0]] }
    if let time = known[set] { return time }
    let pieces = components(of: set)
    var best = Double.infinity
    if pieces.count > 1 {
      best = pieces.reduce(0) { max($0, least($1)) }
    } else {
      for bits in 1..<(1 << set.count) - 1 {
        let first = set.indices.filter { bits >> $0 & 1 == 1 }.map { set[$0] }
        let second = set.filter { !first.contains($0) }
        let isCut = second.allSatisfy { node in
          graph.successors(of: node).allSatisfy { !first.contains($0) }
        }
        if isCut { best = min(best, least(first) + least(second)) }
      }
    }
    known[set] = best
    return best
  }

  private func components(of set: [Int]) -> [[Int]] {
    let inside = graph.edges.filter { set.contains($0.from) && set.contains($0.to) }
    return DirectedGraph(count: graph.count, edges: inside).weaklyConnectedComponents()
      .filter { set.contains($0[0]) }
  }
}
