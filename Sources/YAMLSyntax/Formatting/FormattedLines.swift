// The lines of a formatted document: blank lines where wished for, comments in columns.

struct FormattedLines {
  private struct Line {
    var text: [UInt8]
    var comment: [UInt8]?
    /// A line of a block scalar: nothing may be added to it.
    var isText = false
    /// Nothing but a comment.
    var isComment = false
    var opensCollection = false
  }

  private var lines: [Line] = []
  private var wantsBlank = false
  /// The last text takes in all blank lines that follow.
  private var keepsBlankLines = false

  var count: Int { lines.count }
  var endsWithText: Bool { lines.last?.isText ?? false }

  /// One blank line before the next line, where it harms nothing: not at the start, not below the
  /// key that opens a collection.
  mutating func wantBlank() { wantsBlank = true }

  mutating func append(_ text: [UInt8], opensCollection: Bool = false) {
    if wantsBlank, let last = lines.last, !last.opensCollection, !keepsBlankLines {
      lines.append(Line(text: []))
    }
    wantsBlank = false
    keepsBlankLines = false
    lines.append(Line(text: text, opensCollection: opensCollection))
  }

  /// A comment with a line of its own.
  mutating func append(comment: [UInt8], at column: Int) {
    append(ValueWriter.spaces(column) + comment)
    lines[lines.count - 1].isComment = true
  }

  /// The lines of a block scalar.
  mutating func append(text scalar: WrittenScalar) {
    for line in scalar.lines { lines.append(Line(text: line, isText: true)) }
    keepsBlankLines = scalar.keepsBlankLines
  }

  /// Puts comments behind a line; those that find no room there go above it. Behind a line of text
  /// or a comment there is none: they get lines of their own at `column`.
  mutating func attach(_ comments: [[UInt8]], to index: Int, orAt column: Int = 0) {
    var index = index
    for comment in comments {
      if !lines.indices.contains(index) || lines[index].isText || lines[index].isComment {
        append(comment: comment, at: column)
      } else if lines[index].comment == nil {
        lines[index].comment = comment
      } else {
        let indentation = lines[index].text.prefix { $0 == 0x20 }
        lines.insert(Line(text: indentation + comment, isComment: true), at: index)
        index += 1
      }
    }
  }

  /// Comments behind lines that follow one another stand in one column.
  func bytes() -> [UInt8] {
    var bytes: [UInt8] = []
    var index = 0
    while index < lines.count {
      var end = index
      while end < lines.count, lines[end].comment != nil { end += 1 }
      let widths = lines[index..<end].map { $0.text.count { $0 & 0xC0 != 0x80 } }
      let column = (widths.max() ?? 0) + 2
      for (line, width) in zip(lines[index..<end], widths) {
        bytes += line.text + ValueWriter.spaces(column - width) + (line.comment ?? []) + [0x0A]
      }
      if end == index {
        bytes += lines[index].text + [0x0A]
        end += 1
      }
      index = end
    }
    return bytes
  }
}
