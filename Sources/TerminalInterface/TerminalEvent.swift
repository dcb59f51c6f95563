// What comes in from a terminal. Values only: the decoder makes them from bytes, tests make
// them by hand.

package enum TerminalEvent: Hashable, Sendable {
  case key(KeyStroke)
  case mouse(MouseEvent)
  /// Pasted text as it came, one event for one paste: not necessarily UTF-8, lines often ended
  /// by CR. Never to be taken for keys.
  case paste([UInt8])
  case resized(columns: Int, rows: Int)
  case focus(isIn: Bool)
  /// The answer to the question whether the terminal has a private mode (DECRPM):
  /// `setting` 0 unknown, 1 set, 2 reset, 3 always set, 4 always reset.
  case modeReport(mode: Int, setting: Int)
}

package struct MouseEvent: Hashable, Sendable {
  package enum Button: Hashable, Sendable { case left, middle, right }
  package enum Direction: Hashable, Sendable { case up, down, left, right }

  package enum Action: Hashable, Sendable {
    case press(Button)
    /// The button is `nil` where the terminal does not say which one.
    case release(Button?)
    case drag(Button)
    /// Moved with no button held.
    case move
    case wheel(Direction)
  }

  package let action: Action
  /// Column and row, counted from zero at the top left.
  package let x: Int
  package let y: Int
  package let modifiers: KeyStroke.Modifiers

  package init(_ action: Action, x: Int, y: Int, modifiers: KeyStroke.Modifiers = []) {
    self.action = action
    self.x = x
    self.y = y
    self.modifiers = modifiers
  }
}
