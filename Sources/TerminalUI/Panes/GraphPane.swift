// The part of the diagram that is seen: lines with their arms and crossings, boxes with names and
// signs, and the labels of a choice. What is not seen costs nothing to draw.

import EditorCore
import GraphLayout
import PipelineModel
import TerminalInterface

struct GraphPane {
  let editor: Editor
  let viewport: GraphViewport
  let signs: ProblemSigns
  let choice: GraphChoice
  let comparison: ComparisonSigns
  /// The room inside the frame.
  let area: Rect

  func draw(on canvas: inout Canvas) {
    guard !editor.pipeline.steps.isEmpty else { return drawInvitation(on: &canvas) }
    let window = Diagram.Box(
      x: max(0, viewport.x), y: max(0, viewport.y),
      width: max(0, min(editor.diagram.width, viewport.x + area.width) - max(0, viewport.x)),
      height: max(0, min(editor.diagram.height, viewport.y + area.height) - max(0, viewport.y)))
    guard window.width > 0, window.height > 0 else { return }
    let lines = editor.diagram.drawing.lines(in: window)
    drawLines(lines, on: &canvas)
    drawComparedLines(window, on: &canvas)
    highlightEdges(lines, on: &canvas)
    drawLineSigns(window, on: &canvas)
    for id in editor.diagram.steps(in: window) { drawBox(id, lines, on: &canvas) }
    for label in choice.labels(editor.diagram) { draw(label, on: &canvas) }
  }

  // MARK: Lines

  private func drawLines(_ lines: LineGrid, on canvas: inout Canvas) {
    let window = lines.window
    for y in window.y..<window.y + window.height {
      for x in window.x..<window.x + window.width {
        let cell = lines[x, y]
        guard let scalar = scalar(cell, canvas.glyphs) else { continue }
        canvas.put(scalar, x: screenX(x), y: screenY(y), .edge, in: area)
      }
    }
  }

  private func scalar(_ cell: LineCell, _ glyphs: ScreenGlyphs) -> Unicode.Scalar? {
    if let head = cell.head { return glyphs.head(head) }
    return cell.arms.rawValue == 0 ? nil : glyphs.lines[cell.arms]
  }

  /// The selected step's lines, or the selected line alone, look different.
  private func highlightEdges(_ lines: LineGrid, on canvas: inout Canvas) {
    guard let step = editor.selection.step else { return }
    let edges: [StepEdge] =
      if let edge = editor.selection.edge {
        [edge]
      } else {
        editor.topology.sources(of: step).map { StepEdge(from: $0, to: step) }
          + editor.topology.targets(of: step).map { StepEdge(from: step, to: $0) }
      }
    // Thousands of lines may share their trunk: what is seen of it is one piece.
    var seen: Set<Rect> = []
    for edge in edges {
      for piece in editor.diagram.pieces(of: edge) {
        let shown = Rect(
          x: screenX(piece.x), y: screenY(piece.y), width: piece.width, height: piece.height
        ).intersection(area)
        if !shown.isEmpty, seen.insert(shown).inserted { canvas.restyle(shown, as: .edgeSelected) }
      }
    }
  }

  // MARK: Boxes

  private func drawBox(_ id: StepID, _ lines: LineGrid, on canvas: inout Canvas) {
    guard let step = editor.pipeline[id], let box = editor.diagram.box(of: id) else { return }
    let frame = Rect(
      x: screenX(box.column), y: screenY(box.row), width: box.width, height: box.height)
    let role = role(of: id)
    let isSelected = id == editor.selection.step
    guard box.width >= 3, box.height >= 3 else {
      drawDot(id, frame, role, isSelected: isSelected, on: &canvas)
      return
    }
    drawBorder(frame, lines, role, isSelected: isSelected, on: &canvas)
    let inside = frame.inset().intersection(area)
    canvas.fill(inside, role)
    drawText(step, frame, role, on: &canvas)
    drawSigns(step, frame, role, on: &canvas)
    let taken = drawRun(of: id, frame, on: &canvas)
    drawComparedConnections(of: id, frame, taken: taken, on: &canvas)
  }

  /// The dot lies in the middle of a bar where lines meet it in several cells.
  private func drawDot(
    _ id: StepID, _ frame: Rect, _ role: StyleRole, isSelected: Bool, on canvas: inout Canvas
  ) {
    let bar = canvas.glyphs.selectedBox[frame.height > 1 ? .upright : .across]
    canvas.fill(frame.intersection(area), role, with: bar)
    let (x, y) = (frame.x + (frame.width - 1) / 2, frame.y + (frame.height - 1) / 2)
    let dot = isSelected ? canvas.glyphs.selectedDot : canvas.glyphs.dot
    canvas.put(dot, x: x, y: y, role, in: area)
    if let sign = editor.comparison?.sign(of: id), !isSelected {
      canvas.write(sign, x: x, y: y, role, in: area, columns: 1)
    } else if !isSelected, let run = editor.stepRun(id) {
      let sign = RunSign(run.state, canvas.glyphs)
      canvas.write(sign.text, x: x, y: y, sign.role, in: area, columns: 1)
    }
  }

  private func role(of id: StepID) -> StyleRole {
    if choice.cursor == id || choice.moving.contains(id) { return .boxGhost }
    if id == editor.selection.step { return .boxSelected }
    if choice.refused.contains(id) { return .hintRefused }
    if editor.selection.marks.contains(id) { return .boxMarked }
    if let role = editor.comparison?.role(of: id) { return role }
    if signs.errors.contains(id) { return .boxProblem }
    return runRole(of: id) ?? .box
  }

