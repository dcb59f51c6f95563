// What the passes from ordering to routing work on: items in layers, and wires between neighbouring
// layers. A wire is the part of a bundle that lies between two layers.
// Directions here: `along` the flow, `across` it; nothing knows which of the two is horizontal.

/// A box, or the place where a bundle passes through a layer. Boxes come first and have their
/// node's number; a virtual item has no length and is one cell wide.
struct LayeredGraph {
  let boxCount: Int
  /// Layer of each item, from 0.
  private(set) var layer: [Int]
  /// Items of each layer in their order across the flow.
  var layers: [[Int]]
  /// Cells across the flow.
  var breadth: [Int]
  /// Pinned row of a box; -1 for all others.
  var row: [Int]
  /// First cell across the flow that a box had in an earlier drawing.
  private(set) var formerPlace: [Int?]

  private(set) var wires: [Wire] = []
  var pins: [Pin] = []
  /// First wire and first channel of each bundle; its wires follow one another.
  private(set) var firstWire: [Int] = []
  private(set) var firstChannel: [Int] = []
  /// Where each edge leaves its source and meets its target, as indices of `pins`.
  private(set) var sourcePin: [Int]
  private(set) var targetPin: [Int]
  private(set) var bundleOfEdge: [Int]

  /// One side of a wire has a single end: the other side's ends fork from it or join into it.
  struct Wire {
    let bundle: Int
    /// Between layers `channel` and `channel + 1`.
    let channel: Int
    /// Indices of `pins`.
    let left: Range<Int>
    let right: Range<Int>
  }

  /// An end of a wire at an item. Its place is the item's first cell plus `offset` across the flow.
  struct Pin {
    let item: Int
    let wire: Int
    var offset = 0
  }

  /// - Parameters:
  ///   - breadths: of the boxes, across the flow.
  ///   - ranks: of the boxes; each edge leads to a higher one.
  ///   - rows: pinned rows of the boxes, from 0; -1 for none.
  ///   - formerPlaces: of the boxes that an earlier drawing had.
  init(
    breadths: [Int], ranks: [Int], rows: [Int], formerPlaces: [Int?],
    edges: [(from: Int, to: Int)], bundles: [Bundle]
  ) {
    boxCount = breadths.count
    layer = ranks
    breadth = breadths
    row = rows
    formerPlace = formerPlaces
    layers = [[Int]](repeating: [], count: (ranks.max() ?? -1) + 1)
    for box in 0..<breadths.count { layers[ranks[box]].append(box) }
    sourcePin = [Int](repeating: -1, count: edges.count)
    targetPin = sourcePin
    bundleOfEdge = sourcePin
    for (index, bundle) in bundles.enumerated() {
      for edge in bundle.edges { bundleOfEdge[edge] = index }
      firstWire.append(wires.count)
      lay(bundle, number: index, edges: edges)
    }
  }

  func isVirtual(_ item: Int) -> Bool { item >= boxCount }

  /// The pins of each item, of both sides: item `i` has `list[starts[i]..<starts[i + 1]]`.
  func pinsByItem() -> (starts: [Int], list: [Int]) {
    var starts = [Int](repeating: 0, count: layer.count + 1)
    for pin in pins { starts[pin.item + 1] += 1 }
    for item in layer.indices { starts[item + 1] += starts[item] }
    var free = starts
    var list = [Int](repeating: 0, count: pins.count)
    for (index, pin) in pins.enumerated() {
      list[free[pin.item]] = index
      free[pin.item] += 1
    }
    return (starts, list)
  }

  /// Makes the wires of a bundle, channel after channel, with a virtual item in each layer it
  /// passes.
  private mutating func lay(_ bundle: Bundle, number: Int, edges: [(from: Int, to: Int)]) {
    let first = bundle.edges.reduce(Int.max) { min($0, layer[edges[$1].from]) }
    let last = bundle.edges.reduce(0) { max($0, layer[edges[$1].to]) }
    firstChannel.append(first)
    // Edges by the channel in which they leave or join the bundle's common line.
    var branches = [[Int]](repeating: [], count: last - first)
    for edge in bundle.edges {
      let channel = bundle.isCollector ? layer[edges[edge].from] : layer[edges[edge].to] - 1
      branches[channel - first].append(edge)
    }
    var passing = -1
    for channel in first..<last {
      let here = branches[channel - first]
      let start = pins.count
      let wire = wires.count
      if passing >= 0 { pins.append(Pin(item: passing, wire: wire)) }
      if bundle.isCollector {
        addBranches(here.map { ($0, edges[$0].from) }, to: wire, isSource: true)
      } else if passing < 0 {
        addHub(bundle, to: wire, isSource: true)
      }
      let middle = pins.count
      passing = -1
      if channel + 1 < last {
        passing = addVirtualItem(layer: channel + 1)
        pins.append(Pin(item: passing, wire: wire))
      } else if bundle.isCollector {
        addHub(bundle, to: wire, isSource: false)
      }
      if !bundle.isCollector {
        addBranches(here.map { ($0, edges[$0].to) }, to: wire, isSource: false)
      }
      wires.append(
        Wire(bundle: number, channel: channel, left: start..<middle, right: middle..<pins.count))
    }
  }

  private mutating func addHub(_ bundle: Bundle, to wire: Int, isSource: Bool) {
    for edge in bundle.edges {
      if isSource { sourcePin[edge] = pins.count } else { targetPin[edge] = pins.count }
    }
    pins.append(Pin(item: bundle.hub, wire: wire))
  }

  private mutating func addBranches(
    _ branches: [(edge: Int, box: Int)], to wire: Int, isSource: Bool
  ) {
    for branch in branches {
      if isSource {
        sourcePin[branch.edge] = pins.count
      } else {
        targetPin[branch.edge] = pins.count
      }
      pins.append(Pin(item: branch.box, wire: wire))
    }
  }

  private mutating func addVirtualItem(layer number: Int) -> Int {
    let item = layer.count
    layer.append(number)
    breadth.append(1)
    row.append(-1)
    formerPlace.append(nil)
    layers[number].append(item)
    return item
  }
}

/// The pins of each item on one of its sides.
struct PinTable {
  private let starts: [Int]
  private let list: [Int]

  /// - Parameter side: the wires' side that touches the items: `\.right` for what comes into them.
  init(of graph: LayeredGraph, side: KeyPath<LayeredGraph.Wire, Range<Int>>) {
    let count = graph.layer.count
    var starts = [Int](repeating: 0, count: count + 1)
    for wire in graph.wires {
      for pin in wire[keyPath: side] { starts[graph.pins[pin].item + 1] += 1 }
    }
    for item in 0..<count { starts[item + 1] += starts[item] }
    var free = starts
    var list = [Int](repeating: 0, count: starts[count])
    for wire in graph.wires {
      for pin in wire[keyPath: side] {
        let item = graph.pins[pin].item
        list[free[item]] = pin
        free[item] += 1
      }
    }
    self.starts = starts
    self.list = list
  }

  subscript(item: Int) -> ArraySlice<Int> { list[starts[item]..<starts[item + 1]] }
}
