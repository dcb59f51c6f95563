// Boxes on top of the panes: the list of what may be chosen, the keys that may follow a prefix,
// and questions. All stand above the message line and inside the panes' room.

import EditorCore
import PipelineModel
import TerminalInterface

/// A row of a box: pieces on the left and, when there is room, on the right.
struct BoxRow: Hashable, Sendable {
  var left: [TextPiece]
  var right: [TextPiece] = []
}

extension App {
  mutating func drawBox(on canvas: inout Canvas, _ layout: PaneLayout) {
    let body = Rect(
      x: 0, y: layout.status.bottom, width: layout.status.width,
      height: layout.message.y - layout.status.bottom)
    switch interaction {
    case .commands(var list):
      drawCommands(&list, on: &canvas, in: body)
      interaction = .commands(list)
    case .pick(var picker):
      let rows = picker.rows.map { row($0) }
      drawList(
        rows, "steps", &picker.window, on: &canvas, in: body, height: min(10, body.height / 2),
        empty: "no step is called so")
      interaction = .pick(picker)
    case .fileQuestion(var box):
      draw(&box, on: &canvas, in: body)
      interaction = .fileQuestion(box)
    case .merge(var list):
      drawList(
        rows(of: list), "changed here and on disk", &list.window, on: &canvas, in: body,
        height: body.height * 2 / 3, width: min(body.width, 100))
      interaction = .merge(list)
    case .history(var list):
      let rows = list.rows.map { row(of: $0, list) }
      drawList(rows, "history", &list.window, on: &canvas, in: body, height: body.height * 2 / 3)
      interaction = .history(list)
    case .quitQuestion(var question):
      let rows = question.answers.map {
        BoxRow(left: [
          TextPiece(String(Character($0.key)) + "  ", .popupKey), TextPiece($0.rawValue, .popup),
        ])
      }
      drawList(rows, question.title, &question.window, on: &canvas, in: body, height: 5)
      interaction = .quitQuestion(question)
    case .facts(var list):
      let width = min(body.width, 100)
      let rows = list.rows.map { row in
        let label = TextPiece(row.label.padded(to: 14), .popupRefused)
        return BoxRow(left: [label, TextPiece(row.text, row.isProblem ? .popupTitle : .popup)])
      }
      drawList(
        rows, list.title, &list.window, on: &canvas, in: body, height: body.height * 2 / 3,
        width: width)
      interaction = .facts(list)
    case .none: if isKeyBoxOpen { drawKeyBox(on: &canvas, in: body) }
    case .hints, .name, .search, .connected, .field, .moving, .input, .logSearch, .lesson, .typing:
      break
    }
  }

  // MARK: Commands

  /// Help is read by key, the palette by name; both are chosen from alike.
  private mutating func drawCommands(
    _ list: inout CommandList, on canvas: inout Canvas, in body: Rect
  ) {
    let isHelp = list.form == .help
    let nameWidth = list.rows.map { columns(of: $0.command.name) }.max() ?? 0
    let rows = list.rows.map { row in
      let role: StyleRole = row.refusal == nil ? .popup : .popupRefused
      let note = row.refusal.map { "\(row.command.summary) (\($0))" } ?? row.command.summary
      let name = TextPiece(row.command.name, .popupRefused)
      if isHelp {
        let keys = row.keys.cut(toColumns: 13, .end).padded(to: 15)
        return BoxRow(
          left: [TextPiece(keys, .popupKey), TextPiece(note, role)],
          right: body.width < 60 ? [] : [name])
      }
      let label = TextPiece(row.command.name.padded(to: min(nameWidth, body.width - 16) + 2), role)
      return BoxRow(
        left: [label, TextPiece(note, .popupRefused)], right: [TextPiece(row.keys, .popupKey)])
    }
    drawList(
      rows, isHelp ? "help: \(title(of: focus))" : "commands", &list.window, on: &canvas, in: body,
      height: isHelp ? body.height : max(8, body.height * 2 / 3), width: min(body.width, 120),
      empty: "no command is called so", note: body.width < 76 ? list.chosen?.command.summary : nil)
  }

  private func row(_ row: StepPicker.Row) -> BoxRow {
    var pieces: [TextPiece] = []
    let places = Set(row.places)
    for (index, character) in row.name.enumerated() {
      let role: StyleRole =
        places.contains(index) ? .popupKey : row.refusal == nil ? .popup : .popupRefused
      if let last = pieces.last, last.role == role {
        pieces[pieces.count - 1] = TextPiece(last.text + String(character), role)
      } else {
        pieces.append(TextPiece(String(character), role))
      }
    }
    if let sign = row.sign { pieces.insert(contentsOf: [sign, TextPiece(" ", .popup)], at: 0) }
    return BoxRow(left: pieces + (row.refusal.map { [TextPiece("  \($0)", .popupRefused)] } ?? []))
  }

