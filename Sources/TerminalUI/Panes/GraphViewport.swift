// Which part of the diagram the graph pane shows. It moves only when the selected step would not
// be seen, when the person asks, or when the diagram has become smaller than the view.

import EditorCore
import PipelineModel
import TerminalInterface

struct GraphViewport: Hashable, Sendable {
  enum Request: Hashable, Sendable {
    case centre, alignTop, alignBottom
    case scroll(columns: Int, rows: Int)
  }

  /// The cell of the diagram in the pane's top left corner.
  private(set) var x = -GraphViewport.marginX
  private(set) var y = -GraphViewport.marginY
  var request: Request?
  private var followed: StepID?
  private var followedBox: CellBox?
  private var width = 0
  private var height = 0

  /// Free cells around the diagram.
  private static let marginX = 2
  private static let marginY = 1

  /// Makes the view fit the pane's room.
  ///
  /// - Parameter step: what should be seen: the selected step, or where a choice is.
  mutating func update(_ diagram: EditorDiagram, following step: StepID?, in area: Rect) {
    let box = step.flatMap { diagram.box(of: $0) }
    let isNew =
      step != followed || box != followedBox || area.width != width || area.height != height
    (width, height) = (area.width, area.height)
    (followed, followedBox) = (step, box)
    switch request {
    case .scroll(let columns, let rows)?:
      x += columns
      y += rows
    case .centre?:
      if let box {
        (x, y) = (box.column + box.width / 2 - width / 2, box.row + box.height / 2 - height / 2)
      }
    case .alignTop?: if let box { y = box.row - GraphViewport.marginY }
    case .alignBottom?: if let box { y = box.row + box.height + GraphViewport.marginY - height }
    case nil: break
    }
    if isNew, request == nil, let box {
      x = GraphViewport.revealed(
        box.column..<box.column + box.width, from: x, room: width, margin: 8)
      y = GraphViewport.revealed(box.row..<box.row + box.height, from: y, room: height, margin: 2)
    }
    request = nil
    x = GraphViewport.clamped(x, diagram.width, width, margin: GraphViewport.marginX)
    y = GraphViewport.clamped(y, diagram.height, height, margin: GraphViewport.marginY)
  }

  /// Stays when the span is seen; else moves so that a margin around it is seen too, when it fits.
  private static func revealed(_ span: Range<Int>, from start: Int, room: Int, margin: Int) -> Int {
    if span.lowerBound >= start && span.upperBound <= start + room { return start }
    let margin = max(0, min(margin, (room - span.count) / 2))
    if span.lowerBound < start || span.count > room { return span.lowerBound - margin }
    return span.upperBound + margin - room
  }

  private static func clamped(_ start: Int, _ size: Int, _ room: Int, margin: Int) -> Int {
    max(-margin, min(start, size + margin - room))
  }
}
