// Fourth pass: orders the items of each layer so that few lines cross.
// Before: any order. After: an order with pinned rows ascending in each layer; what makes no
// difference stands as in the file. Several starts, sweeps by barycentres, then exchanges and
// sifting; measured against other ways in Jünger, Mutzel, "2-layer straightline crossing
// minimization", JGAA 1(1), 1997. The random starts have a fixed seed.

struct CrossingReduction {
  /// Where an item is to stand in its layer, and its index there so far.
  private struct Key {
    var aim: Double
    var index: Int
    var item: Int
  }

  private var order: LayerOrder
  private var best: (crossings: Int, items: [Int])
  private var keys: [Key] = []
  private var sifter = LayerSifter()
  private var random = SeededGenerator(seed: 1)

  /// Where boxes have former places, their order is only mended, not made anew.
  ///
  /// - Parameters:
  ///   - weighsEdges: whether to count crossings of edges, not of lines.
  ///   - former: an earlier drawing.
  static func order(_ graph: inout LayeredGraph, weighsEdges: Bool, former: FormerPart?) {
    var reduction = CrossingReduction(graph, weighsEdges: weighsEdges)
    if let former {
      reduction.arrangeAsBefore(graph)
      reduction.placeTouched(graph, former)
    } else {
      reduction.search()
      reduction.order.restore(reduction.best.items)
      reduction.mend(sifts: true)
      reduction.turnUpright()
      reduction.settle()
    }
    let order = reduction.order
    for number in graph.layers.indices {
      graph.layers[number] = Array(order.items[order.range(of: number)])
    }
  }

  private init(_ graph: LayeredGraph, weighsEdges: Bool) {
    order = LayerOrder(graph, weighsEdges: weighsEdges)
    best = (Int.max, order.items)
  }

  private var links: Int { order.after.list.count }

  private mutating func search() {
    best.crossings = order.crossings()
    let given = order.items
    var vain = 0
    for start in StartOrder.all(links: links) where best.crossings > 0 && vain < 4 {
      order.restore(given)
      order.begin(start, using: &random)
      sweepUntilStale(isForward: start.isForward)
      mend(sifts: false)
      let crossings = order.crossings()
      if start.kind == .random { vain += 1 }
      if crossings < best.crossings {
        best = (crossings, order.items)
        vain = 0
      }
    }
    if links <= 600 { disturb(tries: max(20, min(150, 12_000 / max(links, 1)))) }
  }

  private mutating func shuffle(_ range: Range<Int>) {
    order.shuffle(range, using: &random)
  }

  /// Disturbs the best order in one place and mends it there, again and again: what a new start
  /// finds seldom is often near the best of a few. After Lourenço, Martin, Stützle, "Iterated local
  /// search", Handbook of Metaheuristics, 2003.
  ///
  /// - Parameter tries: in a row that may find nothing better.
  private mutating func disturb(tries: Int) {
    var present = best
    var vain = 0
    var crossed = crossedLayers(in: present.items)
    while best.crossings > 0, vain < tries, let number = crossed.randomElement(using: &random) {
      vain += 1
      order.restore(present.items)
      let range = order.range(of: number)
      if vain % 3 == 0 {
        // All of a layer, and what follows from it on both sides.
        shuffle(range)
        sweep(isForward: true, from: number)
        sweep(isForward: false, from: number)
        mend(sifts: false)
      } else {
        let width = Int.random(in: 2...min(range.count, 6), using: &random)
        let first = Int.random(in: range.lowerBound...range.upperBound - width, using: &random)
        shuffle(first..<first + width)
        mend(sifts: false, around: number)
      }
      let crossings = order.crossings()
      if crossings <= present.crossings {
        present = (crossings, order.items)
        crossed = crossedLayers(in: present.items)
      }
      if crossings < best.crossings {
        best = present
        vain = 0
      }
    }
  }

  /// Layers of more than one item beside which lines cross.
  private mutating func crossedLayers(in items: [Int]) -> [Int] {
    order.restore(items)
    _ = order.crossings()
    return (0..<order.layerCount).filter {
      order.range(of: $0).count > 1
        && (order.crossings(behind: $0) > 0 || ($0 > 0 && order.crossings(behind: $0 - 1) > 0))
    }
  }

  /// - Parameter isForward: whether the first sweep goes along the flow.
  private mutating func sweepUntilStale(isForward: Bool) {
    var local = (crossings: Int.max, items: order.items)
    var stale = 0
    for round in 0..<(links <= 40_000 ? 24 : 8) where stale < 4 {
      sweep(isForward: (round % 2 == 0) == isForward)
      let crossings = order.crossings()
      stale += 1
      if crossings < local.crossings {
        local = (crossings, order.items)
        stale = 0
      }
      if crossings == 0 { break }
    }
    order.restore(local.items)
  }

  /// Sorts each layer by the mean place of the neighbours in the layer before it.
  ///
  /// - Parameter start: a layer that stays as it is, with all before it; the first if nil.
  private mutating func sweep(isForward: Bool, from start: Int? = nil) {
    let first = start.map { isForward ? $0 : order.layerCount - 1 - $0 } ?? 0
    for step in first + 1..<max(order.layerCount, first + 1) {
      let number = isForward ? step : order.layerCount - 1 - step
      let range = order.range(of: number)
      let fixed = order.range(of: isForward ? number - 1 : number + 1).count
      let scale = Double(fixed) / Double(range.count)
      let links = isForward ? order.before : order.after
      keys.removeAll(keepingCapacity: true)
      for index in range {
        let item = order.items[index]
        let neighbours = links.range(of: item)
        var (sum, weight) = (0, 0)
        for link in neighbours {
          sum += links.weights[link] * order.place[links.list[link]]
          weight += links.weights[link]
        }
        let aim =
          weight == 0
          ? Double(index - range.lowerBound) * scale : Double(sum) / Double(weight)
        keys.append(Key(aim: aim, index: index, item: item))
      }
      sortKeys()
      order.set(keys.map(\.item), at: number)
    }
  }

