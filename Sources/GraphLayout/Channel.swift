// One channel between two layers: which wires bend on one track and which on two, in which order, and
// in which columns. ChannelRouting.swift has the routes of all channels.

/// Before: rows in which wires end on both sides. After: two wires share no cell but for straight
/// crossings, no wire has a fork with four arms, and parallel tracks keep their distance.
///
/// Where the lines of a fork that go up and those that go down have a track each, tracks can be put
/// into an order in which two edges cross only if their ends are in opposite order on the two sides.
struct Channel {
  private let spacing: Spacing
  private let weighsEdges: Bool
  private var pieces: [TrackPiece] = []
  /// Rows in which a line touches either border of the channel.
  private var rows: [Int] = []
  /// For a wire one of whose lines runs straight on between others: its row.
  private var runningRow: [Int: Int] = [:]

  /// - Parameters:
  ///   - wires: indices of all wires in the channel.
  ///   - places: first cell of each item across the flow.
  ///   - shift: rows by which everything behind the channel is to stand lower than that.
  init(
    _ graph: LayeredGraph, wires: [Int], places: [Int], shift: Int = 0, spacing: Spacing,
    weighsEdges: Bool
  ) {
    self.spacing = spacing
    self.weighsEdges = weighsEdges
    func ends(_ pins: Range<Int>, _ shift: Int) -> [TrackPiece.End] {
      var ends = pins.map {
        let pin = graph.pins[$0]
        return TrackPiece.End(row: places[pin.item] + pin.offset + shift, edges: pin.edges)
      }
      if ends.count > 1 { ends.sort { $0.row < $1.row } }
      return ends
    }
    for wire in wires {
      add(wire, left: ends(graph.wires[wire].left, 0), right: ends(graph.wires[wire].right, shift))
    }
  }

  /// - Parameters: ends on both sides, ascending; one of them has a single end.
  private mutating func add(_ wire: Int, left: [TrackPiece.End], right: [TrackPiece.End]) {
    rows += left.map(\.row)
    rows += right.map(\.row)
    let piece = TrackPiece(wire: wire, left: left, right: right)
    if piece.low == piece.high { return }
    guard let halves = piece.halves(isRunningOn: true) else { return pieces.append(piece) }
    runningRow[wire] = left.count == 1 ? left[0].row : right[0].row
    pieces += halves
  }

  /// Whether two wires end in one row, on different sides.
  var hasCommonRows: Bool {
    var wireOfRow: [Int: Int] = [:]
    for piece in pieces { for end in piece.left { wireOfRow[end.row] = piece.wire } }
    return pieces.contains { piece in
      piece.right.contains { wireOfRow[$0.row].map { $0 != piece.wire } ?? false }
    }
  }

  /// The tracks of all wires that bend, and what they cost.
  struct Tracks {
    var routes: [Int: WireRoute] = [:]
    /// Cells along the flow, with one free cell on either side of the tracks.
    var width: Int
    /// Four for each crossing of lines, and of edges if these are counted; one for each column.
    var cost = 0
    /// Pairs of edges that cross, if these are counted; else 0.
    var edgeCrossings = 0
  }

  /// Pairs of edges that cross in any order of tracks.
  var leastEdgeCrossings: Int {
    var ends: [(left: Int, right: Int, edges: Int)] = []
    for piece in pieces {
      if piece.left.count == 1 {
        for end in piece.right { ends.append((piece.left[0].row, end.row, end.edges)) }
      } else {
        for end in piece.left { ends.append((end.row, piece.right[0].row, end.edges)) }
      }
    }
    ends.sort { ($0.left, $0.right) < ($1.left, $1.right) }
    var sum = 0
    for (index, first) in ends.enumerated() {
      for second in ends[(index + 1)...]
      where second.right < first.right && second.left > first.left {
        sum += first.edges * second.edges
      }
    }
    return sum
  }

