// Finds a series-parallel form of a prime part by cutting it in two again and again. A connected part
// has a barrier at the top of each of its forms, so a cut loses nothing that could be kept; which cut
// is taken decides how much is waited for. How hard it looks is the caller's choice.

import Glibc

struct CutSearch<Time: PlanTime> {
  struct Settings {
    /// 0 takes the best cut by its score; each more finishes the best few with one effort less.
    var effort: Int
    /// What a cut costs even when nothing is waited for longer, as a share of the time.
    var price: Double
  }

  let graph: CompactGraph
  let durations: [Time]
  private(set) var forms = FormArena<Time>()
  private var settings: Settings
  /// Forms of prime parts by their nodes and the effort.
  private var memo: [Fingerprint: Int32] = [:]
  private var number: [Int32]
  private var steps: [Int32]
  /// Nodes and edges looked at.
  private(set) var work = 0
  /// Beyond this much work, cuts are taken by their score.
  private var workLimit: Int

  private struct Fingerprint: Hashable {
    let first: UInt64
    let second: UInt64
    let effort: Int
  }

  /// A prime part with its nodes' numbers in the whole graph, ascending.
  private struct Part {
    let graph: CompactGraph
    let nodes: [Int32]
  }

  init(_ graph: CompactGraph, durations: [Time], settings: Settings, workLimit: Int) {
    self.graph = graph
    self.durations = durations
    self.settings = settings
    self.workLimit = workLimit
    number = [Int32](repeating: -1, count: graph.count)
    steps = number
  }

  /// - Precondition: the graph is prime.
  mutating func search() -> Int32 {
    solve(Part(graph: graph, nodes: (0..<Int32(graph.count)).map { $0 }), effort: settings.effort)
  }

  private mutating func solve(_ part: Part, effort: Int) -> Int32 {
    let key = fingerprint(part.nodes, effort: effort)
    if let form = memo[key] { return form }
    let form =
      effort > 0 && work < workLimit ? lookAhead(part, effort: effort) : takeBest(part)
    memo[key] = form
    return form
  }

  private func fingerprint(_ nodes: [Int32], effort: Int) -> Fingerprint {
    var (first, second) = (UInt64(0), UInt64(0))
    for node in nodes {
      first &+= mixed(UInt64(node))
      second &+= mixed(UInt64(node) | 1 << 40)
    }
    return Fingerprint(first: first, second: second, effort: effort)
  }

  /// Cuts by score, until nothing is prime any more; the larger side is gone on with, so that this
  /// nests only as deep as the logarithm of the size.
  private mutating func takeBest(_ part: Part) -> Int32 {
    var part = part
    var before: Int32 = -1
    var after: Int32 = -1
    while true {
      guard let cut = rankedCuts(of: part, effort: 0, keeping: 1).first else {
        preconditionFailure("a prime part has cuts")
      }
      let isLarger = 2 * cut.isBefore.reduce(0) { $0 + ($1 ? 1 : 0) } >= part.nodes.count
      var splitter = PartSplitter(count: part.nodes.count)
      let small = form(of: part, cut.isBefore, being: !isLarger, effort: 0, &splitter)
      if isLarger { after = joined(small, after) } else { before = joined(before, small) }
      let stretch = splitter.begin(cut.isBefore, being: isLarger)
      let rest = splitter.isPrime(stretch, of: part.graph)
      guard rest else {
        let large = form(of: part, cut.isBefore, being: isLarger, effort: 0, &splitter)
        return joined(joined(before, large), after)
      }
      part = self.part(stretch, of: part, splitter)
    }
  }

  private mutating func joined(_ first: Int32, _ second: Int32) -> Int32 {
    if first < 0 { return second }
    if second < 0 { return first }
    return forms.series(first, second)
  }

  /// Finishes the best cuts with less effort, and the shortest of them once more with this one.
  private mutating func lookAhead(_ part: Part, effort: Int) -> Int32 {
    let tries = [6, 6, 10, 24][min(effort, 3)]
    let cuts = rankedCuts(of: part, effort: effort, keeping: tries)
    let goal = PartTimes(part.graph, durations: part.nodes.map { durations[Int($0)] }).criticalPath
    var splitter = PartSplitter(count: part.nodes.count)
    var tried: [Halves] = []
    var least = Double.infinity
    for cut in cuts {
      if cut.bound >= least * (1 - 1e-7) { continue }
      let halves = halves(of: part, cut, effort: effort - 1, &splitter)
      tried.append(halves)
      least = min(least, halves.mean)
      if least <= goal * (1 + 1e-6) || work >= workLimit { break }
    }
    tried.sort { $0.mean < $1.mean }
    guard var best = tried.first else { preconditionFailure("a prime part has cuts") }
    for rough in tried.prefix(part.nodes.count <= 400 ? 2 : 1) {
      if best.mean <= goal * (1 + 1e-6) || work >= workLimit { break }
      let again = halves(of: part, rough.cut, effort: effort, &splitter)
      let fine = better(rough, again)
      if fine.mean < best.mean { best = fine }
    }
    return forms.series(best.first, best.second)
  }

  /// Forms of what a cut parts.
  private struct Halves {
    let cut: Cut
    let first: Int32
    let second: Int32
    let mean: Double
  }

