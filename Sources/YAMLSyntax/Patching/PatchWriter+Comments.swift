// Comments at the ends of lines stay in their column when the text in front of them gets longer or
// shorter, where they stand in a column.

/// A comment behind a value on its line.
struct TrailingComment: Hashable {
  /// Behind the value.
  var end: Int
  /// Where `#` is.
  var start: Int
}

extension PatchWriter {
  mutating func noteComment(behind node: YAMLNode, in slot: Slot) {
    guard case .block(let indicatorEnd, let parentColumn, _, _) = slot else { return }
    let place = place(of: node, behind: indicatorEnd, parentColumn: parentColumn)
    let end = place.inPlace?.upperBound ?? place.head.upperBound
    let start = text.ink(from: end)
    guard start > end, text.isComment(from: end), !text.bytes[end..<start].contains(0x09) else {
      return
    }
    trailingComments.insert(TrailingComment(end: end, start: start))
  }

  /// The blanks to add or take away, given all other changes in order.
  func alignments(after sorted: [Change]) -> [Change] {
    var first = 0
    return trailingComments.sorted { $0.end < $1.end }.compactMap { comment in
      let lineStart = text.lineStart(of: comment.end)
      while first < sorted.count, sorted[first].range.upperBound <= lineStart { first += 1 }
      var growth = 0
      var next = first
      while next < sorted.count, sorted[next].range.lowerBound < comment.start {
        let change = sorted[next]
        guard change.range.lowerBound >= lineStart, change.range.upperBound <= comment.end,
          !change.replacement.contains(0x0A)
        else { return nil }
        growth += Self.width(change.replacement[...]) - Self.width(text.bytes[change.range])
        next += 1
      }
      return alignment(of: comment, growth: growth)
    }
  }

  private func alignment(of comment: TrailingComment, growth: Int) -> Change? {
    let gap = comment.start - comment.end
    guard growth != 0, gap > 2 || gap == 2 && isInColumn(comment) else { return nil }
    let newGap = max(2, gap - growth)
    if newGap > gap {
      let blanks = ValueWriter.spaces(newGap - gap)
      return Change(range: comment.start..<comment.start, replacement: blanks)
    }
    return newGap < gap
      ? Change(range: comment.start - (gap - newGap)..<comment.start, replacement: []) : nil
  }

  /// The line above or below has a comment in the same column.
  private func isInColumn(_ comment: TrailingComment) -> Bool {
    let lineStart = text.lineStart(of: comment.start)
    let column = Self.width(text.bytes[lineStart..<comment.start])
    let below = text.lineEnd(from: comment.start)
    var neighbours: [Int] = []
    if lineStart > text.lineStart(of: 0) { neighbours.append(text.lineStart(of: lineStart - 1)) }
    if below < text.bytes.count { neighbours.append(below) }
    return neighbours.contains { start in
      var (offset, rest) = (start, column)
      let end = text.textEnd(from: start)
      while offset < end, rest > 0 || text.bytes[offset] & 0xC0 == 0x80 {
        if text.bytes[offset] & 0xC0 != 0x80 { rest -= 1 }
        offset += 1
      }
      return offset < end && offset > start && text.bytes[offset] == UInt8(ascii: "#")
        && text.bytes[offset - 1] == 0x20
    }
  }

  /// In characters.
  private static func width(_ bytes: ArraySlice<UInt8>) -> Int {
    bytes.count { $0 & 0xC0 != 0x80 }
  }
}
