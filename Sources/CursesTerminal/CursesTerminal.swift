// The terminal: takes it through ncurses, shows screens, gives it back. Decides nothing of
// what is shown; keys are read in TerminalInput.swift.

import CNcurses
import CPosix
import Glibc
package import TerminalInterface

/// The terminal at standard input and output. There is one, used on the main thread.
///
///     ours ◀──── resume ──── given back
///       └─ suspend, exit() ──▶┘
package final class CursesTerminal: Terminal {
  package let capabilities: TerminalCapabilities
  private let colors: TerminalColors
  private var looks = StyleCache<TerminalColors.Look>()
  /// What the terminal shows; `nil` when that is not known.
  private var shown: Screen?
  private var row: [cnc_cell] = []
  /// Writes the frames of a terminal that reads the standard sequences; `nil` leaves them to
  /// ncurses.
  private var direct: DirectFrames?
  private var isOurs = true
  /// Whether the terminal can hold a frame back until it is whole (private mode 2026).
  var isSynchronized = false

  /// Takes the terminal, or says why it cannot be had.
  package init() throws(TerminalError) {
    guard isatty(STDIN_FILENO) == 1 else { throw .notATerminal(name: "standard input") }
    guard isatty(STDOUT_FILENO) == 1 else { throw .notATerminal(name: "standard output") }
    guard let name = CursesTerminal.environment("TERM") else { throw .unnamed }
    let isUTF8 = cnc_use_locale() == 1
    switch Int(cnc_look_up()) {
    case Int(cnc_ok): break
    case Int(cnc_unknown_terminal): throw .unknown(name: name)
    default: throw .cannotPlaceCursor(name: name)
    }
    // Another program may have left it so; frames would be torn.
    _ = cposix_set_nonblocking(STDOUT_FILENO, 0)
    CursesTerminal.prepareForCrash()
    guard cnc_start(CursesTerminal.environment("NO_COLOR") == nil ? 1 : 0) == 0 else {
      throw .failed(name: name)
    }
    let isStandard = isUTF8 && cnc_reads_standard_sequences() == 1
    colors = TerminalColors(isStandard: isStandard, name: name)
    if isStandard { direct = DirectFrames(colors) }
    capabilities = TerminalCapabilities(colors: colors.depth, isUTF8: isUTF8, name: name)
    _ = cposix_hold_stderr()
    // The Linux console would show the end of the question.
    if !name.hasPrefix("linux") { cnc_ask_for_synchronized_output() }
  }

  package var columns: Int { Int(cnc_columns()) }
  package var rows: Int { Int(cnc_rows()) }

  package func draw(_ screen: Screen) {
    guard isOurs else { return }
    let frame = fitted(screen)
    defer { shown = frame }
    if direct?.draw(frame, over: shown, isSynchronized: isSynchronized) != nil { return }
    let changes = changes(of: frame)
    guard !changes.isEmpty || frame.cursor != shown?.cursor || shown == nil else { return }
    put(changes, of: frame)
    // A short frame arrives in one piece anyway.
    let isLong = shown == nil || changes.count > 2
    let cursor = frame.cursor ?? Position(x: -1, y: -1)
    cnc_show(Int32(cursor.x), Int32(cursor.y), isSynchronized && isLong ? 1 : 0)
  }

  /// The next `draw` sends every cell, for a screen that something else has written on.
  package func redraw() {
    shown = nil
    cnc_send_all()
  }

  package func suspend() {
    guard isOurs else { return }
    isOurs = false
    cposix_arm_restore(0)
    cnc_leave()
    cposix_release_stderr()
  }

  package func resume() {
    guard !isOurs else { return }
    isOurs = true
    _ = cposix_hold_stderr()
    cposix_arm_restore(1)
    cnc_return()
    shown = nil
  }

  /// Asks the terminal for its size.
  func takeSize() {
    if isOurs && cnc_take_size() == 1 { shown = nil }
  }

  /// A text that is shown on standard error after a crash, such as where the recovery file is.
  package func setLastWords(_ text: String) { text.withCString { cposix_set_last_words($0) } }

  /// An environment variable that is set and not empty.
  static func environment(_ name: String) -> String? {
    guard let value = getenv(name), value.pointee != 0 else { return nil }
    return String(cString: value)
  }

  private static func prepareForCrash() {
    let bytes = [CChar](unsafeUninitializedCapacity: 512) { buffer, count in
      count = cnc_restore_bytes(buffer.baseAddress, buffer.count)
    }
    _ = cposix_restore_on_crash(STDOUT_FILENO, bytes, bytes.count)
  }

  /// The screen in the terminal's size.
  private func fitted(_ screen: Screen) -> Screen {
    if screen.columns == columns && screen.rows == rows { return screen }
    var frame = Screen(columns: columns, rows: rows)
    frame.draw(screen, x: 0, y: 0)
    frame.cursor = screen.cursor.flatMap { frame.bounds.contains(x: $0.x, y: $0.y) ? $0 : nil }
    return frame
  }

  /// Cells of one row, as indices of the screen's cells.
  private struct Change {
    let row: Int
    let cells: Range<Int>
  }

  /// For each row that is not shown yet its cells from the first to the last that differ, never
  /// half a wide character.
  private func changes(of frame: Screen) -> [Change] {
    let width = frame.columns
    guard width > 0 else { return [] }
    guard let shown, shown.columns == width, shown.rows == frame.rows else {
      return (0..<frame.rows).map { Change(row: $0, cells: $0 * width..<($0 + 1) * width) }
    }
    let size = MemoryLayout<Cell>.stride
    var changes: [Change] = []
    frame.cells.withUnsafeBytes { new in
      shown.cells.withUnsafeBytes { old in
        guard let newStart = new.baseAddress, let oldStart = old.baseAddress else { return }
        for row in 0..<frame.rows {
          let line = row * width..<(row + 1) * width
          let (newLine, oldLine) = (
            newStart + line.lowerBound * size, oldStart + line.lowerBound * size
          )
          if memcmp(newLine, oldLine, width * size) == 0 { continue }
          func isSame(_ cell: Int) -> Bool {
            memcmp(newStart + cell * size, oldStart + cell * size, size) == 0
          }
          func isHalf(_ cell: Int) -> Bool {
            frame.cells[cell].width == 0 || shown.cells[cell].width == 0
          }
          var (first, end) = (line.lowerBound, line.upperBound)
          while isSame(first) { first += 1 }
          while isSame(end - 1) { end -= 1 }
          while first > line.lowerBound, isHalf(first) { first -= 1 }
          while end < line.upperBound, isHalf(end) { end += 1 }
          changes.append(Change(row: row, cells: first..<end))
        }
      }
    }
    return changes
  }

  /// Hands the cells to ncurses. Looks are kept in variables here, as every access to those of a
  /// class is checked.
  private func put(_ changes: [Change], of frame: Screen) {
    var looks = looks
    var line: [cnc_cell] = []
    swap(&line, &row)
    frame.cells.withUnsafeBufferPointer { cells in
      for change in changes {
        line.removeAll(keepingCapacity: true)
        var before: (style: Style, look: TerminalColors.Look)?
        for cell in cells[change.cells] {
          let look: TerminalColors.Look
          if let before, before.style == cell.style || cell.isBlank(after: before.style) {
            look = before.look
          } else {
            look = looks.value(of: cell.style, make: colors.look)
            before = (cell.style, look)
          }
          line.append(
            cnc_cell(
              scalars: (cell.base.value, cell.firstMark.value, cell.secondMark.value),
              pair: look.pair, attributes: look.attributes, width: cell.width))
        }
        let start = change.cells.lowerBound - change.row * frame.columns
        cnc_put(Int32(change.row), Int32(start), line, Int32(line.count))
      }
    }
    (self.looks, row) = (looks, line)
  }
}

extension Cell {
  /// Whether it looks the same in the style of the cell before it, which then need not be changed.
  fileprivate func isBlank(after other: Style) -> Bool {
    // As bits: a set written as a list of its members is made anew for every cell.
    let drawn = Style.Attributes.underline.rawValue | Style.Attributes.reverse.rawValue
    return base == " " && firstMark == "\0" && style.background == other.background
      && (style.attributes.rawValue | other.attributes.rawValue) & drawn == 0
  }
}
