// The pages of the text pane: the definition, the file, its changes, the problems. Only the lines
// that are seen are coloured.

import Diagnostics
import EditorCore
import PipelineModel
import TerminalInterface

struct TextPage {
  /// A problem takes several lines when it is long.
  private struct ProblemLine {
    let pieces: [TextPiece]
    let problem: Int
  }

  private let editor: Editor
  private let problemLines: [ProblemLine]
  private let problems: [Problem]
  let count: Int
  /// Lines of the selected step.
  let wanted: Range<Int>?

  init(_ editor: Editor, columns: Int) {
    self.editor = editor
    var problemLines: [ProblemLine] = []
    var problems: [Problem] = []
    switch editor.view.sideTab {
    case .definition:
      count = editor.definition.lines.count
      wanted = editor.selection.step.flatMap { editor.definition.ranges[$0] }
    case .file, .diff:
      count = 0
      wanted = nil
    case .problems:
      problems = editor.problems
      for (number, problem) in problems.enumerated() {
        problemLines += TextPage.lines(of: problem, number, columns: columns)
      }
      count = problemLines.count
      let first = problemLines.firstIndex { line in
        problems[line.problem].step != nil && problems[line.problem].step == editor.selection.step
      }
      wanted = first.map { $0..<$0 + 1 }
    }
    self.problemLines = problemLines
    self.problems = problems
  }

  func draw(on canvas: inout Canvas, in area: Rect, top: Int, cursor: Int?) {
    guard count > 0 else {
      for (row, line) in emptyText.enumerated() {
        canvas.write(line, x: area.x + 1, y: area.y + row, .dim, in: area, cut: .end)
      }
      return
    }
    switch editor.view.sideTab {
    case .definition: drawDefinition(on: &canvas, in: area, top: top)
    case .file, .diff: break
    case .problems: drawProblems(on: &canvas, in: area, top: top, cursor: cursor)
    }
  }

  private var emptyText: [String] {
    switch editor.view.sideTab {
    case .definition: ["no definition yet", editor.definition.staleReason ?? "add a step first"]
    case .file: ["the file is empty"]
    case .diff: ["nothing to save: the file", "holds what you see"]
    case .problems: ["no problems"]
    }
  }

  private func drawDefinition(on canvas: inout Canvas, in area: Rect, top: Int) {
    let definition = editor.definition
    var room = area
    if let reason = definition.staleReason {
      let (line, rest) = area.split(top: 1)
      canvas.write(
        "\(canvas.glyphs.doubtful) not up to date: \(reason)", x: line.x + 1, y: line.y,
        .problemWarning, in: line, cut: .end)
      room = rest
    }
    for row in 0..<min(room.height, definition.lines.count - top) {
      let index = top + row
      let y = room.y + row
      canvas.write(JSONColoring.pieces(of: definition.lines[index]), x: room.x + 1, y: y, in: room)
      if wanted?.contains(index) == true {
        canvas.put(canvas.glyphs.currentLine, x: room.x, y: y, .definitionCurrent, in: room)
      }
      if definition.changed.contains(sorted: index) {
        canvas.put(canvas.glyphs.changedLine, x: room.right - 1, y: y, .definitionChanged, in: room)
      }
    }
  }

  private static func lines(of problem: Problem, _ number: Int, columns: Int) -> [ProblemLine] {
    let role: StyleRole = problem.diagnostic.isError ? .problemError : .problemWarning
    let what = wrapped(problem.diagnostic.message, columns: max(10, columns - 4), lines: 4)
    let mend = wrapped(problem.diagnostic.mend, columns: max(10, columns - 4), lines: 4)
    return what.map { ProblemLine(pieces: [TextPiece($0, role)], problem: number) }
      + mend.map { ProblemLine(pieces: [TextPiece($0, .dim)], problem: number) }
  }

  private func drawProblems(on canvas: inout Canvas, in area: Rect, top: Int, cursor: Int?) {
    for row in 0..<min(area.height, problemLines.count - top) {
      let line = problemLines[top + row]
      let y = area.y + row
      let isFirst = top + row == 0 || problemLines[top + row - 1].problem != line.problem
      if isFirst, let role = line.pieces.first?.role {
        let sign = role == .problemError ? canvas.glyphs.bad : canvas.glyphs.doubtful
        canvas.write(sign, x: area.x + 1, y: y, role, in: area)
      }
      canvas.write(line.pieces, x: area.x + 4, y: y, in: area)
      if cursor == line.problem {
        canvas.put(canvas.glyphs.currentLine, x: area.x, y: y, .definitionCurrent, in: area)
      }
    }
  }
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

extension App {
  mutating func scrollText(by lines: Int) {
    if editor.view.sideTab == .problems {
      textView.moveCursor(by: max(-10_000, min(10_000, lines)), of: editor.diagnostics.count)
    } else {
      textView.scroll(by: lines)
    }
  }

  /// Enter in a page: the step that the line is about.
  mutating func chooseTextLine() {
    switch editor.view.sideTab {
    case .problems:
      let problems = editor.problems
      guard problems.indices.contains(textView.cursor) else { return }
      if let step = problems[textView.cursor].step { editor.select(step) }
    case .definition:
      let middle = textView.top + textView.height / 2
      let around = editor.definition.ranges.filter { $0.value.contains(middle) }
      if let nearest = around.min(by: { $0.value.count < $1.value.count }) {
        editor.select(nearest.key)
      }
    case .file, .diff: break
    }
  }
}
