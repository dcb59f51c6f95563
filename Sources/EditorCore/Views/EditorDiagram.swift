// The pipeline as boxes and lines on a grid of cells: which box is which step's, and how large.
// Draws nothing.

import GraphAlgorithms
package import PipelineModel

/// A rectangle of cells in the diagram, from 0 at the top left.
package struct CellBox: Hashable, Sendable {
  package let column: Int
  package let row: Int
  package let width: Int
  package let height: Int
}

package struct EditorDiagram: Sendable {
  package private(set) var boxes: [StepID: CellBox] = [:]
  package private(set) var width = 0
  package private(set) var height = 0
  private var grid: [StepID: GridPosition] = [:]

  init() {}

  package func box(of id: StepID) -> CellBox? { boxes[id] }

  /// The place on the grid that pinning the step where it is would give it.
  package func gridPosition(of id: StepID) -> GridPosition? { grid[id] }

  /// The step whose box covers the cell.
  package func step(atColumn column: Int, row: Int) -> StepID? {
    boxes.first { $0.value.contains(column: column, row: row) }?.key
  }

  init(
    _ pipeline: Pipeline, _ topology: Topology, view: ViewSettings,
    preview: [StepID: GridPosition], textWidth: (String) -> Int
  ) {
    let levels = topology.hasCycle ? topology.steps.map { _ in 0 } : topology.graph.levels()
    var lanes: [Int: Int] = [:]
    var widths: [Int: Int] = [:]
    let sizes = pipeline.steps.map { view.zoom.boxSize(nameWidth: textWidth($0.name)) }
    for (number, size) in sizes.enumerated() {
      widths[levels[number]] = max(widths[levels[number]] ?? 0, size.width)
    }
    var lefts: [Int: Int] = [:]
    var left = 0
    for level in widths.keys.sorted() {
      lefts[level] = left
      left += (widths[level] ?? 0) + 6
    }
    for (number, step) in pipeline.steps.enumerated() {
      let lane = lanes[levels[number], default: 0]
      lanes[levels[number]] = lane + 1
      let size = sizes[number]
      let box = CellBox(
        column: lefts[levels[number]] ?? 0, row: lane * (size.height + 1), width: size.width,
        height: size.height)
      boxes[step.id] = box
      grid[step.id] = preview[step.id] ?? GridPosition(column: levels[number], row: lane)
      width = max(width, box.column + box.width)
      height = max(height, box.row + box.height)
    }
  }
}

extension CellBox {
  package func contains(column: Int, row: Int) -> Bool {
    (self.column..<self.column + width).contains(column)
      && (self.row..<self.row + height).contains(row)
  }
}

extension Zoom {
  /// The longest name that a box shows in full, in cells.
  package static let widestName = 32

  /// How large a box is, its frame included, in cells.
  package func boxSize(nameWidth: Int) -> (width: Int, height: Int) {
    let name = min(max(nameWidth, 1), Self.widestName)
    return switch self {
    case .dots: (1, 1)
    case .names: (name + 4, 3)
    case .cards: (max(name, 20) + 4, 4)
    }
  }
}
