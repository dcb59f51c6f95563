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

/// Gives the glyphs of a text one after the other, each with the offset in bytes where it ends,
/// until `body` says false. Only where characters may join does it ask for cluster borders.
func forEachGlyph(of text: String, _ body: (_ glyph: Glyph, _ end: Int) -> Bool) {
  var storage = text
  storage.withUTF8 { bytes in
    var offset = 0
    while offset < bytes.count {
      let (scalar, next) = decodeScalar(bytes, at: offset)
      if scalar.standsAlone && (next == bytes.count || startsAlone(bytes, at: next)) {
        offset = next
        if !body(Glyph(scalar), next) { return }
        continue
      }
      let index = text.utf8.index(text.startIndex, offsetBy: offset)
      let character = text[index]
      offset += character.utf8.count
      if !body(Glyph(character), offset) { return }
    }
  }
}

/// The scalar at an offset of valid UTF-8, and where the next one begins.
@inline(__always)
private func decodeScalar(_ bytes: UnsafeBufferPointer<UInt8>, at offset: Int)
  -> (Unicode.Scalar, Int)
{
  let lead = bytes[offset]
  if lead < 0x80 { return (Unicode.Scalar(lead), offset + 1) }
  let count = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
  var value = UInt32(lead) & (0x7F >> UInt32(count))
  for index in offset + 1..<offset + count { value = value << 6 | UInt32(bytes[index] & 0x3F) }
  return (Unicode.Scalar(value) ?? "\u{FFFD}", offset + count)
}

@inline(__always)
private func startsAlone(_ bytes: UnsafeBufferPointer<UInt8>, at offset: Int) -> Bool {
  bytes[offset] < 0x80 || decodeScalar(bytes, at: offset).0.standsAlone
}

extension Unicode.Scalar {
  /// Whether no cluster border rule (Unicode Standard Annex 29) joins this scalar with another
  /// of which the same is true. Only the frequent ranges are listed: Latin, Greek, Cyrillic,
  /// arrows to symbols, kana, ideographs and Hangul syllables. CR and LF are taken apart.
  fileprivate var standsAlone: Bool {
    switch value {
    case 0..<0x300, 0x370..<0x483, 0x48A..<0x530, 0x2010..<0x2028, 0x2030..<0x205F,
      0x2190..<0x2C00, 0x3041..<0x3097, 0x30A1..<0x30FB, 0x3400..<0xA000, 0xAC00..<0xD7A4:
      true
    default: false
    }
  }
}