  /// The best of several ways to cut wires in two.
  func routed() -> Tracks {
    if pieces.isEmpty { return Tracks(width: spacing.leastChannel) }
    var best = attempt(splitting: [])
    // Both count crossings of all pairs.
    if pieces.count < 2 || pieces.count > Self.mostPiecesCompared { return tracks(best) }
    let all = pieces.filter { runningRow[$0.wire] == nil && $0.halves(isRunningOn: false) != nil }
    if all.isEmpty || best.crossings == 0 { return tracks(best) }
    let useful = all.filter(isBetterSplit)
    for chosen in useful.count == all.count ? [all] : [useful, all] where !chosen.isEmpty {
      let other = attempt(splitting: Set(chosen.map(\.wire)))
      if other.cost < best.cost { best = other }
    }
    return tracks(best)
  }

  private static let mostPiecesCompared = 200

  /// A set of wires in two pieces, all in order.
  private struct Attempt {
    let splitRow: [Int: Int]
    let order: TrackOrder
    let columns: [Int]
    let crossings: Int
    let edgeCrossings: Int
    var cost: Int { 4 * crossings + (columns.max() ?? 0) }
  }

  private func attempt(splitting wires: Set<Int>) -> Attempt {
    var wires = wires
    while true {
      var splitRow = runningRow
      var parts: [TrackPiece] = []
      for piece in pieces {
        guard wires.contains(piece.wire), let halves = piece.halves(isRunningOn: false) else {
          parts.append(piece)
          continue
        }
        splitRow[piece.wire] = piece.left.count == 1 ? piece.left[0].row : piece.right[0].row
        parts += halves
      }
      let order = TrackOrder(
        parts, isWhole: parts.map { splitRow[$0.wire] == nil }, rows: rows,
        weighsEdges: weighsEdges)
      if let wire = order.tangledWire {
        wires.remove(wire)
        continue
      }
      let isCounted = parts.count <= 2 * Self.mostPiecesCompared
      let lines = isCounted ? order.crossings(weighsEdges: false) : 0
      let all = isCounted && weighsEdges ? order.crossings(weighsEdges: true) : lines
      return Attempt(
        splitRow: splitRow, order: order, columns: columns(of: order), crossings: all,
        edgeCrossings: all - lines)
    }
  }

  /// Whether a wire has fewer crossings in two pieces when each pair bends as is best for it.
  private func isBetterSplit(_ piece: TrackPiece) -> Bool {
    guard let halves = piece.halves(isRunningOn: false) else { return false }
    let whole = leastCrossings(of: piece)
    return whole > 0 && halves.reduce(0) { $0 + leastCrossings(of: $1) } < whole
  }

  private func leastCrossings(of piece: TrackPiece) -> Int {
    var sum = 0
    for other in pieces where other.wire != piece.wire && other.touches(piece) {
      sum += min(
        piece.crossings(before: other, weighsEdges: weighsEdges),
        other.crossings(before: piece, weighsEdges: weighsEdges))
    }
    return sum
  }

  private func tracks(_ attempt: Attempt) -> Tracks {
    let columns = attempt.columns
    var tracks = Tracks(
      width: max(spacing.leastChannel, (columns.max() ?? 0) + 3), cost: attempt.cost,
      edgeCrossings: attempt.edgeCrossings)
    for (index, piece) in attempt.order.pieces.enumerated() {
      if let row = attempt.splitRow[piece.wire] {
        // The half above comes first.
        if case .split(_, let above, _) = tracks.routes[piece.wire] {
          tracks.routes[piece.wire] = .split(row: row, above: above, below: columns[index])
        } else {
          tracks.routes[piece.wire] = .split(row: row, above: columns[index], below: 0)
        }
      } else if let cut = attempt.order.cuts[index] {
        tracks.routes[piece.wire] = .dogleg(
          first: columns[index], row: cut.row, second: columns[cut.second])
      } else if tracks.routes[piece.wire] == nil {
        tracks.routes[piece.wire] = .track(columns[index])
      }
    }
    return tracks
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
