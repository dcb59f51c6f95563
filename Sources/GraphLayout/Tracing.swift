// Eighth pass: turns routes into the corners of each edge and into straight pieces to paint.
// Before: places across the flow, routes through the channels. After: a drawing in cells along and
// across the flow; which of the two is horizontal is decided by whoever asks for points.

/// The drawing of one connected part. Points are (x: along, y: across) the flow.
struct Sketch {
  var length = 0
  var breadth = 0
  var boxes: [Diagram.Box] = []
  var edges: [[Diagram.Point]] = []
  /// `side` is `.left` for what comes in along the flow and `.right` for what goes out.
  var ports: [Diagram.Port] = []
  var segments: [Diagram.Segment] = []
}

struct Tracing {
  private let graph: LayeredGraph
  private let routing: ChannelRouting
  private let places: [Int]
  /// Cells of each box along the flow.
  private let lengths: [Int]
  /// First cell of each layer, and of the tracks behind it.
  private var layerStart: [Int] = []
  private var trackStart: [Int] = []
  /// For each bundle whether its arrow points against the flow.
  private var isAgainst: [Bool]
  private var sketch = Sketch()

  /// - Parameter isReversed: for each edge whether its arrow points against the flow.
  static func sketch(
    _ graph: LayeredGraph, routing: ChannelRouting, places: [Int], lengths: [Int],
    edges: [(from: Int, to: Int)], isReversed: [Bool]
  ) -> Sketch {
    var tracing = Tracing(graph, routing, places, lengths, isReversed)
    for box in lengths.indices {
      tracing.sketch.boxes.append(
        Diagram.Box(
          x: tracing.layerStart[graph.layer[box]], y: places[box], width: lengths[box],
          height: graph.breadth[box]))
    }
    for wire in graph.wires.indices { tracing.addSegments(of: wire) }
    for edge in edges.indices {
      let points = tracing.way(of: edge)
      tracing.sketch.edges.append(isReversed[edge] ? points.reversed() : points)
    }
    tracing.addPorts()
    tracing.moveToOrigin()
    return tracing.sketch
  }

  private init(
    _ graph: LayeredGraph, _ routing: ChannelRouting, _ places: [Int], _ lengths: [Int],
    _ isReversed: [Bool]
  ) {
    self.graph = graph
    self.routing = routing
    self.places = places
    self.lengths = lengths
    isAgainst = [Bool](repeating: false, count: graph.firstWire.count)
    for (edge, isReversed) in isReversed.enumerated() where isReversed {
      isAgainst[graph.bundleOfEdge[edge]] = true
    }
    var next = 0
    for (number, items) in graph.layers.enumerated() {
      layerStart.append(next)
      for item in items where !graph.isVirtual(item) {
        sketch.length = max(sketch.length, next + lengths[item])
      }
      next = sketch.length
      trackStart.append(next + 1)
      if number < routing.widths.count { next += routing.widths[number] }
    }
  }

  private func row(_ pin: Int) -> Int { places[graph.pins[pin].item] + graph.pins[pin].offset }

  /// The last cell of a line at a pin: in the border, but for the arrowhead before a dot.
  private func end(_ pin: Int, isLeft: Bool) -> Int {
    let item = graph.pins[pin].item
    let start = layerStart[graph.layer[item]]
    if graph.isVirtual(item) { return start }
    let outside = isBordered(item) ? 0 : 1
    let isHead = isLeft == isAgainst[graph.wires[graph.pins[pin].wire].bundle]
    if isLeft { return start + lengths[item] - 1 + (isHead ? outside : 0) }
    return start - (isHead ? outside : 0)
  }

  private func isBordered(_ box: Int) -> Bool { lengths[box] >= 3 && graph.breadth[box] >= 3 }

