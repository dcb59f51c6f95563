// Seventh pass, second half: a column for each track between two layers, and with that the whole
// way of each wire through its channel.
// Before: all items have their places across the flow. After: two wires share no cell but for
// straight crossings, no wire has a fork with four arms, and parallel tracks keep their distance.

/// How a wire gets through its channel. Columns count along the flow from the channel's first track.
enum WireRoute: Equatable, Sendable {
  case straight
  /// All rows meet on one track.
  case track(Int)
  /// What lies above and below the single row of one side has its own track each: because that row
  /// runs straight on, and no cell may have four arms, or because fewer lines cross so.
  case split(row: Int, above: Int, below: Int)
  /// Two tracks joined by a row of their own.
  case dogleg(first: Int, row: Int, second: Int)
}

/// A channel as it was routed, with rows counted from a row of its own: a channel with the same ends
/// of the same wires has the same routes.
struct RoutedChannel: Sendable {
  /// Of each wire the ends on both sides, as row and edges, and how many there are on the left.
  var ends: [Int] = []
  var firstRow = 0
  var routes: [WireRoute] = []
  var width = 0
}

struct ChannelRouting {
  /// One for each wire, as numbered in the graph.
  private(set) var routes: [WireRoute]
  /// Cells along the flow between each layer and the next.
  private(set) var widths: [Int]
  private(set) var channels: [RoutedChannel] = []

  /// - Parameters:
  ///   - weighsEdges: whether to save crossings of edges as well as of lines.
  ///   - former: channels of an earlier drawing; those that are as they were are not routed again.
  init(
    _ graph: LayeredGraph, places: [Int], spacing: Spacing, weighsEdges: Bool,
    former: [RoutedChannel]
  ) {
    routes = [WireRoute](repeating: .straight, count: graph.wires.count)
    widths = []
    var channels = [[Int]](repeating: [], count: max(graph.layers.count - 1, 0))
    for (index, wire) in graph.wires.enumerated() { channels[wire.channel].append(index) }
    func ends(_ pins: Range<Int>) -> [TrackPiece.End] {
      pins.map {
        let pin = graph.pins[$0]
        return TrackPiece.End(row: places[pin.item] + pin.offset, edges: pin.edges)
      }.sorted { $0.row < $1.row }
    }
    for (number, wires) in channels.enumerated() {
      var routed = RoutedChannel()
      for wire in wires {
        routed.append(graph.wires[wire], graph, places)
      }
      if let old = (max(number - 1, 0)..<min(number + 2, max(former.count, number)))
        .first(where: { $0 < former.count && former[$0].ends == routed.ends })
      {
        routed.width = former[old].width
        let shift = routed.firstRow - former[old].firstRow
        routed.routes = former[old].routes.map { $0.shifted(by: shift) }
      } else {
        var channel = Channel(spacing: spacing, weighsEdges: weighsEdges)
        for wire in wires {
          channel.add(
            wire, left: ends(graph.wires[wire].left), right: ends(graph.wires[wire].right))
        }
        channel.route { routes[$0] = $1 }
        routed.width = channel.width
        routed.routes = wires.map { routes[$0] }
      }
      for (wire, route) in zip(wires, routed.routes) { routes[wire] = route }
      widths.append(routed.width)
      self.channels.append(routed)
    }
  }
}

extension RoutedChannel {
  fileprivate mutating func append(
    _ wire: LayeredGraph.Wire, _ graph: LayeredGraph, _ places: [Int]
  ) {
    for index in wire.left.lowerBound..<wire.right.upperBound {
      let pin = graph.pins[index]
      let row = places[pin.item] + pin.offset
      if ends.isEmpty { firstRow = row }
      ends.append(row - firstRow)
      ends.append(pin.edges)
    }
    ends.append(wire.left.count)
    ends.append(Int.max)
  }
}

extension WireRoute {
  fileprivate func shifted(by rows: Int) -> WireRoute {
    switch self {
    case .straight, .track: self
    case .split(let row, let above, let below):
      .split(row: row + rows, above: above, below: below)
    case .dogleg(let first, let row, let second):
      .dogleg(first: first, row: row + rows, second: second)
    }
  }
}

