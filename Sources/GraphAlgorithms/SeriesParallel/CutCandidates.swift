// Where a prime part of a graph could be cut in two: sets of steps that hold, with each step, all
// before it, and the least time that any form with that cut takes. Which cut is taken is decided in
// CutSearch.swift.

/// A part of a prime part that runs before the rest.
struct Cut {
  /// For each node whether it runs before the cut. Nodes before such a node do so too.
  let isBefore: [Bool]
  /// Mean time that a form with this cut takes at least.
  let bound: Double
}

/// Times and levels of a part.
struct PartTimes<Time: PlanTime> {
  /// The longest way that ends in a node, itself included.
  private(set) var heads: [Time]
  /// The longest way that starts in a node, itself included.
  private(set) var tails: [Time]
  private(set) var meanHeads: [Double]
  private(set) var meanTails: [Double]
  /// Edges of the longest way to a node, and from it.
  private(set) var depths: [Int32]
  private(set) var heights: [Int32]
  /// The mean length of the longest way.
  let criticalPath: Double

  init(_ graph: CompactGraph, durations: [Time]) {
    heads = durations
    tails = durations
    depths = [Int32](repeating: 0, count: graph.count)
    heights = depths
    var longest = Time.zero
    for node in 0..<graph.count {
      var before = Time.zero
      for other in graph.predecessors(of: node) {
        before = before.longer(heads[Int(other)])
        depths[node] = max(depths[node], depths[Int(other)] + 1)
      }
      heads[node] = before + durations[node]
      longest = longest.longer(heads[node])
    }
    for node in stride(from: graph.count - 1, through: 0, by: -1) {
      var after = Time.zero
      for other in graph.successors(of: node) {
        after = after.longer(tails[Int(other)])
        heights[node] = max(heights[node], heights[Int(other)] + 1)
      }
      tails[node] = after + durations[node]
    }
    meanHeads = heads.map(\.mean)
    meanTails = tails.map(\.mean)
    criticalPath = longest.mean
  }
}

/// Collects cuts, each once.
struct CutCollector<Time: PlanTime> {
  private let graph: CompactGraph
  private let times: PartTimes<Time>
  /// How many cuts each way of looking may give.
  private let limit: Int
  private(set) var cuts: [Cut] = []
  private var known: Set<UInt64> = []
  private(set) var work = 0

  init(_ graph: CompactGraph, _ times: PartTimes<Time>, limit: Int) {
    self.graph = graph
    self.times = times
    self.limit = limit
  }

  /// - Parameter nodeCutLimit: how many joins and forks are looked at one by one.
  /// - Returns: cuts by ascending bound, each different; never none.
  mutating func collect(nodeCutLimit: Int) -> [Cut] {
    let (heads, tails) = (times.meanHeads, times.meanTails)
    let early = addPrefixes { heads[$0] }
    addPrefixes { -tails[$0] }
    addPrefixes { heads[$0] - tails[$0] }
    let most = (heads.max() ?? 0) + 1
    let (depths, heights) = (times.depths, times.heights)
    addPrefixes { Double(depths[$0]) + heads[$0] / (2 * most) }
    addPrefixes { -Double(heights[$0]) - tails[$0] / (2 * most) }
    for index in early { addFillings(of: cuts[index].isBefore) }
    cuts.sort { $0.bound < $1.bound }
    for cut in cuts.prefix(limit) { addLone(cut) }
    addNodeCuts(limit: nodeCutLimit)
    cuts.sort { $0.bound < $1.bound }
    return cuts
  }

  /// Cuts after the first steps of an order that is compatible with the edges: the best ones, and
  /// the best of each stretch of the order.
  ///
  /// - Returns: where the new ones stand in `cuts`.
  @discardableResult
  private mutating func addPrefixes(by key: (Int) -> Double) -> Range<Int> {
    let start = cuts.count
    let count = graph.count
    let keys = (0..<count).map(key)
    let order = (0..<count).sorted { (keys[$0], $0) < (keys[$1], $1) }
    var rests = times.tails
    var rest = Time.zero
    for index in stride(from: count - 1, through: 0, by: -1) {
      rest = rest.longer(times.tails[order[index]])
      rests[index] = rest
    }
    var bounds: [Double] = []
    bounds.reserveCapacity(count - 1)
    var head = Time.zero
    for index in 0..<count - 1 {
      head = head.longer(times.heads[order[index]])
      bounds.append((head + rests[index + 1]).mean)
    }
    work += 4 * count
    var chosen: [Int] = []
    let ranked = bounds.indices.sorted { (bounds[$0], $0) < (bounds[$1], $1) }
    chosen += ranked.prefix(limit)
    let stretches = limit + 2
    for stretch in 0..<stretches {
      let range = stretch * bounds.count / stretches..<(stretch + 1) * bounds.count / stretches
      if let best = range.min(by: { (bounds[$0], $0) < (bounds[$1], $1) }) { chosen.append(best) }
    }
    for index in Set(chosen).sorted() {
      var mask = [Bool](repeating: false, count: count)
      for node in order[...index] { mask[node] = true }
      add(mask, bound: bounds[index])
    }
    return start..<cuts.count
  }

