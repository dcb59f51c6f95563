// Turns text into what may be drawn: a base character with at most two combining marks.
// What could harm or disorder a terminal is replaced by a visible sign and never sent:
// control and escape bytes, direction controls, invisible and unassigned characters.

/// A user-perceived character as it is drawn.
struct Glyph: Hashable, Sendable {
  /// 1 or 2 columns.
  let width: UInt16
  let base: Unicode.Scalar
  /// U+0000 when there is none.
  let firstMark: Unicode.Scalar
  let secondMark: Unicode.Scalar

  static let space = Glyph(width: 1, base: " ")
  /// Stands for what must not be sent and has no picture of its own.
  static let replacement = Glyph(width: 1, base: "\u{FFFD}")

  init(
    width: UInt16, base: Unicode.Scalar, firstMark: Unicode.Scalar = "\0",
    secondMark: Unicode.Scalar = "\0"
  ) {
    self.width = width
    self.base = base
    self.firstMark = firstMark
    self.secondMark = secondMark
  }

  init(_ scalar: Unicode.Scalar) {
    if scalar.value >= 0x20 && scalar.value < 0x7F {
      self = Glyph(width: 1, base: scalar)
    } else if let width = drawableWidth(of: scalar), width > 0 {
      self = Glyph(width: width, base: scalar)
    } else {
      self = Glyph.sign(for: scalar)
    }
  }

  /// Joined emoji, flags and skin tones show their first character only: terminals and the
  /// C library count the columns of the whole differently.
  init(_ character: Character) {
    var scalars = character.unicodeScalars.makeIterator()
    guard let base = scalars.next() else { preconditionFailure("an empty character") }
    let bare = Glyph(base)
    guard bare.base == base else {
      self = bare
      return
    }
    var marks: [Unicode.Scalar] = []
    while marks.count < 2, let mark = scalars.next() {
      if drawableWidth(of: mark) == 0 { marks.append(mark) }
    }
    self.init(
      width: bare.width, base: base, firstMark: marks.first ?? "\0",
      secondMark: marks.dropFirst().first ?? "\0")
  }

  /// U+2400 and following are pictures of the control characters.
  private static func sign(for scalar: Unicode.Scalar) -> Glyph {
    guard let picture = Unicode.Scalar(0x2400 + scalar.value) else { return replacement }
    switch scalar.value {
    case 0..<0x20: return Glyph(width: 1, base: picture)
    case 0x7F: return Glyph(width: 1, base: "\u{2421}")
    default: return replacement
    }
  }
}

/// The glyphs of a text from its beginning. ASCII goes without the search for cluster borders.
struct GlyphIterator: IteratorProtocol, Sequence {
  let text: String
  /// Where the glyph after the last one given begins.
  private(set) var index: String.Index

  init(_ text: String) {
    self.text = text
    index = text.startIndex
  }

  mutating func next() -> Glyph? {
    let bytes = text.utf8
    guard index < bytes.endIndex else { return nil }
    let byte = bytes[index]
    let after = bytes.index(after: index)
    // A control character stands alone, also the two of CR LF.
    if byte < 0x80
      && (byte < 0x20 || byte == 0x7F || after == bytes.endIndex || bytes[after] < 0x80)
    {
      index = after
      return Glyph(Unicode.Scalar(byte))
    }
    let character = text[index]
    index = text.index(after: index)
    return Glyph(character)
  }
}
