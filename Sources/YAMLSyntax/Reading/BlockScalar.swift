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

  /// - Parameter range: from `|` or `>` to the first thing that is not the scalar's.
  init(in bytes: [UInt8], _ range: Range<Int>) {
    var offset = range.lowerBound + 1
    var chomping = Chomping.clip
    while offset < range.upperBound {
      switch bytes[offset] {
      case UInt8(ascii: "-"): chomping = .strip
      case UInt8(ascii: "+"): chomping = .keep
      case UInt8(ascii: "1")...UInt8(ascii: "9"): break
      default:
        self.init(chomping, headerEnd: offset, in: bytes, to: range.upperBound)
        return
      }
      offset += 1
    }
    self.init(chomping, headerEnd: offset, in: bytes, to: range.upperBound)
  }

  private init(_ chomping: Chomping, headerEnd: Int, in bytes: [UInt8], to limit: Int) {
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
      if !isBlank, indentation == nil { indentation = spaces }
      if !isBlank || indentation.map({ spaces > $0 }) ?? false { end = min(lineEnd, limit) }
      lineStart = lineEnd
    }
    self.indentation = indentation
    textEnd = end
    self.end = chomping == .keep ? max(limit, linesStart) : end
  }
}