  private mutating func sortKeys() {
    if keys.count > 24 {
      keys.sort { $0.aim != $1.aim ? $0.aim < $1.aim : $0.index < $1.index }
      return
    }
    for index in keys.indices.dropFirst() {
      let key = keys[index]
      var hole = index
      while hole > 0, keys[hole - 1].aim > key.aim {
        keys[hole] = keys[hole - 1]
        hole -= 1
      }
      keys[hole] = key
    }
  }

  /// Exchanges, and sifting if asked for, until nothing gets better.
  ///
  /// - Parameter changed: the only layer that has changed since the last time; nil for all.
  private mutating func mend(sifts: Bool, around changed: Int? = nil) {
    // Nobody sees all of a graph of tens of thousands of lines at once, but everybody waits.
    let (window, rounds) =
      links <= 1_500
      ? (Int.max, 12) : links <= 4_000 ? (40, 4) : links <= 40_000 ? (24, 3) : (12, 1)
    // Layers beside which something has changed since they were looked at.
    var isStale = [Bool](repeating: changed == nil, count: order.layerCount)
    if let changed {
      for near in max(changed - 1, 0)...min(changed + 1, order.layerCount - 1) {
        isStale[near] = true
      }
    }
    for round in 0..<rounds {
      var hasChanged = false
      for step in 0..<order.layerCount {
        let number = round % 2 == 0 ? step : order.layerCount - 1 - step
        if !isStale[number] { continue }
        isStale[number] = false
        sifter.load(number, of: order)
        var isBetter = sifter.exchange(order, rounds: links <= 40_000 ? 20 : 4)
        if sifts, sifter.sift(order, window: window) > 0 { isBetter = true }
        if isBetter {
          order.set(sifter.result, at: number)
          hasChanged = true
          for near in max(number - 1, 0)...min(number + 1, order.layerCount - 1) {
            isStale[near] = true
          }
        }
      }
      if !hasChanged { return }
    }
  }

  /// Mirrors the drawing when that brings more neighbours into the order of the file.
  private mutating func turnUpright() {
    if order.row.contains(where: { $0 >= 0 }) { return }
    var (ascending, descending) = (0, 0)
    for number in 0..<order.layerCount {
      let boxes = order.items[order.range(of: number)].filter { $0 < order.boxCount }
      for (first, second) in zip(boxes, boxes.dropFirst()) {
        if first < second { ascending += 1 } else { descending += 1 }
      }
    }
    if descending <= ascending { return }
    for number in 0..<order.layerCount {
      order.set(order.items[order.range(of: number)].reversed(), at: number)
    }
  }

  private mutating func settle() {
    for _ in 0..<(links <= 40_000 ? 2 : 1) {
      for number in 0..<order.layerCount {
        sifter.load(number, of: order)
        sifter.settle(order)
        order.set(sifter.result, at: number)
      }
    }
  }

  /// Items stand as their former middles did, new ones between their neighbours.
  private mutating func arrangeAsBefore(_ graph: LayeredGraph) {
    var key = graph.formerPlace.enumerated().map { item, place in
      place.map { Double($0) + Double(graph.breadth[item]) / 2 }
    }
    let unknown = key.indices.filter { key[$0] == nil }
    for isForward in [true, false, true] where !unknown.isEmpty {
      let links = isForward ? order.before : order.after
      let sorted = unknown.sorted { (graph.layer[$0], $0) < (graph.layer[$1], $1) }
      for item in isForward ? sorted : sorted.reversed() where key[item] == nil {
        let known = links.list[links.range(of: item)].compactMap { key[$0] }
        if !known.isEmpty { key[item] = known.reduce(0, +) / Double(known.count) }
      }
    }
    let keys = key.map { $0 ?? 0 }
    for number in 0..<order.layerCount {
      let range = order.range(of: number)
      let isSorted = range.dropLast().allSatisfy {
        keys[order.items[$0]] < keys[order.items[$0 + 1]]
      }
      if isSorted { continue }
      let items = order.items[range]
      order.set(items.sorted { (keys[$0], $0) < (keys[$1], $1) }, at: number)
    }
  }

  /// Moves what is new, or has other neighbours than before, to its best place among the rest.
  private mutating func placeTouched(_ graph: LayeredGraph, _ former: FormerPart) {
    let isTouched = graph.formerPlace.indices.map {
      graph.formerPlace[$0] == nil || ($0 < graph.boxCount && former.isTouched[$0])
    }
    let layers = Set(isTouched.indices.filter { isTouched[$0] }.map { graph.layer[$0] }).sorted()
    for round in 0..<4 {
      var saved = 0
      for number in round % 2 == 0 ? layers : layers.reversed() {
        sifter.load(number, of: order)
        let gain = sifter.sift(order, window: 1_000, isMoving: isTouched)
        if gain > 0 { order.set(sifter.result, at: number) }
        saved += gain
      }
      if saved == 0 { break }
    }
    // What is new stands as in a new drawing where that makes no difference.
    let isNew = graph.formerPlace.map { $0 == nil }
    for number in layers {
      sifter.load(number, of: order)
      sifter.settle(order, isMoving: isNew)
      order.set(sifter.result, at: number)
    }
  }
}
