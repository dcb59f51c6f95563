// How many columns text takes. The widths are those of glibc's wcwidth, because ncurses lays
// out by them; the table is generated, and a test compares all code points with the library.

/// wcwidth: 0, 1 or 2 columns; `nil` for what is not printable or not assigned.
package func width(of scalar: Unicode.Scalar) -> UInt16? {
  let value = scalar.value
  if value >= 0x20 && value < 0x7F { return 1 }
  // The last run that begins at or before the scalar.
  var low = 0
  var high = characterWidthRuns.count
  while high - low > 1 {
    let middle = (low + high) / 2
    if characterWidthRuns[middle] >> 2 <= value { low = middle } else { high = middle }
  }
  let width = characterWidthRuns[low] & 3
  return width == 3 ? nil : UInt16(width)
}

/// The width of what may be sent to a terminal: `nil` also for characters that reorder text,
/// join or vary others, or are invisible.
func drawableWidth(of scalar: Unicode.Scalar) -> UInt16? {
  // Box drawing, the most frequent characters beyond ASCII.
  if scalar.value >= 0x2500 && scalar.value < 0x2580 { return 1 }
  guard let width = width(of: scalar) else { return nil }
  // Below U+0300 there are no such characters but the soft hyphen, among ideographs and
  // Hangul syllables none.
  switch scalar.value {
  case 0..<0x300: return scalar.value == 0xAD ? nil : width
  case 0x3400..<0xA000, 0xAC00..<0xD7A4: return width
  default: return isHarmless(scalar) ? width : nil
  }
}

@inline(never)
private func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
  let properties = scalar.properties
  if properties.isDefaultIgnorableCodePoint { return false }
  switch properties.generalCategory {
  case .control, .format, .surrogate, .lineSeparator, .paragraphSeparator: return false
  default: return true
  }
}

/// Columns that a character takes when it is drawn, 1 or 2.
package func columns(of character: Character) -> Int { Int(Glyph(character).width) }

/// Columns that a text takes when it is drawn.
package func columns(of text: String) -> Int {
  var sum = 0
  forEachGlyph(of: text) { glyph, _ in
    sum += Int(glyph.width)
    return true
  }
  return sum
}

/// What happens to a text that is too long for its place.
package enum TextCut: Hashable, Sendable {
  /// The end is left out.
  case clip
  /// The end is left out and `…` stands in its place.
  case end
  /// The middle is left out and `…` stands in its place: names differ at both ends.
  case middle
}

extension String {
  /// The text itself when it fits into so many columns, or else what is left of it.
  package func cut(toColumns limit: Int, _ cut: TextCut) -> String {
    let limit = max(0, limit)
    // A column holds at least one byte.
    if utf8.count <= limit || columns(of: self) <= limit { return self }
    switch cut {
    case .clip: return String(prefix(columns: limit))
    case .end: return limit == 0 ? "" : prefix(columns: limit - 1) + "…"
    case .middle:
      guard limit > 0 else { return "" }
      let head = prefix(columns: limit / 2)
      let tail = suffix(columns: limit - 1 - columns(of: String(head)))
      return head + "…" + tail
    }
  }

  /// The longest beginning that takes at most so many columns.
  package func prefix(columns limit: Int) -> Substring {
    var used = 0
    var end = 0
    forEachGlyph(of: self) { glyph, glyphEnd in
      used += Int(glyph.width)
      if used <= limit { end = glyphEnd }
      return used <= limit
    }
    return self[..<utf8.index(startIndex, offsetBy: end)]
  }

  /// The longest ending that takes at most so many columns.
  package func suffix(columns limit: Int) -> Substring {
    var over = columns(of: self) - limit
    var start = 0
    forEachGlyph(of: self) { glyph, glyphEnd in
      guard over > 0 else { return false }
      over -= Int(glyph.width)
      start = glyphEnd
      return true
    }
    return self[utf8.index(startIndex, offsetBy: start)...]
  }
}
