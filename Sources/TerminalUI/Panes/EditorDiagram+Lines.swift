// The cells of the diagram's lines, for labels on them and for other looks of single lines.

import EditorCore
import GraphLayout
import PipelineModel
import TerminalInterface

/// A cell of the diagram.
struct CellPoint: Hashable, Sendable {
  let x: Int
  let y: Int
}

extension [CellPoint] {
  /// The longest piece of a way of which all cells are one's own; the first of equals.
  func longestRun(_ isOwn: (CellPoint) -> Bool) -> Range<Int> {
    var best = 0..<0
    var start = 0
    for index in 0...count {
      if index < count, isOwn(self[index]) { continue }
      if index - start > best.count { best = start..<index }
      start = index + 1
    }
    return best
  }
}

extension EditorDiagram {
  /// The cells between two boxes that a line goes through, from its source to its target.
  func cells(of edge: StepEdge) -> [CellPoint] {
    guard let points = line(of: edge)?.points, let first = points.first else { return [] }
    var cells = [CellPoint(x: first.x, y: first.y)]
    for point in points.dropFirst() {
      while let last = cells.last, last != CellPoint(x: point.x, y: point.y) {
        cells.append(
          CellPoint(
            x: last.x + (point.x - last.x).signum(), y: last.y + (point.y - last.y).signum()))
      }
    }
    return cells
  }

  /// The straight pieces of the same way, corners included in both of theirs.
  func pieces(of edge: StepEdge) -> [Rect] {
    guard let points = line(of: edge)?.points else { return [] }
    return zip(points, points.dropFirst()).map { start, end in
      Rect(
        x: min(start.x, end.x), y: min(start.y, end.y), width: abs(end.x - start.x) + 1,
        height: abs(end.y - start.y) + 1)
    }
  }
}
