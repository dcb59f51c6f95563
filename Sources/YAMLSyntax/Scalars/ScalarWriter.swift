// Writes one string as a YAML scalar that reads back as exactly that string, in the style wanted
// or the nearest that can hold it. What can be plain is decided in PlainScalars.swift.

/// Where a scalar is to stand.
package struct ScalarPlace: Sendable {
  package enum Context: Hashable, Sendable { case block, flow, blockKey, flowKey }

  package var context: Context
  /// Spaces in front of the mapping or sequence that holds the scalar.
  package var parentColumn: Int
  /// Spaces in front of the lines of a block scalar; more than `parentColumn`.
  package var contentColumn: Int
  /// Quotes to use where quotes are needed and any would do.
  package var quotes: ScalarStyle

  package init(
    _ context: Context, parentColumn: Int = 0, contentColumn: Int = 2,
    quotes: ScalarStyle = .doubleQuoted
  ) {
    self.context = context
    self.parentColumn = parentColumn
    self.contentColumn = contentColumn
    self.quotes = quotes
  }

  var isKey: Bool { context == .blockKey || context == .flowKey }
}

/// A written scalar: what stands behind the colon or dash, and the lines below it.
package struct WrittenScalar: Sendable {
  package var style: ScalarStyle
  package var head: [UInt8]
  /// Without line ends; empty but for block scalars. Each must get a line end.
  package var lines: [[UInt8]] = []
  /// Blank lines that follow would become part of it.
  package var keepsBlankLines = false
}

/// The text of a string as a scalar, to be put behind a colon or dash.
///
/// - Parameters:
///   - style: of the scalar that it replaces; `nil` to choose the simplest.
///   - lineEnd: LF or CR LF. A block scalar's last line has one too.
package func scalarText(
  _ text: String, style: ScalarStyle?, in place: ScalarPlace, lineEnd: [UInt8] = [0x0A]
) -> [UInt8] {
  let written = ScalarWriter(text, in: place).write(style)
  return written.lines.reduce(written.head + (written.lines.isEmpty ? [] : lineEnd)) {
    $0 + $1 + lineEnd
  }
}

struct ScalarWriter {
  private let text: [UInt8]
  private let place: ScalarPlace
  private let needsEscapes: Bool
  private let hasOldLineBreaks: Bool
  private var hasLineFeeds: Bool { text.contains(0x0A) }

  init(_ string: String, in place: ScalarPlace) {
    text = Array(string.utf8)
    self.place = place
    needsEscapes = string.unicodeScalars.contains { $0 != "\n" && Self.needsEscape($0) }
    hasOldLineBreaks = string.unicodeScalars.contains(where: Self.isOldLineBreak)
  }

  func write(_ wanted: ScalarStyle?) -> WrittenScalar {
    for style in candidates(wanted) where canHold(style, wanted: wanted) {
      return written(as: style)
    }
    return written(as: .doubleQuoted)
  }

  /// The style wanted first, then from near to far; double quotes hold everything.
  private func candidates(_ wanted: ScalarStyle?) -> [ScalarStyle] {
    switch wanted {
    case .plain?, nil: [.plain, .literal, place.quotes]
    case .singleQuoted?: [.singleQuoted, .literal]
    case .doubleQuoted?: []
    case .literal?: [.literal, place.quotes]
    case .folded?: [.folded, .literal, place.quotes]
    }
  }

  private func canHold(_ style: ScalarStyle, wanted: ScalarStyle?) -> Bool {
    switch style {
    case .plain:
      return !needsEscapes && !hasOldLineBreaks
        && PlainScalars.allows(text, in: place.context, isCustom: wanted == .plain)
    case .singleQuoted: return !needsEscapes && !hasOldLineBreaks && !hasLineFeeds
    case .doubleQuoted: return true
    case .literal:
      guard wanted?.isBlock == true || hasLineFeeds && !hasOldLineBreaks else { return false }
      return canBeBlock
    case .folded:
      return canBeBlock
        && text.split(separator: 0x0A).allSatisfy { $0.first != 0x20 && $0.first != 0x09 }
    }
  }

  /// A text of blanks only would not be seen, and be lost to editors that trim lines.
  private var canBeBlock: Bool {
    place.context == .block && !needsEscapes && text.contains { $0 != 0x0A && $0 != 0x20 }
  }

  private func written(as style: ScalarStyle) -> WrittenScalar {
    switch style {
    case .plain: WrittenScalar(style: style, head: text)
    case .singleQuoted: WrittenScalar(style: style, head: singleQuoted)
    case .doubleQuoted: WrittenScalar(style: style, head: doubleQuoted)
    case .literal, .folded: block(style)
    }
  }

