// Sixth pass, first half: places across the flow by weighted least squares.
// Before: ordered layers, ports. After: a whole cell for each item; the order is kept with the
// distances that `Spacing` asks; pinned boxes stand at their places.
// Sweeps over the layers, each solved exactly by pool adjacent violators: Ayer, Brunk, Ewing,
// Reid, Silverman, "An empirical distribution function for sampling with incomplete information",
// Ann. Math. Statist. 26(4), 1955.

struct Placement {
  private let graph: LayeredGraph
  private let spacing: Spacing
  /// Pins of each item, on both sides.
  private let pinsOfItem: [Int]
  private let firstPin: [Int]
  private let pinned: [Int?]
  /// First cell of each item.
  private var place: [Double]
  /// For each item the cells it needs from the start of its layer when all stand close together.
  private var packed: [Int]

  static func places(
    of graph: LayeredGraph, spacing: Spacing, pinned: [Int?], former: FormerPart?
  ) -> [Int] {
    var placement = Placement(graph, spacing: spacing, pinned: pinned)
    if former != nil {
      placement.placeAsBefore()
      return placement.rounded()
    }
    let count = graph.layer.count
    let rounds = count <= 4_000 ? 24 : count <= 40_000 ? 10 : 4
    for round in 0..<rounds {
      placement.sweep(isForward: round % 2 == 0, looksBothWays: round >= rounds / 2)
    }
    return placement.rounded()
  }

  private init(_ graph: LayeredGraph, spacing: Spacing, pinned: [Int?]) {
    self.graph = graph
    self.spacing = spacing
    self.pinned = pinned
    (firstPin, pinsOfItem) = graph.pinsByItem()
    packed = [Int](repeating: 0, count: graph.layer.count)
    for items in graph.layers {
      var next = 0
      for (index, item) in items.enumerated() {
        if index > 0 { next += spacing.gap(items[index - 1], item, in: graph) }
        packed[item] = next
        next += graph.breadth[item]
      }
    }
    place = packed.map(Double.init)
    for (item, place) in pinned.enumerated() where place != nil {
      self.place[item] = Double(place ?? 0)
    }
  }

  /// Everything stands where it stood; layers in which that leaves something without a place, or
  /// with too little room, are solved again.
  private mutating func placeAsBefore() {
    let dirty = graph.layers.indices.filter { number in
      let items = graph.layers[number]
      return items.contains { graph.formerPlace[$0] == nil }
        || zip(items, items.dropFirst()).contains { first, second in
          (graph.formerPlace[second] ?? 0) - (graph.formerPlace[first] ?? 0)
            < packed[second] - packed[first]
        }
        || items.contains { pinned[$0] != nil && pinned[$0] != graph.formerPlace[$0] }
    }
    for (item, place) in graph.formerPlace.enumerated() where pinned[item] == nil {
      if let place { self.place[item] = Double(place) }
    }
    // New items first follow what they come from, wherever that has a place already.
    for round in 0..<4 {
      for number in round % 2 == 0 ? dirty : dirty.reversed() {
        sweep(number, before: true, after: round > 0 || number == 0)
      }
    }
  }

  private mutating func sweep(isForward: Bool, looksBothWays: Bool) {
    for step in graph.layers.indices {
      sweep(
        isForward ? step : graph.layers.count - 1 - step, before: isForward || looksBothWays,
        after: !isForward || looksBothWays)
    }
  }

  private mutating func sweep(_ number: Int, before: Bool, after: Bool) {
    var stretch: [Wish] = []
    // Pinned items cut a layer into stretches, each bound by its two neighbours.
    var low = -Double.infinity
    for item in graph.layers[number] {
      if let fixed = pinned[item] {
        let bound = Double(fixed - packed[item])
        settle(stretch, low: low, high: bound)
        stretch.removeAll(keepingCapacity: true)
        low = bound
      } else {
        stretch.append(wish(of: item, before: before, after: after))
      }
    }
    settle(stretch, low: low, high: .infinity)
  }

  /// Where an item would like its layer to begin, as far as it is concerned.
  private struct Wish {
    var item: Int
    var start: Double
    var weight: Double
  }

  /// The mean of what the item's neighbours ask; long lines pull most.
  private func wish(of item: Int, before: Bool, after: Bool) -> Wish {
    var (sum, weight) = (0.0, 0.0)
    if let former = graph.formerPlace[item] {
      return Wish(
        item: item, start: Double(former - packed[item]), weight: Self.loyalty)
    }
    for index in firstPin[item]..<firstPin[item + 1] {
      let pin = pinsOfItem[index]
      let wire = graph.wires[graph.pins[pin].wire]
      let isIncoming = pin >= wire.right.lowerBound
      guard isIncoming ? before : after else { continue }
      for other in isIncoming ? wire.left : wire.right {
        let end = graph.pins[other]
        let strength = strength(item, end.item)
        sum += strength * (place[end.item] + Double(end.offset - graph.pins[pin].offset))
        weight += strength
      }
    }
    if weight == 0 {
      return Wish(item: item, start: place[item] - Double(packed[item]), weight: 0.1)
    }
    return Wish(item: item, start: sum / weight - Double(packed[item]), weight: weight)
  }

  /// How much a former place counts, next to 1 for a line between two new boxes.
  private static let loyalty = 50.0

  private func strength(_ first: Int, _ second: Int) -> Double {
    switch (graph.isVirtual(first), graph.isVirtual(second)) {
    case (false, false): 1
    case (true, true): 8
    default: 2
    }
  }

  /// Moves a stretch of a layer to where the squares of its wishes' misses are least: wishes in the
  /// wrong order are met together at their mean.
  private mutating func settle(_ stretch: [Wish], low: Double, high: Double) {
    var blocks: [(start: Double, weight: Double, count: Int)] = []
    for wish in stretch {
      var block = (start: wish.start, weight: wish.weight, count: 1)
      while let last = blocks.last, last.start >= block.start {
        let weight = last.weight + block.weight
        let start = (last.start * last.weight + block.start * block.weight) / weight
        block = (start, weight, last.count + block.count)
        blocks.removeLast()
      }
      blocks.append(block)
    }
    var index = 0
    for block in blocks {
      let start = max(low, min(high, block.start))
      for wish in stretch[index..<index + block.count] {
        place[wish.item] = start + Double(packed[wish.item])
      }
      index += block.count
    }
  }

  /// Whole cells in the same order: what stood close together still does.
  private func rounded() -> [Int] {
    var places = [Int](repeating: 0, count: place.count)
    for items in graph.layers {
      var least = Int.min
      for item in items {
        let start = max(least, Int((place[item] - Double(packed[item])).rounded()))
        least = start
        places[item] = start + packed[item]
      }
    }
    return places
  }
}
