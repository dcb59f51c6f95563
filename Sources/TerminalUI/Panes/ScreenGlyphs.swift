// The characters that borders, boxes, lines and signs are drawn with: one set for UTF-8
// terminals, one of square lines (which every terminal has) and ASCII for all others.

import GraphLayout
import TerminalInterface

struct ScreenGlyphs: Hashable, Sendable {
  /// The border of a pane or box: by the raw value of `LineArms`, where the arms are those of the
  /// border and of a line that begins or ends there.
  struct Border: Hashable, Sendable {
    private let byArms: [Unicode.Scalar]

    init(_ byArms: String) {
      self.byArms = Array(byArms.unicodeScalars)
      precondition(self.byArms.count == 16, "there are 16 ways for arms to meet")
    }

    subscript(arms: LineArms) -> Unicode.Scalar { byArms[Int(arms.rawValue)] }
  }

  /// Lines between boxes, and the borders of boxes and panes.
  let lines: Border
  /// The selected box: its own lines are heavy, those that meet it are not.
  let selectedBox: Border
  let unsaved: String
  let good: String
  let bad: String
  let doubtful: String
  let mark: String
  let pin: String
  let chosen: String
  let ellipsis: String
  let separator: String
  /// States of a step's run; `good` and `bad` are two more.
  let waiting: String
  let running: String
  let retrying: String
  let skipped: String
  let cancelled: String
  /// Before the sign of a step that was edited since.
  let stale: String
  let dot: Unicode.Scalar
  let selectedDot: Unicode.Scalar
  let changedLine: Unicode.Scalar
  let currentLine: Unicode.Scalar
  private let heads: [Unicode.Scalar]

  func head(_ side: Diagram.Side) -> Unicode.Scalar {
    switch side {
    case .left: heads[0]
    case .right: heads[1]
    case .top: heads[2]
    case .bottom: heads[3]
    }
  }

  static let unicode = ScreenGlyphs(
    lines: Border(" ╵╶╰╷│╭├╴╯─┴╮┤┬┼"), selectedBox: Border(" ╹╺┗╻┃┏┠╸┛━┷┓┨┯╋"), unsaved: "●",
    good: "✓", bad: "✗", doubtful: "!", mark: "◆", pin: "⊙", chosen: "▸", ellipsis: "…",
    separator: "·", waiting: "○", running: "◐", retrying: "↻", skipped: "–", cancelled: "■",
    stale: "~", dot: "●", selectedDot: "◆", changedLine: "┃", currentLine: "▌",
    heads: Array("◀▶▲▼".unicodeScalars))

  static let ascii = ScreenGlyphs(
    lines: Border(" │─└││┌├─┘─┴┐┤┬┼"), selectedBox: Border(" #########=#####"),
    unsaved: "*", good: "ok", bad: "x", doubtful: "!", mark: "*", pin: "@", chosen: ">",
    ellipsis: "...", separator: "-", waiting: ".", running: ">", retrying: "r", skipped: "-",
    cancelled: "#",
    stale: "~", dot: "o", selectedDot: "#", changedLine: "|",
    currentLine: ">", heads: Array("<>^v".unicodeScalars))
}

/// The parts of a border. Made once: sets written as lists of their members are slow to make.
extension LineArms {
  static let across: LineArms = [.left, .right]
  static let upright: LineArms = [.up, .down]
  static let topLeft: LineArms = [.right, .down]
  static let topRight: LineArms = [.left, .down]
  static let bottomLeft: LineArms = [.right, .up]
  static let bottomRight: LineArms = [.left, .up]
  static let joinLeft: LineArms = [.right, .up, .down]
  static let joinRight: LineArms = [.left, .up, .down]
}