  private var singleQuoted: [UInt8] {
    let quote = UInt8(ascii: "'")
    return [quote] + text.flatMap { $0 == quote ? [quote, quote] : [$0] } + [quote]
  }
}

// MARK: - Double quotes

extension ScalarWriter {
  private var doubleQuoted: [UInt8] {
    var result: [UInt8] = [UInt8(ascii: "\"")]
    for scalar in String(decoding: text, as: UTF8.self).unicodeScalars {
      switch scalar {
      case "\"": result += "\\\"".utf8
      case "\\": result += "\\\\".utf8
      case "\n": result += "\\n".utf8
      case "\r": result += "\\r".utf8
      case "\t": result += "\\t".utf8
      default:
        if Self.needsEscape(scalar) || Self.isOldLineBreak(scalar) {
          result += Self.escape(scalar)
        } else {
          result += String(scalar).utf8
        }
      }
    }
    result.append(UInt8(ascii: "\""))
    return result
  }

  private static func escape(_ scalar: Unicode.Scalar) -> [UInt8] {
    let digits = String(scalar.value, radix: 16)
    let width = scalar.value > 0xFFFF ? 8 : 4
    let zeros = String(repeating: "0", count: width - digits.count)
    return Array("\\\(width == 8 ? "U" : "u")\(zeros)\(digits)".utf8)
  }

  /// YAML does not allow it in a text as it is, or would change it.
  private static func needsEscape(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09: false
    case 0x00..<0x20, 0x7F..<0x85, 0x86..<0xA0, 0xFEFF, 0xFFFE, 0xFFFF: true
    default: false
    }
  }

  /// Line breaks for YAML 1.1 and plain characters for YAML 1.2.
  private static func isOldLineBreak(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value == 0x85 || scalar.value == 0x2028 || scalar.value == 0x2029
  }
}

// MARK: - Block scalars

extension ScalarWriter {
  private func block(_ style: ScalarStyle) -> WrittenScalar {
    let trailing = text.reversed().prefix { $0 == 0x0A }.count
    let body = text.dropLast(trailing).split(separator: 0x0A, omittingEmptySubsequences: false)
    let column = contentColumn
    var head = [UInt8(ascii: style == .literal ? "|" : ">")]
    // Spaces that the first line starts with would be taken for indentation.
    if let first = body.first(where: { !$0.isEmpty })?.first, first == 0x20 || first == 0x09 {
      head += String(column - place.parentColumn).utf8
    }
    if trailing != 1 { head.append(UInt8(ascii: trailing == 0 ? "-" : "+")) }
    let indentation = [UInt8](repeating: 0x20, count: column)
    let texts = style == .literal ? body : folded(body, width: max(40, 80 - column))
    var lines = texts.map { $0.isEmpty ? [] : indentation + $0 }
    lines += Array(repeating: [], count: max(0, trailing - 1))
    return WrittenScalar(style: style, head: head, lines: lines, keepsBlankLines: trailing > 1)
  }

  /// An indentation indicator has one digit.
  private var contentColumn: Int {
    let step = place.contentColumn - place.parentColumn
    return (1...9).contains(step) ? place.contentColumn : place.parentColumn + 2
  }

  /// Lines that fold to `lines`. Between two texts every line feed needs one more, which folding
  /// takes away; at the start it does not.
  private func folded(_ lines: [ArraySlice<UInt8>], width: Int) -> [ArraySlice<UInt8>] {
    var result: [ArraySlice<UInt8>] = []
    var hasText = false
    for line in lines {
      guard !line.isEmpty else {
        result.append([])
        continue
      }
      if hasText { result.append([]) }
      result += wrapped(line, width: width)
      hasText = true
    }
    return result
  }

  /// Breaks at single spaces, which folding gives back.
  private func wrapped(_ line: ArraySlice<UInt8>, width: Int) -> [ArraySlice<UInt8>] {
    var result: [ArraySlice<UInt8>] = []
    var start = line.startIndex
    var lastBreak: Int?
    for index in line.indices.dropFirst().dropLast() where line[index] == 0x20 {
      guard !SourceText.isBlank(line[index - 1]), !SourceText.isBlank(line[index + 1]) else {
        continue
      }
      if index - start > width, let end = lastBreak {
        result.append(line[start..<end])
        start = end + 1
      }
      lastBreak = index
    }
    if line.endIndex - start > width, let end = lastBreak, end > start {
      result.append(line[start..<end])
      start = end + 1
    }
    result.append(line[start...])
    return result
  }
}
