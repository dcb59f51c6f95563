// The form: which fields are listed, where the cursor is, and what the keys of a listed field do.
// What a field may hold is judged by the editor.

import EditorCore
import PipelineModel
import TerminalInterface

struct FormState: Hashable, Sendable {
  /// `nil` follows the selected step.
  var subject: FormSubject?
  var window = ListWindow()
}

extension App {
  /// What the step pane shows.
  var formSubject: FormSubject? { form.subject ?? editor.selection.step.map { .step($0) } }

  var formRows: [FormRow] { formSubject.map { editor.rows(of: $0) } ?? [] }

  var currentRow: FormRow? {
    let rows = formRows
    return rows.indices.contains(form.window.chosen) ? rows[form.window.chosen] : rows.last
  }

  mutating func openForm(_ subject: FormSubject) {
    focus(.step)
    form = FormState()
    if case .step = subject { return }
    form.subject = subject
  }

  mutating func moveRow(by distance: Int) {
    form.window.choose(form.window.chosen + distance, of: formRows.count)
  }

  mutating func editRow() -> [Effect] {
    guard let row = currentRow else { return [] }
    if let reason = editor.readOnlyReason {
      editor.message = .warning("nothing can be changed: \(reason)")
      return []
    }
    if case .field(.step(let id, .code)) = row.subject { return [.editCode(id)] }
    guard row.lineCount == 1 else {
      editor.message = .warning(
        "\(row.label) has \(row.lineCount) lines: E opens the file in your editor")
      return []
    }
    edit(row)
    return []
  }

  mutating func clearRow() {
    guard let row = currentRow else { return }
    guard !row.isDefault else {
      editor.message = .warning("\(row.label) says nothing that could be cleared")
      return
    }
    editor.attempt { editor throws(Refusal) in try editor.clearRow(row.subject) }
  }
}
