// Which arms of lines meet in each cell of a window: all that a painter needs to choose glyphs.
// It draws neither boxes nor names. Only the window costs memory, so large diagrams can be panned.

/// The arms of a cell: towards which neighbours a line runs.
package struct LineArms: OptionSet, Hashable, Sendable {
  package let rawValue: UInt8

  package init(rawValue: UInt8) { self.rawValue = rawValue }

  package static let up = LineArms(rawValue: 1)
  package static let right = LineArms(rawValue: 2)
  package static let down = LineArms(rawValue: 4)
  package static let left = LineArms(rawValue: 8)
}

package struct LineCell: Hashable, Sendable {
  /// Empty where there is no line. All four only where two lines cross; forks and joins have three.
  package var arms: LineArms = []
  /// Two lines that have nothing to do with one another pass straight through.
  package var isCrossing: Bool { arms.rawValue == 15 }
  /// The arrowhead that ends in this cell, pointing to this side.
  package var head: Diagram.Side?
}

/// The cells of a window, row after row.
package struct LineGrid: Sendable {
  package let window: Diagram.Box
  package fileprivate(set) var cells: [LineCell]

  /// - Parameters: a cell of the diagram inside the window.
  package subscript(x: Int, y: Int) -> LineCell {
    cells[(y - window.y) * window.width + x - window.x]
  }
}

extension Diagram {
  /// The lines in a window. On the border of a box lie only the arms of the lines that end there,
  /// pointing outwards, or an arrowhead.
  ///
  /// - Complexity: O(segments + boxes' ports + cells of the window).
  package func lines(in window: Box) -> LineGrid {
    var grid = LineGrid(
      window: window, cells: [LineCell](repeating: LineCell(), count: window.width * window.height))
    for segment in segments { grid.add(segment) }
    for port in ports where port.isHead { grid.addHead(port) }
    return grid
  }
}

extension LineGrid {
  fileprivate mutating func add(_ segment: Diagram.Segment) {
    let (start, end) = (segment.start, segment.end)
    guard start.x < window.x + window.width, end.x >= window.x,
      start.y < window.y + window.height, end.y >= window.y
    else { return }
    if start.y == end.y {
      let row = (start.y - window.y) * window.width - window.x
      for x in max(start.x, window.x)...min(end.x, window.x + window.width - 1) {
        if x > start.x { cells[row + x].arms.insert(.left) }
        if x < end.x { cells[row + x].arms.insert(.right) }
      }
    } else {
      for y in max(start.y, window.y)...min(end.y, window.y + window.height - 1) {
        let index = (y - window.y) * window.width + start.x - window.x
        if y > start.y { cells[index].arms.insert(.up) }
        if y < end.y { cells[index].arms.insert(.down) }
      }
    }
  }

  fileprivate mutating func addHead(_ port: Diagram.Port) {
    let (x, y) = (port.cell.x - window.x, port.cell.y - window.y)
    guard x >= 0, x < window.width, y >= 0, y < window.height else { return }
    let side: Diagram.Side =
      switch port.side {
      case .left: .right
      case .right: .left
      case .top: .bottom
      case .bottom: .top
      }
    cells[y * window.width + x].head = side
  }
}