  /// Cuts with about the same bound as one that runs as much as possible early: as little as
  /// possible, and in between, so that steps with time to spare stand where they have neighbours.
  private mutating func addFillings(of early: [Bool]) {
    let rest = early.indices.reduce(0) { early[$1] ? $0 : max($0, times.meanTails[$1]) }
    let late = early.indices.map { times.meanTails[$0] > rest }
    guard late.contains(true), late != early else { return }
    add(late)
    var between = late
    for node in early.indices where early[node] && !late[node] {
      let before = graph.predecessors(of: node)
      let after = graph.successors(of: node)
      guard before.allSatisfy({ between[Int($0)] }) else { continue }
      let isEnd = !before.isEmpty && after.isEmpty
      let isLink =
        before.count > 1 && after.count == 1 && after.allSatisfy { !early[Int($0)] }
      if !isEnd, !isLink { between[node] = true }
    }
    work += 3 * graph.count
    add(between)
  }

  private mutating func add(_ mask: [Bool], bound: Double? = nil) {
    guard known.insert(fingerprint(mask)).inserted else { return }
    cuts.append(Cut(isBefore: mask, bound: bound ?? self.bound(of: mask)))
  }

  private func fingerprint(_ mask: [Bool]) -> UInt64 {
    var sum: UInt64 = 0
    for node in mask.indices where mask[node] { sum &+= mixed(UInt64(node)) }
    return sum
  }

  private mutating func bound(of mask: [Bool]) -> Double {
    var (head, tail) = (Time.zero, Time.zero)
    for node in mask.indices {
      if mask[node] {
        head = head.longer(times.heads[node])
      } else {
        tail = tail.longer(times.tails[node])
      }
    }
    work += graph.count
    return (head + tail).mean
  }

  /// The same cut with ends and beginnings on the other side: there they have no neighbour.
  private mutating func addLone(_ cut: Cut) {
    var mask = cut.isBefore
    for node in mask.indices {
      let isFirst = graph.predecessors(of: node).isEmpty
      let isLast = graph.successors(of: node).isEmpty
      if isFirst { mask[node] = true } else if isLast { mask[node] = false }
    }
    work += graph.count
    add(mask)
  }

  /// Cuts that belong to one join or fork: before what is before it, or before all that follows it.
  private mutating func addNodeCuts(limit most: Int) {
    guard most > 0 else { return }
    var places: [(node: Int, isFork: Bool)] = []
    for node in 0..<graph.count {
      if graph.predecessors(of: node).count > 1 { places.append((node, false)) }
      if graph.successors(of: node).count > 1 { places.append((node, true)) }
    }
    if places.count > most {
      places = (0..<most).map { places[(2 * $0 + 1) * places.count / (2 * most)] }
    }
    var found: [Cut] = []
    let graph = graph
    for place in places {
      var before = reached(from: place.node) { graph.predecessors(of: $0) }
      var rest = reached(from: place.node) { graph.successors(of: $0) }
      before[place.node] = place.isFork
      rest[place.node] = !place.isFork
      for mask in [before, rest.map { !$0 }] {
        guard mask.contains(true), mask.contains(false),
          known.insert(fingerprint(mask)).inserted
        else { continue }
        found.append(Cut(isBefore: mask, bound: bound(of: mask)))
      }
    }
    found.sort { $0.bound < $1.bound }
    cuts += found.prefix(2 * limit + 4)
  }

  private mutating func reached(from node: Int, along neighbours: (Int) -> ArraySlice<Int32>)
    -> [Bool]
  {
    var isSeen = [Bool](repeating: false, count: graph.count)
    isSeen[node] = true
    var stack = [Int32(node)]
    while let next = stack.popLast() {
      for other in neighbours(Int(next)) where !isSeen[Int(other)] {
        isSeen[Int(other)] = true
        stack.append(other)
      }
      work += 2
    }
    return isSeen
  }
}

/// A number whose bits look random. After Steele, Lea, Flood, "Fast splittable pseudorandom number
/// generators", OOPSLA 2014.
func mixed(_ number: UInt64) -> UInt64 {
  var mixed = number &+ 0x9E37_79B9_7F4A_7C15
  mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
  mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
  return mixed ^ (mixed >> 31)
}
