// The line above the footer: a prompt with its field while something is asked, else what the last
// command said, else what is selected.

import Diagnostics
import EditorCore
import GraphLayout
import PipelineModel
import TerminalInterface

extension App {
  func drawMessageLine(on canvas: inout Canvas, in area: Rect) {
    let area = area.inset(horizontal: 1, vertical: 0)
    switch interaction {
    case .name(let prompt):
      drawPrompt(
        prompt.label(editor) + ":", prompt.field, prompt.problem(editor), on: &canvas, in: area)
    case .search(let prompt):
      let isMissing = prompt.hits.isEmpty && !prompt.field.isEmpty
      drawPrompt(
        prompt.marks ? "mark what holds:" : "find:", prompt.field,
        isMissing ? "nothing found" : nil, on: &canvas,
        in: area)
    case .pick(let picker):
      let label = picker.hints?.title(editor) ?? "go to"
      drawPrompt(label + ":", picker.field, picker.chosen?.refusal, on: &canvas, in: area)
    case .commands(let list) where list.form == .commandLine:
      drawPrompt(":", list.field, nil, on: &canvas, in: area)
    case .commands(let list): drawPrompt(list.title + ":", list.field, nil, on: &canvas, in: area)
    case .hints(let mode): drawHintLine(mode, on: &canvas, in: area)
    case .connected(let choice):
      let text = (editor.message?.text ?? "") + "   "
      canvas.write(
        [TextPiece(text, .message), TextPiece(choice.others, .dim)], x: area.x, y: area.y, in: area)
    case .moving(let steps):
      let what = steps.count == 1 ? editor.name(of: steps[0]) : "\(steps.count) steps"
      drawText(editor.message ?? .info("moving \(what)"), on: &canvas, in: area)
    case .field(let field):
      if let problem = editor.message?.text ?? field.problem {
        canvas.write(problem, x: area.x, y: area.y, .promptError, in: area, cut: .end)
      }
    case .input(let prompt):
      drawPrompt(
        prompt.label(editor) + ":", prompt.field, prompt.problem, on: &canvas, in: area)
    case .lesson(let lesson):
      canvas.write(lessonPieces(lesson), x: area.x, y: area.y, in: area)
    case .logSearch(let prompt):
      drawPrompt(
        "find in the log:", prompt.field, prompt.isFound ? nil : "nothing found", on: &canvas,
        in: area)
    case .none, .history, .quitQuestion, .fileQuestion, .merge, .facts, .typing:
      drawIdle(on: &canvas, in: area)
    }
  }

  /// The label, the field and what is wrong with the text; where there is no room for all three,
  /// the label gives way.
  private func drawPrompt(
    _ label: String, _ field: TextField, _ problem: String?, on canvas: inout Canvas, in area: Rect
  ) {
    let problem = editor.message.flatMap { $0.kind == .info ? nil : $0.text } ?? problem
    let fieldWidth = max(14, columns(of: field.text) + 2)
    let problemWidth = problem.map { columns(of: $0) + 2 } ?? 0
    let room = max(0, area.width - fieldWidth - problemWidth)
    let isWhole = columns(of: label) + 1 <= room
    let shown = isWhole || problem == nil ? label.cut(toColumns: max(10, room - 1), .end) : ""
    let used = canvas.write(shown, x: area.x, y: area.y, .promptLabel, in: area)
    var rest = area.split(left: used == 0 ? 0 : used + 1).rest
    if let problem {
      let parts = rest.split(right: max(0, min(problemWidth, rest.width - fieldWidth)))
      canvas.write(
        problem, x: parts.right.x + 2, y: area.y, .promptError, in: parts.right, cut: .end)
      rest = parts.rest
    }
    canvas.draw(field, in: rest, .prompt)
  }

