// Fourth pass: orders the items of each layer so that few lines cross.
// Before: any order. After: an order with pinned rows ascending in each layer; what makes no
// difference stands as in the file. Several starts, sweeps by barycentres, then exchanges and
// sifting; measured against other ways in Jünger, Mutzel, "2-layer straightline crossing
// minimization", JGAA 1(1), 1997. The random starts have a fixed seed.

struct CrossingReduction {
  private var order: LayerOrder
  private var best: (crossings: Int, layers: [[Int]])
  private var sifter = LayerSifter()
  private var random = SeededGenerator(seed: 1)

  /// - Parameter wishes: a place across the flow for boxes that have one already, in any unit; with
  ///   any at all, an order that has grown is only mended, not made anew.
  static func order(_ graph: inout LayeredGraph, wishes: [Double?] = []) {
    var reduction = CrossingReduction(graph)
    if wishes.contains(where: { $0 != nil }) {
      reduction.arrange(by: wishes)
      reduction.mend(sifts: true)
    } else {
      reduction.search()
      reduction.restoreBest()
      reduction.mend(sifts: true)
      reduction.turnUpright()
    }
    reduction.settle()
    graph.layers = reduction.order.layers
  }

  private init(_ graph: LayeredGraph) {
    order = LayerOrder(graph)
    best = (order.crossings(), order.layers)
  }

  private var links: Int { order.after.count }

  private mutating func search() {
    let starts = links <= 1_000 ? 15 : links <= 4_000 ? 4 : 1
    for start in 0..<starts where best.crossings > 0 {
      if start > 0 {
        for number in order.layers.indices {
          order.set(order.layers[number].sorted().shuffled(using: &random), at: number)
        }
      }
      sweepUntilStale()
      mend(sifts: false)
      keepIfBest()
    }
  }

  private mutating func keepIfBest() {
    let crossings = order.crossings()
    if crossings < best.crossings { best = (crossings, order.layers) }
  }

  private mutating func restoreBest() {
    for (number, items) in best.layers.enumerated() { order.set(items, at: number) }
  }

  private mutating func sweepUntilStale() {
    var local = (crossings: Int.max, layers: order.layers)
    var stale = 0
    for round in 0..<24 where stale < 4 {
      sweep(isForward: round % 2 == 0)
      let crossings = order.crossings()
      stale += 1
      if crossings < local.crossings {
        local = (crossings, order.layers)
        stale = 0
      }
      if crossings == 0 { break }
    }
    for (number, items) in local.layers.enumerated() { order.set(items, at: number) }
  }

  /// Sorts each layer by the mean place of the neighbours in the layer before it.
  private mutating func sweep(isForward: Bool) {
    let numbers = order.layers.indices
    var keyed: [(key: Double, index: Int, item: Int)] = []
    for step in numbers.dropFirst() {
      let number = isForward ? step : numbers.count - 1 - step
      let fixed = order.layers[isForward ? number - 1 : number + 1].count
      let items = order.layers[number]
      let scale = Double(fixed) / Double(items.count)
      keyed.removeAll(keepingCapacity: true)
      for (index, item) in items.enumerated() {
        let neighbours = isForward ? order.before[item] : order.after[item]
        var sum = 0
        for other in neighbours { sum += order.place[other] }
        let key =
          neighbours.isEmpty ? Double(index) * scale : Double(sum) / Double(neighbours.count)
        keyed.append((key, index, item))
      }
      keyed.sort { $0.key != $1.key ? $0.key < $1.key : $0.index < $1.index }
      order.set(keyed.map(\.item), at: number)
    }
  }

  /// Exchanges, and sifting if asked for, until nothing gets better.
  private mutating func mend(sifts: Bool) {
    let window = links <= 4_000 ? Int.max : 64
    for round in 0..<(links <= 4_000 ? 12 : 3) {
      var hasChanged = false
      for step in order.layers.indices {
        let number = round % 2 == 0 ? step : order.layers.count - 1 - step
        sifter.load(number, of: order)
        var isBetter = sifter.exchange(order, rounds: 20)
        if sifts, sifter.sift(order, window: window) > 0 { isBetter = true }
        if isBetter {
          order.set(sifter.result, at: number)
          hasChanged = true
        }
      }
      if !hasChanged { return }
    }
  }

  /// Mirrors the drawing when that brings more neighbours into the order of the file.
  private mutating func turnUpright() {
    if order.row.contains(where: { $0 >= 0 }) { return }
    var (ascending, descending) = (0, 0)
    for items in order.layers {
      let boxes = items.filter { $0 < order.boxCount }
      for (first, second) in zip(boxes, boxes.dropFirst()) {
        if first < second { ascending += 1 } else { descending += 1 }
      }
    }
    if descending <= ascending { return }
    for number in order.layers.indices { order.set(order.layers[number].reversed(), at: number) }
  }

  private mutating func settle() {
    for _ in 0..<2 {
      for number in order.layers.indices {
        sifter.load(number, of: order)
        sifter.settle(order)
        order.set(sifter.result, at: number)
      }
    }
  }

  /// Boxes go where they wish; the others between their neighbours.
  private mutating func arrange(by wishes: [Double?]) {
    var key = wishes + [Double?](repeating: nil, count: order.place.count - wishes.count)
    for isForward in [true, false, true] {
      for step in order.layers.indices {
        let number = isForward ? step : order.layers.count - 1 - step
        for item in order.layers[number] where key[item] == nil {
          let neighbours = isForward ? order.before[item] : order.after[item]
          let known = neighbours.compactMap { key[$0] }
          if !known.isEmpty { key[item] = known.reduce(0, +) / Double(known.count) }
        }
      }
    }
    for (number, items) in order.layers.enumerated() {
      order.set(items.sorted { (key[$0] ?? 0, $0) < (key[$1] ?? 0, $1) }, at: number)
    }
  }
}
