// The changes that can be taken back or made again, with a mark for now. Enter goes to the chosen
// moment by as many undos or redos as it takes.

import EditorCore
import PipelineModel
import TerminalInterface

struct HistoryList: Hashable, Sendable {
  /// Oldest first; the row of a moment says what led to it. Row 0 is the file as it was opened.
  let rows: [String]
  /// The row of the present.
  let now: Int
  var window = ListWindow()

  init(_ editor: Editor) {
    let done = editor.history.done.map(\.label)
    let undone = editor.history.undone.reversed().map(\.label)
    rows = ["as it was opened"] + done + undone
    now = done.count
    window.choose(now, of: rows.count)
  }

  static let hints = [
    KeyHint("↑ ↓", "choose"), KeyHint("Enter", "go there"), KeyHint("Esc", "back"),
  ]
}

extension App {
  mutating func handle(_ stroke: KeyStroke, _ list: HistoryList) -> [Effect] {
    var list = list
    switch stroke.key {
    case .escape, .character("q"):
      interaction = .none
      return []
    case .enter:
      interaction = .none
      go(from: list.now, to: list.window.chosen)
      return []
    case .down, .character("j"): list.window.choose(list.window.chosen + 1, of: list.rows.count)
    case .up, .character("k"): list.window.choose(list.window.chosen - 1, of: list.rows.count)
    case .home, .character("g"): list.window.choose(0, of: list.rows.count)
    case .end, .character("G"): list.window.choose(list.rows.count - 1, of: list.rows.count)
    default: break
    }
    interaction = .history(list)
    return []
  }

  private mutating func go(from now: Int, to moment: Int) {
    editor.attempt { editor throws(Refusal) in
      for _ in 0..<max(0, now - moment) { try editor.undo() }
      for _ in 0..<max(0, moment - now) { try editor.redo() }
    }
  }
}
