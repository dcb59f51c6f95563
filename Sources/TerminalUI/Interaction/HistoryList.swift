// All moments of the document as a tree: what was undone and then typed over stands indented where
// it left. Enter goes to the chosen moment, on whatever branch.

import EditorCore
import PipelineModel
import TerminalInterface

struct HistoryList: Hashable, Sendable {
  struct Row: Hashable, Sendable {
    let moment: Int
    let label: String
    /// How many branches it lies beside the one that goes on.
    let depth: Int
    /// Seconds before the list was made; `nil` for the first moment.
    let age: Int64?
  }

  let rows: [Row]
  /// The moment that is now, and the one that the file holds.
  let now: Int
  let saved: Int?
  var window = ListWindow()

  init(_ editor: Editor) {
    let history = editor.history
    now = history.now
    saved = editor.savedMoment
    rows = HistoryList.order(history).map { moment, depth in
      let (label, time) = (history.moments[moment].label, history.moments[moment].time)
      return Row(
        moment: moment, label: moment == 0 ? "as it was opened" : label, depth: depth,
        age: moment == 0 || time == 0 ? nil : max(0, editor.time - time))
    }
    let place = rows.firstIndex { $0.moment == editor.history.now } ?? 0
    window.choose(place, of: rows.count)
  }

  /// Each moment behind its parent; of several children the one visited last goes on, and the
  /// others come before it, one step to the right.
  private static func order(_ history: EditHistory) -> [(moment: Int, depth: Int)] {
    var children: [Int: [Int]] = [:]
    for (number, moment) in history.moments.enumerated().dropFirst() {
      children[moment.parent, default: []].append(number)
    }
    var order: [(moment: Int, depth: Int)] = []
    // Not by recursion: a history may be longer than the stack is deep.
    var waiting = [(moment: 0, depth: 0)]
    while let next = waiting.popLast() {
      order.append(next)
      let main = history.moments[next.moment].next
      if let main { waiting.append((main, next.depth)) }
      for child in (children[next.moment] ?? []).reversed() where child != main {
        waiting.append((child, next.depth + 1))
      }
    }
    return order
  }

  static let hints = [
    KeyHint("↑ ↓", "choose"), KeyHint("Enter", "go there"), KeyHint("Esc", "back"),
  ]
}

extension HistoryList.Row {
  /// "now", "40 s", "5 min", "3 h", "12 d".
  var ageText: String {
    guard let age else { return "" }
    switch age {
    case ..<60: return "\(age) s"
    case ..<3600: return "\(age / 60) min"
    case ..<86_400: return "\(age / 3600) h"
    default: return "\(age / 86_400) d"
    }
  }
}

extension App {
  func row(of row: HistoryList.Row, _ list: HistoryList) -> BoxRow {
    let branch = String(repeating: "\(glyphs.lines[.upright]) ", count: min(row.depth, 12))
    let isUndone = row.moment != list.now && !editor.history.done.isEmpty && row.depth > 0
    var notes: [String] = []
    if row.moment == list.saved { notes.append("saved") }
    notes.append(row.moment == list.now ? "now" : row.ageText)
    return BoxRow(
      left: [
        TextPiece(branch, .popupBorder),
        TextPiece(row.label, isUndone ? .popupRefused : .popup),
      ],
      right: [
        TextPiece(
          notes.filter { !$0.isEmpty }.joined(separator: "  "),
          row.moment == list.now ? .popupKey : .popupRefused)
      ])
  }

  mutating func handle(_ stroke: KeyStroke, _ list: HistoryList) -> [Effect] {
    var list = list
    switch stroke.key {
    case .escape, .character("q"):
      interaction = .none
      return []
    case .enter:
      interaction = .none
      let moment = list.rows[list.window.chosen].moment
      editor.attempt { editor throws(Refusal) in try editor.go(to: moment) }
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
}
