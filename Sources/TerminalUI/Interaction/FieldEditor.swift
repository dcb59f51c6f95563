// Editing one field in place, judged while it is typed. Enter and Tab keep the text as one undo,
// Escape leaves the field as it was, an empty text brings the default back.

import EditorCore
import PipelineModel
import TerminalInterface

struct FieldEditor: Hashable, Sendable {
  let row: FormRow
  var field: TextField
  private(set) var problem: String?
  /// What the field may be given; empty where anything may stand.
  private let completions: [String]
  /// What was typed before a completion was taken, and which one that is.
  private var cycle: Cycle?

  private struct Cycle: Hashable, Sendable {
    let typed: String
    let place: Int
  }

  init(_ row: FormRow, completions: [String]) {
    self.row = row
    self.completions = completions
    field = TextField(row.written)
  }

  mutating func judge(_ editor: Editor) {
    problem = editor.problem(in: field.text, of: row.subject)
    cycle = nil
  }

  /// The rest of the first completion that begins like the text, shown behind the cursor.
  var suggestion: String {
    guard !field.before.isEmpty, field.after.isEmpty,
      let whole = completions.first(where: { $0.hasPrefix(field.before) })
    else { return "" }
    return String(whole.dropFirst(field.before.count))
  }

  /// Puts the next or previous fitting completion into the field.
  mutating func complete(by distance: Int, _ editor: Editor) {
    let typed = cycle?.typed ?? field.text
    let fitting = fitting(typed)
    guard !fitting.isEmpty else { return }
    let last = cycle?.place ?? (distance > 0 ? -1 : fitting.count)
    let place = (last + distance + fitting.count) % fitting.count
    field = TextField(fitting[place])
    judge(editor)
    cycle = Cycle(typed: typed, place: place)
  }

  /// Completions that the typed letters fit, best first.
  private func fitting(_ typed: String) -> [String] {
    let matches = completions.compactMap { text in
      FuzzyMatch(typed, in: text).map { (text: text, score: $0.score) }
    }
    let ranked = matches.enumerated().sorted {
      ($1.element.score, $0.offset) < ($0.element.score, $1.offset)
    }
    return ranked.map(\.element.text)
  }

  var hints: [KeyHint] {
    let choose = completions.isEmpty ? [] : [KeyHint("Ctrl-n", "choose")]
    return [KeyHint("Enter", "keep"), KeyHint("Tab", "next field")] + choose
      + [KeyHint("Ctrl-u", "clear"), KeyHint("Esc", "as it was")]
  }
}

extension App {
  mutating func handle(_ stroke: KeyStroke, _ editing: FieldEditor) -> [Effect] {
    var editing = editing
    editor.message = nil
    switch (stroke.key, stroke.modifiers) {
    case (.escape, _):
      interaction = .none
      return []
    case (.enter, _):
      if keep(editing) { interaction = .none }
      return []
    case (.tab, _), (.down, _): return goOn(from: editing, by: 1)
    case (.backtab, _), (.up, _): return goOn(from: editing, by: -1)
    case (.character("n"), .control): editing.complete(by: 1, editor)
    case (.character("p"), .control): editing.complete(by: -1, editor)
    case (.right, []),
      (.end, []) where !editing.suggestion.isEmpty:
      editing.field.insert(editing.suggestion)
      editing.judge(editor)
    default: if editing.field.handle(stroke) { editing.judge(editor) }
    }
    interaction = .field(editing)
    return []
  }

  mutating func edit(_ row: FormRow) {
    interaction = .field(FieldEditor(row, completions: editor.completions(of: row.subject)))
  }

  /// Keeps the text and edits the next field; fields of many lines are only gone to.
  private mutating func goOn(from editing: FieldEditor, by distance: Int) -> [Effect] {
    guard keep(editing) else { return [] }
    interaction = .none
    let before = form.window.chosen
    moveRow(by: distance)
    guard form.window.chosen != before, let row = currentRow, row.lineCount == 1 else { return [] }
    if case .field(.step(_, .code)) = row.subject { return [] }
    edit(row)
    return []
  }

  /// - Returns: whether the text could be kept.
  private mutating func keep(_ editing: FieldEditor) -> Bool {
    let text = editing.field.text
    if text == editing.row.written { return true }
    return editor.attempt { editor throws(Refusal) in
      try editor.setRow(editing.row.subject, toText: text)
    }
  }
}

extension FormRow {
  /// What is written there, as it is typed.
  fileprivate var written: String { isDefault || isMixed ? "" : text }
}
