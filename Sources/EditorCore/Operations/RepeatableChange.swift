// The last change in a form that can be done again to another step.

package import PipelineModel

package enum RepeatableChange: Hashable, Sendable {
  case setField(StepField, Value?)
  /// Asks for the next name.
  case addStep(Placement)
  case deleteSteps(healing: Bool)
  /// Connects the selected step with the same target.
  case connect(to: StepID, ConnectionUse?)
  case unpin
}

extension Editor {
  /// Does the last change again to what is selected now.
  package mutating func repeatLastChange() throws(Refusal) -> [Effect] {
    switch lastChange {
    case nil: throw .nothingToRepeat
    case .setField(let field, let value): try setField(field, of: targets, to: value)
    case .addStep(let placement):
      guard let id = selection.step else { throw .noStep }
      let next = placement.moved(to: id)
      return [.ask(.nameOfNewStep(next, others: placements.filter { $0 != next }, count: 1))]
    case .deleteSteps(let healing): try deleteSteps(targets, healing: healing)
    case .connect(let target, let use):
      guard let id = selection.step else { throw .noStep }
      try connect(id, to: target, use: use)
    case .unpin: try unpin(targets)
    }
    return []
  }
}

extension Placement {
  /// The same relation to another step.
  fileprivate func moved(to id: StepID) -> Placement {
    switch self {
    case .alone: .alone
    case .after, .on: .after(id)
    case .branch: .branch(id)
    case .before: .before(id)
    case .beside: .beside(id)
    case .besideAbove: .besideAbove(id)
    case .atEnd: .atEnd(id)
    case .atStart: .atStart(id)
    }
  }
}
