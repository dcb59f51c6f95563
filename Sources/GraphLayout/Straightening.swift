// Sixth pass, second half: takes out bends that cost more than they are worth.
// Before: whole cells in order. After: the same, with less height of wires and fewer bends. A local
// search: straight runs of items, then single ones, are shifted to where one of their wires asks
// for, pushing neighbours aside; a shift that does not lower the cost is taken back.

struct Straightening {
  private let graph: LayeredGraph
  private let spacing: Spacing
  private let pinned: [Int?]
  /// Pins of each item, on both sides.
  private let pinsOfItem: [Int]
  private let firstPin: [Int]
  private let neighbours: [(before: Int, after: Int)]
  private var place: [Int]
  /// The cell of each pin across the flow, and the cost of each wire, as things stand.
  private var cell: [Int]
  private var cost: [Int]
  /// Whether something has moved near an item since it was tried.
  private var isStale: [Bool]
  /// Marks of the search at hand: an item or wire is in it when it bears the newest number.
  private var itemMark: [Int]
  private var wireMark: [Int]
  private var mark = 0
  private var moved: [(item: Int, from: Int, to: Int)] = []
  private var touched: [Int] = []

  static func straighten(
    _ places: [Int], of graph: LayeredGraph, spacing: Spacing, pinned: [Int?], former: FormerPart?
  ) -> [Int] {
    var search = Straightening(places, graph, spacing: spacing, pinned: pinned)
    if let former {
      for item in places.indices {
        search.isStale[item] =
          graph.formerPlace[item] != places[item]
          || (item < graph.boxCount && former.isTouched[item])
      }
    }
    let rounds = places.count <= 4_000 ? 8 : places.count <= 40_000 ? 3 : 1
    for _ in 0..<rounds where !search.round() { break }
    return search.place
  }

  private init(_ places: [Int], _ graph: LayeredGraph, spacing: Spacing, pinned: [Int?]) {
    self.graph = graph
    self.spacing = spacing
    self.pinned = pinned
    place = places
    cell = graph.pins.map { places[$0.item] + $0.offset }
    cost = [Int](repeating: 0, count: graph.wires.count)
    isStale = [Bool](repeating: true, count: places.count)
    itemMark = [Int](repeating: 0, count: places.count)
    wireMark = [Int](repeating: 0, count: graph.wires.count)
    var neighbours = [(before: Int, after: Int)](repeating: (-1, -1), count: places.count)
    for items in graph.layers {
      for (first, second) in zip(items, items.dropFirst()) {
        neighbours[first].after = second
        neighbours[second].before = first
      }
    }
    self.neighbours = neighbours
    (firstPin, pinsOfItem) = graph.pinsByItem()
    for wire in graph.wires.indices { cost[wire] = currentCost(of: wire) }
  }

  /// Tries every item near which something has changed.
  ///
  /// - Returns: whether anything has moved.
  private mutating func round() -> Bool {
    var hasMoved = false
    var shifts: [Int] = []
    for item in place.indices where isStale[item] {
      isStale[item] = false
      if pinned[item] != nil { continue }
      collectShifts(of: item, into: &shifts)
      if shifts.isEmpty { continue }
      let run = run(through: item)
      var isDone = false
      for shift in shifts where !isDone { isDone = tryMove(run, by: shift) }
      if run.count > 1 {
        for shift in shifts where !isDone { isDone = tryMove([item], by: shift) }
      }
      if isDone { hasMoved = true }
    }
    return hasMoved
  }

  /// The first and last cell of some pins.
  private func bounds(_ pins: Range<Int>) -> (low: Int, high: Int) {
    var (low, high) = (Int.max, Int.min)
    for pin in pins {
      low = min(low, cell[pin])
      high = max(high, cell[pin])
    }
    return (low, high)
  }

  /// Distances that would make a wire of the item straight or even, the shortest first.
  private func collectShifts(of item: Int, into shifts: inout [Int]) {
    shifts.removeAll(keepingCapacity: true)
    for index in firstPin[item]..<firstPin[item + 1] {
      let pin = pinsOfItem[index]
      let wire = graph.wires[graph.pins[pin].wire]
      if cost[graph.pins[pin].wire] == 0 || wire.left.count + wire.right.count > 200 { continue }
      let (low, high) = bounds(wire.left.contains(pin) ? wire.right : wire.left)
      for target in [low, (low + high) / 2, (low + high + 1) / 2, high] {
        let shift = target - cell[pin]
        if shift != 0, !shifts.contains(shift) { shifts.append(shift) }
      }
      // One step aside, for a fork in the row of a branch.
      if low < high, isSplit(wire) { shifts += [1, -1] }
    }
    shifts.sort { (abs($0), $0) < (abs($1), $1) }
    if shifts.count > 8 { shifts.removeSubrange(8...) }
  }

