// The text under a patch, seen as lines: where an entry's lines and comments start and end.
// Every line has a line end here; the one that the file's last line lacks is taken off at the end.

struct PatchText {
  let bytes: [UInt8]
  /// How many bytes the file has.
  let fileCount: Int
  /// The line end of the file's first line; LF when it has only one.
  let newline: [UInt8]
  private let markLength: Int

  init(_ file: [UInt8]) {
    let first = file.firstIndex(of: 0x0A)
    let isCRLF = first.map { $0 > 0 && file[$0 - 1] == 0x0D } ?? false
    newline = isCRLF ? [0x0D, 0x0A] : [0x0A]
    fileCount = file.count
    markLength = file.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    bytes = file.count == markLength || file.last == 0x0A ? file : file + newline
  }

  var lacksLineEnd: Bool { bytes.count > fileCount }

  // MARK: Lines

  func lineStart(of offset: Int) -> Int {
    var start = offset
    while start > markLength, bytes[start - 1] != 0x0A { start -= 1 }
    return max(start, markLength)
  }

  /// Behind the line end of the line that holds `offset`.
  func lineEnd(from offset: Int) -> Int { SourceText.lineEnd(in: bytes, from: offset) }

  /// The line end itself, of the line that holds `offset`.
  func textEnd(from offset: Int) -> Int {
    var end = lineEnd(from: offset)
    if end > offset, bytes[end - 1] == 0x0A { end -= 1 }
    if end > offset, bytes[end - 1] == 0x0D { end -= 1 }
    return end
  }

  func column(of offset: Int) -> Int { offset - lineStart(of: offset) }

  /// The first byte from `offset` on its line that is no blank; the line end when there is none.
  func ink(from offset: Int) -> Int {
    var ink = offset
    while ink < bytes.count, bytes[ink] == 0x20 || bytes[ink] == 0x09 { ink += 1 }
    return ink
  }

  func isBlank(from offset: Int) -> Bool {
    let ink = ink(from: offset)
    return ink == bytes.count || bytes[ink] == 0x0A || bytes[ink] == 0x0D
  }

  func isComment(from offset: Int) -> Bool {
    let ink = ink(from: offset)
    return ink < bytes.count && bytes[ink] == UInt8(ascii: "#")
  }

  /// Nothing but blanks stands before it on its line.
  func isFirstInk(_ offset: Int) -> Bool { ink(from: lineStart(of: offset)) == offset }

  /// Behind the blank lines that start at the line start `offset`.
  func afterBlankLines(from offset: Int) -> Int {
    var end = offset
    while end < bytes.count, isBlank(from: end) { end = lineEnd(from: end) }
    return end
  }

  /// Where the blank lines start that end at the line start `offset`; not above `limit`.
  func beforeBlankLines(to offset: Int, limit: Int) -> Int {
    var start = offset
    while start > limit, start > markLength {
      let above = lineStart(of: start - 1)
      guard above >= limit, isBlank(from: above) else { break }
      start = above
    }
    return start
  }

  // MARK: Nodes

  /// Behind the last line that holds something of a node of block style.
  func linesEnd(of node: YAMLNode) -> Int {
    let end = node.range.upperBound
    return end > node.range.lowerBound && bytes[end - 1] == 0x0A ? end : lineEnd(from: end)
  }

  /// Behind the node's lines and the comments inside it, which are indented more than `column`.
  func bodyEnd(of node: YAMLNode, column: Int) -> Int {
    var end = linesEnd(of: node)
    var next = end
    while next < bytes.count {
      if isComment(from: next), ink(from: next) - next > column {
        end = lineEnd(from: next)
      } else if !isBlank(from: next) {
        break
      }
      next = lineEnd(from: next)
    }
    return end
  }

  /// Where the comment lines start that belong to what starts at `offset`: those directly above it
  /// at its indentation. Its own line's start when there are none; `offset` within a line.
  func ownedStart(of offset: Int, limit: Int) -> Int {
    guard isFirstInk(offset) else { return offset }
    var start = lineStart(of: offset)
    let column = offset - start
    while start > max(limit, markLength) {
      let above = lineStart(of: start - 1)
      guard above >= limit, isComment(from: above), ink(from: above) - above == column else {
        break
      }
      start = above
    }
    return start
  }

  /// The node that stands last in `node`.
  func lastNode(in node: YAMLNode) -> YAMLNode {
    var last = node
    while last.kind == .sequence(.block) || last.kind == .mapping(.block), last.record.count > 0 {
      last = last.child(Int(last.record.count) - 1)
    }
    return last
  }

  /// The block scalar that `node` is; `nil` for others.
  func blockScalar(_ node: YAMLNode) -> BlockScalar? {
    guard case .scalar(let style) = node.kind, style.isBlock else { return nil }
    return BlockScalar(
      in: bytes, node.contentStart..<linesEnd(of: node), saying: node.textBytes)
  }
}

/// What comes behind a place where a block scalar may end: it may not become part of the scalar.
struct Following {
  private(set) var hasBlankLine = false
  /// Most spaces on a blank line.
  private var blankColumn = 0
  /// Of a comment that comes before anything else.
  private var commentColumn = -1

  /// - Parameter offset: a line start.
  init(_ text: PatchText, from offset: Int) {
    var next = offset
    while next < text.bytes.count, text.isBlank(from: next) {
      hasBlankLine = true
      blankColumn = max(blankColumn, text.ink(from: next) - next)
      next = text.lineEnd(from: next)
    }
    if next < text.bytes.count, text.isComment(from: next) {
      commentColumn = text.ink(from: next) - next
    }
  }

  func allowsBlockScalar(column: Int) -> Bool {
    blankColumn <= column && commentColumn < column
  }
}
