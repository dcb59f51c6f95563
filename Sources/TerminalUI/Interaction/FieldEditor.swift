// Editing one field in place, judged while it is typed. Enter and Tab keep the text as one undo,
// Escape leaves the field as it was, an empty text brings the default back.

import EditorCore
import PipelineModel
import TerminalInterface

struct FieldEditor: Hashable, Sendable {
  let row: FormRow
  var field: TextField
  private(set) var problem: String?

  init(_ row: FormRow) {
    self.row = row
    field = TextField(row.isDefault ? "" : row.text)
  }

  mutating func judge(_ editor: Editor) {
    problem = editor.problem(in: field.text, for: row.subject)
  }

  static let hints = [
    KeyHint("Enter", "keep"), KeyHint("Tab", "next field"), KeyHint("Ctrl-u", "clear: default"),
    KeyHint("Esc", "as it was"),
  ]
}

extension App {
  mutating func handle(_ stroke: KeyStroke, _ editing: FieldEditor) -> [Effect] {
    var editing = editing
    editor.message = nil
    switch stroke.key {
    case .escape: interaction = .none
    case .enter: if keep(editing) { interaction = .none }
    case .tab, .down: return goOn(from: editing, by: 1)
    case .backtab, .up: return goOn(from: editing, by: -1)
    default:
      if editing.field.handle(stroke) { editing.judge(editor) }
      interaction = .field(editing)
    }
    return []
  }

  /// Keeps the text and edits the next field; fields of many lines are only gone to.
  private mutating func goOn(from editing: FieldEditor, by distance: Int) -> [Effect] {
    guard keep(editing) else { return [] }
    interaction = .none
    let before = form.window.chosen
    moveRow(by: distance)
    guard form.window.chosen != before, let row = currentRow, row.lineCount == 1 else { return [] }
    if case .field(.step(_, .code)) = row.subject { return [] }
    interaction = .field(FieldEditor(row))
    return []
  }

  /// - Returns: whether the text could be kept.
  private mutating func keep(_ editing: FieldEditor) -> Bool {
    let text = editing.field.text
    if text == (editing.row.isDefault ? "" : editing.row.text) { return true }
    return editor.attempt { editor throws(Refusal) in try editor.set(editing.row.subject, to: text)
    }
  }
}