  /// Items that hang together by straight wires without forks, `item` first.
  private mutating func run(through item: Int) -> [Int] {
    mark += 1
    itemMark[item] = mark
    var run = [item]
    var next = 0
    while next < run.count, run.count < 100 {
      for index in firstPin[run[next]]..<firstPin[run[next] + 1] {
        let pin = pinsOfItem[index]
        let wire = graph.wires[graph.pins[pin].wire]
        guard wire.left.count == 1, wire.right.count == 1 else { continue }
        let other = pin == wire.left.lowerBound ? wire.right.lowerBound : wire.left.lowerBound
        let end = graph.pins[other].item
        guard cell[other] == cell[pin], itemMark[end] != mark else { continue }
        itemMark[end] = mark
        run.append(end)
      }
      next += 1
    }
    return run
  }

  /// Shifts the items with all that stands in their way; undone unless that is for the better.
  private mutating func tryMove(_ items: [Int], by shift: Int) -> Bool {
    moved.removeAll(keepingCapacity: true)
    for item in items {
      if pinned[item] != nil { continue }
      move(item, to: place[item] + shift)
    }
    // What stands in the way is pushed only if the shift is good at all.
    var isBetter = weigh() < 0
    if isBetter {
      isBetter = push(downwards: shift > 0, limit: 3 * items.count + 40) && weigh() < 0
    }
    if !isBetter {
      for (item, from, _) in moved.reversed() { setPlace(item, from) }
      return false
    }
    for wire in touched {
      cost[wire] = currentCost(of: wire)
      for pin in graph.wires[wire].left { isStale[graph.pins[pin].item] = true }
      for pin in graph.wires[wire].right { isStale[graph.pins[pin].item] = true }
    }
    for (item, _, _) in moved {
      let (before, after) = neighbours[item]
      if before >= 0 { isStale[before] = true }
      if after >= 0 { isStale[after] = true }
    }
    return true
  }

  private mutating func move(_ item: Int, to target: Int) {
    moved.append((item, place[item], target))
    setPlace(item, target)
  }

  private mutating func setPlace(_ item: Int, _ target: Int) {
    let shift = target - place[item]
    place[item] = target
    for index in firstPin[item]..<firstPin[item + 1] { cell[pinsOfItem[index]] += shift }
  }

  /// Makes room for all that has moved.
  ///
  /// - Returns: whether that was possible without moving a pinned box or too many others.
  private mutating func push(downwards: Bool, limit: Int) -> Bool {
    var next = 0
    while next < moved.count {
      if moved.count > limit { return false }
      let item = moved[next].item
      next += 1
      let (before, after) = neighbours[item]
      if downwards, after >= 0 {
        let least = place[item] + graph.breadth[item] + spacing.gap(item, after, in: graph)
        if place[after] >= least { continue }
        if pinned[after] != nil { return false }
        move(after, to: least)
      } else if !downwards, before >= 0 {
        let most = place[item] - graph.breadth[before] - spacing.gap(before, item, in: graph)
        if place[before] <= most { continue }
        if pinned[before] != nil { return false }
        move(before, to: most)
      }
    }
    return true
  }

  /// What the wires of all that has moved cost now, less what they did before; lists them.
  private mutating func weigh() -> Int {
    mark += 1
    touched.removeAll(keepingCapacity: true)
    var change = 0
    for (item, _, _) in moved {
      for index in firstPin[item]..<firstPin[item + 1] {
        let wire = graph.pins[pinsOfItem[index]].wire
        if wireMark[wire] == mark { continue }
        wireMark[wire] = mark
        touched.append(wire)
        change += currentCost(of: wire) - cost[wire]
      }
    }
    for (item, from, to) in moved {
      guard let former = graph.formerPlace[item] else { continue }
      change += 3 * (abs(to - former) - abs(from - former))
    }
    return change
  }

  /// Cells across the flow that a wire takes and its bends. A fork stands best in the middle, but
  /// not in the row of one of its branches, which would take a second track.
  private func currentCost(of index: Int) -> Int {
    let wire = graph.wires[index]
    let (left, right) = (bounds(wire.left), bounds(wire.right))
    let low = min(left.low, right.low)
    let high = max(left.high, right.high)
    if low == high { return 0 }
    let passes =
      graph.isVirtual(graph.pins[wire.left.lowerBound].item)
      || graph.isVirtual(graph.pins[wire.right.upperBound - 1].item)
    let span = 4 * (high - low) * (passes ? 2 : 1)
    if wire.left.count == 1, wire.right.count == 1 { return span + 16 }
    return span + abs(left.low + left.high - right.low - right.high) + (isSplit(wire) ? 6 : 0)
  }

  /// Whether the single row of one side runs on as one of several, with others above and below.
  private func isSplit(_ wire: LayeredGraph.Wire) -> Bool {
    let (single, others) = wire.left.count == 1 ? (wire.left, wire.right) : (wire.right, wire.left)
    let row = cell[single.lowerBound]
    var (above, level, below) = (false, false, false)
    for pin in others {
      if cell[pin] < row {
        above = true
      } else if cell[pin] > row {
        below = true
      } else {
        level = true
      }
    }
    return above && level && below
  }
}