  private func drawHintLine(_ mode: HintMode, on canvas: inout Canvas, in area: Rect) {
    var pieces = [
      TextPiece(mode.title(editor) + ": ", .promptLabel), TextPiece(mode.typed, .prompt),
    ]
    if let message = editor.message {
      pieces.append(TextPiece("  " + message.text, .promptError))
    } else if let cursor = mode.cursor {
      pieces.append(TextPiece(" " + name(of: mode.targets[cursor].thing), .prompt))
      if let refusal = mode.targets[cursor].refusal {
        pieces.append(TextPiece("  " + refusal, .promptError))
      }
    } else {
      let hidden = hiddenLabels(mode)
      let elsewhere = hidden == 0 ? "" : "; \(hidden) more not in view: / finds them by name"
      pieces.append(TextPiece("type a label\(elsewhere)", .dim))
    }
    canvas.write(pieces, x: area.x, y: area.y, in: area)
  }

  /// How many steps have a label that is not on the screen.
  private func hiddenLabels(_ mode: HintMode) -> Int {
    guard let room = shown.insides[.graph], mode.isAboutSteps else { return 0 }
    let seen = Rect(x: graph.x, y: graph.y, width: room.width, height: room.height)
    return mode.targets.count { target in
      guard target.label != nil, case .step(let id) = target.thing,
        let box = editor.diagram.box(of: id)
      else { return false }
      return !seen.contains(x: box.column, y: box.row)
    }
  }

  private func name(of thing: HintMode.Thing) -> String {
    switch thing {
    case .step(let id): editor.name(of: id)
    case .edge(let edge): edgeText(edge)
    }
  }

  private func edgeText(_ edge: StepEdge) -> String {
    let summary = editor.edgeFacts(edge).map { ": " + $0.summary } ?? ""
    return "\(editor.name(of: edge.source)) \(glyphs.head(.right)) \(editor.name(of: edge.target))"
      + summary
  }

  private func drawIdle(on canvas: inout Canvas, in area: Rect) {
    var area = area
    if !reader.isEmpty {
      let typed = reader.label
      let (rest, right) = area.split(right: columns(of: typed) + 1)
      canvas.write(typed, x: right.x + 1, y: right.y, .promptLabel, in: right)
      area = rest
    }
    if let message = editor.message {
      drawText(message, on: &canvas, in: area)
    } else {
      canvas.write(selectionPieces, x: area.x, y: area.y, in: area)
    }
  }

  private func drawText(_ message: Message, on canvas: inout Canvas, in area: Rect) {
    let role: StyleRole =
      switch message.kind {
      case .info: .message
      case .warning: .messageRefused
      case .error: .problemError
      }
    canvas.write(message.text, x: area.x, y: area.y, role, in: area, cut: .end)
  }

  /// The full name, which boxes may cut, and what is worth knowing at a glance.
  private var selectionPieces: [TextPiece] {
    if let edge = editor.selection.edge { return [TextPiece(edgeText(edge), .message)] }
    guard let step = editor.selectedStep else { return [] }
    var facts: [String] = []
    let sources = editor.topology.sources(of: step.id)
    let targets = editor.topology.targets(of: step.id)
    if !sources.isEmpty { facts.append("needs \(list(sources))") }
    if !targets.isEmpty { facts.append("needed by \(list(targets))") }
    if let compared = comparisonText(of: step.id) {
      return [
        TextPiece(step.name + "  ", .message), compared,
        TextPiece(facts.isEmpty ? "" : "  " + facts.joined(separator: ", "), .dim),
      ]
    }
    let hasProblem = signs.errors.contains(step.id) || signs.warnings.contains(step.id)
    if hasProblem, let problem = editor.problems(of: step.id).first {
      let role: StyleRole = problem.isError ? .problemError : .problemWarning
      return [
        TextPiece(step.name + "  ", .message),
        TextPiece("\(problem.message) — \(problem.mend)", role),
      ]
    }
    if let (sign, text) = runText(of: step.id) {
      return [
        TextPiece(step.name + "  ", .message), TextPiece("\(sign.text) \(text)", sign.role),
        TextPiece(facts.isEmpty ? "" : "  " + facts.joined(separator: ", "), .dim),
      ]
    }
    return [TextPiece(step.name + "  ", .message), TextPiece(facts.joined(separator: ", "), .dim)]
  }

  private func list(_ steps: [StepID]) -> String {
    steps.count > 3
      ? "\(steps.count) steps" : steps.map { editor.name(of: $0) }.joined(separator: ", ")
  }
}
