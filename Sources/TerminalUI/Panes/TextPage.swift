// One page of the text pane: how many lines it has, which of them are the selected step's, and how
// the lines that are seen are drawn. The problems' page is in TextPage+Problems.swift.

import EditorCore
import PipelineModel
import TerminalInterface

struct TextPage {
  let editor: Editor
  let file: FileText
  let export: ExportTexts
  let problemLines: [ProblemLine]
  let count: Int
  /// Lines of the selected step, from 0.
  let wanted: Range<Int>?

  init(_ editor: Editor, _ file: FileText, _ export: ExportTexts, columns: Int) {
    self.editor = editor
    self.file = file
    self.export = export
    let step = editor.selection.step
    switch editor.view.sideTab {
    case .definition:
      problemLines = []
      count = editor.definition.lines.count
      wanted = step.flatMap { editor.definition.ranges[$0] }
    case .terraform:
      problemLines = []
      count = export.terraform.count
      wanted = step.flatMap { export.ranges[$0] }
    case .handler:
      problemLines = []
      count = export.function.count
      // Another step's function is read from its beginning.
      wanted = count > 0 ? 0..<1 : nil
    case .file:
      problemLines = []
      count = file.lines.count
      wanted = step.flatMap { file.ranges[$0] }
    case .diff:
      problemLines = []
      count = file.changes.count
      wanted = nil
    case .problems:
      problemLines = ProblemLine.lines(of: editor.problems, columns: columns)
      count = problemLines.count
      wanted = ProblemLine.first(of: step, in: problemLines, editor.problems)
    case .log, .data:
      preconditionFailure("logs and data draw themselves")
    }
  }

  /// A line above the text that says that it is not the present one.
  var notice: String? {
    guard count > 0 else { return nil }
    let reason: String? =
      switch editor.view.sideTab {
      case .definition: editor.definition.staleReason
      case .terraform, .handler: export.staleReason
      case .file, .diff, .problems, .log, .data: nil
      }
    return reason.map { "not up to date: \($0)" }
  }

  func draw(on canvas: inout Canvas, in area: Rect, top: Int, cursor: Int?) {
    var area = area
    if let notice {
      let (line, rest) = area.split(top: 1)
      canvas.write(
        "\(canvas.glyphs.doubtful) \(notice)", x: line.x + 1, y: line.y, .problemWarning, in: line,
        cut: .end)
      area = rest
    }
    guard count > 0 else { return drawEmpty(on: &canvas, in: area) }
    let lines = top..<max(top, min(count, top + area.height))
    switch editor.view.sideTab {
    case .definition:
      drawJSON(
        editor.definition.lines, lines, changed: editor.definition.changed, on: &canvas, in: area)
      mark(cursor, in: lines, on: &canvas, in: area)
    case .terraform:
      drawJSON(export.terraform, lines, changed: export.changed, on: &canvas, in: area)
      mark(cursor, in: lines, on: &canvas, in: area)
    case .handler: drawFunction(lines, on: &canvas, in: area)
    case .file:
      drawFile(lines, on: &canvas, in: area)
      mark(cursor, in: lines, on: &canvas, in: area)
    case .diff: drawChanges(lines, on: &canvas, in: area)
    case .problems: drawProblems(lines, cursor: cursor, on: &canvas, in: area)
    case .log, .data: break
    }
  }

  private func drawEmpty(on canvas: inout Canvas, in area: Rect) {
    let text: String =
      switch editor.view.sideTab {
      case .definition:
        editor.definition.staleReason.map { "no definition yet: \($0)" }
          ?? (editor.isDefinitionDue ? "" : "no definition yet")
      case .terraform: "no Terraform yet" + (export.staleReason.map { ": " + $0 } ?? "")
      case .handler:
        editor.selection.step == nil
          ? "no step is selected" : "no function yet" + (export.staleReason.map { ": " + $0 } ?? "")
      case .file: file.reason ?? "the file is empty"
      case .diff: file.reason ?? "nothing to save: the file holds what you see"
      case .problems: "no problems"
      case .log, .data: ""
      }
    let lines = wrapped(text, columns: area.width - 2, lines: area.height)
    for (row, line) in lines.enumerated() {
      canvas.write(line, x: area.x + 1, y: area.y + row, .dim, in: area, cut: .end)
    }
  }

