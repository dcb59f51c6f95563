// A question about the file: what is the matter, the difference, and the answers, each with a key.
// Nothing is lost without a key that says so: Escape takes the last answer, which loses nothing.

package import EditorCore
import TerminalInterface

struct FileQuestionBox: Sendable {
  let question: FileQuestion
  let changes: [FileText.ChangeLine]
  var window = ListWindow()
  /// The first line of the difference that is seen.
  var top = 0
  /// Whether the difference takes all the room there is.
  var isLarge = false

  init(_ question: FileQuestion) {
    self.question = question
    changes =
      question.before == question.after
      ? []
      : FileText.changes(
        from: FileText.split(question.before), to: FileText.split(question.after))
  }

  static let hints = [
    KeyHint("Enter", "choose"), KeyHint("v", "view all"), KeyHint("PgDn", "scroll"),
    KeyHint("Esc", "the last choice"),
  ]
}

extension App {
  /// Asks the person something about the file, in place of whatever is going on.
  package mutating func ask(_ question: FileQuestion) {
    reader.clear()
    isKeyBoxOpen = false
    interaction = .fileQuestion(FileQuestionBox(question))
  }

  /// Whether keys mean commands now, so that a question would not take the place of anything.
  package var isIdle: Bool {
    if case .none = interaction { reader.isEmpty } else { false }
  }

  mutating func handle(_ stroke: KeyStroke, _ box: FileQuestionBox) -> [Effect] {
    var box = box
    let choices = box.question.choices
    switch (stroke.key, stroke.modifiers) {
    case (.escape, _): return answer(choices.last?.answer ?? .stay)
    case (.enter, _): return answer(choices[box.window.chosen].answer)
    case (.down, _), (.tab, _): box.window.move(by: 1, of: choices.count)
    case (.up, _), (.backtab, _): box.window.move(by: -1, of: choices.count)
    case (.pageDown, _), (.character("d"), .control): box.top += 10
    case (.pageUp, _), (.character("u"), .control): box.top = max(0, box.top - 10)
    default:
      if let typed = stroke.typed, let choice = choices.first(where: { $0.key == typed }) {
        return answer(choice.answer)
      }
      if stroke.typed == "v" { box.isLarge.toggle() }
      if stroke.typed == "j" { box.window.move(by: 1, of: choices.count) }
      if stroke.typed == "k" { box.window.move(by: -1, of: choices.count) }
    }
    interaction = .fileQuestion(box)
    return []
  }

  private mutating func answer(_ answer: FileQuestion.Answer) -> [Effect] {
    interaction = .none
    if answer == .saveElsewhere {
      openCommands(.commandLine)
      type("save ")
      return []
    }
    return [.answer(answer)]
  }

  /// Puts text into the command line, for the person to go on.
  private mutating func type(_ text: String) {
    guard case .commands(var list) = interaction else { return }
    list.field = TextField(text)
    list.update(self)
    interaction = .commands(list)
  }

  // MARK: Drawing

  mutating func draw(_ box: inout FileQuestionBox, on canvas: inout Canvas, in body: Rect) {
    let question = box.question
    let width = min(body.width, 100)
    let text = wrapped(question.text, columns: width - 4, lines: 6)
    let fixed = text.count + question.choices.count + 2
    let most = box.isLarge ? body.height : body.height * 3 / 4
    let shown = box.changes.isEmpty ? 0 : max(0, min(box.changes.count + 1, most - fixed))
    let height = min(body.height, fixed + shown)
    let frame = Rect(x: body.x, y: body.bottom - height, width: width, height: height)
    canvas.fill(frame, .popup)
    var inside = canvas.drawFrame(
      frame, title: [TextPiece(question.title, .popupTitle)], border: .popupBorder)
    let parts = inside.split(bottom: min(inside.height, question.choices.count))
    inside = parts.rest
    for (row, line) in text.enumerated() {
      canvas.write(line, x: inside.x + 1, y: inside.y + row, .popup, in: inside, cut: .end)
    }
    let rest = inside.split(top: min(inside.height, text.count)).rest
    box.top = max(0, min(box.top, box.changes.count - rest.height))
    for (row, line) in box.changes.dropFirst(box.top).prefix(rest.height).enumerated() {
      draw(line, y: rest.y + row, on: &canvas, in: rest)
    }
    (self.shown.list, self.shown.listFirst) = (parts.bottom, 0)
    for (row, choice) in question.choices.enumerated() {
      let line = Rect(
        x: parts.bottom.x, y: parts.bottom.y + row, width: parts.bottom.width, height: 1)
      draw(choice, isChosen: row == box.window.chosen, on: &canvas, in: line)
    }
  }

  private func draw(
    _ line: FileText.ChangeLine, y: Int, on canvas: inout Canvas, in area: Rect
  ) {
    let (sign, role): (String, StyleRole) =
      switch line.kind {
      case .same: ("  ", .popup)
      case .added: ("+ ", .diffAdded)
      case .removed: ("- ", .diffRemoved)
      case .gap: (canvas.glyphs.ellipsis, .diffHeading)
      }
    canvas.write(sign + line.text, x: area.x + 1, y: y, role, in: area, cut: .end)
  }

  private func draw(
    _ choice: FileQuestion.Choice, isChosen: Bool, on canvas: inout Canvas, in line: Rect
  ) {
    if isChosen {
      canvas.fill(line, .popupSelected)
      canvas.write(glyphs.chosen, x: line.x, y: line.y, .popupSelected, in: line)
    }
    canvas.write(
      [
        TextPiece(String(Character(choice.key)) + "  ", .popupKey), TextPiece(choice.text, .popup),
      ], x: line.x + 2, y: line.y, in: line)
    if isChosen { canvas.highlight(line, as: .popupSelected) }
  }
}