private struct Channel {
  let spacing: Spacing
  let weighsEdges: Bool
  /// Cells along the flow, with one free cell on either side of the tracks.
  private(set) var width: Int
  private var pieces: [TrackPiece] = []
  /// Rows in which a line touches the left border of the channel, and the right one.
  private var leftRows: [Int] = []
  private var rightRows: [Int] = []
  /// For a wire in two pieces: the row that runs straight on.
  private var splitRow: [Int: Int] = [:]

  init(spacing: Spacing, weighsEdges: Bool) {
    self.spacing = spacing
    self.weighsEdges = weighsEdges
    width = spacing.leastChannel
  }

  /// - Parameters: ends on both sides, ascending; one of them has a single end.
  mutating func add(_ wire: Int, left: [TrackPiece.End], right: [TrackPiece.End]) {
    leftRows += left.map(\.row)
    rightRows += right.map(\.row)
    let piece = TrackPiece(wire: wire, left: left, right: right)
    if piece.low == piece.high { return }
    guard let halves = piece.halves(isRunningOn: true) else { return pieces.append(piece) }
    splitRow[wire] = left.count == 1 ? left[0].row : right[0].row
    pieces += halves
  }

  /// Splits what has fewer crossings in two pieces.
  private mutating func splitWhereItHelps() {
    if pieces.count < 2 || pieces.count > 200 { return }
    var index = 0
    while index < pieces.count {
      let piece = pieces[index]
      index += 1
      guard splitRow[piece.wire] == nil, let halves = piece.halves(isRunningOn: false) else {
        continue
      }
      let isFork = piece.left.count == 1
      let row = isFork ? piece.left[0].row : piece.right[0].row
      // Another wire in that row could have to bend between the halves.
      if (isFork ? rightRows : leftRows).contains(row) { continue }
      let whole = leastCrossings(of: piece)
      if whole == 0 || halves.reduce(0, { $0 + leastCrossings(of: $1) }) >= whole { continue }
      splitRow[piece.wire] = row
      pieces.replaceSubrange(index - 1..<index, with: halves)
      index += 1
    }
  }

  /// Crossings with all other wires when each of them bends first or last as it is best.
  private func leastCrossings(of piece: TrackPiece) -> Int {
    var sum = 0
    for other in pieces where other.wire != piece.wire && other.touches(piece) {
      sum += min(
        piece.crossings(before: other, weighsEdges: weighsEdges),
        other.crossings(before: piece, weighsEdges: weighsEdges))
    }
    return sum
  }

  mutating func route(assign: (Int, WireRoute) -> Void) {
    if pieces.isEmpty { return }
    splitWhereItHelps()
    let order = TrackOrder(pieces, rows: leftRows + rightRows, weighsEdges: weighsEdges)
    let columns = columns(of: order)
    width = max(spacing.leastChannel, (columns.max() ?? 0) + 3)
    var index = 0
    while index < pieces.count {
      let wire = pieces[index].wire
      if let row = splitRow[wire] {
        assign(wire, .split(row: row, above: columns[index], below: columns[index + 1]))
        index += 1
      } else if let cut = order.cuts[index] {
        assign(
          wire, .dogleg(first: columns[index], row: cut.row, second: columns[cut.second]))
      } else {
        assign(wire, .track(columns[index]))
      }
      index += 1
    }
  }

  /// The least columns in the given order: pieces that share a row, or lie end to end, stand
  /// `trackPitch` apart, and those that a row holds in order at least 2, so that corners of two
  /// wires never touch.
  private func columns(of order: TrackOrder) -> [Int] {
    let low = order.pieces.reduce(Int.max) { min($0, $1.low) } - 1
    let high = order.pieces.reduce(Int.min) { max($0, $1.high) } + 1
    var free = [Int](repeating: 0, count: high - low + 1)
    var columns = [Int](repeating: 0, count: order.pieces.count)
    var least = columns
    for index in order.order {
      let piece = order.pieces[index]
      let touched = piece.low - 1 - low...piece.high + 1 - low
      var column = least[index]
      for row in touched { column = max(column, free[row]) }
      columns[index] = column
      for row in touched { free[row] = column + spacing.trackPitch }
      for next in order.behind[index] { least[next] = max(least[next], column + 2) }
    }
    return columns
  }
}
