// Taking steps out. Healing treats a step that took one thing as if it had handed it on: whoever
// took its output takes that thing, and whoever waited for it waits for what it waited for.

import GraphAlgorithms
package import PipelineModel

extension Editor {
  /// Deletes steps as one undo and selects what is nearest.
  ///
  /// With healing, a step that took the output of a deleted one takes what that one took, when that
  /// was one output (or, without outputs, one input); else it loses the argument and waits for the
  /// steps that the deleted one waited for. Without healing arguments and needs just go.
  package mutating func deleteSteps(_ ids: [StepID], healing: Bool = true) throws(Refusal) {
    guard let first = ids.first else { throw .noStep }
    let next = selectionAfterDeleting(ids)
    var plan = EditPlan(pipeline)
    var healed: [String] = []
    for id in ids {
      if healing { try heal(around: id, &plan, &healed) }
      for step in plan.pipeline.steps where step.dependencies.contains(id) {
        try plan.disconnect(id, from: step.id)
      }
      try plan.add(.removeStep(id))
    }
    try plan.letStubsFollow(from: pipeline)
    let gone = Set(ids.map(name(of:)))
    healed.removeAll { note in gone.contains { note.hasPrefix($0 + " ") } }
    let lost = healing ? "" : lossMessage(ids)
    let what = ids.count == 1 ? name(of: first) : "\(ids.count) steps"
    try edit("delete \(what)", plan.edits, selecting: next)
    message = .info((["deleted \(what)" + lost] + summarized(healed)).joined(separator: "; "))
    lastChange = .deleteSteps(healing: healing)
  }

  /// Lets those that follow a step do without it. - Parameter notes: says what each takes instead.
  func heal(around id: StepID, _ plan: inout EditPlan, _ notes: inout [String])
    throws(Refusal)
  {
    let step = try plan.step(id)
    let sources = step.dependencies.filter { $0 != id }
    for user in plan.pipeline.steps where user.id != id && user.dependencies.contains(id) {
      var changes: [String] = []
      let handedOn = step.handedOn.flatMap { source in source.reference == .step(id) ? nil : source
      }
      if user.arguments.contains(where: { $0.takes(id) }) {
        if let handedOn {
          try plan.setArguments(
            of: user.id, to: user.arguments.map { $0.takingInstead(of: id, handedOn) })
          changes.append("takes \(describe(handedOn, plan))")
        } else {
          changes.append("loses \(describe(user, taking: id))")
        }
      }
      try plan.disconnect(id, from: user.id)
      let waits = try healOrder(of: user.id, sources, &plan)
      if !waits.isEmpty { changes.append("waits for \(list(waits))") }
      if !changes.isEmpty { notes.append("\(user.name) now \(changes.joined(separator: " and "))") }
    }
  }

  /// Lets `user` wait for those of `sources` that it does not wait for anyway; gives their names.
  private func healOrder(of user: StepID, _ sources: [StepID], _ plan: inout EditPlan)
    throws(Refusal) -> [String]
  {
    var names: [String] = []
    for source in sources where source != user {
      let topology = Topology(plan.pipeline)
      guard let from = topology.number(of: source), let to = topology.number(of: user),
        !topology.graph.hasPath(from: from, to: to), !topology.graph.hasPath(from: to, to: from)
      else { continue }
      try plan.need(source, by: user)
      names.append(name(of: source))
    }
    return names
  }

  private func describe(_ source: ArgumentSource, _ plan: EditPlan) -> String {
    switch source {
    case .step(let reference, _): "\(plan.pipeline.name(of: reference))'s output"
    case .input(let name, _): "the input \(name)"
    case .constant: "a constant"
    }
  }

  private func describe(_ user: Step, taking id: StepID) -> String {
    let places = user.arguments.indices.filter { user.arguments[$0].takes(id) }
    return list(places.map { user.arguments[$0].name ?? "argument \($0 + 1)" })
  }

  private func lossMessage(_ ids: [StepID]) -> String {
    let lost = edges.filter { ids.contains($0.source) || ids.contains($0.target) }.count
    return lost == 0 ? "" : " without its \(lost == 1 ? "connection" : "\(lost) connections")"
  }

  private func summarized(_ notes: [String]) -> [String] {
    notes.count <= 3 ? notes : Array(notes.prefix(2)) + ["\(notes.count - 2) more steps healed"]
  }

  /// The first step behind the deleted ones, else the first before them, else a neighbour in order.
  private func selectionAfterDeleting(_ ids: [StepID]) -> StepID? {
    if let step = selection.step, !ids.contains(step) { return step }
    let around = ids.flatMap(topology.targets(of:)) + ids.flatMap(topology.sources(of:))
    if let next = around.first(where: { !ids.contains($0) }) { return next }
    guard let place = ids.compactMap({ topology.ordered.firstIndex(of: $0) }).min() else {
      return nil
    }
    let rest = topology.ordered[place...] + topology.ordered[..<place].reversed()
    return rest.first { !ids.contains($0) }
  }
}

extension Step {
  /// The one thing that the step takes: an output, or an input when it takes no output.
  var handedOn: ArgumentSource? {
    let outputs = Set(arguments.filter { $0.source.reference != nil }.map(\.source))
    if !outputs.isEmpty { return outputs.count == 1 ? outputs.first : nil }
    let inputs = Set(arguments.filter(\.source.isInput).map(\.source))
    return inputs.count == 1 ? inputs.first : nil
  }
}

extension Argument {
  /// The argument with `other` in place of the output of `id`; the parts picked add up.
  func takingInstead(of id: StepID, _ other: ArgumentSource) -> Argument {
    guard case .step(.step(id), let own) = source else { return self }
    switch other {
    case .step(let reference, let pick):
      return Argument(name: name, .step(reference, pick: Self.joined(pick, own)))
    case .input(let input, let pick):
      return Argument(name: name, .input(input, pick: Self.joined(pick, own)))
    case .constant: return Argument(name: name, other)
    }
  }

  private static func joined(_ first: String?, _ second: String?) -> String? {
    guard let first, let second else { return first ?? second }
    return second.hasPrefix("[") ? first + second : first + "." + second
  }
}
