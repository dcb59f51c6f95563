// Several plans of one prime part, of which the best is taken: found by different prices of a cut,
// efforts and scenarios, judged by scenarios that none of them was made for.

/// How much may be looked at, in nodes and edges.
struct PlanBudget {
  let work: Int

  /// - Parameters:
  ///   - part, whole: nodes and edges.
  init(part: Int, of whole: Int) {
    work = Self.total / max(whole, 1) * part
  }

  private static let total = 2_000_000
}

struct Portfolio {
  private let graph: CompactGraph
  private let nodes: [Int32]
  private let scenarios: Scenarios
  private let budget: PlanBudget
  private var work = 0
  private var bestMean = Double.infinity
  private var bestTree: SeriesParallelTree?

  private struct Attempt {
    let effort: Int
    let price: Double
    let seed: UInt64
  }

  private static let judges: [UInt64] = [4_242, 4_243, 4_244]

  /// By falling worth.
  private static let attempts = [
    Attempt(effort: 0, price: 0.003, seed: 99),
    Attempt(effort: 1, price: 0.003, seed: 99),
    Attempt(effort: 1, price: 0.003, seed: 7),
    Attempt(effort: 1, price: 0.03, seed: 99),
    Attempt(effort: 1, price: 0.0005, seed: 99),
    Attempt(effort: 2, price: 0.003, seed: 7),
    Attempt(effort: 2, price: 0.03, seed: 99),
    Attempt(effort: 2, price: 0.0005, seed: 31),
    Attempt(effort: 2, price: 0.0, seed: 57),
    Attempt(effort: 2, price: 0.3, seed: 57),
    Attempt(effort: 2, price: 0.1, seed: 57),
    Attempt(effort: 2, price: 0.01, seed: 57),
    Attempt(effort: 3, price: 0.003, seed: 57),
    Attempt(effort: 3, price: 0.3, seed: 5),
    Attempt(effort: 3, price: 0.0, seed: 5),
  ]

  init(_ graph: CompactGraph, nodes: [Int32], scenarios: Scenarios, budget: PlanBudget) {
    self.graph = graph
    self.nodes = nodes
    self.scenarios = scenarios
    self.budget = budget
  }

  /// The best tree found; its steps are the part's nodes.
  mutating func best() -> SeriesParallelTree {
    if scenarios.isCertain {
      searchWithKnownDurations()
    } else {
      searchWithScenarios()
    }
    guard let bestTree else { preconditionFailure("the first attempt gives a tree") }
    return bestTree
  }

  private mutating func searchWithScenarios() {
    let judges = Self.judges.map { scenarios.draw(graph, nodes: nodes, seed: $0) }
    for attempt in Self.attempts {
      guard bestTree == nil || work < budget.work else { break }
      let durations = scenarios.draw(graph, nodes: nodes, seed: attempt.seed)
      let tree = search(attempt, durations)
      keep(tree, mean: judges.reduce(0) { $0 + tree.time($1).mean } / Double(judges.count))
    }
  }

  private mutating func searchWithKnownDurations() {
    let durations = nodes.map { scenarios.medians[Int($0)] }
    let goal = PartTimes(graph, durations: durations).criticalPath
    for attempt in Self.attempts {
      guard bestTree == nil || (work < budget.work && bestMean > goal * (1 + 1e-9)) else { break }
      let tree = search(attempt, durations)
      keep(tree, mean: tree.makespan(durations: durations))
    }
  }

  private mutating func search<Time: PlanTime>(_ attempt: Attempt, _ durations: [Time])
    -> SeriesParallelTree
  {
    var search = CutSearch(
      graph, durations: durations,
      settings: .init(effort: attempt.effort, price: attempt.price),
      workLimit: budget.work - work)
    let form = search.search()
    work += search.work
    return search.forms.tree(of: form)
  }

  private mutating func keep(_ tree: SeriesParallelTree, mean: Double) {
    guard mean < bestMean * (1 - 1e-9) else { return }
    bestMean = mean
    bestTree = tree
  }
}
