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
  /// For the next edit; see `DrawingMemory`. Edge `e` has `lineItems[lineStarts[e]..<lineStarts[e + 1]]`.
  var ranks: [Int] = []
  var isCollected: [Bool] = []
  var lineStarts: [Int] = []
  var lineItems: [DrawingMemory.LineItem] = []
  var itemCount = 0
  var channels: [RoutedChannel] = []
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
  private var folding: Folding
  private var sketch = Sketch()

  /// - Parameters:
  ///   - isReversed: for each edge whether its arrow points against the flow.
  ///   - formerStarts: first cells of the boxes along the flow in an earlier drawing.
  ///   - mostLength: cells along the flow beyond which to fold; nil for no folds.
  static func sketch(
    _ graph: LayeredGraph, routing: ChannelRouting, places: [Int], lengths: [Int],
    spacing: Spacing, edges: [(from: Int, to: Int)], isReversed: [Bool], formerStarts: [Int?],
    mostLength: Int?
  ) -> Sketch {
    var tracing = Tracing(
      graph, routing, places, lengths, isReversed, formerStarts, mostLength,
      gap: spacing.betweenBoxAndLine)
    for box in lengths.indices {
      tracing.sketch.boxes.append(
        Diagram.Box(
          x: tracing.layerStart[graph.layer[box]],
          y: places[box] + tracing.folding.shift[graph.layer[box]], width: lengths[box],
          height: graph.breadth[box]))
    }
    for wire in graph.wires.indices { tracing.addSegments(of: wire) }
    for edge in edges.indices {
      let points = tracing.way(of: edge)
      tracing.sketch.edges.append(isReversed[edge] ? points.reversed() : points)
    }
    tracing.addPorts()
    if tracing.folding.channels.isEmpty { tracing.remember() }
    tracing.moveToOrigin()
    return tracing.sketch
  }

  private init(
    _ graph: LayeredGraph, _ routing: ChannelRouting, _ places: [Int], _ lengths: [Int],
    _ isReversed: [Bool], _ formerStarts: [Int?], _ mostLength: Int?,
    gap: Int
  ) {
    self.graph = graph
    self.routing = routing
    self.places = places
    self.lengths = lengths
    isAgainst = [Bool](repeating: false, count: (graph.wires.last?.bundle ?? -1) + 1)
    for (edge, isReversed) in isReversed.enumerated() where isReversed {
      isAgainst[graph.bundleOfEdge[edge]] = true
    }
    folding = Folding(
      graph, routing: routing, places: places, lengths: lengths, spans: [], mostLength: nil,
      gap: gap)
    setStarts(formerStarts)
    if let mostLength, sketch.length > mostLength {
      let spans = layerStart.indices.map {
        layerStart[$0]...max(layerStart[$0], trackStart[$0] - 2)
      }
      folding = Folding(
        graph, routing: routing, places: places, lengths: lengths, spans: spans,
        mostLength: mostLength,
        gap: gap)
      setStarts([])
    }
  }

  private mutating func setStarts(_ former: [Int?]) {
    layerStart.removeAll()
    trackStart.removeAll()
    sketch.length = 0
    var next = folding.channels.isEmpty ? 0 : Folding.inset
    for (number, items) in graph.layers.enumerated() {
      if !former.isEmpty { next = Self.start(items, former, least: next) }
      layerStart.append(next)
      var end = next
      for item in items where !graph.isVirtual(item) { end = max(end, next + lengths[item]) }
      trackStart.append(end + 1)
      sketch.length = max(sketch.length, end)
      if folding.channels.contains(number) {
        sketch.length = max(
          sketch.length, end + Folding.outset + (folding.delay[number] ?? 0))
        next = Folding.inset
      } else {
        next = end + (number < routing.widths.count ? routing.widths[number] : 0)
      }
    }
  }

  /// Where the layer began before, if that is far enough along and leaves no wide gap.
  private static func start(_ items: [Int], _ former: [Int?], least: Int) -> Int {
    for item in items where item < former.count {
      if let start = former[item] { return start > least && start <= least + 6 ? start : least }
    }
    return least
  }

  /// What the next edit needs to know.
  private mutating func remember() {
    sketch.ranks = Array(graph.layer[..<graph.boxCount])
    sketch.itemCount = graph.layer.count
    sketch.channels = routing.channels
    sketch.lineStarts.append(0)
    for edge in graph.bundleOfEdge.indices {
      let way = graph.way(of: edge)
      for hop in way.dropLast() {
        let item = graph.pins[hop.right].item
        sketch.lineItems.append(DrawingMemory.LineItem(number: item, place: places[item]))
      }
      sketch.lineStarts.append(sketch.lineItems.count)
      sketch.isCollected.append(graph.isCollected(edge))
    }
  }

  private func row(_ pin: Int) -> Int {
    let item = graph.pins[pin].item
    return places[item] + graph.pins[pin].offset + folding.shift[graph.layer[item]]
  }

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
    if let back = folding.rowBack[wire.channel] {
      let turn = tracks + (folding.delay[wire.channel] ?? 0)
      line(left[0].x, left[0].row, turn, left[0].row)
      line(turn, left[0].row, turn, back)
      line(0, back, turn, back)
      line(0, back, 0, right[0].row)
      return line(0, right[0].row, right[0].x, right[0].row)
    }
    let lower = folding.shift[wire.channel]
    switch routing.routes[index] {
    case .straight:
      line(left[0].x, left[0].row, right[0].x, right[0].row)
    case .track(let column):
      for end in left { line(end.x, end.row, tracks + column, end.row) }
      track(tracks + column, through: left.map(\.row) + right.map(\.row))
      for end in right { line(tracks + column, end.row, end.x, end.row) }
    case .split(let raw, let above, let below):
      let row = raw + lower
      let (single, others) = left.count == 1 ? (left[0], right) : (right[0], left)
      let isFork = wire.left.count == 1
      let far = tracks + (isFork ? max(above, below) : min(above, below))
      let level = others.first { $0.row == row }?.x ?? far
      line(min(single.x, level), row, max(single.x, level), row)
      track(tracks + above, through: [row] + others.map(\.row).filter { $0 < row })
      track(tracks + below, through: [row] + others.map(\.row).filter { $0 > row })
      for end in others where end.row != row {
        let x = tracks + (end.row < row ? above : below)
        line(min(x, end.x), end.row, max(x, end.x), end.row)
      }
    case .dogleg(let first, let raw, let second):
      let row = raw + lower
      for end in left { line(end.x, end.row, tracks + first, end.row) }
      track(tracks + first, through: [row] + left.map(\.row))
      line(tracks + first, row, tracks + second, row)
      track(tracks + second, through: [row] + right.map(\.row))
      for end in right { line(tracks + second, end.row, end.x, end.row) }
    }
  }

  /// Corners of an edge along the flow, ends included.
  private func way(of edge: Int) -> [Diagram.Point] {
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
    let way = graph.way(of: edge)
    if let first = way.first { go(end(first.left, isLeft: true), row(first.left)) }
    for hop in way {
      let wire = graph.wires[hop.wire]
      let tracks = trackStart[wire.channel]
      let (from, to) = (hop.left, hop.right)
      if let back = folding.rowBack[wire.channel] {
        let turn = tracks + (folding.delay[wire.channel] ?? 0)
        go(turn, row(from))
        go(turn, back)
        go(0, back)
        go(0, row(to))
        go(end(to, isLeft: false), row(to))
        continue
      }
      let lower = folding.shift[wire.channel]
      switch routing.routes[hop.wire] {
      case .straight: break
      case .track(let column):
        go(tracks + column, row(from))
        go(tracks + column, row(to))
      case .split(let straight, let above, let below):
        if row(from) != row(to) {
          let branch = wire.left.count == 1 ? row(to) : row(from)
          let column = tracks + (branch < straight + lower ? above : below)
          go(column, row(from))
          go(column, row(to))
        }
      case .dogleg(let first, let row, let second):
        go(tracks + first, self.row(from))
        go(tracks + first, row + lower)
        go(tracks + second, row + lower)
        go(tracks + second, self.row(to))
      }
      go(end(to, isLeft: false), row(to))
    }
    return points
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
    for index in sketch.lineItems.indices { sketch.lineItems[index].place -= low }
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
