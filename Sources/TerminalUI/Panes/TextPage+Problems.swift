// The page of all problems: what is wrong and, dimmer below it, what mends it. Enter goes to the
// step of the problem that the cursor is on.

import Diagnostics
import EditorCore
import PipelineModel
import TerminalInterface

/// A line of the page; a long problem takes several.
struct ProblemLine: Hashable, Sendable {
  let text: String
  let role: StyleRole
  /// The problem's place in the list.
  let problem: Int
  let isFirst: Bool

  static func lines(of problems: [Problem], columns: Int) -> [ProblemLine] {
    let room = max(10, columns - 5)
    return problems.enumerated().flatMap { number, problem in
      let role: StyleRole = problem.diagnostic.isError ? .problemError : .problemWarning
      let what = wrapped(problem.diagnostic.message, columns: room, lines: 6)
      let mend = wrapped(problem.diagnostic.mend, columns: room, lines: 6)
      return what.enumerated().map { row, text in
        ProblemLine(text: text, role: role, problem: number, isFirst: row == 0)
      } + mend.map { ProblemLine(text: $0, role: .dim, problem: number, isFirst: false) }
    }
  }

  /// The first line about a step.
  static func first(of step: StepID?, in lines: [ProblemLine], _ problems: [Problem]) -> Range<Int>?
  {
    guard let step else { return nil }
    return lines.firstIndex { problems[$0.problem].step == step }.map { $0..<$0 + 1 }
  }
}

extension TextPage {
  func drawProblems(_ lines: Range<Int>, cursor: Int?, on canvas: inout Canvas, in area: Rect) {
    for (row, index) in lines.enumerated() {
      let line = problemLines[index]
      let y = area.y + row
      if line.isFirst {
        let isError = line.role == .problemError
        let sign = isError ? canvas.glyphs.bad : canvas.glyphs.doubtful
        canvas.write(sign, x: area.x + 1, y: y, line.role, in: area, columns: 2)
      }
      canvas.write(line.text, x: area.x + 4, y: y, line.role, in: area, cut: .end)
      if cursor == line.problem {
        canvas.put(canvas.glyphs.currentLine, x: area.x, y: y, .definitionCurrent, in: area)
      }
    }
  }
}

extension App {
  mutating func scrollText(by lines: Int) {
    if editor.view.sideTab == .log { return scrollLog(by: lines) }
    if focus == .text, hasLineCursor {
      followPage()
      textView.moveCursor(by: lines, of: textView.count)
      textView.show(line: textView.cursor)
      return selectStepOfCursor()
    }
    guard case .problems = editor.view.sideTab else { return textView.scroll(by: lines) }
    textView.moveCursor(by: lines, of: editor.diagnostics.count)
    let page = TextPage(
      editor, fileText, exportTexts, columns: shown.insides[.text]?.width ?? 80)
    if let line = page.problemLines.firstIndex(where: { $0.problem == textView.cursor }) {
      textView.show(line: line)
    }
  }

  /// Whether the page that is shown has a cursor that walks over its lines.
  var hasLineCursor: Bool { stepLines != nil }

  /// Which lines of the shown page are which step's; `nil` where lines are not about steps.
  private var stepLines: [StepID: Range<Int>]? {
    switch editor.view.sideTab {
    case .definition: editor.definition.ranges
    case .file: fileText.ranges
    case .terraform: exportTexts.ranges
    case .handler, .diff, .problems, .log, .data: nil
    }
  }

  /// Selects the step whose lines the cursor is in, the innermost where several are.
  mutating func selectStepOfCursor() {
    let line = textView.cursor
    let around = stepLines?.filter { $0.value.contains(line) } ?? [:]
    if let nearest = around.min(by: { $0.value.count < $1.value.count }) {
      editor.select(nearest.key)
      textView.stay(editor)
    }
  }

  /// Enter in a page: goes to the step that the cursor's line is about.
  mutating func chooseTextLine() -> [Effect] {
    switch editor.view.sideTab {
    case .problems:
      let problems = editor.problems
      guard problems.indices.contains(textView.cursor) else { return [] }
      if let step = problems[textView.cursor].step { editor.select(step) }
    case .file:
      followPage()
      return startTyping()
    case .definition, .terraform:
      followPage()
      selectStepOfCursor()
      focus(.graph)
    case .log: return openLogLine()
    case .handler, .diff, .data: break
    }
    return []
  }
}
