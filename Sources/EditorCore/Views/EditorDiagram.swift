// The pipeline as boxes and lines on a grid of cells: which box is which step's, and how large.
// Places are found by GraphLayout; nothing is drawn here.

import GraphAlgorithms
package import GraphLayout
package import PipelineModel

/// A rectangle of cells in the diagram, from 0 at the top left.
package struct CellBox: Hashable, Sendable {
  package let column: Int
  package let row: Int
  package let width: Int
  package let height: Int

  init(_ box: Diagram.Box) {
    (column, row, width, height) = (box.x, box.y, box.width, box.height)
  }

  package func contains(column: Int, row: Int) -> Bool {
    (self.column..<self.column + width).contains(column)
      && (self.row..<self.row + height).contains(row)
  }
}

package struct EditorDiagram: Sendable {
  /// Node `i` is `steps[i]`; edges are those of `Editor.edges`, in that order.
  package let drawing: Diagram
  /// In the order of the file.
  package let steps: [StepID]
  private let numbers: [StepID: Int]
  private let edgeNumbers: [StepEdge: Int]
  private let graph: LayoutGraph

  package var width: Int { drawing.width }
  package var height: Int { drawing.height }

  package func box(of id: StepID) -> CellBox? {
    numbers[id].map { CellBox(drawing.boxes[$0]) }
  }

  /// The line's way; `nil` when the steps are not connected.
  package func line(of edge: StepEdge) -> Diagram.Edge? {
    edgeNumbers[edge].map { drawing.edges[$0] }
  }

  /// The step whose box covers the cell.
  package func step(atColumn column: Int, row: Int) -> StepID? {
    steps.indices.first { CellBox(drawing.boxes[$0]).contains(column: column, row: row) }
      .map { steps[$0] }
  }

  /// Steps whose boxes lie in the window or reach into it.
  package func steps(in window: Diagram.Box) -> [StepID] {
    steps.indices.filter { number in
      let box = drawing.boxes[number]
      return box.x < window.x + window.width && window.x < box.x + box.width
        && box.y < window.y + window.height && window.y < box.y + box.height
    }.map { steps[$0] }
  }
}

extension EditorDiagram {
  /// - Parameters:
  ///   - places: where steps are pinned; the others go where the layout puts them.
  ///   - previous: a diagram whose order is kept where it can be; `nil` lays out anew.
  init(
    _ pipeline: Pipeline, _ topology: Topology, view: ViewSettings,
    places: [StepID: GridPosition], previous: EditorDiagram?, textWidth: (String) -> Int
  ) {
    steps = topology.steps
    let nodes = pipeline.steps.map { step in
      let size = view.zoom.boxSize(nameWidth: textWidth(step.name))
      let pin = places[step.id].map { GridSlot(column: $0.column, row: $0.row) }
      return LayoutNode(width: size.width, height: size.height, pin: pin)
    }
    let edges = topology.graph.edges
    graph = LayoutGraph(nodes: nodes, edges: edges, flow: view.flow)
    if let previous, previous.steps == steps, previous.graph.isSame(as: graph) {
      (drawing, numbers, edgeNumbers) = (previous.drawing, previous.numbers, previous.edgeNumbers)
      return
    }
    var numbers: [StepID: Int] = [:]
    for (number, id) in topology.steps.enumerated() { numbers[id] = number }
    self.numbers = numbers
    var edgeNumbers: [StepEdge: Int] = [:]
    for (number, edge) in edges.enumerated() {
      let ends = StepEdge(from: topology.steps[edge.from], to: topology.steps[edge.to])
      edgeNumbers[ends] = number
    }
    self.edgeNumbers = edgeNumbers
    if let previous, previous.graph.flow == view.flow {
      drawing = layout(
        graph, previous: previous.drawing, identity: steps.map { previous.numbers[$0] })
    } else {
      drawing = layout(graph)
    }
  }
}

extension LayoutGraph {
  fileprivate func isSame(as other: LayoutGraph) -> Bool {
    nodes == other.nodes && flow == other.flow && edges.count == other.edges.count
      && zip(edges, other.edges).allSatisfy { $0 == $1 }
  }
}

extension Zoom {
  /// The longest name that a box shows in full, in cells.
  package static let widestName = 32

  /// How large a box is at least, its frame included, in cells.
  package func boxSize(nameWidth: Int) -> (width: Int, height: Int) {
    let name = min(max(nameWidth, 1), Self.widestName)
    return switch self {
    case .dots: (1, 1)
    case .names: (name + 4, 3)
    case .cards: (max(name, 20) + 4, 4)
    }
  }
}

extension Editor {
  /// Lays out again what has changed; keeps the order of boxes where it can.
  mutating func refreshDiagram() { diagram = newDiagram(previous: diagram) }

  /// Lays out anew, without regard to where boxes stood before; pins stay.
  package mutating func tidy() {
    diagram = newDiagram(previous: nil)
    message = .info("laid out anew")
  }

  func newDiagram(previous: EditorDiagram?) -> EditorDiagram {
    EditorDiagram(
      pipeline, topology, view: view, places: pinnedPlaces, previous: previous,
      textWidth: textWidth)
  }
}
