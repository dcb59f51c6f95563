// The order of the items in each layer, and how many crossings it has.
// Changes of the order are in CrossingReduction.swift and Sifting.swift.

/// Links between items of neighbouring layers, one for each pair of ends of a wire: item `i` has
/// `list[starts[i]..<starts[i + 1]]`.
struct Links {
  let starts: [Int]
  let list: [Int]
  /// What it costs to cross each link, next to another of weight 1.
  let weights: [Int]

  /// - Parameter isForward: whether to list what comes after an item along the flow, or before it.
  /// - Parameter weighsEdges: whether a link weighs as much as the edges on it.
  init(of graph: LayeredGraph, isForward: Bool, weighsEdges: Bool) {
    let count = graph.layer.count
    var starts = [Int](repeating: 0, count: count + 1)
    for wire in graph.wires {
      let (near, far) = isForward ? (wire.left, wire.right) : (wire.right, wire.left)
      for pin in near { starts[graph.pins[pin].item + 1] += far.count }
    }
    for item in 0..<count { starts[item + 1] += starts[item] }
    var free = starts
    var list = [Int](repeating: 0, count: starts[count])
    var weights = [Int](repeating: 1, count: starts[count])
    for wire in graph.wires {
      let (near, far) = isForward ? (wire.left, wire.right) : (wire.right, wire.left)
      for pin in near {
        let item = graph.pins[pin].item
        for other in far {
          list[free[item]] = graph.pins[other].item
          if weighsEdges {
            weights[free[item]] = min(graph.pins[pin].edges, graph.pins[other].edges)
          }
          free[item] += 1
        }
      }
    }
    self.starts = starts
    self.list = list
    self.weights = weights
  }

  func range(of item: Int) -> Range<Int> { starts[item]..<starts[item + 1] }
}

struct LayerOrder {
  let before: Links
  let after: Links
  /// Pinned row of an item, or -1. Rows never change their order within a layer.
  let row: [Int]
  let boxCount: Int
  /// All items, layer after layer; layer `n` is `items[range(of: n)]`.
  private(set) var items: [Int]
  /// Index of each item in its layer.
  private(set) var place: [Int]
  private let starts: [Int]
  private let hasRows: Bool
  private var counter = CrossingCounter()
  /// Crossings between each layer and the next when they were last counted, and whether one of the
  /// two has changed since.
  private var counts: [Int] = []
  private var isStale: [Bool] = []

  init(_ graph: LayeredGraph, weighsEdges: Bool) {
    before = Links(of: graph, isForward: false, weighsEdges: weighsEdges)
    after = Links(of: graph, isForward: true, weighsEdges: weighsEdges)
    row = graph.row
    hasRows = graph.row.contains { $0 >= 0 }
    boxCount = graph.boxCount
    items = Array(graph.layers.joined())
    place = [Int](repeating: 0, count: graph.layer.count)
    var starts = [0]
    for layer in graph.layers { starts.append(starts[starts.count - 1] + layer.count) }
    self.starts = starts
    counts = [Int](repeating: 0, count: graph.layers.count)
    isStale = [Bool](repeating: true, count: graph.layers.count)
    for number in 0..<layerCount { setPlaces(at: number) }
  }

  var layerCount: Int { starts.count - 1 }
  func range(of number: Int) -> Range<Int> { starts[number]..<starts[number + 1] }

  /// Takes over the order of one layer.
  mutating func set(_ order: [Int], at number: Int) {
    var index = starts[number]
    for item in order {
      items[index] = item
      index += 1
    }
    setPlaces(at: number)
  }

  /// Mixes some items of one layer, given by their indices in `items`.
  mutating func shuffle(_ range: Range<Int>, using random: inout SeededGenerator) {
    items[range].shuffle(using: &random)
    if let number = starts.lastIndex(where: { $0 <= range.lowerBound }) { setPlaces(at: number) }
  }

  /// Takes over the order of all layers, an earlier value of `items`.
  mutating func restore(_ all: [Int]) {
    for number in 0..<layerCount {
      let range = range(of: number)
      var isSame = true
      for index in range where items[index] != all[index] {
        items[index] = all[index]
        isSame = false
      }
      if !isSame { setPlaces(at: number) }
    }
  }

  /// Pinned items of a layer first exchange their places until their rows ascend.
  private mutating func setPlaces(at number: Int) {
    let range = range(of: number)
    if hasRows {
      let pinned = items[range].filter { row[$0] >= 0 }
      var sorted = pinned.sorted { (row[$0], $0) < (row[$1], $1) }[...]
      for index in range where row[items[index]] >= 0 {
        if let next = sorted.popFirst() { items[index] = next }
      }
    }
    for index in range { place[items[index]] = index - range.lowerBound }
    isStale[number] = true
    if number > 0 { isStale[number - 1] = true }
  }

  func mayExchange(_ first: Int, _ second: Int) -> Bool { row[first] < 0 || row[second] < 0 }

  /// Crossings of links between all layers.
  mutating func crossings() -> Int {
    for number in 0..<max(layerCount - 1, 0) where isStale[number] {
      isStale[number] = false
      count(number)
    }
    return counts.reduce(0, +)
  }

  /// Crossings between a layer and the next when all were last counted.
  func crossings(behind number: Int) -> Int { counts[number] }

  private mutating func count(_ number: Int) {
    counter.start(width: range(of: number + 1).count)
    for index in range(of: number) {
      let links = after.range(of: items[index])
      for link in links { counter.cross(place[after.list[link]], weight: after.weights[link]) }
      for link in links { counter.add(place[after.list[link]], weight: after.weights[link]) }
    }
    counts[number] = counter.crossings
  }
}

/// Counts inversions in O(links × log width). After Barth, Jünger, Mutzel, "Simple and efficient
/// bilayer cross counting", JGAA 8(2), 2004, with the sums of Fenwick, "A new data structure for
/// cumulative frequency tables", Software 24(3), 1994.
private struct CrossingCounter {
  private(set) var crossings = 0
  /// From 1: each the weight of the links that end in a stretch of places which begins there.
  private var sums: [Int] = []
  private var width = 0

  /// - Parameter width: items in the other layer.
  mutating func start(width: Int) {
    self.width = width
    if sums.count <= width { sums = [Int](repeating: 0, count: width + 1) }
    for index in 0...width { sums[index] = 0 }
    crossings = 0
  }

  /// Counts the links added so far that a link to this place crosses: those that end behind it.
  mutating func cross(_ place: Int, weight: Int) {
    var index = place + 2
    var crossed = 0
    while index <= width {
      crossed += sums[index]
      index += index & -index
    }
    crossings += weight * crossed
  }

  mutating func add(_ place: Int, weight: Int) {
    var index = place + 1
    while index > 0 {
      sums[index] += weight
      index -= index & -index
    }
  }
}
