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
  /// First cell across the flow that an item had in an earlier drawing.
  private(set) var formerPlace: [Int?]

  private(set) var wires: [Wire] = []
  var pins: [Pin] = []
  /// The way of each edge: the wires it follows, from channel to channel along the flow.
  private(set) var hops: [Hop]
  private let firstHop: [Int]
  private let sourceLayer: [Int]
  private(set) var bundleOfEdge: [Int]
  private let isCollector: [Bool]

  /// One channel of an edge's way: the wire, and the pins (indices of `pins`) at which the edge
  /// comes into it and leaves it.
  struct Hop {
    var wire = -1
    var left = -1
    var right = -1
  }

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
    /// Edges that pass.
    var edges = 1
  }

  /// - Parameters:
  ///   - breadths: of the boxes, across the flow.
  ///   - ranks: of the boxes; each edge leads to a higher one.
  ///   - rows: pinned rows of the boxes, from 0; -1 for none.
  ///   - sharing: how far the edges of a bundle keep to one line.
  init(
    breadths: [Int], ranks: [Int], rows: [Int],
    edges: [(from: Int, to: Int)], bundles: [Bundle], sharing: LineSharing
  ) {
    boxCount = breadths.count
    layer = ranks
    breadth = breadths
    row = rows
    formerPlace = [Int?](repeating: nil, count: breadths.count)
    layers = [[Int]](repeating: [], count: (ranks.max() ?? -1) + 1)
    for box in 0..<breadths.count { layers[ranks[box]].append(box) }
    var firstHop = [0]
    for edge in edges {
      firstHop.append(firstHop[firstHop.count - 1] + ranks[edge.to] - ranks[edge.from])
    }
    self.firstHop = firstHop
    sourceLayer = edges.map { ranks[$0.from] }
    hops = [Hop](repeating: Hop(), count: firstHop[edges.count])
    bundleOfEdge = [Int](repeating: -1, count: edges.count)
    isCollector = bundles.map(\.isCollector)
    for (index, bundle) in bundles.enumerated() {
      for edge in bundle.edges { bundleOfEdge[edge] = index }
      lay(bundle, number: index, edges: edges, sharing)
    }
  }

  /// Whether an edge joins others at its target, not at its source.
  func isCollected(_ edge: Int) -> Bool { isCollector[bundleOfEdge[edge]] }

  /// The hops of an edge, along the flow.
  func way(of edge: Int) -> ArraySlice<Hop> { hops[firstHop[edge]..<firstHop[edge + 1]] }

  /// Items stand where an earlier drawing had them.
  mutating func setFormerPlaces(_ former: FormerPart) {
    for box in 0..<boxCount { formerPlace[box] = former.places[box] }
    for edge in bundleOfEdge.indices {
      for hop in 0..<firstHop[edge + 1] - firstHop[edge] - 1 {
        let item = pins[hops[firstHop[edge] + hop].right].item
        if let old = former.item(of: edge, hop: hop) { formerPlace[item] = old.place }
      }
    }
  }

  mutating func forgetFormerPlaces() {
    for item in formerPlace.indices { formerPlace[item] = nil }
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

  /// Index of an edge's hop through a channel.
  func hop(of edge: Int, channel: Int) -> Int { firstHop[edge] + channel - sourceLayer[edge] }

  /// Makes the wires of a bundle from its hub outwards, channel after channel. What runs on through
  /// a layer together does so in one virtual item.
  private mutating func lay(
    _ bundle: Bundle, number: Int, edges: [(from: Int, to: Int)], _ sharing: LineSharing
  ) {
    if bundle.edges.count == 1 { return lay(bundle.edges[0], of: number, edges) }
    let hubLayer = layer[bundle.hub]
    let step = bundle.isCollector ? -1 : 1
    var groups: [(item: Int, edges: [Int])] = [(bundle.hub, bundle.edges)]
    var far = hubLayer + step
    while !groups.isEmpty {
      var next: [(item: Int, edges: [Int])] = []
      for group in groups {
        var branches: [(item: Int, edges: [Int])] = []
        for edge in group.edges {
          let box = bundle.isCollector ? edges[edge].from : edges[edge].to
          if layer[box] == far { branches.append((box, [edge])) }
        }
        let through = sharing.parts(
          of: group.edges.filter {
            layer[bundle.isCollector ? edges[$0].from : edges[$0].to] != far
          }, hop: { hop(of: $0, channel: far - 1) })
        let passing = through.map { (item: addVirtualItem(layer: far), edges: $0) }
        next += passing
        addWire(
          from: group, to: passing + branches, bundle: number, isCollector: bundle.isCollector,
          channel: min(far, far - step))
      }
      groups = next
      far += step
    }
  }

  /// Makes the wires of an edge that is alone in its bundle.
  private mutating func lay(_ edge: Int, of bundle: Int, _ edges: [(from: Int, to: Int)]) {
    let (first, last) = (layer[edges[edge].from], layer[edges[edge].to])
    var item = edges[edge].from
    for channel in first..<last {
      let next = channel + 1 == last ? edges[edge].to : addVirtualItem(layer: channel + 1)
      let start = pins.count
      pins.append(Pin(item: item, wire: wires.count))
      pins.append(Pin(item: next, wire: wires.count))
      hops[hop(of: edge, channel: channel)] = Hop(
        wire: wires.count, left: start, right: start + 1)
      wires.append(
        Wire(
          bundle: bundle, channel: channel, left: start..<start + 1,
          right: start + 1..<start + 2))
      item = next
    }
  }

  private mutating func addWire(
    from near: (item: Int, edges: [Int]), to far: [(item: Int, edges: [Int])], bundle: Int,
    isCollector: Bool, channel: Int
  ) {
    let start = pins.count
    let wire = wires.count
    let ends = isCollector ? far + [near] : [near] + far
    for end in ends { pins.append(Pin(item: end.item, wire: wire, edges: end.edges.count)) }
    let middle = isCollector ? pins.count - 1 : start + 1
    wires.append(
      Wire(bundle: bundle, channel: channel, left: start..<middle, right: middle..<pins.count))
    for (index, end) in far.enumerated() {
      for edge in end.edges {
        hops[hop(of: edge, channel: channel)] =
          isCollector
          ? Hop(wire: wire, left: start + index, right: middle)
          : Hop(wire: wire, left: start, right: middle + index)
      }
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

  /// - Parameter isLeft: the wires' side that touches the items: not the left for what comes into
  ///   them.
  init(of graph: LayeredGraph, isLeft: Bool) {
    let count = graph.layer.count
    var starts = [Int](repeating: 0, count: count + 1)
    for wire in graph.wires {
      for pin in isLeft ? wire.left : wire.right { starts[graph.pins[pin].item + 1] += 1 }
    }
    for item in 0..<count { starts[item + 1] += starts[item] }
    var free = starts
    var list = [Int](repeating: 0, count: starts[count])
    for wire in graph.wires {
      for pin in isLeft ? wire.left : wire.right {
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
