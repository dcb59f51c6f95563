// Seventh pass, first half: the order of the tracks in one channel, that is, which wire bends first
// along the flow. It knows rows and wires only as numbers; ChannelRouting.swift chooses the columns.

/// Before: any pieces of one channel. After: an order with few crossings in which no line lies upon
/// another: a piece that a row reaches from the left stands before the piece that the same row
/// leaves to the right. A ring of such demands is cut by a second bend, in a row nobody uses.
/// After Yoshimura, Kuh, "Efficient algorithms for channel routing", IEEE TCAD 1(1), 1982 (vertical
/// constraints, doglegs), with the pairwise crossings of Spönemann et al. 2014 for the rest.
struct TrackOrder {
  /// All pieces; a wire that was cut has its second piece at the end.
  private(set) var pieces: [TrackPiece]
  /// Indices of `pieces`, those that bend first in front.
  private(set) var order: [Int] = []
  /// For a piece that was cut: its second half and the row between the two.
  private(set) var cuts: [Int: (second: Int, row: Int)] = [:]
  /// A wire that must not be in two pieces, as these are in a ring of demands; nil when the order is
  /// complete.
  private(set) var tangledWire: Int?
  private var isWhole: [Bool]

  /// Pieces that must stand behind each piece.
  private(set) var behind: [[Int]]
  /// Pieces not yet in order that must stand before each piece.
  private var waiting: [Int]
  private var isUsedRow: [Bool]
  private let firstRow: Int
  /// For each piece those that would rather stand behind it, and by how many crossings.
  private var rather: [[(piece: Int, weight: Int)]]
  private var pressure: [Int]
  private let weighsEdges: Bool

  /// - Parameters:
  ///   - pieces: of one channel.
  ///   - isWhole: for each piece whether it is all of its wire and so may be cut.
  ///   - rows: every row in which a line touches either border of the channel.
  ///   - weighsEdges: whether to save crossings of edges as well as of lines.
  init(_ pieces: [TrackPiece], isWhole: [Bool], rows: [Int], weighsEdges: Bool) {
    self.pieces = pieces
    self.isWhole = isWhole
    self.weighsEdges = weighsEdges
    behind = [[Int]](repeating: [], count: pieces.count)
    waiting = [Int](repeating: 0, count: pieces.count)
    rather = [[(piece: Int, weight: Int)]](repeating: [], count: pieces.count)
    pressure = waiting
    // One free row on either side for each piece that may have to be cut.
    let lowest = rows.min() ?? 0
    firstRow = lowest - pieces.count
    isUsedRow = [Bool](
      repeating: false, count: (rows.max() ?? 0) - lowest + 1 + 2 * pieces.count)
    for row in rows { isUsedRow[row - firstRow] = true }
    setDemands()
    weighPairs()
    choose()
    if tangledWire == nil { improve() }
  }

  private mutating func setDemands() {
    // The pieces of one wire may share their row.
    var reached = [(first: Int, second: Int)](repeating: (-1, -1), count: isUsedRow.count)
    for (index, piece) in pieces.enumerated() {
      for end in piece.left {
        let row = end.row - firstRow
        reached[row] = (first: index, second: reached[row].first)
      }
    }
    for (index, piece) in pieces.enumerated() {
      for end in piece.right {
        let (one, other) = reached[end.row - firstRow]
        for first in [one, other]
        where first >= 0 && pieces[first].wire != piece.wire && !behind[first].contains(index) {
          behind[first].append(index)
          waiting[index] += 1
        }
      }
    }
  }

  private mutating func weighPairs() {
    let byLow = pieces.indices.sorted { (pieces[$0].low, $0) < (pieces[$1].low, $1) }
    var budget = 2_000_000
    for (index, first) in byLow.enumerated() {
      for second in byLow[(index + 1)...] {
        if pieces[second].low > pieces[first].high || budget == 0 { break }
        budget -= 1
        let gain =
          crossings(pieces[second], before: pieces[first])
          - crossings(pieces[first], before: pieces[second])
        if gain > 0 {
          rather[first].append((second, gain))
          pressure[second] += gain
        } else if gain < 0 {
          rather[second].append((first, -gain))
          pressure[first] -= gain
        }
      }
    }
  }

  private func crossings(_ first: TrackPiece, before second: TrackPiece) -> Int {
    first.crossings(before: second, weighsEdges: weighsEdges)
  }

  /// Takes the piece that the fewest crossings hold back, again and again.
  private mutating func choose() {
    var left = Array(pieces.indices)
    while !left.isEmpty {
      var best = -1
      for index in left.indices where waiting[left[index]] == 0 {
        if best < 0 || pressure[left[index]] < pressure[left[best]] { best = index }
      }
      if best >= 0 {
        take(left.remove(at: best))
      } else {
        let first = pieceInRing(of: left)
        guard isWhole[first] else {
          tangledWire = pieces[first].wire
          return
        }
        left.removeAll { $0 == first }
        left.append(cut(first))
        take(first)
      }
    }
  }

