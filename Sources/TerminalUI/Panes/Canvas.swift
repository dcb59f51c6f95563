// What panes draw on: a screen, with meanings instead of styles, and with the line characters
// that the terminal can show. Every call names the rectangle that it must not leave.

import GraphLayout
import TerminalInterface

struct Canvas {
  private(set) var screen: Screen
  let theme: Theme
  let glyphs: ScreenGlyphs

  init(columns: Int, rows: Int, theme: Theme, glyphs: ScreenGlyphs) {
    screen = Screen(columns: columns, rows: rows, style: theme[.text])
    self.theme = theme
    self.glyphs = glyphs
  }

  /// Draws text in one row and gives the columns that it took.
  @discardableResult
  mutating func write(
    _ text: String, x: Int, y: Int, _ role: StyleRole, in area: Rect, columns: Int? = nil,
    cut: TextCut = .clip
  ) -> Int {
    screen.write(
      text, x: x, y: y, style: theme[role], within: area, maxColumns: columns, cut: cut)
  }

  /// Draws pieces of different meaning one after the other and gives the columns they took.
  @discardableResult
  mutating func write(_ pieces: [TextPiece], x: Int, y: Int, in area: Rect) -> Int {
    var column = x
    for piece in pieces where column < area.right {
      column += write(piece.text, x: column, y: y, piece.role, in: area, cut: .end)
    }
    return column - x
  }

  mutating func put(_ scalar: Unicode.Scalar, x: Int, y: Int, _ role: StyleRole, in area: Rect) {
    screen.put(scalar, x: x, y: y, style: theme[role], within: area)
  }

  mutating func fill(_ area: Rect, _ role: StyleRole, with scalar: Unicode.Scalar = " ") {
    screen.fill(area, style: theme[role], with: scalar)
  }

  /// Gives a row or a cell another look and keeps its text.
  mutating func restyle(_ area: Rect, as role: StyleRole) {
    let style = theme[role]
    screen.restyle(area) { $0 = style }
  }

  /// Puts another background under what is drawn.
  mutating func highlight(_ area: Rect, as role: StyleRole) {
    let background = theme[role].background
    screen.restyle(area) { $0.background = background }
  }

  mutating func showCursor(x: Int, y: Int, in area: Rect) {
    if area.contains(x: x, y: y) { screen.cursor = Position(x: x, y: y) }
  }

  /// Edits a text field in one row and puts the cursor into it.
  mutating func draw(_ field: TextField, in area: Rect, _ role: StyleRole) {
    screen.cursor = field.draw(on: &screen, in: area, style: theme[role])
  }
}

/// A piece of a line and what it means.
struct TextPiece: Hashable, Sendable {
  let text: String
  let role: StyleRole

  init(_ text: String, _ role: StyleRole) {
    self.text = text
    self.role = role
  }
}

// MARK: - Frames

/// Which borders a frame joins with its neighbours'.
struct FrameJoints: OptionSet, Hashable, Sendable {
  let rawValue: UInt8
  /// The frame above has no lower border: this one's upper border serves both.
  static let above = FrameJoints(rawValue: 1)
  /// The frame below draws the border between.
  static let below = FrameJoints(rawValue: 2)
}

extension Canvas {
  /// Draws a border with a title in it and gives the room inside.
  @discardableResult
  mutating func drawFrame(
    _ rect: Rect, title: [TextPiece], border: StyleRole, joints: FrameJoints = []
  ) -> Rect {
    guard rect.width >= 2, rect.height >= 2 else {
      return Rect(x: rect.x, y: rect.y, width: 0, height: 0)
    }
    let (left, top) = (rect.x, rect.y)
    let bottom = joints.contains(.below) ? rect.bottom : rect.bottom - 1
    let isJoined = joints.contains(.above)
    let side = Rect(x: left, y: top + 1, width: 1, height: bottom - top - 1)
    drawBorder(.upright, side, border)
    drawBorder(.upright, side.moved(x: rect.width - 1), border)
    let edge = Rect(x: left + 1, y: top, width: rect.width - 2, height: 1)
    let corner = Rect(x: left, y: top, width: 1, height: 1)
    drawBorder(.across, edge, border)
    drawBorder(isJoined ? .joinLeft : .topLeft, corner, border)
    drawBorder(isJoined ? .joinRight : .topRight, corner.moved(x: rect.width - 1), border)
    if !joints.contains(.below) {
      drawBorder(.across, edge.moved(y: bottom - top), border)
      drawBorder(.bottomLeft, corner.moved(y: bottom - top), border)
      drawBorder(.bottomRight, corner.moved(x: rect.width - 1, y: bottom - top), border)
    }
    let titleArea = Rect(x: left + 1, y: top, width: rect.width - 2, height: 1)
    if !title.isEmpty {
      let padded = [TextPiece(" ", border)] + title + [TextPiece(" ", border)]
      write(padded, x: titleArea.x, y: top, in: titleArea)
    }
    return Rect(x: left + 1, y: top + 1, width: rect.width - 2, height: bottom - top - 1)
  }

  /// A line from the top of a column of cells to its bottom.
  mutating func draw(upright column: Rect, _ role: StyleRole) {
    drawBorder(.upright, column, role)
  }

  private mutating func drawBorder(_ arms: LineArms, _ area: Rect, _ role: StyleRole) {
    fill(area, role, with: glyphs.lines[arms])
  }
}
