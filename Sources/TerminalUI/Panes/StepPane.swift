// The fields of the selected step, of the pipeline or of the defaults, and the first lines of the
// step's code. What the rows are is the editor's; editing is FieldEditor's.

import Diagnostics
import EditorCore
import PipelineModel
import TerminalInterface

struct StepPane {
  let rows: [FormRow]
  /// What the file does not hold yet, by the row.
  let isUnsaved: (FormRow) -> Bool
  /// The row of the cursor, when the pane has it.
  let cursor: Int?
  let editing: FieldEditor?
  /// The first lines of the step's code, shown where there is room.
  let code: [Substring]

  /// Draws the rows and, below them, the help of the current one.
  ///
  /// - Returns: the rows that are seen.
  func draw(on canvas: inout Canvas, in area: Rect, window: inout ListWindow) -> Range<Int> {
    guard !rows.isEmpty else {
      canvas.write("no step is selected", x: area.x + 1, y: area.y, .dim, in: area)
      return 0..<0
    }
    var (list, help) = area.split(bottom: cursor == nil || area.height < 6 ? 0 : 2)
    let seen = window.visible(list.height, of: rows.count)
    let labelWidth = min(14, rows.map { columns(of: $0.label) }.max() ?? 0)
    for row in seen {
      let (line, rest) = list.split(top: 1)
      draw(row, labelWidth: labelWidth, on: &canvas, in: line)
      list = rest
    }
    drawCode(on: &canvas, in: list)
    if cursor != nil, !help.isEmpty { drawHelp(on: &canvas, in: help) }
    return seen
  }

  private func draw(_ index: Int, labelWidth: Int, on canvas: inout Canvas, in line: Rect) {
    let row = rows[index]
    let isCurrent = index == cursor
    if isCurrent { canvas.fill(line, .formCurrent) }
    let sign = isCurrent ? canvas.glyphs.chosen : " "
    canvas.write(sign, x: line.x, y: line.y, isCurrent ? .formCurrent : .formLabel, in: line)
    if isUnsaved(row) {
      let role: StyleRole = isCurrent ? .formCurrent : .formChanged
      canvas.write(canvas.glyphs.unsaved, x: line.x + 1, y: line.y, role, in: line)
    }
    canvas.write(
      row.label, x: line.x + 2, y: line.y, isCurrent ? .formCurrent : .formLabel, in: line,
      columns: labelWidth, cut: .end)
    let value = Rect(
      x: line.x + labelWidth + 3, y: line.y, width: line.width - labelWidth - 3, height: 1)
    if isCurrent, let editing {
      canvas.draw(editing.field, in: value, .prompt)
      if editing.field.isEmpty, row.isDefault { drawPlaceholder(row, on: &canvas, in: value) }
      let typed = columns(of: editing.field.text)
      canvas.write(
        editing.suggestion, x: value.x + typed, y: value.y, .formDefault, in: value, cut: .end)
    } else {
      drawValue(row, isCurrent: isCurrent, on: &canvas, in: value)
    }
  }

  /// The value on the left; its unit or where it comes from on the right, when there is room.
  private func drawValue(_ row: FormRow, isCurrent: Bool, on canvas: inout Canvas, in area: Rect) {
    let role = role(of: row, isCurrent: isCurrent)
    var text = row.text
    if let unit = row.unit, !text.isEmpty { text += " " + unit }
    if row.problem?.isError == true { text = canvas.glyphs.bad + " " + text }
    let note = row.lineCount > 1 ? "\(row.lineCount) lines" : row.isDefault ? "(default)" : ""
    let room = area.width - columns(of: note) - 1
    if note.isEmpty || text.isEmpty || columns(of: text) > room {
      // Without room for the word, brackets tell a default.
      let isBracketed = row.isDefault && !text.isEmpty
      let shown = row.isMixed ? "(mixed)" : text.isEmpty ? "–" : isBracketed ? "(\(text))" : text
      canvas.write(shown, x: area.x, y: area.y, role, in: area, cut: .end)
    } else {
      canvas.write(text, x: area.x, y: area.y, role, in: area, columns: room)
      let x = area.right - columns(of: note)
      canvas.write(note, x: x, y: area.y, isCurrent ? .formCurrent : .formDefault, in: area)
    }
    if isCurrent { canvas.highlight(area, as: .formCurrent) }
  }

  private func role(of row: FormRow, isCurrent: Bool) -> StyleRole {
    if row.problem != nil { return .formError }
    if isCurrent { return .formCurrent }
    if row.isDefault { return .formDefault }
    return isUnsaved(row) ? .formChanged : .formValue
  }

  private func drawPlaceholder(_ row: FormRow, on canvas: inout Canvas, in area: Rect) {
    let text = row.text + (row.unit.map { " " + $0 } ?? "")
    canvas.write(text, x: area.x + 1, y: area.y, .formDefault, in: area, cut: .end)
  }

  private func drawCode(on canvas: inout Canvas, in area: Rect) {
    guard area.height >= 3, !code.isEmpty else { return }
    for (row, line) in code.prefix(area.height - 1).enumerated() {
      canvas.write(
        String(line), x: area.x + 2, y: area.y + 1 + row, .code, in: area.inset(vertical: 0),
        cut: .end)
    }
  }

  private func drawHelp(on canvas: inout Canvas, in area: Rect) {
    guard let cursor, rows.indices.contains(cursor) else { return }
    let row = rows[cursor]
    let problem = editing?.problem ?? row.problem.map { "\($0.message) — \($0.mend)" }
    let lines = wrapped(problem ?? row.help, columns: area.width - 2, lines: area.height)
    for (index, line) in lines.enumerated() {
      canvas.write(
        line, x: area.x + 1, y: area.y + index, problem == nil ? .dim : .formError, in: area,
        cut: .end)
    }
  }
}

/// Breaks a text at blanks into at most so many lines; the last one may be too long.
func wrapped(_ text: String, columns limit: Int, lines: Int) -> [String] {
  var result: [String] = []
  var line = ""
  for word in text.split(separator: " ") {
    let candidate = line.isEmpty ? String(word) : line + " " + word
    if columns(of: candidate) > limit, !line.isEmpty, result.count + 1 < lines {
      result.append(line)
      line = String(word)
    } else {
      line = candidate
    }
  }
  return result + [line]
}