  /// The border joins the lines that meet it; an arrowhead takes its cell.
  private func drawBorder(
    _ frame: Rect, _ lines: LineGrid, _ role: StyleRole, isSelected: Bool, on canvas: inout Canvas
  ) {
    let glyphs = isSelected ? canvas.glyphs.selectedBox : canvas.glyphs.lines
    let (right, bottom) = (frame.right - 1, frame.bottom - 1)
    func put(_ x: Int, _ y: Int, _ arms: LineArms) {
      guard area.contains(x: x, y: y) else { return }
      let line = lines[x - area.x + viewport.x, y - area.y + viewport.y]
      let head = line.head.map { canvas.glyphs.head($0) }
      canvas.put(head ?? glyphs[arms.union(line.arms)], x: x, y: y, role, in: area)
    }
    func putJoint(_ x: Int, _ y: Int, _ arms: LineArms) {
      guard area.contains(x: x, y: y) else { return }
      let line = lines[x - area.x + viewport.x, y - area.y + viewport.y]
      if line.arms.rawValue != 0 || line.head != nil { put(x, y, arms) }
    }
    let across = Rect(x: frame.x + 1, y: frame.y, width: frame.width - 2, height: 1)
    let upright = Rect(x: frame.x, y: frame.y + 1, width: 1, height: frame.height - 2)
    for (edge, arms) in [
      (across, LineArms.across), (across.moved(y: frame.height - 1), .across),
      (upright, .upright), (upright.moved(x: frame.width - 1), .upright),
    ] {
      canvas.fill(edge.intersection(area), role, with: glyphs[arms])
    }
    for x in frame.x + 1..<right {
      putJoint(x, frame.y, .across)
      putJoint(x, bottom, .across)
    }
    for y in frame.y + 1..<bottom {
      putJoint(frame.x, y, .upright)
      putJoint(right, y, .upright)
    }
    put(frame.x, frame.y, .topLeft)
    put(right, frame.y, .topRight)
    put(frame.x, bottom, .bottomLeft)
    put(right, bottom, .bottomRight)
  }

  private func drawText(_ step: Step, _ frame: Rect, _ role: StyleRole, on canvas: inout Canvas) {
    let inside = frame.inset(horizontal: 2, vertical: 1)
    let name = step.name.cut(toColumns: inside.width, .middle)
    let isCard = editor.view.zoom == .cards
    let y = inside.y + (inside.height - (isCard ? 2 : 1)) / 2
    let x = isCard ? inside.x : inside.x + (inside.width - columns(of: name)) / 2
    canvas.write(name, x: x, y: y, role, in: area, columns: inside.width)
    if choice.isMatch(step.id) {
      canvas.restyle(
        Rect(x: x, y: y, width: columns(of: name), height: 1).intersection(area), as: .searchMatch)
    }
    if isCard {
      canvas.write(facts(step), x: x, y: y + 1, .dim, in: area, columns: inside.width, cut: .end)
    }
  }

  private func facts(_ step: Step) -> String {
    let runtime = editor.pipeline.value(of: .runtime, for: step)?.text ?? ""
    let memory = editor.pipeline.value(of: .memory, for: step)?.integer.map { "\($0) MB" } ?? ""
    return runtime.replacingPrefix("python", by: "py") + "  " + memory
  }

  /// In the upper border: a mark and a pin on the left, a problem on the right.
  private func drawSigns(_ step: Step, _ frame: Rect, _ role: StyleRole, on canvas: inout Canvas) {
    var left = ""
    if editor.selection.marks.contains(step.id) { left += canvas.glyphs.mark }
    if step.position != nil { left += canvas.glyphs.pin }
    let compared = drawComparedSign(of: step.id, frame, on: &canvas)
    canvas.write(
      left, x: frame.x + 1 + compared, y: frame.y, role, in: area,
      columns: frame.width - 2 - compared)
    let sign: (text: String, role: StyleRole)? =
      if signs.errors.contains(step.id) {
        (canvas.glyphs.bad, .problemError)
      } else if signs.warnings.contains(step.id) {
        (canvas.glyphs.doubtful, .problemWarning)
      } else {
        nil
      }
    if let sign {
      canvas.write(sign.text, x: frame.right - 2, y: frame.y, sign.role, in: area, columns: 1)
    }
  }

  // MARK: Around

  private func draw(_ label: GraphChoice.Label, on canvas: inout Canvas) {
    let (x, y) = (screenX(label.x), screenY(label.y))
    canvas.write(label.text, x: x, y: y, .hintLabel, in: area)
    // Letters that were typed already.
    canvas.restyle(
      Rect(x: x, y: y, width: label.typed, height: 1).intersection(area), as: .dim)
  }

  private func drawInvitation(on canvas: inout Canvas) {
    let lines =
      !editor.isReadOnly
      ? ["This pipeline has no steps yet.", "Press a to add a step, ? for help."]
      : [
        "This file can't be shown as a pipeline.",
        "gp lists what is wrong with it;",
        "E opens it in your text editor.",
      ]
    let y = area.y + max(0, (area.height - lines.count) / 2)
    for (row, line) in lines.enumerated() {
      let x = area.x + max(0, (area.width - columns(of: line)) / 2)
      canvas.write(line, x: x, y: y + row, row == 0 ? .dim : .text, in: area, cut: .end)
    }
  }

  func screenX(_ x: Int) -> Int { area.x + x - viewport.x }
  func screenY(_ y: Int) -> Int { area.y + y - viewport.y }
}

extension String {
  fileprivate func replacingPrefix(_ prefix: String, by other: String) -> String {
    hasPrefix(prefix) ? other + dropFirst(prefix.count) : self
  }
}
