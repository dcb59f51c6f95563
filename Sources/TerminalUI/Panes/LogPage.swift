// The page of a step's log: how its run stands, then what it printed. Standard error and failures
// have a sign before them; the rows come from LogView.

import EditorCore
import PipelineModel
import RunScheduler
import TerminalInterface

extension App {
  mutating func drawLog(on canvas: inout Canvas, _ inside: Rect) {
    guard let id = editor.selection.step, let run = editor.stepRun(id),
      let (sign, words) = runText(of: id)
    else { return drawNoLog(on: &canvas, inside) }
    let (head, body) = inside.split(top: 1)
    logView.follow(id, run: run.outcome.run)
    let (room, width) = (body.height, max(2, body.width - 3))
    let rows = logView.rows(of: run.log, columns: width, height: room)
    let below = rows.isEmpty ? 0 : run.log.numbers.upperBound - logView.seen.upperBound
    let note = logNote(below: below, isEmpty: run.log.lines.isEmpty)
    let noteWidth = columns(of: note)
    let name = editor.name(of: id)
    let line = Rect(x: head.x + 1, y: head.y, width: max(0, head.width - noteWidth - 3), height: 1)
    canvas.write(
      [
        TextPiece("\(sign.text) ", sign.role), TextPiece("\(name) ", .text),
        TextPiece(words, sign.role),
      ], x: line.x, y: line.y, in: line)
    canvas.write(note, x: head.right - noteWidth - 1, y: head.y, .dim, in: head)
    if run.log.lines.isEmpty {
      let text = run.state.hasEnded ? "it printed nothing" : "nothing printed yet"
      canvas.write(text, x: body.x + 3, y: body.y, .dim, in: body, cut: .end)
    }
    for (number, row) in rows.enumerated() {
      draw(row, run.log, y: body.y + number, on: &canvas, in: body)
    }
  }

  private func logNote(below: Int, isEmpty: Bool) -> String {
    if isEmpty { return "" }
    if below > 0 { return "\(below) below" }
    return logView.cursor == nil && editor.runs.isRunning ? "follows" : ""
  }

  private func drawNoLog(on canvas: inout Canvas, _ inside: Rect) {
    let name = editor.selectedStep?.name
    let lines = [
      name.map { "\($0) has not run yet." } ?? "No step is selected.", "",
      "!!  runs all steps here, as they are now", "!s  runs the selected step alone",
      "!i  runs it with an input that you type", "!   shows all that can be run",
    ]
    for (row, line) in lines.enumerated() where row < inside.height {
      canvas.write(line, x: inside.x + 1, y: inside.y + row, .dim, in: inside, cut: .end)
    }
  }

  private func draw(
    _ row: LogView.Row, _ log: RunLog, y: Int, on canvas: inout Canvas, in area: Rect
  ) {
    let line = log[row.line]
    let (sign, role): (String, StyleRole) =
      switch line.kind {
      case .output: (" ", .text)
      case .errors: (glyphs.doubtful, .problemWarning)
      case .note: (glyphs.separator, .dim)
      case .failure: (glyphs.bad, .problemError)
      case .trace: (" ", line.place.map { isOwn($0) } ?? false ? .problemError : .dim)
      }
    if row.isFirst {
      canvas.write(sign, x: area.x + 1, y: y, role, in: area, columns: 1)
    }
    let text = Rect(x: area.x + 3, y: y, width: area.width - 3, height: 1).intersection(area)
    canvas.write(row.text, x: text.x, y: y, role, in: text, cut: .end)
    highlightMatches(row.text, y: y, on: &canvas, in: text)
    if focus == .text, logView.cursor == row.line {
      canvas.put(glyphs.currentLine, x: area.x, y: y, .definitionCurrent, in: area)
    }
  }

  private func isOwn(_ place: StepFailure.SourcePlace) -> Bool {
    editor.selection.step.map { editor.codeLine(of: place, in: $0) != nil } ?? false
  }

  private func highlightMatches(_ text: String, y: Int, on canvas: inout Canvas, in area: Rect) {
    let wanted = logView.query.lowercased()
    guard !wanted.isEmpty else { return }
    let lower = text.lowercased()
    // Lower case may have another length (İ); then nothing is marked.
    guard lower.count == text.count else { return }
    var start = lower.startIndex
    while let found = lower[start...].firstRange(of: wanted) {
      let before = text.prefix(lower.distance(from: lower.startIndex, to: found.lowerBound))
      let match = text.dropFirst(before.count).prefix(wanted.count)
      let x = area.x + columns(of: String(before))
      canvas.restyle(
        Rect(x: x, y: y, width: columns(of: String(match)), height: 1).intersection(area),
        as: .searchMatch)
      start = found.upperBound
    }
  }
}

extension App {
  /// What a run prints is seen at once, unless the person looks at data or is in a form.
  mutating func showLogOfRun() {
    if editor.view.sideTab != .data { editor.show(.log) }
    if focus == .graph { side = .text }
  }

  /// The selected step's log, when the page shows one.
  var shownLog: RunLog? {
    guard editor.view.sideTab == .log else { return nil }
    return editor.selection.step.flatMap { editor.stepRun($0)?.log }
  }

  mutating func scrollLog(by lines: Int) {
    guard let log = shownLog else { return }
    if lines <= -1_000_000 { return logView.moveToFirst(log) }
    if lines >= 1_000_000 { return logView.moveToEnd() }
    // The first move up starts from what is seen.
    logView.move(by: lines, in: log)
  }

  /// Enter on a line of the log: the code that the line is about.
  mutating func openLogLine() -> [Effect] {
    guard let log = shownLog, let id = editor.selection.step else { return [] }
    if let cursor = logView.cursor, log.numbers.contains(cursor), let place = log[cursor].place,
      let line = editor.codeLine(of: place, in: id)
    {
      return [.editCodeLine(id, line: line)]
    }
    let own = log.lines.last {
      $0.place.map { editor.codeLine(of: $0, in: id) != nil } ?? false
    }
    guard logView.cursor == nil, let place = own?.place,
      let line = editor.codeLine(of: place, in: id)
    else {
      editor.message = .warning(
        "this line names no line of the step's code; j and k choose another")
      return []
    }
    return [.editCodeLine(id, line: line)]
  }
}
