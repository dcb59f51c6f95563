// The order of the items in each layer, and how many crossings it has.
// Changes of the order are in CrossingReduction.swift and Sifting.swift.

/// Links between items of neighbouring layers, one for each pair of ends of a wire.
struct Links {
  private let starts: [Int]
  private let list: [Int]

  /// - Parameter isForward: whether to list what comes after an item along the flow, or before it.
  init(of graph: LayeredGraph, isForward: Bool) {
    let count = graph.layer.count
    var starts = [Int](repeating: 0, count: count + 1)
    for wire in graph.wires {
      let (near, far) = isForward ? (wire.left, wire.right) : (wire.right, wire.left)
      for pin in near { starts[graph.pins[pin].item + 1] += far.count }
    }
    for item in 0..<count { starts[item + 1] += starts[item] }
    var free = starts
    var list = [Int](repeating: 0, count: starts[count])
    for wire in graph.wires {
      let (near, far) = isForward ? (wire.left, wire.right) : (wire.right, wire.left)
      for pin in near {
        let item = graph.pins[pin].item
        for other in far {
          list[free[item]] = graph.pins[other].item
          free[item] += 1
        }
      }
    }
    self.starts = starts
    self.list = list
  }

  subscript(item: Int) -> ArraySlice<Int> { list[starts[item]..<starts[item + 1]] }
  var count: Int { list.count }
}

struct LayerOrder {
  let before: Links
  let after: Links
  /// Pinned row of an item, or -1. Rows never change their order within a layer.
  let row: [Int]
  let boxCount: Int
  private(set) var layers: [[Int]]
  /// Index of each item in its layer.
  private(set) var place: [Int]

  init(_ graph: LayeredGraph) {
    before = Links(of: graph, isForward: false)
    after = Links(of: graph, isForward: true)
    row = graph.row
    boxCount = graph.boxCount
    layers = graph.layers
    place = [Int](repeating: 0, count: graph.layer.count)
    for number in layers.indices { set(layers[number], at: number) }
  }

  /// Takes over an order; pinned rows are put right.
  mutating func set(_ items: [Int], at number: Int) {
    layers[number] = items
    keepRows(at: number)
    for (index, item) in layers[number].enumerated() { place[item] = index }
  }

  /// The pinned items of a layer exchange their places until their rows ascend.
  private mutating func keepRows(at number: Int) {
    let pinned = layers[number].filter { row[$0] >= 0 }
    if pinned.count < 2 { return }
    var sorted = pinned.sorted { (row[$0], $0) < (row[$1], $1) }[...]
    for (index, item) in layers[number].enumerated() where row[item] >= 0 {
      if let next = sorted.popFirst() { layers[number][index] = next }
    }
  }

  func mayExchange(_ first: Int, _ second: Int) -> Bool { row[first] < 0 || row[second] < 0 }

  /// Crossings of links between all layers.
  func crossings() -> Int {
    var tree = CrossingCounter()
    var sum = 0
    for number in layers.indices.dropLast() {
      sum += tree.count(layers[number], width: layers[number + 1].count) { item, places in
        for next in after[item] { places.append(place[next]) }
      }
    }
    return sum
  }
}

/// Counts inversions. After Barth, Jünger, Mutzel, "Simple and efficient bilayer cross counting",
/// JGAA 8(2), 2004: O(links × log width) with an accumulator tree.
private struct CrossingCounter {
  private var tree: [Int] = []
  private var places: [Int] = []

  /// - Parameters:
  ///   - items: one layer in its order.
  ///   - width: items in the other layer.
  ///   - list: appends the places of an item's neighbours in the other layer.
  mutating func count(_ items: [Int], width: Int, list: (Int, inout [Int]) -> Void) -> Int {
    var leaves = 1
    while leaves < width { leaves *= 2 }
    if tree.count < 2 * leaves { tree = [Int](repeating: 0, count: 2 * leaves) }
    for index in 0..<2 * leaves { tree[index] = 0 }
    var crossings = 0
    for item in items {
      places.removeAll(keepingCapacity: true)
      list(item, &places)
      sortShort(&places)
      for place in places {
        var index = place + leaves
        tree[index] += 1
        while index > 1 {
          if index % 2 == 0 { crossings += tree[index + 1] }
          index /= 2
          tree[index] += 1
        }
      }
    }
    return crossings
  }
}

/// Sorts a list that is short or nearly sorted already.
func sortShort(_ list: inout [Int]) {
  if list.count > 32 {
    list.sort()
    return
  }
  for index in list.indices.dropFirst() {
    let value = list[index]
    var hole = index
    while hole > 0, list[hole - 1] > value {
      list[hole] = list[hole - 1]
      hole -= 1
    }
    list[hole] = value
  }
}
