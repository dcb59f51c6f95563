// Exchanges and moves of single items inside one layer while the others stand still.
// Sifting after Matuszewski, Schönfeld, Molitor, "Using sifting for k-layer straightline crossing
// minimization", GD 1999; adjacent exchange after Gansner, Koutsofios, North, Vo, "A technique for
// drawing directed graphs", IEEE TSE 19(3), 1993.

/// One layer with the sorted places of its items' neighbours on both sides.
struct LayerSifter {
  /// Items in their order; a neighbour list belongs to the item that had that index at first.
  private var items: [Int] = []
  private var order: [Int] = []
  private var starts: [Int] = []
  private var places: [Int] = []
  private var weights: [Int] = []
  /// Weights of all links before each.
  private var sums: [Int] = []

  /// Reads a layer.
  mutating func load(_ number: Int, of layerOrder: LayerOrder) {
    items.removeAll(keepingCapacity: true)
    order.removeAll(keepingCapacity: true)
    starts.removeAll(keepingCapacity: true)
    places.removeAll(keepingCapacity: true)
    weights.removeAll(keepingCapacity: true)
    sums.removeAll(keepingCapacity: true)
    starts.append(0)
    sums.append(0)
    for index in layerOrder.range(of: number) {
      order.append(order.count)
      items.append(layerOrder.items[index])
      appendPlaces(of: layerOrder.items[index], layerOrder.before, layerOrder)
      appendPlaces(of: layerOrder.items[index], layerOrder.after, layerOrder)
    }
  }

  /// The places of an item's neighbours on one side, ascending.
  private mutating func appendPlaces(of item: Int, _ links: Links, _ layerOrder: LayerOrder) {
    let start = places.count
    for link in links.range(of: item) {
      let place = layerOrder.place[links.list[link]]
      let weight = links.weights[link]
      places.append(place)
      weights.append(weight)
      var hole = places.count - 1
      while hole > start, places[hole - 1] > place {
        places[hole] = places[hole - 1]
        weights[hole] = weights[hole - 1]
        hole -= 1
      }
      places[hole] = place
      weights[hole] = weight
    }
    for index in start..<places.count { sums.append(sums[index] + weights[index]) }
    starts.append(places.count)
  }

  /// The items in their new order.
  var result: [Int] { order.map { items[$0] } }

  /// Crossings when `first` stands before `second`, less those when it stands behind.
  private func difference(_ first: Int, _ second: Int) -> Int {
    var difference = 0
    for side in 0...1 {
      var index = starts[2 * first + side]
      let end = starts[2 * first + side + 1]
      let otherStart = starts[2 * second + side]
      let otherEnd = starts[2 * second + side + 1]
      if index == end || otherStart == otherEnd { continue }
      if places[end - 1] <= places[otherStart] || places[index] >= places[otherEnd - 1] {
        difference += differenceApart(index..<end, otherStart..<otherEnd)
        continue
      }
      // Neighbours of `second` below and at most at the present neighbour of `first`.
      var (below, upTo) = (otherStart, otherStart)
      while index < end {
        let place = places[index]
        while below < otherEnd, places[below] < place { below += 1 }
        upTo = max(upTo, below)
        while upTo < otherEnd, places[upTo] == place { upTo += 1 }
        difference +=
          weights[index] * (sums[below] - sums[otherStart] - sums[otherEnd] + sums[upTo])
        index += 1
      }
    }
    return difference
  }

  /// The difference for lists of which one lies before the other, up to one common place.
  private func differenceApart(_ first: Range<Int>, _ second: Range<Int>) -> Int {
    func weight(_ range: Range<Int>) -> Int { sums[range.upperBound] - sums[range.lowerBound] }
    let isBefore = places[first.upperBound - 1] <= places[second.lowerBound]
    let common = isBefore ? places[first.upperBound - 1] : places[first.lowerBound]
    var pairs = weight(first) * weight(second)
    if common == (isBefore ? places[second.lowerBound] : places[second.upperBound - 1]) {
      func equal(_ range: Range<Int>) -> Int {
        range.reduce(0) { $0 + (places[$1] == common ? weights[$1] : 0) }
      }
      pairs -= equal(first) * equal(second)
    }
    return isBefore ? -pairs : pairs
  }

  /// Exchanges neighbours while that helps.
  ///
  /// - Returns: whether anything has changed.
  mutating func exchange(_ layerOrder: LayerOrder, rounds: Int) -> Bool {
    var hasChanged = false
    for _ in 0..<rounds {
      var isDone = true
      for index in order.indices.dropLast() where difference(order[index], order[index + 1]) > 0 {
        guard layerOrder.mayExchange(items[order[index]], items[order[index + 1]]) else { continue }
        order.swapAt(index, index + 1)
        isDone = false
        hasChanged = true
      }
      if isDone { break }
    }
    return hasChanged
  }

  /// Exchanges neighbours that make no difference until their numbers ascend: what is alike stands
  /// as in the file, and long lines stand behind boxes.
  ///
  /// - Parameter isMoving: for each item of the graph whether it may move; nil for all.
  mutating func settle(_ layerOrder: LayerOrder, isMoving: [Bool]? = nil) {
    for _ in order {
      var isDone = true
      for index in order.indices.dropLast() where items[order[index]] > items[order[index + 1]] {
        if let isMoving, !isMoving[items[order[index]]], !isMoving[items[order[index + 1]]] {
          continue
        }
        guard layerOrder.mayExchange(items[order[index]], items[order[index + 1]]),
          difference(order[index], order[index + 1]) == 0
        else { continue }
        order.swapAt(index, index + 1)
        isDone = false
      }
      if isDone { return }
    }
  }

  /// Moves each item, those with most neighbours first, to its best place.
  ///
  /// - Parameters:
  ///   - window: how far an item may go at once.
  ///   - isMoving: for each item of the graph whether it may move; nil for all.
  /// - Returns: the number of crossings saved.
  mutating func sift(_ layerOrder: LayerOrder, window: Int, isMoving: [Bool]? = nil) -> Int {
    var saved = 0
    let degrees = order.indices.map { starts[2 * $0 + 2] - starts[2 * $0] }
    let byDegree = order.sorted { (degrees[$1], $0) < (degrees[$0], $1) }
    for local in byDegree where layerOrder.row[items[local]] < 0 {
      if let isMoving, !isMoving[items[local]] { continue }
      guard let start = order.firstIndex(of: local) else { continue }
      var (best, target) = (0, start)
      var change = 0
      var index = start
      while index > 0, start - index < window {
        index -= 1
        change -= difference(order[index], local)
        if change < best { (best, target) = (change, index) }
      }
      change = 0
      index = start
      while index + 1 < order.count, index - start < window {
        index += 1
        change -= difference(local, order[index])
        if change < best { (best, target) = (change, index) }
      }
      guard target != start else { continue }
      order.remove(at: start)
      order.insert(local, at: target)
      saved -= best
    }
    return saved
  }
}
