// What runs across the flow in a channel, and what it costs to have one piece bend before another.

/// The piece of a wire that runs across the flow on one track. One of its sides has a single row.
struct TrackPiece {
  /// A row (cells across the flow) in which a line meets the piece, and the edges on that line.
  struct End {
    let row: Int
    var edges = 1
  }

  var wire: Int
  /// Where lines reach it from the left, and leave it to the right; rows ascending.
  var left: [End]
  var right: [End]
  /// The first and last row it runs through.
  private(set) var low: Int
  private(set) var high: Int

  init(wire: Int, left: [End], right: [End]) {
    self.wire = wire
    self.left = left
    self.right = right
    low = min(left[0].row, right[0].row)
    high = max(left[left.count - 1].row, right[right.count - 1].row)
  }

  func touches(_ other: TrackPiece) -> Bool { low <= other.high && other.low <= high }

  /// Crossings with a piece that bends later: lines that come to that one from the left pass this
  /// one, and lines that leave this one to the right pass that one.
  ///
  /// - Parameter weighsEdges: whether a crossing of lines counts once more for each pair of edges
  ///   that cross in it.
  func crossings(before other: TrackPiece, weighsEdges: Bool) -> Int {
    count(other.left, weighsEdges) + other.count(right, weighsEdges)
  }

  /// How many of the ends the piece runs across.
  private func count(_ ends: [End], _ weighsEdges: Bool) -> Int {
    if ends.count == 1, ends[0].row <= low || ends[0].row >= high { return 0 }
    let first = Self.firstIndex(ends, atLeast: low + 1)
    let end = max(first, Self.firstIndex(ends, atLeast: high))
    if !weighsEdges { return end - first }
    return ends[first..<end].reduce(0) { $0 + 1 + $1.edges * edges(across: $1.row) }
  }

  /// Edges that run through the piece past a row.
  private func edges(across row: Int) -> Int {
    let (single, others) = left.count == 1 ? (left[0].row, right) : (right[0].row, left)
    if row == single { return 0 }
    return others.reduce(0) {
      $0 + ((row < single ? $1.row < row : $1.row > row) ? $1.edges : 0)
    }
  }

  private static func firstIndex(_ ends: [End], atLeast bound: Int) -> Int {
    var (low, high) = (0, ends.count)
    while low < high {
      let middle = (low + high) / 2
      if ends[middle].row < bound { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

extension TrackPiece {
  /// The halves above and below the single row of one side, when there is something on both.
  ///
  /// - Parameter isRunningOn: whether a line that runs straight on in that row belongs to neither.
  func halves(isRunningOn: Bool) -> [TrackPiece]? {
    let isFork = left.count == 1
    let (single, others) = isFork ? (left[0], right) : (right[0], left)
    let above = others.filter { $0.row < single.row }
    let below = others.filter { $0.row > single.row }
    if above.isEmpty || below.isEmpty { return nil }
    if (above.count + below.count < others.count) != isRunningOn { return nil }
    return [above, below].map { part in
      let common = [End(row: single.row, edges: part.reduce(0) { $0 + $1.edges })]
      return isFork
        ? TrackPiece(wire: wire, left: common, right: part)
        : TrackPiece(wire: wire, left: part, right: common)
    }
  }
}
