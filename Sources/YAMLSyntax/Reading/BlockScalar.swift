// The parts of a block scalar's text: header, lines, and the blank lines behind it that are not
// its own. After YAML 1.2.2, section 8.1.

struct BlockScalar {
  enum Chomping { case strip, clip, keep }

  let chomping: Chomping
  /// Behind `|` or `>` and the indicators.
  let headerEnd: Int
  /// Where the line after the header starts.
  let linesStart: Int
  /// Spaces in front of each line; `nil` when there is no line of text.
  let indentation: Int?
  /// Behind the last line of text.
  let textEnd: Int
  /// Behind all that is the scalar's: with `keep`, behind the blank lines too.
  let end: Int

  /// - Parameters:
  ///   - range: from `|` or `>` to the first thing that is not the scalar's.
  ///   - value: what the scalar says.
  init(in bytes: [UInt8], _ range: Range<Int>, saying value: some Sequence<UInt8>) {
    var offset = range.lowerBound + 1
    var chomping = Chomping.clip
    var hasIndicator = false
    header: while offset < range.upperBound {
      switch bytes[offset] {
      case UInt8(ascii: "-"): chomping = .strip
      case UInt8(ascii: "+"): chomping = .keep
      case UInt8(ascii: "1")...UInt8(ascii: "9"): hasIndicator = true
      default: break header
      }
      offset += 1
    }
    self.init(
      chomping, headerEnd: offset, in: bytes, to: range.upperBound,
      firstSpaces: hasIndicator ? Self.firstSpaces(of: value) : 0)
  }

  /// How many spaces the first line of a text starts with that has something else.
  private static func firstSpaces(of text: some Sequence<UInt8>) -> Int {
    var spaces = 0
    for byte in text {
      switch byte {
      case 0x20: spaces += 1
      case 0x0A: spaces = 0
      default: return spaces
      }
    }
    return 0
  }

  /// - Parameter firstSpaces: of the spaces in front of the first line how many are text.
  private init(
    _ chomping: Chomping, headerEnd: Int, in bytes: [UInt8], to limit: Int, firstSpaces: Int
  ) {
    self.chomping = chomping
    self.headerEnd = headerEnd
    linesStart = min(SourceText.lineEnd(in: bytes, from: headerEnd), max(limit, headerEnd))
    var lineStart = linesStart
    var indentation: Int?
    var end = linesStart
    while lineStart < limit {
      let lineEnd = SourceText.lineEnd(in: bytes, from: lineStart)
      let spaces = bytes[lineStart..<lineEnd].prefix { $0 == 0x20 }.count
      let text = lineStart + spaces
      let isBlank = text == lineEnd || bytes[text] == 0x0A || bytes[text] == 0x0D
      if !isBlank, indentation == nil { indentation = spaces - firstSpaces }
      if !isBlank || indentation.map({ spaces > $0 }) ?? false { end = min(lineEnd, limit) }
      lineStart = lineEnd
    }
    self.indentation = indentation
    textEnd = end
    self.end = chomping == .keep ? max(limit, linesStart) : end
  }
}
