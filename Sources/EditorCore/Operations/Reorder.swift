// A step earlier or later in the flow: it changes places with the one step before or behind it. Who
// took its output takes that of the step it has passed; it takes what that one took, and that one
// takes its output.
//
//   p ──▶ a ──▶ b ──▶ c      b earlier, or a later:      p ──▶ b ──▶ a ──▶ c

package import PipelineModel

extension Editor {
  /// Moves a step before the only one that it waits for, as one undo.
  package mutating func moveEarlier(_ id: StepID) throws(Refusal) {
    guard let before = topology.sources(of: id).first else {
      throw .unavailable("\(name(of: id)) waits for nothing: it is at the start")
    }
    try swap(before, with: id)
    message = .info("\(name(of: id)) runs before \(name(of: before)) now")
  }

  /// Moves a step behind the only one that waits for it, as one undo.
  package mutating func moveLater(_ id: StepID) throws(Refusal) {
    let users = topology.targets(of: id)
    guard let next = users.first else {
      throw .unavailable("nothing waits for \(name(of: id)): it is at an end")
    }
    guard users.count == 1 else {
      throw .unavailable(
        "\(users.count) steps wait for \(name(of: id)): select the one to move before it, then <")
    }
    try swap(id, with: next)
    message = .info("\(name(of: id)) runs after \(name(of: next)) now")
  }

  /// - Parameter second: waits for `first` alone.
  private mutating func swap(_ first: StepID, with second: StepID) throws(Refusal) {
    let sources = topology.sources(of: second)
    guard sources.count == 1 else {
      throw .unavailable(
        "\(name(of: second)) waits for \(sources.count) steps: X takes connections away first")
    }
    var plan = EditPlan(pipeline)
    var notes: [String] = []
    try heal(around: second, &plan, &notes)
    try handOver(from: first, to: second, &plan)
    try plan.letStubsFollow(from: pipeline)
    let label = "move \(name(of: second)) before \(name(of: first))"
    try edit(label, plan.edits, selecting: selection.step)
  }

  /// Gives the second what the first takes, and the first the second's output.
  private func handOver(from first: StepID, to second: StepID, _ plan: inout EditPlan)
    throws(Refusal)
  {
    let (earlier, later) = (try plan.step(first), try plan.step(second))
    if later.arguments.contains(where: { $0.takes(first) }) {
      guard let taken = earlier.handedOn else {
        throw .unavailable(
          "\(later.name) takes the output of \(earlier.name), which takes no single one that it"
            + " could take instead")
      }
      let output = ArgumentSource.step(.step(second), pick: nil)
      try plan.setArguments(
        of: second, to: later.arguments.map { $0.takingInstead(of: first, taken) })
      try plan.disconnect(first, from: second)
      try plan.setArguments(
        of: first,
        to: earlier.arguments.map { $0.source == taken ? Argument(name: $0.name, output) : $0 })
    } else {
      try plan.disconnect(first, from: second)
      try plan.need(second, by: first)
    }
    for source in earlier.dependencies { try plan.need(source, by: second) }
    // What only gave the order is the second's to wait for now.
    try plan.setNeeds(
      of: first, to: try plan.step(first).needs.filter { !earlier.needs.contains($0) })
  }
}
