// The finished drawing in terminal cells: boxes, the way of each arrow, and the lines to paint.
// It holds no glyphs: `lines(in:)` (LineGrid.swift) says which arms meet in a cell.

package struct Diagram: Equatable, Sendable {
  /// A rectangle of cells, its border included. The origin of a diagram is its top left cell.
  package struct Box: Hashable, Sendable {
    package var x, y, width, height: Int

    package init(x: Int, y: Int, width: Int, height: Int) {
      self.x = x
      self.y = y
      self.width = width
      self.height = height
    }
  }

  package struct Point: Hashable, Sendable {
    package var x, y: Int

    package init(x: Int, y: Int) {
      self.x = x
      self.y = y
    }
  }

  /// One arrow of the graph.
  package struct Edge: Hashable, Sendable {
    package var from, to: Int
    /// The corners of its way, from the source's border cell to the target's (beside the target
    /// for dots); empty for an arrow from a node to itself. Neighbours share a row or a column.
    package var points: [Point]
  }

  package enum Side: Hashable, Sendable { case left, right, top, bottom }

  /// Where lines meet a box, once for each bundle of edges.
  package struct Port: Hashable, Sendable {
    package var node: Int
    /// The cell of the border (for a head at a dot, beside it).
    package var cell: Point
    /// The side of the box it lies on.
    package var side: Side
    /// Whether arrows end here; otherwise they begin here.
    package var isHead: Bool
  }

  /// A straight piece of line, ends included; what belongs together has the same `bundle`.
  struct Segment: Hashable, Sendable {
    var bundle: Int
    var start, end: Point
  }

  package let flow: Flow
  /// Cells: every box and line lies in `0..<width` and `0..<height`.
  package internal(set) var width = 0
  package internal(set) var height = 0
  /// One for each node, in the order of the graph. Larger than asked where the lines need room.
  package internal(set) var boxes: [Box] = []
  /// One for each edge, in the order of the graph.
  package internal(set) var edges: [Edge] = []
  package internal(set) var ports: [Port] = []
  var segments: [Segment] = []
  /// Of no account for what is seen: two diagrams that look alike are equal.
  var memory = DrawingMemory()

  package static func == (first: Diagram, second: Diagram) -> Bool {
    first.flow == second.flow && first.width == second.width && first.height == second.height
      && first.boxes == second.boxes && first.edges == second.edges
      && first.ports == second.ports && first.segments == second.segments
  }
}
