// The whole diagram in a corner of the graph pane: where boxes are, where the selected step is, and
// which part is seen. Drawn only while the diagram is larger than the pane.

import EditorCore
import PipelineModel
import TerminalInterface

struct Minimap {
  let editor: Editor
  let viewport: GraphViewport
  /// The room inside the graph's frame.
  let area: Rect

  private var diagram: EditorDiagram { editor.diagram }

  /// At the lower right; `nil` where all is seen or there is no room.
  private var frame: Rect? {
    let isLarger = diagram.width > area.width || diagram.height > area.height
    guard isLarger, area.width >= 24, area.height >= 8 else { return nil }
    let width = min(area.width / 3, max(10, diagram.width / 8), 40)
    let height = min(area.height / 3, max(3, diagram.height / 6), 14)
    return Rect(
      x: area.right - width - 2, y: area.bottom - height - 2, width: width + 2, height: height + 2)
  }

  func draw(on canvas: inout Canvas) {
    guard let frame else { return }
    canvas.fill(frame, .popup)
    let inside = canvas.drawFrame(
      frame, title: [TextPiece("map", .popupTitle)], border: .popupBorder)
    for id in diagram.steps {
      guard let box = diagram.box(of: id) else { continue }
      let place = cell(box.column + box.width / 2, box.row + box.height / 2, inside)
      canvas.write(canvas.glyphs.separator, x: place.x, y: place.y, .popup, in: inside)
    }
    let first = cell(max(0, viewport.x), max(0, viewport.y), inside)
    let last = cell(viewport.x + area.width - 1, viewport.y + area.height - 1, inside)
    canvas.highlight(
      Rect(x: first.x, y: first.y, width: last.x - first.x + 1, height: last.y - first.y + 1),
      as: .popupSelected)
    if let box = editor.selection.step.flatMap({ diagram.box(of: $0) }) {
      let place = cell(box.column + box.width / 2, box.row + box.height / 2, inside)
      canvas.put(canvas.glyphs.selectedDot, x: place.x, y: place.y, .popupKey, in: inside)
    }
  }

  private func cell(_ x: Int, _ y: Int, _ inside: Rect) -> Position {
    Position(
      x: inside.x + min(inside.width - 1, x * inside.width / max(1, diagram.width)),
      y: inside.y + min(inside.height - 1, y * inside.height / max(1, diagram.height)))
  }
}
