// The first line of the screen: the file, whether it is saved, what it holds, and its problems.

import EditorCore
import PipelineModel
import TerminalInterface

struct StatusLine {
  let editor: Editor
  let fileName: String
  /// Whether keys are recorded.
  var isRecording = false

  func draw(on canvas: inout Canvas, in area: Rect) {
    canvas.fill(area, .status)
    var problems = problemPieces(canvas.glyphs)
    if let run = App.runFact(editor, canvas.glyphs) {
      problems = [run, TextPiece("  ", .status)] + problems
    }
    let problemWidth = problems.reduce(0) { $0 + columns(of: $1.text) }
    let left = drawName(on: &canvas, in: area, room: max(8, area.width - problemWidth - 3))
    let x = area.right - problemWidth - 1
    canvas.write(problems, x: max(left + 1, x), y: area.y, in: area)
    drawFacts(on: &canvas, in: Rect(x: left, y: area.y, width: x - left, height: 1))
  }

  private func drawName(on canvas: inout Canvas, in area: Rect, room: Int) -> Int {
    let name = fileName.cut(toColumns: room - 2, .middle)
    var pieces = [TextPiece(" " + name, .status)]
    if editor.isModified { pieces.append(TextPiece(" " + canvas.glyphs.unsaved, .statusUnsaved)) }
    if isRecording { pieces.append(TextPiece(" recording", .statusUnsaved)) }
    if editor.isReadOnly {
      pieces.append(TextPiece(editor.access.isView ? " view" : " read-only", .statusUnsaved))
    }
    if let disk = diskText { pieces.append(TextPiece(" " + disk, .statusBad)) }
    return area.x + canvas.write(pieces, x: area.x, y: area.y, in: area)
  }

  private var diskText: String? {
    switch editor.disk {
    case .same: nil
    case .changed: "changed on disk"
    case .notUnderstood: "not understood on disk"
    case .gone: "gone from the disk"
    }
  }

  /// In the middle; what does not fit is left out from the end.
  private func drawFacts(on canvas: inout Canvas, in area: Rect) {
    let count = editor.pipeline.steps.count
    var facts = [count == 1 ? "1 step" : "\(count) steps"]
    if !editor.selection.marks.isEmpty { facts.append("\(editor.selection.marks.count) marked") }
    facts.append(text(of: .schedule) ?? "on demand")
    if let region = text(of: .region) { facts.append(region) }
    while !facts.isEmpty {
      let line = facts.joined(separator: " \(canvas.glyphs.separator) ")
      let width = columns(of: line)
      if width + 2 <= area.width {
        let x = area.x + (area.width - width) / 2
        canvas.write(line, x: x, y: area.y, .status, in: area)
        return
      }
      facts.removeLast()
    }
  }

  private func text(of field: PipelineField) -> String? {
    (editor.pipeline.fields[field] ?? field.schema.defaultValue)?.text
  }

  private func problemPieces(_ glyphs: ScreenGlyphs) -> [TextPiece] {
    let counts = editor.problemCounts
    if counts.isEmpty { return [TextPiece("\(glyphs.good) no problems", .statusGood)] }
    var pieces: [TextPiece] = []
    if counts.errors > 0 {
      let word = counts.errors == 1 ? "error" : "errors"
      pieces.append(TextPiece("\(glyphs.bad) \(counts.errors) \(word)", .statusBad))
    }
    if counts.warnings > 0 {
      let word = counts.warnings == 1 ? "warning" : "warnings"
      let space = pieces.isEmpty ? "" : "  "
      pieces.append(
        TextPiece("\(space)\(glyphs.doubtful) \(counts.warnings) \(word)", .statusUnsaved))
    }
    return pieces
  }
}
