// What is to be drawn: boxes of a given size, arrows between them, and wishes for places.
// It knows no names: whoever asks measures its labels in terminal cells first.

package enum Flow: Hashable, Sendable, CaseIterable {
  /// Arrows run from left to right; steps that may run at the same time stand above one another.
  case right
  /// Arrows run downwards; steps that may run at the same time stand side by side.
  case down
}

/// A place on the coarse grid of a pipeline file (`at: [column, row]`), counted in boxes, not in
/// terminal cells. `column` counts along the flow and `row` across it, whichever way the flow runs.
///
/// Among pinned nodes places are kept as an order: a smaller column stands earlier along the flow,
/// equal columns begin in one line, and so with rows across it. Empty columns and rows take no
/// room. Where a pin contradicts an arrow, the arrow wins: the node moves on along the flow. Of two
/// nodes with the same pin the second stands near it.
package struct GridSlot: Hashable, Sendable {
  package var column: Int
  package var row: Int

  package init(column: Int, row: Int) {
    self.column = column
    self.row = row
  }
}

package struct LayoutNode: Hashable, Sendable {
  /// Cells, border included. A box of 3×3 cells or more carries arrowheads and ports in its border;
  /// at a smaller one, a mere dot, they end beside it.
  package var width: Int
  package var height: Int
  /// `nil` lets the layout choose.
  package var pin: GridSlot?

  package init(width: Int, height: Int, pin: GridSlot? = nil) {
    precondition(width > 0 && height > 0, "a node of \(width)×\(height) cells cannot be drawn")
    self.width = width
    self.height = height
    self.pin = pin
  }

  /// The box that holds one line of text with a blank on either side.
  package init(labelWidth: Int, pin: GridSlot? = nil) {
    self.init(width: max(labelWidth, 1) + 4, height: 3, pin: pin)
  }
}

package struct LayoutGraph: Sendable {
  package var nodes: [LayoutNode]
  /// Indices of `nodes`. Repeats are drawn once, an arrow from a node to itself not at all.
  package var edges: [(from: Int, to: Int)]
  package var flow: Flow

  package init(nodes: [LayoutNode], edges: [(from: Int, to: Int)], flow: Flow = .right) {
    self.nodes = nodes
    self.edges = edges
    self.flow = flow
  }
}
