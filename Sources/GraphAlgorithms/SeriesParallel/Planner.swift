// The whole way from a graph to its plan: reduce, number, split exactly, plan each prime part.
// How a prime part is cut is CutSearch.swift's; which of several plans wins is decided here.

struct Planner {
  private let reduced: DirectedGraph
  private let graph: CompactGraph
  /// The node of the original graph that each node is.
  private let order: [Int]
  private let scenarios: Scenarios
  private var number: [Int32]

  /// - Parameters: as of `seriesParallelPlan`.
  init(_ original: DirectedGraph, durations: StepDurations, keys: [UInt64]) {
    reduced = original.transitiveReduction()
    let levels = reduced.levels()
    let order = (0..<original.count).sorted {
      (levels[$0], keys[$0], $0) < (levels[$1], keys[$1], $1)
    }
    self.order = order
    number = [Int32](repeating: -1, count: original.count)
    for (index, node) in order.enumerated() { number[node] = Int32(index) }
    graph = CompactGraph(reduced, order: order, number: number)
    for index in number.indices { number[index] = -1 }
    let own: StepDurations =
      switch durations {
      case .unknown: .unknown
      case .measured(let times): .measured(order.map { times[$0] })
      }
    scenarios = Scenarios(own, keys: order.map { keys[$0] })
  }

  mutating func plan(maximumDepth: Int) -> SeriesParallelPlan {
    var splitter = PartSplitter(count: graph.count)
    let all = splitter.begin([Bool](repeating: true, count: graph.count), being: true)
    let exact = tree(of: all, &splitter, depth: maximumDepth)
    let tree = limited(exact, to: maximumDepth).sorted().tree
    let addedWaits = WaitCount(tree, count: graph.count).added(to: reduced)
    return SeriesParallelPlan(
      tree: tree, addedWaits: addedWaits, ratio: addedWaits == 0 ? 1 : ratio(of: tree))
  }

  private mutating func tree(
    of stretch: Range<Int>, _ splitter: inout PartSplitter, depth: Int
  ) -> SeriesParallelTree {
    if stretch.count > 1, depth <= 2 {
      return levelled(splitter.nodes[stretch].map { order[Int($0)] })
    }
    switch splitter.split(stretch, of: graph) {
    case .single: return .step(order[Int(splitter.nodes[stretch.lowerBound])])
    case .parallel:
      return .parallel(
        splitter.stretches.map { tree(of: $0, &splitter, depth: depth - 1) })
    case .series:
      return joined(splitter.stretches.map { tree(of: $0, &splitter, depth: depth - 1) })
    case .prime:
      let nodes = splitter.nodes[stretch]
      let part = CompactGraph(graph, nodes: nodes, number: &number)
      return plan(part, nodes: Array(nodes))
    }
  }

  // MARK: A prime part

  private func plan(_ part: CompactGraph, nodes: [Int32]) -> SeriesParallelTree {
    var portfolio = Portfolio(
      part, nodes: nodes, scenarios: scenarios,
      budget: PlanBudget(part: part.size, of: graph.size))
    return portfolio.best().renamed { order[Int(nodes[$0])] }
  }

  // MARK: What nests too deep

  private func limited(_ tree: SeriesParallelTree, to depth: Int) -> SeriesParallelTree {
    if tree.depth <= depth { return tree }
    if depth <= 3 { return levelled(tree.steps) }
    switch tree {
    case .step: return tree
    case .series(let parts): return joined(parts.map { limited($0, to: depth - 1) })
    case .parallel(let parts): return .parallel(parts.map { limited($0, to: depth - 1) })
    }
  }

  /// One parallel per level, one after another.
  private func levelled(_ nodes: [Int]) -> SeriesParallelTree {
    var level: [Int: Int] = [:]
    var rows: [[SeriesParallelTree]] = []
    let isInside = Set(nodes)
    let sorted = nodes.sorted { placeOf[$0] < placeOf[$1] }
    for node in sorted {
      let own = reduced.predecessors(of: node).reduce(0) {
        isInside.contains($1) ? max($0, (level[$1] ?? 0) + 1) : $0
      }
      level[node] = own
      if own == rows.count { rows.append([]) }
      rows[own].append(.step(node))
    }
    return joined(rows.map { $0.count == 1 ? $0[0] : .parallel($0) })
  }

  private var placeOf: [Int] {
    var places = order
    for (place, node) in order.enumerated() { places[node] = place }
    return places
  }

  /// A series without a series directly inside it.
  private func joined(_ children: [SeriesParallelTree]) -> SeriesParallelTree {
    if children.count == 1 { return children[0] }
    return .series(
      children.flatMap { child in
        if case .series(let parts) = child { parts } else { [child] }
      })
  }

  // MARK: What is expected

  private func ratio(of tree: SeriesParallelTree) -> Double {
    let nodes = (0..<Int32(graph.count)).map { $0 }
    if scenarios.isCertain {
      var durations = [Double](repeating: 0, count: order.count)
      for (place, node) in order.enumerated() { durations[node] = scenarios.medians[place] }
      let longest = reduced.criticalPath(durations: durations).length
      return longest > 0 ? tree.makespan(durations: durations) / longest : 1
    }
    var sum = 0.0
    let seeds: [UInt64] = [1_001, 1_002]
    for seed in seeds {
      let times = scenarios.draw(graph, nodes: nodes, seed: seed)
      var durations = times
      for (place, node) in order.enumerated() { durations[node] = times[place] }
      sum += tree.time(durations).mean
    }
    return sum / Double(seeds.count)
  }
}
