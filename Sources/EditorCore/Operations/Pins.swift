// Places on the grid that the person chose: a pinned step has an `at`, the others go where the
// layout puts them.

package import PipelineModel

extension Editor {
  package func isPinned(_ id: StepID) -> Bool { pipeline[id]?.fields[.at] != nil }

  package mutating func pin(_ places: [StepID: GridPosition]) throws(Refusal) {
    try pin(places, naming: pipeline.steps.map(\.id).filter { places[$0] != nil })
  }

  /// Pins steps where they are shown.
  package mutating func pinWhereShown(_ ids: [StepID]) throws(Refusal) {
    var grid = PinGrid(pinnedPlaces, diagram, view.flow)
    for id in ids { grid.pin(id) }
    try pin(grid.places, naming: ids)
  }

  /// Lets the layout place the steps again; those that are not pinned stay as they are.
  package mutating func unpin(_ ids: [StepID]) throws(Refusal) {
    let pinned = ids.filter(isPinned)
    guard let first = pinned.first else { throw .notPinned }
    let label = pinned.count == 1 ? "unpin \(name(of: first))" : "unpin \(pinned.count) steps"
    try edit(label, pinned.map { .setField($0, .at, nil) })
    lastChange = .unpin
  }

  /// - Parameter ids: the steps that the person meant; others may have to give way.
  func pinLabel(_ ids: [StepID], _ places: [StepID: GridPosition]) -> String {
    guard let id = ids.first, ids.count == 1, let place = places[id] else {
      return "pin \(ids.count) steps"
    }
    return "pin \(name(of: id)) at \(place.column), \(place.row)"
  }

  mutating func pin(_ places: [StepID: GridPosition], naming ids: [StepID]) throws(Refusal) {
    var plan = EditPlan(pipeline)
    for step in pipeline.steps {
      if let place = places[step.id] { try plan.setField(.at, of: step.id, to: place.value) }
    }
    try edit(pinLabel(ids, places), plan.edits)
  }
}
