// Places on the grid that the person chose: a pinned step has an `at`, the others go where the
// layout puts them. Moving is tried out first and kept as one undo.

package import PipelineModel

extension Editor {
  package mutating func pin(_ places: [StepID: GridPosition]) throws(Refusal) {
    var plan = EditPlan(pipeline)
    let ids = pipeline.steps.map(\.id).filter { places[$0] != nil }
    for id in ids { try plan.setField(.at, of: id, to: places[id]?.value) }
    let label =
      if let id = ids.first, ids.count == 1, let place = places[id] {
        "pin \(name(of: id)) at \(place.column), \(place.row)"
      } else {
        "pin \(ids.count) steps"
      }
    try edit(label, plan.edits)
  }

  /// Lets the layout place the steps again; those that are not pinned stay as they are.
  package mutating func unpin(_ ids: [StepID]) throws(Refusal) {
    let pinned = ids.filter(isPinned)
    guard let first = pinned.first else { throw .notPinned }
    let label = pinned.count == 1 ? "unpin \(name(of: first))" : "unpin \(pinned.count) steps"
    try edit(label, pinned.map { .setField($0, .at, nil) })
    lastChange = .unpin
  }

  package func isPinned(_ id: StepID) -> Bool { pipeline[id]?.fields[.at] != nil }

  // MARK: Moving

  /// Whether steps are on their way to another place.
  package var isMoving: Bool { !movePreview.isEmpty }

  /// Shows the steps so many grid cells further, without changing the document.
  package mutating func shiftMove(_ ids: [StepID], _ direction: Direction, by cells: Int = 1) {
    for id in ids {
      guard var place = movePreview[id] ?? diagram.gridPosition(of: id) else { continue }
      let isAlong = direction.isAlong(view.flow)
      let distance = direction.isForward ? cells : -cells
      if isAlong {
        place.column = max(0, place.column + distance)
      } else {
        place.row = max(0, place.row + distance)
      }
      movePreview[id] = place
    }
    refreshDiagram()
  }

  /// Pins the steps where they are shown.
  package mutating func keepMove() throws(Refusal) {
    let places = movePreview
    movePreview = [:]
    if !places.isEmpty { try pin(places) }
    refreshDiagram()
  }

  package mutating func cancelMove() {
    movePreview = [:]
    refreshDiagram()
  }
}

extension Direction {
  /// Whether it leads along the flow, not across it.
  package func isAlong(_ flow: Flow) -> Bool {
    switch self {
    case .left, .right: flow == .right
    case .up, .down: flow == .down
    }
  }

  /// Right or down.
  package var isForward: Bool { self == .right || self == .down }
}
