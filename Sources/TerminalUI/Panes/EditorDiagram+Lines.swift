// The lines of the editor's diagram, by steps.

import EditorCore
import GraphLayout
import PipelineModel

extension EditorDiagram {
  func lines(in window: Diagram.Box) -> LineGrid {
    layout(LayoutGraph(nodes: [], edges: [])).lines(in: window)
  }

  func nodes(in window: Diagram.Box) -> [StepID] { Array(boxes.keys) }

  /// The cells that a line goes through, from its source to its target.
  func cells(of edge: StepEdge) -> [CellPoint] { [] }
}