  private mutating func addSegments(of index: Int) {
    let wire = graph.wires[index]
    let tracks = trackStart[wire.channel]
    func line(_ x: Int, _ y: Int, _ endX: Int, _ endY: Int) {
      if x == endX, y == endY { return }
      sketch.segments.append(
        Diagram.Segment(
          bundle: wire.bundle, start: Diagram.Point(x: x, y: y),
          end: Diagram.Point(x: endX, y: endY)))
    }
    let left = wire.left.map { (row: row($0), x: end($0, isLeft: true)) }
    let right = wire.right.map { (row: row($0), x: end($0, isLeft: false)) }
    func track(_ x: Int, through rows: [Int]) {
      if let low = rows.min(), let high = rows.max() { line(x, low, x, high) }
    }
    switch routing.routes[index] {
    case .straight:
      line(left[0].x, left[0].row, right[0].x, right[0].row)
    case .track(let column):
      for end in left { line(end.x, end.row, tracks + column, end.row) }
      track(tracks + column, through: left.map(\.row) + right.map(\.row))
      for end in right { line(tracks + column, end.row, end.x, end.row) }
    case .split(let row, let above, let below):
      let (single, others) = left.count == 1 ? (left[0], right) : (right[0], left)
      for end in others where end.row == row {
        line(min(single.x, end.x), row, max(single.x, end.x), row)
      }
      track(tracks + above, through: [row] + others.map(\.row).filter { $0 < row })
      track(tracks + below, through: [row] + others.map(\.row).filter { $0 > row })
      for end in others where end.row != row {
        let x = tracks + (end.row < row ? above : below)
        line(min(x, end.x), end.row, max(x, end.x), end.row)
      }
    case .dogleg(let first, let row, let second):
      for end in left { line(end.x, end.row, tracks + first, end.row) }
      track(tracks + first, through: [row] + left.map(\.row))
      line(tracks + first, row, tracks + second, row)
      track(tracks + second, through: [row] + right.map(\.row))
      for end in right { line(tracks + second, end.row, end.x, end.row) }
    }
  }

  /// Corners of an edge along the flow, ends included.
  private func way(of edge: Int) -> [Diagram.Point] {
    let (source, target) = (graph.sourcePin[edge], graph.targetPin[edge])
    var points: [Diagram.Point] = []
    func go(_ x: Int, _ y: Int) {
      if let last = points.last, last.x == x, last.y == y { return }
      if points.count > 1 {
        let (first, second) = (points[points.count - 2], points[points.count - 1])
        if (first.x == second.x && second.x == x) || (first.y == second.y && second.y == y) {
          points.removeLast()
        }
      }
      points.append(Diagram.Point(x: x, y: y))
    }
    go(end(source, isLeft: true), row(source))
    for index in graph.pins[source].wire...graph.pins[target].wire {
      let wire = graph.wires[index]
      let tracks = trackStart[wire.channel]
      // Where the edge enters and leaves this channel: a virtual item is its bundle's only one.
      let from = index == graph.pins[source].wire ? source : wire.left.lowerBound
      let to = index == graph.pins[target].wire ? target : virtualPin(wire.right)
      switch routing.routes[index] {
      case .straight: break
      case .track(let column):
        go(tracks + column, row(from))
        go(tracks + column, row(to))
      case .split(let straight, let above, let below):
        if row(from) != row(to) {
          let branch = wire.left.count == 1 ? row(to) : row(from)
          let column = tracks + (branch < straight ? above : below)
          go(column, row(from))
          go(column, row(to))
        }
      case .dogleg(let first, let row, let second):
        go(tracks + first, self.row(from))
        go(tracks + first, row)
        go(tracks + second, row)
        go(tracks + second, self.row(to))
      }
      go(end(to, isLeft: false), row(to))
    }
    return points
  }

  /// The pin at which a bundle passes on to the next channel.
  private func virtualPin(_ pins: Range<Int>) -> Int {
    graph.isVirtual(graph.pins[pins.lowerBound].item) ? pins.lowerBound : pins.upperBound - 1
  }

  private mutating func addPorts() {
    for wire in graph.wires {
      for (pins, isLeft) in [(wire.left, true), (wire.right, false)] {
        for pin in pins where !graph.isVirtual(graph.pins[pin].item) {
          sketch.ports.append(
            Diagram.Port(
              node: graph.pins[pin].item,
              cell: Diagram.Point(x: end(pin, isLeft: isLeft), y: row(pin)),
              side: isLeft ? .right : .left, isHead: isLeft == isAgainst[wire.bundle]))
        }
      }
    }
  }

  /// Shifts everything so that the first row in use is 0.
  private mutating func moveToOrigin() {
    var (low, high) = (Int.max, Int.min)
    for box in sketch.boxes {
      low = min(low, box.y)
      high = max(high, box.y + box.height)
    }
    for segment in sketch.segments {
      low = min(low, segment.start.y)
      high = max(high, segment.end.y + 1)
    }
    sketch.breadth = high - low
    for index in sketch.boxes.indices { sketch.boxes[index].y -= low }
    for index in sketch.ports.indices { sketch.ports[index].cell.y -= low }
    for index in sketch.segments.indices {
      sketch.segments[index].start.y -= low
      sketch.segments[index].end.y -= low
    }
    for edge in sketch.edges.indices {
      for index in sketch.edges[edge].indices { sketch.edges[edge][index].y -= low }
    }
  }
}
