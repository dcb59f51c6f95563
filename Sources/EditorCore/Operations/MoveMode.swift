// Steps on their way to another place on the grid: shown at once, kept as one undo or given up.

package import PipelineModel

/// The diagram before steps were moved, and where the moved ones and those that give way are now.
struct StepMove: Sendable {
  let start: EditorDiagram
  /// The steps that the person moves.
  let steps: [StepID]
  var places: [StepID: GridPosition]
}

extension Editor {
  package var isMoving: Bool { stepMove != nil }

  /// Shows the steps one place further, without changing the document; says when they can't go.
  package mutating func shiftMove(_ ids: [StepID], _ direction: Direction) {
    message = nil
    let isAlong = direction.isAlong(view.flow)
    let old = stepMove
    let before = ids.map(diagram.box(of:))
    var grid = PinGrid(pinnedPlaces, diagram, view.flow)
    // The foremost goes first, so that none has to pass another one of them.
    for id in foremostFirst(ids, direction) {
      grid.move(id, along: isAlong, forward: direction.isForward)
    }
    let shown = diagram
    stepMove = StepMove(start: old?.start ?? diagram, steps: ids, places: grid.places)
    refreshDiagram()
    if ids.map(diagram.box(of:)) == before {
      stepMove = old
      diagram = shown
      message = .warning("connections and other pins hold it there")
    }
  }

  /// Pins the steps where they are shown, and those that had to give way.
  package mutating func keepMove() throws(Refusal) {
    guard let move = stepMove else { return }
    stepMove = nil
    try pin(move.places, naming: move.steps)
    refreshDiagram()
  }

  package mutating func cancelMove() {
    guard let move = stepMove else { return }
    stepMove = nil
    diagram = move.start
  }

  /// Where steps are pinned, those on their way included.
  var pinnedPlaces: [StepID: GridPosition] {
    var places = stepMove?.places ?? [:]
    for step in pipeline.steps where places[step.id] == nil { places[step.id] = step.position }
    return places
  }

  private func foremostFirst(_ ids: [StepID], _ direction: Direction) -> [StepID] {
    let isRow = direction == .up || direction == .down
    return ids.sorted { one, other in
      guard let a = diagram.box(of: one), let b = diagram.box(of: other) else { return false }
      let isBefore = isRow ? a.row > b.row : a.column > b.column
      return isBefore == direction.isForward && (isRow ? a.row != b.row : a.column != b.column)
    }
  }
}
