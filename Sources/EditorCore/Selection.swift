// What the person's next command is about. Holds ids only; what they stand for is the pipeline's.

package import PipelineModel

/// A dependency as a line between two boxes, whatever arguments and needs it is made of.
package struct StepEdge: Hashable, Sendable {
  /// The step that is needed.
  package let source: StepID
  /// The step that needs it.
  package let target: StepID

  package init(from source: StepID, to target: StepID) {
    self.source = source
    self.target = target
  }
}

package struct Selection: Hashable, Sendable {
  /// `nil` only when the pipeline has no steps.
  package internal(set) var step: StepID?
  /// Set while a line is selected rather than a box.
  package internal(set) var edge: StepEdge?
  /// In the order of marking, each once.
  package internal(set) var marks: [StepID] = []
  /// Where across the flow movement along it keeps to, in cells; `nil` is the step's own place.
  var lane: Int?

  init(step: StepID?) { self.step = step }

  mutating func select(_ id: StepID) {
    step = id
    edge = nil
    lane = nil
  }

  mutating func keepOnly(_ isThere: (StepID) -> Bool) {
    marks.removeAll { !isThere($0) }
    if let step, !isThere(step) { self.step = nil }
    if let edge, !isThere(edge.source) || !isThere(edge.target) { self.edge = nil }
  }
}

/// What was selected before and after an entry of the history.
struct SelectionChange: Hashable, Sendable {
  let before: Selection
  let after: Selection
}

extension Editor {
  package mutating func select(_ id: StepID) {
    guard topology.number(of: id) != nil else { return }
    selection.select(id)
  }

  package mutating func select(_ edge: StepEdge) {
    guard topology.hasEdge(edge) else { return }
    selection.edge = edge
  }

  package mutating func toggleMark(_ id: StepID) {
    if let place = selection.marks.firstIndex(of: id) {
      selection.marks.remove(at: place)
    } else if topology.number(of: id) != nil {
      selection.marks.append(id)
    }
  }

  package mutating func setMarks(_ ids: [StepID]) {
    selection.marks = []
    for id in ids where !selection.marks.contains(id) { toggleMark(id) }
  }

  package mutating func clearMarks() { selection.marks = [] }

  package var selectedStep: Step? { selection.step.flatMap { pipeline[$0] } }

  /// What a command works on: the marks in their order, else the selected step.
  package var targets: [StepID] {
    selection.marks.isEmpty ? selection.step.map { [$0] } ?? [] : selection.marks
  }

  /// The step's name, for messages.
  package func name(of id: StepID) -> String { pipeline[id]?.name ?? "" }
}
