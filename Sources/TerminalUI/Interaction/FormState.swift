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

extension Editor {
  /// Whether the row says something else than the file. A new step is unsaved as a whole and marks
  /// its name only.
  func isUnsaved(_ row: FormRow) -> Bool {
    guard isModified else { return false }
    switch row.subject {
    case .stepName(let id):
      return savedPipeline[id].map { !$0.name.utf8.elementsEqual(row.text.utf8) } ?? true
    case .field(.step(let id, let field)):
      guard let saved = savedPipeline[id] else { return false }
      return saved.fields[field] != pipeline[id]?.fields[field]
    case .field(.steps(let ids, let field)):
      return ids.contains { id in
        savedPipeline[id].map { $0.fields[field] != pipeline[id]?.fields[field] } ?? false
      }
    case .field(.default(let field)):
      return savedPipeline.defaults[field] != pipeline.defaults[field]
    case .field(.pipeline(let field)): return savedPipeline.fields[field] != pipeline.fields[field]
    case .argument(let id, let place):
      guard let saved = savedPipeline[id]?.arguments, let now = pipeline[id]?.arguments else {
        return false
      }
      let before = saved.indices.contains(place) ? saved[place] : nil
      return before != (now.indices.contains(place) ? now[place] : nil)
    case .needs(let id):
      return savedPipeline[id].map { $0.needs != pipeline[id]?.needs } ?? false
    }
  }
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
    if case .step(let id) = subject {
      let marks = editor.selection.marks
      if marks.count > 1, marks.contains(id) { form.subject = .steps(marks) }
      return
    }
    form.subject = subject
  }

  mutating func moveRow(by distance: Int) {
    form.window.choose(form.window.chosen + distance, of: formRows.count)
  }

  mutating func editRow() -> [Effect] {
    guard let row = currentRow else { return [] }
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
