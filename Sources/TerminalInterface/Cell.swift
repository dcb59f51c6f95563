// One place of the screen. Cells have no references and no padding (24 bytes), so that a
// row is compared with memcmp and copied as bytes.

/// What is drawn in one column of one row.
///
/// A wide character takes two cells: the left one has it and width 2, the right one is
/// `Cell.rightHalf` with the same style. `Screen` keeps these pairs whole.
package struct Cell: Hashable, Sendable {
  package internal(set) var style: Style
  /// 1 or 2 columns; 0 for the right half of a wide character.
  package let width: UInt16
  package let base: Unicode.Scalar
  /// Combining marks; U+0000 when there is none.
  package let firstMark: Unicode.Scalar
  package let secondMark: Unicode.Scalar

  init(_ glyph: Glyph, style: Style) {
    self.style = style
    width = glyph.width
    base = glyph.base
    firstMark = glyph.firstMark
    secondMark = glyph.secondMark
  }

  private init(rightHalfWith style: Style) {
    self.style = style
    width = 0
    base = "\0"
    firstMark = "\0"
    secondMark = "\0"
  }

  static func rightHalf(_ style: Style) -> Cell { Cell(rightHalfWith: style) }
  static func blank(_ style: Style) -> Cell { Cell(.space, style: style) }

  /// What stands in the cell; empty for the right half of a wide character.
  package var text: String {
    guard width > 0 else { return "" }
    var scalars = String.UnicodeScalarView()
    scalars.append(base)
    if firstMark != "\0" { scalars.append(firstMark) }
    if secondMark != "\0" { scalars.append(secondMark) }
    return String(scalars)
  }
}