  private func drawJSON(
    _ text: TextLines, _ lines: Range<Int>, changed: [Int], on canvas: inout Canvas, in area: Rect
  ) {
    let shift = indentToLeaveOut(text, columns: area.width - 2)
    for (row, index) in lines.enumerated() {
      let y = area.y + row
      let line = text[index]
      let pieces = JSONColoring.pieces(of: String(line.dropFirst(min(shift, line.indent))))
      canvas.write(pieces, x: area.x + 1, y: y, in: area.split(right: 1).rest)
      markCurrent(index, y, on: &canvas, in: area)
      if changed.contains(sorted: index) {
        canvas.put(canvas.glyphs.changedLine, x: area.right - 1, y: y, .definitionChanged, in: area)
      }
    }
  }

  /// In a narrow pane all lines move left, so far that the selected step's lines fit or begin at
  /// the left; lines that begin farther left than that keep all they have.
  private func indentToLeaveOut(_ text: TextLines, columns: Int) -> Int {
    guard let wanted, let first = wanted.first, wanted.upperBound <= text.count else { return 0 }
    let longest = text[wanted].map(\.utf8.count).max() ?? 0
    return max(0, min(text[first].indent - 2, longest - columns))
  }

  private func drawFunction(_ lines: Range<Int>, on canvas: inout Canvas, in area: Rect) {
    for (row, index) in lines.enumerated() {
      let line = export.function[index]
      let pieces =
        switch line.kind {
        case .heading: [TextPiece(line.text, .diffHeading)]
        case .code: [TextPiece(line.text, .code)]
        case .json: JSONColoring.pieces(of: line.text)
        }
      canvas.write(pieces, x: area.x + 1, y: area.y + row, in: area)
    }
  }

  private func drawFile(_ lines: Range<Int>, on canvas: inout Canvas, in area: Rect) {
    for (row, index) in lines.enumerated() {
      let y = area.y + row
      canvas.write(YAMLColoring.pieces(of: file.lines[index]), x: area.x + 1, y: y, in: area)
      markCurrent(index, y, on: &canvas, in: area)
    }
  }

  private func drawChanges(_ lines: Range<Int>, on canvas: inout Canvas, in area: Rect) {
    for (row, index) in lines.enumerated() {
      let line = file.changes[index]
      let (sign, role): (String, StyleRole) =
        switch line.kind {
        case .same: ("  ", .text)
        case .added: ("+ ", .diffAdded)
        case .removed: ("- ", .diffRemoved)
        case .gap: (canvas.glyphs.ellipsis, .diffHeading)
        }
      canvas.write(
        sign + line.text, x: area.x + 1, y: area.y + row, role, in: area, cut: .end)
    }
  }

  /// The line that the cursor is on.
  private func mark(
    _ cursor: Int?, in lines: Range<Int>, on canvas: inout Canvas, in area: Rect
  ) {
    guard let cursor, lines.contains(cursor) else { return }
    let line = Rect(x: area.x, y: area.y + cursor - lines.lowerBound, width: area.width, height: 1)
    canvas.restyle(line, as: .formCurrent)
    canvas.write(
      canvas.glyphs.chosen, x: line.x, y: line.y, .formCurrent, in: line, columns: 1)
  }

  private func markCurrent(_ index: Int, _ y: Int, on canvas: inout Canvas, in area: Rect) {
    guard wanted?.contains(index) == true else { return }
    canvas.put(canvas.glyphs.currentLine, x: area.x, y: y, .definitionCurrent, in: area)
  }
}

extension String {
  /// Blanks at the beginning.
  fileprivate var indent: Int { utf8.prefix { $0 == 0x20 }.count }
}

extension [Int] {
  /// Whether an ascending array has the number.
  fileprivate func contains(sorted number: Int) -> Bool {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if self[middle] < number { low = middle + 1 } else { high = middle }
    }
    return low < count && self[low] == number
  }
}
