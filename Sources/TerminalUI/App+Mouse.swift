// The mouse, for those who have one: a click selects, focuses or types the key it hits, a second
// one opens, the wheel scrolls. What is dragged is in MouseDrag.swift. Everything has a key as well.

import EditorCore
import PipelineModel
import TerminalInterface

extension App {
  mutating func handle(_ mouse: MouseEvent, at time: Milliseconds) -> [Effect] {
    switch mouse.action {
    case .press(.left):
      drag = nil
      return press(mouse, at: time)
    case .drag(.left): dragged(mouse)
    case .release: return released(mouse)
    case .wheel(let direction): wheel(direction, mouse)
    case .press, .drag, .move: break
    }
    return []
  }

  private mutating func press(_ mouse: MouseEvent, at time: Milliseconds) -> [Effect] {
    if let item = shown.footer.first(where: { $0.0.contains(x: mouse.x, y: mouse.y) }) {
      return item.1.flatMap { handleKey($0, at: time) }
    }
    if shown.list.contains(x: mouse.x, y: mouse.y) {
      return chooseRow(shown.listFirst + mouse.y - shown.list.y, at: time)
    }
    switch interaction {
    case .none, .connected, .facts: interaction = .none
    case .hints(let mode):
      if let id = step(at: mouse), let index = mode.index(of: .step(id)),
        mode.targets[index].refusal == nil
      {
        return take(.step(id), for: mode.question)
      }
      return []
    case .typing(let typing):
      if click(mouse, typing) { return [] }
      _ = handleKey(KeyStroke(.escape), at: time)
    case .name, .search, .pick, .commands, .history, .field, .moving, .quitQuestion, .fileQuestion,
      .merge, .input, .logSearch, .lesson:
      return []
    }
    for (pane, frame) in shown.frames where frame.contains(x: mouse.x, y: mouse.y) {
      return click(mouse, in: pane, isSecond: isSecondClick(mouse, at: time))
    }
    return []
  }

  private mutating func click(_ mouse: MouseEvent, in pane: Pane, isSecond: Bool) -> [Effect] {
    editor.message = nil
    if focus != pane { focus(pane) }
    guard let inside = shown.insides[pane], inside.contains(x: mouse.x, y: mouse.y) else {
      return []
    }
    let row = mouse.y - inside.y
    switch pane {
    case .graph: clickGraph(mouse, isSecond: isSecond)
    case .step:
      if shown.formRows.indices.contains(row) {
        form.window.choose(shown.formRows[row], of: formRows.count)
        if isSecond { return UserCommand.named("edit-row").map { run($0, count: 1) } ?? [] }
      }
    case .text:
      guard hasLineCursor, textView.count > 0 else { return [] }
      textView.putCursor(on: textView.top + row - (inside.height - textView.height))
      selectStepOfCursor()
    }
    return []
  }

  private mutating func clickGraph(_ mouse: MouseEvent, isSecond: Bool) {
    if let id = step(at: mouse) {
      editor.select(id)
      if isSecond { openForm(.step(id)) } else { beginDrag(of: id, mouse) }
    } else if let edge = edge(at: mouse) {
      editor.select(edge)
    } else {
      drag = MouseDrag(.view, mouse)
    }
  }

  /// Whether the button went down at this place a moment ago already.
  private mutating func isSecondClick(_ mouse: MouseEvent, at time: Milliseconds) -> Bool {
    let isSecond = lastClick.map { $0.x == mouse.x && $0.y == mouse.y && time - $0.time < 400 }
    lastClick = isSecond == true ? nil : (mouse.x, mouse.y, time)
    return isSecond == true
  }

  /// Chooses a row of the box on top, as the arrows and Enter would.
  private mutating func chooseRow(_ row: Int, at time: Milliseconds) -> [Effect] {
    switch interaction {
    case .commands(var list):
      list.window.choose(row, of: list.rows.count)
      interaction = .commands(list)
    case .pick(var picker):
      picker.window.choose(row, of: picker.rows.count)
      interaction = .pick(picker)
    case .history(var list):
      list.window.choose(row, of: list.rows.count)
      interaction = .history(list)
    case .quitQuestion(var question):
      question.window.choose(row, of: question.answers.count)
      interaction = .quitQuestion(question)
    case .fileQuestion(var box):
      box.window.choose(row, of: box.question.choices.count)
      interaction = .fileQuestion(box)
    case .merge(var list):
      list.window.choose(row, of: list.conflicts.count)
      interaction = .merge(list)
      return []
    case .none, .hints, .name, .search, .connected, .field, .moving, .facts, .input, .logSearch,
      .lesson,
      .typing:
      return []
    }
    return handleKey(KeyStroke(.enter), at: time)
  }

  func step(at mouse: MouseEvent) -> StepID? {
    guard let inside = shown.insides[.graph], inside.contains(x: mouse.x, y: mouse.y) else {
      return nil
    }
    return editor.diagram.step(
      atColumn: mouse.x - inside.x + graph.x, row: mouse.y - inside.y + graph.y)
  }

  /// The line that goes through the cell; where several share it, the selected step's.
  private func edge(at mouse: MouseEvent) -> StepEdge? {
    guard let inside = shown.insides[.graph], inside.contains(x: mouse.x, y: mouse.y) else {
      return nil
    }
    let (x, y) = (mouse.x - inside.x + graph.x, mouse.y - inside.y + graph.y)
    let there = editor.edges.filter { edge in
      editor.diagram.cells(of: edge).contains { $0.x == x && $0.y == y }
    }
    let selected = editor.selection.step
    return there.first { $0.source == selected || $0.target == selected } ?? there.first
  }

  private mutating func wheel(_ direction: MouseEvent.Direction, _ mouse: MouseEvent) {
    let pane = shown.frames.first { $0.value.contains(x: mouse.x, y: mouse.y) }?.key
    let isForward = direction == .down || direction == .right
    switch pane {
    case .graph?:
      let isSideways = direction == .left || direction == .right || mouse.modifiers.contains(.shift)
      graph.request =
        isSideways
        ? .scroll(columns: isForward ? 8 : -8, rows: 0)
        : .scroll(columns: 0, rows: isForward ? 3 : -3)
    case .text? where editor.view.sideTab == .log: scrollLog(by: isForward ? 3 : -3)
    case .text?: textView.scroll(by: isForward ? 3 : -3)
    case .step?: moveRow(by: isForward ? 1 : -1)
    case nil: break
    }
  }
}
