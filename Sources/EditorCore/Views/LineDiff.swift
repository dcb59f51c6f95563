// Which lines of a text were taken out and which were put in.
// After Myers, "An O(ND) difference algorithm and its variations", Algorithmica 1, 1986.

package struct LineDiff: Hashable, Sendable {
  /// Lines of the old text that are not in the new one, from 0, ascending.
  package private(set) var removed: [Int] = []
  /// Lines of the new text that are not in the old one, from 0, ascending.
  package private(set) var added: [Int] = []

  /// How many lines may differ between equal beginnings and ends before all that lies between them
  /// counts as different.
  private static let mostDifferences = 500

  /// Compares texts line by line, to the byte.
  package init(from old: TextLines, to new: TextLines) {
    var start = 0
    while start < min(old.count, new.count), old.isSame(start, new, start) { start += 1 }
    var tail = 0
    while tail < min(old.count, new.count) - start,
      old.isSame(old.count - 1 - tail, new, new.count - 1 - tail)
    {
      tail += 1
    }
    let (before, after) = (start..<old.count - tail, start..<new.count - tail)
    var numbers = LineNumbers([old, new], count: before.count + after.count)
    compare(
      before.map { numbers.number(text: 0, line: $0) },
      after.map { numbers.number(text: 1, line: $0) }, from: start)
  }

  /// - Parameters: lines without line ends in them.
  package init(from old: [String], to new: [String]) {
    self.init(from: TextLines(old), to: TextLines(new))
  }

  private mutating func compare(_ old: [Int], _ new: [Int], from start: Int) {
    guard let trace = Self.trace(old, new) else {
      removed = old.indices.map { $0 + start }
      added = new.indices.map { $0 + start }
      return
    }
    // Walks back from the end along the diagonals that were reached farthest.
    var x = old.count
    var y = new.count
    for (edits, reach) in trace.enumerated().reversed() where edits > 0 {
      let isDown = Self.isDown(reach, diagonal: x - y, edits: edits)
      let previous = x - y + (isDown ? 1 : -1)
      let beforeX = reach[previous + edits - 1]
      let beforeY = beforeX - previous
      if isDown { added.append(beforeY + start) } else { removed.append(beforeX + start) }
      (x, y) = (beforeX, beforeY)
    }
    removed.reverse()
    added.reverse()
  }

  /// For each number of edits the farthest places that one edit less reached, by diagonal: the
  /// diagonal `d` stands at `d + edits - 1`. `nil` when there are too many differences.
  private static func trace(_ old: [Int], _ new: [Int]) -> [[Int]]? {
    var trace: [[Int]] = []
    var reach: [Int] = []
    for edits in 0...min(mostDifferences, old.count + new.count) {
      trace.append(reach)
      var next = [Int](repeating: 0, count: 2 * edits + 1)
      for diagonal in stride(from: -edits, through: edits, by: 2) {
        var x = 0
        if edits > 0 {
          let isDown = isDown(reach, diagonal: diagonal, edits: edits)
          x = isDown ? reach[diagonal + edits] : reach[diagonal + edits - 2] + 1
        }
        while x < old.count, x - diagonal < new.count, old[x] == new[x - diagonal] { x += 1 }
        next[diagonal + edits] = x
        if x >= old.count, x - diagonal >= new.count { return trace }
      }
      reach = next
    }
    return nil
  }

  /// Whether the best way to the diagonal puts a line in, from the diagonal above, or takes one out.
  private static func isDown(_ reach: [Int], diagonal: Int, edits: Int) -> Bool {
    diagonal == -edits
      || (diagonal != edits && reach[diagonal + edits - 2] < reach[diagonal + edits])
  }
}
