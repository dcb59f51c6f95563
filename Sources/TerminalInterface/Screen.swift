// The picture of one frame: a value that panes draw on and the terminal shows. It knows no
// terminal; nothing it holds can leave its cells or carry a control byte.

/// Columns times rows of cells and a cursor.
///
/// Drawing outside is no mistake: what does not fit is left out. A wide character is never
/// half drawn; when one half of it is overwritten the other becomes a space.
package struct Screen: Hashable, Sendable {
  package let columns: Int
  package let rows: Int
  /// Row by row.
  package private(set) var cells: [Cell]
  /// `nil` when the cursor is hidden.
  package var cursor: Position?

  package init(columns: Int, rows: Int, style: Style = .plain) {
    precondition(columns >= 0 && rows >= 0, "a screen of negative size")
    self.columns = columns
    self.rows = rows
    cells = Array(repeating: .blank(style), count: columns * rows)
  }

  /// What a terminal shows of which nothing is known: no cell equals one that is drawn.
  init(unknownLike other: Screen) {
    columns = other.columns
    rows = other.rows
    let unknown = Cell(Glyph(width: 1, base: "\0"), style: .plain)
    cells = Array(repeating: unknown, count: other.cells.count)
  }

  package var bounds: Rect { Rect(x: 0, y: 0, width: columns, height: rows) }

  /// - Precondition: the place is on the screen.
  package subscript(x: Int, y: Int) -> Cell {
    precondition(bounds.contains(x: x, y: y), "a cell outside the screen")
    return cells[y * columns + x]
  }

  /// Fills a rectangle with one character of width 1.
  package mutating func fill(_ rect: Rect, style: Style, with scalar: Unicode.Scalar = " ") {
    let glyph = Glyph(scalar)
    let cell = Cell(glyph.width == 1 ? glyph : .replacement, style: style)
    let area = rect.intersection(bounds)
    guard !area.isEmpty else { return }
    for y in area.y..<area.bottom {
      let row = y * columns
      splitWideCharacter(before: row + area.x, inRow: row)
      splitWideCharacter(before: row + area.right, inRow: row)
      for index in row + area.x..<row + area.right { cells[index] = cell }
    }
  }

  /// Draws one character; a wide one only when both halves are inside.
  package mutating func put(
    _ scalar: Unicode.Scalar, x: Int, y: Int, style: Style, within clip: Rect? = nil
  ) {
    put(Glyph(scalar), x: x, y: y, style: style, area: area(clip))
  }

  /// Draws text in one row, beginning at column `x`, and gives the columns from `x` to its end.
  ///
  /// What lies outside `clip` (the whole screen when `nil`) or beyond `maxColumns` is left out
  /// as `cut` says. The beginning may lie left of the clip, for text that is scrolled.
  @discardableResult
  package mutating func write(
    _ text: String, x: Int, y: Int, style: Style = .plain, within clip: Rect? = nil,
    maxColumns: Int? = nil, cut: TextCut = .clip
  ) -> Int {
    var area = area(clip)
    if let maxColumns { area = area.intersection(Rect(x: x, y: y, width: maxColumns, height: 1)) }
    if let count = writeASCII(text, x: x, y: y, style: style, area: area, cut) { return count }
    let shown = cut == .clip ? text : text.cut(toColumns: area.right - x, cut)
    var column = x
    forEachGlyph(of: shown) { glyph, _ in
      let next = column + Int(glyph.width)
      put(glyph, x: column, y: y, style: style, area: area)
      if next > area.right { return false }
      column = next
      return true
    }
    return column - x
  }

  /// The usual case of `write`: text of ASCII characters that have a picture. `nil` for all else.
  private mutating func writeASCII(
    _ text: String, x: Int, y: Int, style: Style, area: Rect, _ cut: TextCut
  ) -> Int? {
    var text = text
    return text.withUTF8 { bytes -> Int? in
      let count = max(0, min(bytes.count, area.right - x))
      if count < bytes.count, cut != .clip { return nil }
      for byte in bytes where byte < 0x20 || byte >= 0x7F { return nil }
      let first = max(x, area.x)
      guard y >= area.y, y < area.bottom, first < x + count else { return count }
      let row = y * columns
      splitWideCharacter(before: row + first, inRow: row)
      splitWideCharacter(before: row + x + count, inRow: row)
      for column in first..<x + count {
        let glyph = Glyph(width: 1, base: Unicode.Scalar(bytes[column - x]))
        cells[row + column] = Cell(glyph, style: style)
      }
      return count
    }
  }

  /// Changes the looks of a rectangle and leaves its text, as for a selection.
  package mutating func restyle(_ rect: Rect, _ change: (inout Style) -> Void) {
    let area = rect.intersection(bounds)
    guard !area.isEmpty else { return }
    for y in area.y..<area.bottom {
      for index in y * columns + area.x..<y * columns + area.right { change(&cells[index].style) }
    }
  }

  /// Draws another screen with its top left corner at `x`, `y`.
  package mutating func draw(_ other: Screen, x: Int, y: Int, within clip: Rect? = nil) {
    let area = area(clip)
    for row in 0..<other.rows {
      for column in 0..<other.columns {
        let cell = other.cells[row * other.columns + column]
        if cell.width > 0 {
          put(Glyph(cell), x: x + column, y: y + row, style: cell.style, area: area)
        }
      }
    }
  }

  private func area(_ clip: Rect?) -> Rect { clip.map(bounds.intersection) ?? bounds }

  private mutating func put(_ glyph: Glyph, x: Int, y: Int, style: Style, area: Rect) {
    guard y >= area.y && y < area.bottom else { return }
    let right = x + Int(glyph.width)
    guard x >= area.x && right <= area.right else {
      // The half of a wide character that is inside is blank.
      if glyph.width == 2 {
        put(.space, x: x, y: y, style: style, area: area)
        put(.space, x: x + 1, y: y, style: style, area: area)
      }
      return
    }
    let row = y * columns
    splitWideCharacter(before: row + x, inRow: row)
    splitWideCharacter(before: row + right, inRow: row)
    cells[row + x] = Cell(glyph, style: style)
    if glyph.width == 2 { cells[row + x + 1] = .rightHalf(style) }
  }

  /// Blanks both halves of a wide character that has its right half at `index`.
  private mutating func splitWideCharacter(before index: Int, inRow row: Int) {
    guard index > row && index < row + columns && cells[index].width == 0 else { return }
    cells[index - 1] = .blank(cells[index - 1].style)
    cells[index] = .blank(cells[index].style)
  }
}

extension Glyph {
  fileprivate init(_ cell: Cell) {
    self.init(
      width: cell.width, base: cell.base, firstMark: cell.firstMark, secondMark: cell.secondMark)
  }
}
