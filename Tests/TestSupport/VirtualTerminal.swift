// A small terminal for tests: what programs send for xterm-256color, tmux, linux and vt100, and
// no more. What it does not know is recorded, so that a test can fail on it. The sequences are
// read in VirtualTerminal+Sequences.swift; here is what they do to the grid.

import CPseudoTerminal

package struct VirtualTerminal: Sendable, CustomStringConvertible {
  package enum Attribute: Hashable, Sendable { case bold, dim, italic, underline, reverse, strike }

  /// Colours: `nil` the terminal's own, 0 to 255 of the palette, above that 0x1000000 and rgb.
  package struct Look: Hashable, Sendable {
    package var foreground: Int?
    package var background: Int?
    package var attributes: Set<Attribute>

    package init(
      foreground: Int? = nil, background: Int? = nil, attributes: Set<Attribute> = []
    ) {
      self.foreground = foreground
      self.background = background
      self.attributes = attributes
    }
  }

  /// `text` is empty in the right half of a wide character.
  package struct Cell: Hashable, Sendable {
    package var text = " "
    package var look = Look()
  }

  struct Grid: Sendable {
    var cells: [Cell]
    var x = 0
    var y = 0
  }

  package internal(set) var columns: Int
  package internal(set) var rows: Int
  /// Private modes that are set, such as 1049 (the other screen) or 2004 (bracketed paste).
  package internal(set) var modes: Set<Int> = []
  package internal(set) var title = ""
  /// Sequences that were not understood, readable.
  package internal(set) var unknown: [String] = []
  package internal(set) var bytesReceived = 0
  /// Frames that were sent with synchronized output.
  package internal(set) var synchronizedFrames = 0
  /// What the terminal answers, to be sent to the program.
  package internal(set) var answers: [UInt8] = []

  var grid: Grid
  /// The main screen while the other one is shown.
  var mainGrid: Grid?
  /// What is seen while a synchronized frame is being sent.
  var heldGrid: Grid?
  var saved = (x: 0, y: 0)
  var pen = Look()
  var top = 0
  var bottom: Int
  /// The last column has been written: the next character goes to the next row.
  var isWrapDue = false
  var lastText = " "
  var charsets = [false, false]
  var activeCharset = 0
  var parser = Parser.ground

  package init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
    bottom = rows - 1
    grid = Grid(cells: Array(repeating: Cell(), count: columns * rows))
  }

  // MARK: What is seen

  /// The rows without blanks at their ends.
  package var lines: [String] {
    (0..<rows).map { y in
      var line = ""
      for x in 0..<columns { line += self[x, y].text }
      return String(line.reversed().drop { $0 == " " }.reversed())
    }
  }

  package var picture: String { lines.joined(separator: "\n") }
  package var description: String { picture }

  package subscript(x: Int, y: Int) -> Cell { (heldGrid ?? grid).cells[y * columns + x] }

  package var cursor: (x: Int, y: Int) { (grid.x, grid.y) }
  package var isCursorVisible: Bool { !modes.contains(VirtualTerminal.hiddenCursor) }

  /// Mode 25 is set in a fresh terminal; its absence is kept here as a mode of our own.
  static let hiddenCursor = -25

  package func contains(_ text: String) -> Bool { lines.contains { $0.contains(text) } }

  // MARK: What happens to it

  package mutating func resize(columns newColumns: Int, rows newRows: Int) {
    func fitted(_ old: Grid) -> Grid {
      var new = Grid(cells: Array(repeating: Cell(), count: newColumns * newRows))
      for y in 0..<min(rows, newRows) {
        for x in 0..<min(columns, newColumns) {
          new.cells[y * newColumns + x] = old.cells[y * columns + x]
        }
      }
      new.x = min(old.x, newColumns - 1)
      new.y = min(old.y, newRows - 1)
      return new
    }
    grid = fitted(grid)
    mainGrid = mainGrid.map(fitted)
    heldGrid = heldGrid.map(fitted)
    (columns, rows, top, bottom) = (newColumns, newRows, 0, newRows - 1)
  }

  private var blank: Cell { Cell(look: Look(background: pen.background)) }

  mutating func put(_ scalar: Unicode.Scalar) {
    let width = max(0, Int(cpty_width(scalar.value)))
    guard width > 0 else { return combine(scalar) }
    if isWrapDue || (width == 2 && grid.x == columns - 1) {
      grid.x = 0
      isWrapDue = false
      lineFeed()
    }
    let index = grid.y * columns + grid.x
    clearHalf(before: index)
    clearHalf(before: index + width)
    lastText = String(Character(scalar))
    grid.cells[index] = Cell(text: lastText, look: pen)
    if width == 2 { grid.cells[index + 1] = Cell(text: "", look: pen) }
    isWrapDue = grid.x + width >= columns
    grid.x = min(grid.x + width, columns - 1)
  }

  private mutating func combine(_ scalar: Unicode.Scalar) {
    var index = grid.y * columns + (isWrapDue ? grid.x : max(0, grid.x - 1))
    if grid.cells[index].text.isEmpty && index > 0 { index -= 1 }
    grid.cells[index].text.unicodeScalars.append(scalar)
  }

  /// Blanks a wide character whose right half is at `index`.
  private mutating func clearHalf(before index: Int) {
    guard index % columns != 0, index < grid.cells.count, grid.cells[index].text.isEmpty else {
      return
    }
    grid.cells[index - 1].text = " "
    grid.cells[index].text = " "
  }

  mutating func lineFeed() {
    if grid.y == bottom { scroll(from: top, by: 1) } else if grid.y < rows - 1 { grid.y += 1 }
  }

  mutating func reverseLineFeed() {
    if grid.y == top { scroll(from: top, by: -1) } else if grid.y > 0 { grid.y -= 1 }
  }

  /// Moves the rows from `first` to the bottom margin: up when `count` is above 0.
  mutating func scroll(from first: Int, by count: Int) {
    guard first <= bottom else { return }
    let row = Array(repeating: blank, count: columns)
    for _ in 0..<min(abs(count), bottom - first + 1) {
      let (gone, new) = count > 0 ? (first, bottom) : (bottom, first)
      grid.cells.removeSubrange(gone * columns..<(gone + 1) * columns)
      grid.cells.insert(contentsOf: row, at: new * columns)
    }
  }

  mutating func erase(_ range: Range<Int>) { for index in range { grid.cells[index] = blank } }

  mutating func insertBlanks(_ count: Int) {
    let end = (grid.y + 1) * columns
    for _ in 0..<min(count, columns - grid.x) {
      grid.cells.remove(at: end - 1)
      grid.cells.insert(blank, at: grid.y * columns + grid.x)
    }
  }

  mutating func deleteCells(_ count: Int) {
    let end = (grid.y + 1) * columns
    for _ in 0..<min(count, columns - grid.x) {
      grid.cells.remove(at: grid.y * columns + grid.x)
      grid.cells.insert(blank, at: end - 1)
    }
  }

  mutating func move(x: Int, y: Int) {
    grid.x = min(max(0, x), columns - 1)
    grid.y = min(max(0, y), rows - 1)
    isWrapDue = false
  }

  mutating func setMode(_ mode: Int, _ isSet: Bool) {
    switch mode {
    case 25:
      if isSet {
        modes.remove(VirtualTerminal.hiddenCursor)
      } else {
        modes.insert(VirtualTerminal.hiddenCursor)
      }
      return
    case 47, 1047, 1049:
      if isSet && mainGrid == nil {
        mainGrid = grid
        erase(0..<grid.cells.count)
      } else if !isSet, let main = mainGrid {
        grid = main
        mainGrid = nil
      }
    case 2026:
      if isSet && heldGrid == nil { heldGrid = grid }
      if !isSet && heldGrid != nil {
        heldGrid = nil
        synchronizedFrames += 1
      }
    // Line wrap, cursor blinking and the keypad's mode leave nothing to see.
    case 1, 7, 12: return
    default: break
    }
    if isSet { modes.insert(mode) } else { modes.remove(mode) }
  }
}
