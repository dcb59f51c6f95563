// Puts comments where they belong: each is written exactly once, in the order of the text.

extension DocumentFormatter {
  /// Writes the comments that stand above what starts at `limit`.
  ///
  /// - Returns: those at the ends of lines that are still to be written.
  mutating func takeAbove(before limit: Int, column: Int) -> [[UInt8]] {
    var pending: [[UInt8]] = []
    while next < comments.count, comments[next].offset < limit {
      if comments[next].isOwnLine {
        takeOwnLine(column: column)
      } else {
        pending.append(comments[next].text)
        next += 1
      }
    }
    return pending
  }

  /// Writes comments with lines of their own that were deeper than a column.
  mutating func takeOwnLines(before limit: Int, deeperThan sourceColumn: Int, column: Int) {
    while next < comments.count, comments[next].offset < limit, comments[next].isOwnLine,
      comments[next].column > sourceColumn
    {
      takeOwnLine(column: column)
    }
  }

  mutating func takeOwnLine(column: Int) {
    if comments[next].hasBlankAbove { lines.wantBlank() }
    lines.append(comment: comments[next].text, at: column)
    next += 1
  }

  /// Puts comments at the ends of lines behind the line just written.
  mutating func takeTrailing(before limit: Int, line: Int, orAt column: Int = 0) {
    while next < comments.count, comments[next].offset < limit, !comments[next].isOwnLine {
      lines.attach([comments[next].text], to: line, orAt: column)
      next += 1
    }
  }
}
