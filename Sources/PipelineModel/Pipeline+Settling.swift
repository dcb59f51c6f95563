// References to names that no step had when they were written, once a step has them.

extension Pipeline {
  /// The edits that make references by name (`StepReference.unknown`) into references to the steps
  /// that now have those names; empty when there are none.
  package var settlingEdits: [Edit] {
    steps.flatMap { step in argumentEdits(of: step) + needEdits(of: step) }
  }

  private func argumentEdits(of step: Step) -> [Edit] {
    step.arguments.enumerated().flatMap { place, argument -> [Edit] in
      guard case .step(let reference, let pick) = argument.source,
        let settled = settled(reference)
      else { return [] }
      let replacement = Argument(name: argument.name, .step(settled, pick: pick))
      return [
        .removeArgument(step.id, at: place), .insertArgument(step.id, replacement, at: place),
      ]
    }
  }

  private func needEdits(of step: Step) -> [Edit] {
    var edits: [Edit] = []
    var present = step.needs
    var place = 0
    while place < present.count {
      if let settled = settled(present[place]) {
        edits.append(.removeNeed(step.id, at: place))
        present.remove(at: place)
        if present.contains(settled) { continue }
        edits.append(.insertNeed(step.id, settled, at: place))
        present.insert(settled, at: place)
      }
      place += 1
    }
    return edits
  }

  private func settled(_ reference: StepReference) -> StepReference? {
    guard case .unknown(let name) = reference else { return nil }
    return step(named: name).map { .step($0.id) }
  }
}