  private mutating func halves(
    of part: Part, _ cut: Cut, effort: Int, _ splitter: inout PartSplitter
  ) -> Halves {
    let first = form(of: part, cut.isBefore, being: true, effort: effort, &splitter)
    let second = form(of: part, cut.isBefore, being: false, effort: effort, &splitter)
    return Halves(cut: cut, first: first, second: second, mean: mean(first) + mean(second))
  }

  /// The better first and the better second half of two ways with one cut.
  private func better(_ one: Halves, _ other: Halves) -> Halves {
    let first = mean(other.first) < mean(one.first) ? other.first : one.first
    let second = mean(other.second) < mean(one.second) ? other.second : one.second
    return Halves(cut: one.cut, first: first, second: second, mean: mean(first) + mean(second))
  }

  private func mean(_ form: Int32) -> Double { forms.times[Int(form)].mean }

  // MARK: Forms of parts that may not be prime

  private mutating func form(
    of part: Part, _ mask: [Bool], being value: Bool, effort: Int,
    _ splitter: inout PartSplitter
  ) -> Int32 {
    let start = splitter.work
    let stretch = splitter.begin(mask, being: value)
    let form = form(of: stretch, part, effort: effort, depth: 0, &splitter)
    work += splitter.work - start
    return form
  }

  private mutating func form(
    of stretch: Range<Int>, _ part: Part, effort: Int, depth: Int, _ splitter: inout PartSplitter
  ) -> Int32 {
    let isDeep = depth >= 200 && stretch.count > 1
    let split = isDeep ? .prime : splitter.split(stretch, of: part.graph)
    switch split {
    case .single: return step(part.nodes[Int(splitter.nodes[stretch.lowerBound])])
    case .prime: return solve(self.part(stretch, of: part, splitter), effort: effort)
    case .series, .parallel:
      let bounds = splitter.bounds
      var whole: Int32 = -1
      for (start, end) in zip(bounds, bounds.dropFirst()) {
        let next = form(of: start..<end, part, effort: effort, depth: depth + 1, &splitter)
        if whole < 0 {
          whole = next
        } else {
          whole = split == .series ? forms.series(whole, next) : forms.parallel(whole, next)
        }
      }
      return whole
    }
  }

  private mutating func step(_ node: Int32) -> Int32 {
    if steps[Int(node)] < 0 { steps[Int(node)] = forms.step(node, taking: durations[Int(node)]) }
    return steps[Int(node)]
  }

  private mutating func part(
    _ stretch: Range<Int>, of part: Part, _ splitter: PartSplitter
  ) -> Part {
    let nodes = splitter.nodes[stretch]
    return Part(
      graph: CompactGraph(part.graph, nodes: nodes, number: &number),
      nodes: nodes.map { part.nodes[Int($0)] })
  }

  // MARK: Which cut

  /// The cuts of least score: loss of time for each bit of order that is bought.
  private mutating func rankedCuts(of part: Part, effort: Int, keeping: Int) -> [Cut] {
    let count = part.nodes.count
    let times = PartTimes(part.graph, durations: part.nodes.map { durations[Int($0)] })
    let limit = count <= 1_500 ? [3, 4, 8][min(effort, 2)] : 2
    var collector = CutCollector(part.graph, times, limit: limit)
    let cuts = collector.collect(nodeCutLimit: count <= 1_200 ? 48 : 0)
    work += collector.work
    var ranked: [(score: Double, index: Int)] = []
    var splitter = PartSplitter(count: count)
    for (index, cut) in cuts.enumerated() {
      let loss = times.criticalPath > 0 ? max(0, log(cut.bound / times.criticalPath)) : 0
      if ranked.count == keeping, let worst = ranked.last, loss >= worst.score { continue }
      let score = score(cut, loss: loss, of: part.graph, &splitter)
      let place = ranked.firstIndex { score < $0.score } ?? ranked.count
      ranked.insert((score, index), at: place)
      if ranked.count > keeping { ranked.removeLast() }
    }
    work += splitter.work
    return ranked.map { cuts[$0.index] }
  }

  private func score(
    _ cut: Cut, loss: Double, of graph: CompactGraph, _ splitter: inout PartSplitter
  ) -> Double {
    let left =
      Double(
        splitter.primeSquares(cut.isBefore, being: true, of: graph)
          + splitter.primeSquares(cut.isBefore, being: false, of: graph)) / Double(graph.count)
    if left <= 0 { return loss }
    let size = Double(graph.count)
    let gain = left < size ? log(size / left) : 1e-9
    return loss + (loss + settings.price) * log(max(left, 2)) / max(gain, 1e-9)
  }
}

extension PartSplitter {
  /// The sum of the squared sizes of the prime parts that a set of nodes falls into.
  mutating func primeSquares(_ mask: [Bool], being value: Bool, of graph: CompactGraph) -> Int {
    var squares = 0
    var stack = [begin(mask, being: value)]
    while let stretch = stack.popLast() {
      // An N has four nodes.
      if stretch.count < 4 { continue }
      switch split(stretch, of: graph) {
      case .single: break
      case .prime: squares += stretch.count * stretch.count
      case .parallel, .series:
        for (start, end) in zip(bounds, bounds.dropFirst()) { stack.append(start..<end) }
      }
    }
    return squares
  }

  mutating func isPrime(_ stretch: Range<Int>, of graph: CompactGraph) -> Bool {
    switch split(stretch, of: graph) {
    case .prime: true
    case .single, .parallel, .series: false
    }
  }
}
