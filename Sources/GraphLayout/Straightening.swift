// Sixth pass, second half: takes out bends that cost more than they are worth.
// Before: whole cells in order. After: the same, with less height of wires and fewer bends. A local
// search: straight runs of items, then single ones, are shifted to where one of their wires asks
// for, pushing neighbours aside; a shift that does not lower the cost is taken back.

struct Straightening {
  private let graph: LayeredGraph
  private let spacing: Spacing
  private let incoming: PinTable
  private let outgoing: PinTable
  private let pinned: [Int?]
  private var place: [Int]
  private let neighbours: [(before: Int, after: Int)]
  /// Marks of the search at hand: an item or wire is in it when it bears the newest number.
  private var itemMark: [Int]
  private var wireMark: [Int]
  private var mark = 0

  static func straighten(
    _ places: [Int], of graph: LayeredGraph, spacing: Spacing, pinned: [Int?]
  ) -> [Int] {
    var search = Straightening(places, graph, spacing: spacing, pinned: pinned)
    for _ in 0..<(places.count <= 4_000 ? 8 : 2) where !search.round() { break }
    return search.place
  }

  private init(_ places: [Int], _ graph: LayeredGraph, spacing: Spacing, pinned: [Int?]) {
    self.graph = graph
    self.spacing = spacing
    self.pinned = pinned
    incoming = PinTable(of: graph, side: \.right)
    outgoing = PinTable(of: graph, side: \.left)
    place = places
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
  }

  /// Tries every item once.
  ///
  /// - Returns: whether anything has moved.
  private mutating func round() -> Bool {
    var hasMoved = false
    for item in place.indices where pinned[item] == nil {
      let shifts = shifts(of: item)
      if shifts.isEmpty { continue }
      for items in [run(through: item), [item]] {
        for shift in shifts where tryMove(items, by: shift) {
          hasMoved = true
          break
        }
      }
    }
    return hasMoved
  }

  private func cell(_ pin: Int) -> Int { place[graph.pins[pin].item] + graph.pins[pin].offset }

  /// Distances that would make a wire of the item straight or even.
  private func shifts(of item: Int) -> [Int] {
    var shifts: [Int] = []
    for pins in [incoming[item], outgoing[item]] {
      for pin in pins {
        let wire = graph.wires[graph.pins[pin].wire]
        let others = wire.left.contains(pin) ? wire.right : wire.left
        if others.count > 200 { continue }
        let (low, high) = bounds(others)
        for target in [low, (low + high) / 2, (low + high + 1) / 2, high] {
          let shift = target - cell(pin)
          if shift != 0, !shifts.contains(shift) { shifts.append(shift) }
        }
      }
      if shifts.count > 12 { break }
    }
    return shifts
  }

  private func bounds(_ pins: Range<Int>) -> (low: Int, high: Int) {
    var (low, high) = (Int.max, Int.min)
    for pin in pins {
      low = min(low, cell(pin))
      high = max(high, cell(pin))
    }
    return (low, high)
  }

  /// Items that hang together by straight wires without forks, `item` first.
  private mutating func run(through item: Int) -> [Int] {
    mark += 1
    itemMark[item] = mark
    var run = [item]
    var next = 0
    while next < run.count, run.count < 100 {
      for pins in [incoming[run[next]], outgoing[run[next]]] {
        for pin in pins {
          let wire = graph.wires[graph.pins[pin].wire]
          guard wire.left.count == 1, wire.right.count == 1 else { continue }
          let other = pin == wire.left.lowerBound ? wire.right.lowerBound : wire.left.lowerBound
          let end = graph.pins[other].item
          guard cell(other) == cell(pin), itemMark[end] != mark else { continue }
          itemMark[end] = mark
          run.append(end)
        }
      }
      next += 1
    }
    return run
  }

  /// Shifts the items with all that stands in their way; undone unless that is for the better.
  private mutating func tryMove(_ items: [Int], by shift: Int) -> Bool {
    var old: [(item: Int, place: Int)] = []
    var queue = items.map { (item: $0, place: place[$0] + shift) }
    var next = 0
    var isPossible = true
    mark += 1
    while next < queue.count, isPossible {
      let (item, target) = queue[next]
      next += 1
      if (target - place[item]) * shift.signum() <= 0 { continue }
      if pinned[item] != nil || queue.count > 3 * items.count + 40 {
        isPossible = false
        break
      }
      old.append((item, place[item]))
      place[item] = target
      if shift > 0, neighbours[item].after >= 0 {
        let after = neighbours[item].after
        let least = target + graph.breadth[item] + spacing.gap(item, after, in: graph)
        if place[after] < least { queue.append((after, least)) }
      } else if shift < 0, neighbours[item].before >= 0 {
        let before = neighbours[item].before
        let most = target - graph.breadth[before] - spacing.gap(before, item, in: graph)
        if place[before] > most { queue.append((before, most)) }
      }
    }
    if isPossible {
      let new = old.map { ($0.item, place[$0.item]) }
      let after = cost(around: old.map(\.item))
      for (item, was) in old.reversed() { place[item] = was }
      if after < cost(around: old.map(\.item)) {
        for (item, target) in new { place[item] = target }
        return true
      }
    }
    for (item, was) in old.reversed() { place[item] = was }
    return false
  }

  private mutating func cost(around items: [Int]) -> Int {
    mark += 1
    var sum = 0
    for item in items {
      for pins in [incoming[item], outgoing[item]] {
        for pin in pins where wireMark[graph.pins[pin].wire] != mark {
          wireMark[graph.pins[pin].wire] = mark
          sum += cost(of: graph.wires[graph.pins[pin].wire])
        }
      }
    }
    return sum
  }

  /// Cells across the flow that a wire takes and its bends; a fork stands best in the middle.
  private func cost(of wire: LayeredGraph.Wire) -> Int {
    let (left, right) = (bounds(wire.left), bounds(wire.right))
    let span = max(left.high, right.high) - min(left.low, right.low)
    if span == 0 { return 0 }
    let passes =
      graph.isVirtual(graph.pins[wire.left.lowerBound].item)
      || graph.isVirtual(graph.pins[wire.right.upperBound - 1].item)
    let lean = abs(left.low + left.high - right.low - right.high)
    let isSimple = wire.left.count == 1 && wire.right.count == 1
    return 4 * span * (passes ? 2 : 1) + (isSimple ? 16 : lean)
  }
}