  /// The shortest piece of a ring of pieces that wait for one another, a whole wire if there is one.
  ///
  /// - Parameter left: pieces of which each waits for another.
  private func pieceInRing(of left: [Int]) -> Int {
    var isLeft = [Bool](repeating: false, count: pieces.count)
    for piece in left { isLeft[piece] = true }
    var before = [Int](repeating: -1, count: pieces.count)
    for piece in left { for next in behind[piece] where isLeft[next] { before[next] = piece } }
    var seenAt = [Int](repeating: -1, count: pieces.count)
    var walk: [Int] = []
    var piece = left[0]
    while seenAt[piece] < 0 {
      seenAt[piece] = walk.count
      walk.append(piece)
      piece = before[piece]
    }
    let ring = walk[seenAt[piece]...]
    let length = { (piece: Int) in
      pieces[piece].high - pieces[piece].low + (isWhole[piece] ? 0 : 1_000_000)
    }
    return ring.min { (length($0), $0) < (length($1), $1) } ?? piece
  }

  private mutating func take(_ piece: Int) {
    order.append(piece)
    for next in behind[piece] { waiting[next] -= 1 }
    for (next, weight) in rather[piece] { pressure[next] -= weight }
  }

  /// Lets a piece bend twice: its left half waits for nothing, its right half for all the whole did.
  ///
  /// - Returns: the right half.
  private mutating func cut(_ first: Int) -> Int {
    let whole = pieces[first]
    let row = freeRow(near: whole)
    let second = pieces.count
    let bend = [TrackPiece.End(row: row, edges: whole.left.reduce(0) { $0 + $1.edges })]
    pieces.append(TrackPiece(wire: whole.wire, left: bend, right: whole.right))
    pieces[first] = TrackPiece(wire: whole.wire, left: whole.left, right: bend)
    cuts[first] = (second, row)
    behind.append([])
    rather.append([])
    pressure.append(pressure[first])
    waiting.append(waiting[first] + 1)
    waiting[first] = 0
    for index in behind.indices {
      behind[index] = behind[index].map { $0 == first ? second : $0 }
    }
    behind[first].append(second)
    return second
  }

  /// The unused row that makes the piece least longer, in its middle if there is room.
  private mutating func freeRow(near piece: TrackPiece) -> Int {
    var best: (cost: Int, row: Int)?
    for (index, isUsed) in isUsedRow.enumerated() where !isUsed {
      let row = index + firstRow
      let outside = max(0, piece.low - row, row - piece.high)
      let cost = 1_000 * outside + abs(2 * row - piece.low - piece.high)
      if cost < best?.cost ?? Int.max { best = (cost, row) }
    }
    guard let best else { preconditionFailure("a channel has no row left for a bend") }
    isUsedRow[best.row - firstRow] = true
    return best.row
  }

  /// Moves single pieces while that saves crossings.
  private mutating func improve() {
    guard order.count <= (weighsEdges ? 200 : 100) else { return }
    var search = TrackSearch(
      pieces: pieces, behind: behind, weighsEdges: weighsEdges, order: order)
    for _ in 0..<6 {
      var hasMoved = false
      for piece in order where search.move(piece) { hasMoved = true }
      if !hasMoved { break }
    }
    order = search.order
  }

  /// Crossings of all pairs in this order, as `TrackPiece.crossings` counts them.
  func crossings(weighsEdges: Bool) -> Int {
    var sum = 0
    for (index, first) in order.enumerated() {
      for second in order[(index + 1)...] where pieces[first].touches(pieces[second]) {
        sum += pieces[first].crossings(before: pieces[second], weighsEdges: weighsEdges)
      }
    }
    return sum
  }
}

/// Moves of single pieces in their order.
private struct TrackSearch {
  private let behind: [[Int]]
  private(set) var order: [Int]
  /// Crossings more when the piece of a row stands before that of a column in place of behind it.
  private var gains: [Int32]
  private let count: Int

  init(pieces: [TrackPiece], behind: [[Int]], weighsEdges: Bool, order: [Int]) {
    self.behind = behind
    self.order = order
    count = pieces.count
    gains = [Int32](repeating: 0, count: count * count)
    for first in pieces.indices {
      for second in 0..<first where pieces[first].touches(pieces[second]) {
        let gain =
          pieces[first].crossings(before: pieces[second], weighsEdges: weighsEdges)
          - pieces[second].crossings(before: pieces[first], weighsEdges: weighsEdges)
        gains[first * count + second] = Int32(clamping: gain)
        gains[second * count + first] = Int32(clamping: -gain)
      }
    }
  }

  mutating func move(_ piece: Int) -> Bool {
    guard let start = order.firstIndex(of: piece) else { return false }
    var (best, target, change) = (0, start, 0)
    for index in stride(from: start - 1, through: 0, by: -1) {
      if behind[order[index]].contains(piece) { break }
      change += Int(gains[piece * count + order[index]])
      if change < best { (best, target) = (change, index) }
    }
    change = 0
    for index in order.indices.dropFirst(start + 1) {
      if behind[piece].contains(order[index]) { break }
      change -= Int(gains[piece * count + order[index]])
      if change < best { (best, target) = (change, index) }
    }
    if target == start { return false }
    order.remove(at: start)
    order.insert(piece, at: target)
    return true
  }
}