  // MARK: Keys that may follow

  /// One entry for each next key: its command, or how many commands lie behind it.
  private mutating func drawKeyBox(on canvas: inout Canvas, in body: Rect) {
    let map = keyMap(for: focus)
    let typed = reader.keys
    var seen: Set<KeyStroke> = []
    var rows: [BoxRow] = []
    for binding in map.continuations(of: typed) {
      let next = binding.keys[typed.count]
      guard seen.insert(next).inserted, let command = UserCommand.named(binding.command) else {
        continue
      }
      let rest = KeyMap.label(Array(binding.keys.dropFirst(typed.count)))
      let refusal = command.unavailableReason(self)
      rows.append(
        BoxRow(
          left: [
            TextPiece(rest.padded(to: 7), .popupKey),
            TextPiece(command.summary, refusal == nil ? .popup : .popupRefused),
          ], right: refusal.map { [TextPiece($0, .popupRefused)] } ?? []))
    }
    var window = ListWindow()
    drawList(
      rows, KeyMap.label(typed), &window, on: &canvas, in: body, height: rows.count + 2,
      width: min(body.width, 90), isChoice: false)
  }

  // MARK: Lists

  /// Draws a list in a frame at the lower end of the room.
  ///
  /// - Parameters:
  ///   - height: the most rows that the box takes, its frame included.
  ///   - note: what is said of the chosen row in the lower border.
  private mutating func drawList(
    _ rows: [BoxRow], _ title: String, _ window: inout ListWindow, on canvas: inout Canvas,
    in body: Rect, height: Int, width: Int? = nil, empty: String = "nothing", note: String? = nil,
    isChoice: Bool = true
  ) {
    let width = min(body.width, width ?? min(70, body.width))
    let noteRows = note == nil ? 0 : 1
    let height = min(body.height, max(3, min(height, max(1, rows.count) + 2 + noteRows)))
    let box = Rect(x: body.x, y: body.bottom - height, width: width, height: height)
    canvas.fill(box, .popup)
    var inside = canvas.drawFrame(box, title: [TextPiece(title, .popupTitle)], border: .popupBorder)
    if let note {
      let parts = inside.split(bottom: 1)
      canvas.write(
        note, x: parts.bottom.x + 1, y: parts.bottom.y, .popupRefused, in: parts.bottom, cut: .end)
      inside = parts.rest
    }
    guard !rows.isEmpty else {
      canvas.write(empty, x: inside.x + 2, y: inside.y, .popupRefused, in: inside, cut: .end)
      return
    }
    let seen = window.visible(inside.height, of: rows.count)
    (shown.list, shown.listFirst) = (inside, seen.lowerBound)
    for index in seen {
      let line = Rect(
        x: inside.x, y: inside.y + index - seen.lowerBound, width: inside.width, height: 1)
      draw(rows[index], isChosen: isChoice && index == window.chosen, on: &canvas, in: line)
    }
    drawCount(seen, of: rows.count, on: &canvas, box)
  }

  private func draw(_ row: BoxRow, isChosen: Bool, on canvas: inout Canvas, in line: Rect) {
    if isChosen {
      canvas.fill(line, .popupSelected)
      canvas.write(glyphs.chosen, x: line.x, y: line.y, .popupSelected, in: line)
    }
    var area = Rect(x: line.x + 2, y: line.y, width: line.width - 3, height: 1)
    let rightWidth = row.right.reduce(0) { $0 + columns(of: $1.text) }
    if rightWidth > 0, rightWidth <= area.width / 3 {
      let parts = area.split(right: rightWidth)
      canvas.write(row.right, x: parts.right.x, y: area.y, in: parts.right)
      area = parts.rest.split(right: 2).rest
    }
    canvas.write(row.left, x: area.x, y: area.y, in: area)
    if isChosen { canvas.highlight(line, as: .popupSelected) }
  }

  private func drawCount(_ seen: Range<Int>, of count: Int, on canvas: inout Canvas, _ box: Rect) {
    guard seen.count < count else { return }
    let text = " \(seen.lowerBound + 1)-\(seen.upperBound) of \(count) "
    let x = box.right - 2 - columns(of: text)
    canvas.write(text, x: x, y: box.bottom - 1, .popupRefused, in: box)
  }
}

extension String {
  fileprivate func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - columns(of: self)))
  }
}
