// Seventh pass, second half: a column for each track between two layers, and with that the whole
// way of each wire through its channel.
// Before: all items have their places across the flow. After: two wires share no cell but for
// straight crossings, no wire has a fork with four arms, and parallel tracks keep their distance.

/// How a wire gets through its channel. Columns count along the flow from the channel's first track.
enum WireRoute: Equatable {
  case straight
  /// All rows meet on one track.
  case track(Int)
  /// The single row of one side runs straight on; what lies above and below it has its own track
  /// each, so that no cell has four arms.
  case split(row: Int, above: Int, below: Int)
  /// Two tracks joined by a row of their own.
  case dogleg(first: Int, row: Int, second: Int)
}

struct ChannelRouting {
  /// One for each wire, as numbered in the graph.
  private(set) var routes: [WireRoute]
  /// Cells along the flow between each layer and the next.
  private(set) var widths: [Int]

  init(_ graph: LayeredGraph, places: [Int], spacing: Spacing) {
    routes = [WireRoute](repeating: .straight, count: graph.wires.count)
    widths = []
    var channels = [[Int]](repeating: [], count: max(graph.layers.count - 1, 0))
    for (index, wire) in graph.wires.enumerated() { channels[wire.channel].append(index) }
    let rows = graph.pins.map { places[$0.item] + $0.offset }
    for wires in channels {
      var channel = Channel(spacing: spacing)
      for wire in wires {
        channel.add(
          wire, left: rows[graph.wires[wire].left].sorted(),
          right: rows[graph.wires[wire].right].sorted())
      }
      channel.route { routes[$0] = $1 }
      widths.append(channel.width)
    }
  }
}

private struct Channel {
  let spacing: Spacing
  /// Cells along the flow, with one free cell on either side of the tracks.
  private(set) var width: Int
  private var pieces: [TrackPiece] = []
  private var rows: [Int] = []
  /// For a wire in two pieces: the row that runs straight on.
  private var splitRow: [Int: Int] = [:]

  init(spacing: Spacing) {
    self.spacing = spacing
    width = spacing.leastChannel
  }

  /// - Parameters: rows of both sides, ascending; one of them has a single row.
  mutating func add(_ wire: Int, left: [Int], right: [Int]) {
    rows += left + right
    if left[0] == right[0], left.last == right.last, left.count == right.count { return }
    let (single, others) = left.count == 1 ? (left[0], right) : (right[0], left)
    let above = others.filter { $0 < single }
    let below = others.filter { $0 > single }
    guard !above.isEmpty, !below.isEmpty, above.count + below.count < others.count else {
      pieces.append(TrackPiece(wire: wire, left: left, right: right))
      return
    }
    splitRow[wire] = single
    for part in [above, below] {
      pieces.append(
        left.count == 1
          ? TrackPiece(wire: wire, left: left, right: part)
          : TrackPiece(wire: wire, left: part, right: right))
    }
  }

  mutating func route(assign: (Int, WireRoute) -> Void) {
    if pieces.isEmpty { return }
    let order = TrackOrder(pieces, rows: rows)
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
