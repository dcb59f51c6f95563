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
  /// - Parameters:
  ///   - step: what should be seen: the selected step, or where a choice is.
  ///   - neighbours: what should be seen with it, where there is room for all.
  mutating func update(
    _ diagram: EditorDiagram, following step: StepID?, with neighbours: [StepID] = [],
    in area: Rect
  ) {
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
      let others = neighbours.compactMap { diagram.box(of: $0) }
      x = GraphViewport.revealed(
        box.columns, others.map(\.columns), from: x, room: width, margin: GraphViewport.marginX)
      y = GraphViewport.revealed(
        box.rows, others.map(\.rows), from: y, room: height, margin: GraphViewport.marginY)
    }
    request = nil
    x = GraphViewport.clamped(x, diagram.width, width, margin: GraphViewport.marginX)
    y = GraphViewport.clamped(y, diagram.height, height, margin: GraphViewport.marginY)
  }

  /// Stays when all spans are seen; else moves so far that they are, or at least the first with as
  /// much of the others as there is room for.
  private static func revealed(
    _ span: Range<Int>, _ others: [Range<Int>], from start: Int, room: Int, margin: Int
  ) -> Int {
    let first = others.map(\.lowerBound).reduce(span.lowerBound, min)
    let end = others.map(\.upperBound).reduce(span.upperBound, max)
    if end - first <= room { return revealed(first..<end, from: start, room: room, margin: margin) }
    return revealed(span, from: start, room: room, margin: room / 4)
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

extension CellBox {
  fileprivate var columns: Range<Int> { column..<column + width }
  fileprivate var rows: Range<Int> { row..<row + height }
}
