// What a choice adds to the picture of the graph: labels, what can't be chosen, where the arrows
// are, and what a search found. Made from the interaction; draws nothing.

import EditorCore
import PipelineModel
import TerminalInterface

struct GraphChoice {
  /// A label in cells of the diagram.
  struct Label: Hashable, Sendable {
    let text: String
    let x: Int
    let y: Int
    /// How many of its letters have been typed.
    let typed: Int
  }

  /// The step where the arrows are.
  var cursor: StepID?
  /// Steps on their way to another place.
  var moving: Set<StepID> = []
  var refused: Set<StepID> = []
  var matches: Set<StepID> = []
  var mode: HintMode?
  /// Cells for labels of lines.
  private var edgePlaces: [StepEdge: CellPoint] = [:]

  func isMatch(_ id: StepID) -> Bool { matches.contains(id) }

  init(_ interaction: Interaction) {
    switch interaction {
    case .hints(let mode):
      self.mode = mode
      cursor = mode.cursorStep
      refused = Set(mode.refusals.keys)
    case .pick(let picker):
      cursor = picker.chosen?.step
      refused = Set(picker.refusals.keys)
    case .search(let prompt): matches = prompt.hits
    case .moving(let steps): moving = Set(steps)
    case .none, .name, .connected, .commands, .history, .field, .quitQuestion, .fileQuestion,
      .merge, .facts, .input, .logSearch, .lesson, .typing:
      break
    }
  }

  /// Finds where labels of lines stand. - Parameter seen: the diagram's cells on the screen.
  mutating func placeLabels(_ diagram: EditorDiagram, seen: Rect) {
    guard let mode, !mode.isAboutSteps else { return }
    edgePlaces = GraphChoice.places(of: mode, diagram, seen)
  }

  func labels(_ diagram: EditorDiagram) -> [Label] {
    guard let mode else { return [] }
    return mode.targets.compactMap { target in
      guard let text = target.label, text.hasPrefix(mode.typed),
        let place = place(of: target.thing, diagram)
      else { return nil }
      return Label(text: text, x: place.x, y: place.y, typed: mode.typed.utf8.count)
    }
  }

  /// On a step in the upper border of its box, on a line in its middle.
  private func place(of thing: HintMode.Thing, _ diagram: EditorDiagram) -> CellPoint? {
    switch thing {
    case .step(let id):
      diagram.box(of: id).map {
        CellPoint(x: $0.column + ($0.width > 2 ? 1 : 0), y: $0.row)
      }
    case .edge(let edge): edgePlaces[edge]
    }
  }

  /// A cell of each line that no other line of the choice goes through, in the middle of the
  /// longest such piece that is seen; the last cell when there is none.
  private static func places(of mode: HintMode, _ diagram: EditorDiagram, _ seen: Rect)
    -> [StepEdge: CellPoint]
  {
    var uses: [CellPoint: Int] = [:]
    let edges = mode.targets.compactMap { target -> StepEdge? in
      if case .edge(let edge) = target.thing { edge } else { nil }
    }
    let ways = edges.map { diagram.cells(of: $0) }
    for way in ways { for cell in Set(way) { uses[cell, default: 0] += 1 } }
    var places: [StepEdge: CellPoint] = [:]
    for (edge, way) in zip(edges, ways) {
      let own = way.longestRun { uses[$0] == 1 && seen.contains(x: $0.x, y: $0.y) }
      places[edge] = own.isEmpty ? way.last : way[(own.lowerBound + own.upperBound) / 2]
    }
    return places
  }
}
