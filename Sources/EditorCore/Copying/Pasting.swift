// Puts copied steps into the document, behind the selected step or before it, as one undo. What they
// took from steps that are here is taken again.

import PipelineModel

extension Editor {
  /// - Parameter isAfter: whether the first of them take the selected step's output, or the selected
  ///   step waits for the last of them.
  package mutating func paste(_ copied: CopiedSteps, isAfter: Bool) throws(Refusal) {
    let place = selection.step
    var plan = EditPlan(pipeline)
    var names: Set<String> = Set(pipeline.steps.map(\.name))
    var ids: [StepID: StepID] = [:]
    for (number, step) in copied.steps.enumerated() { ids[step.id] = StepID(nextStepID + number) }
    let outside = outsideSteps(before: isAfter ? nil : place)
    // In an order in which each is there before what refers to it.
    for step in copied.inOrder {
      let isFirst = copied.first.contains(step.id)
      var source = isAfter && isFirst ? place : nil
      var new = step.renumbered(ids[step.id] ?? step.id) { reference in
        switch reference {
        case .step(let id): return ids[id].map { .step($0) }
        case .unknown(let name):
          if let taken = source {
            source = nil
            return .step(taken)
          }
          return outside[name].map { .step($0) }
        }
      }
      if let place, isAfter, isFirst, !new.dependencies.contains(place) {
        new.needs.append(.step(place))
      }
      new.name = free(step.name, names)
      names.insert(new.name)
      try plan.add(.insertStep(new, at: fileIndex(behind: isAfter ? place : nil, plan)))
    }
    if let place, !isAfter {
      for step in copied.steps where copied.last.contains(step.id) {
        if let id = ids[step.id] { try plan.need(id, by: place) }
      }
    }
    let first = copied.steps.first.flatMap { ids[$0.id] }
    let what = copied.steps.count == 1 ? copied.steps[0].name : "\(copied.steps.count) steps"
    try edit("paste \(what)", plan.edits, selecting: first)
    nextStepID += copied.steps.count
    lastChange = nil
  }

  /// Steps by name that new ones may take from.
  ///
  /// - Parameter target: a step that will wait for them.
  private func outsideSteps(before target: StepID?) -> [String: StepID] {
    let behind = target.map { Set(topology.downstream(of: $0)) } ?? []
    var steps: [String: StepID] = [:]
    for step in pipeline.steps where !behind.contains(step.id) { steps[step.name] = step.id }
    return steps
  }

  private func fileIndex(behind place: StepID?, _ plan: EditPlan) -> Int {
    guard let place, let index = plan.pipeline.steps.firstIndex(where: { $0.id == place }) else {
      return plan.pipeline.steps.count
    }
    let added = plan.pipeline.steps.count - pipeline.steps.count
    return index + 1 + added
  }

  /// The first free one of `name`, `name-2`, ….
  private func free(_ name: String, _ taken: Set<String>) -> String {
    if !taken.contains(name) { return name }
    var number = 2
    while taken.contains("\(name)-\(number)") { number += 1 }
    return "\(name)-\(number)"
  }
}

extension CopiedSteps {
  /// Each behind all that it refers to; what waits for itself in a ring comes last, as it stands.
  fileprivate var inOrder: [Step] {
    let order = Topology(Pipeline(steps: steps)).ordered
    return order.compactMap { id in steps.first { $0.id == id } }
  }
}
