// The edits that make one pipeline another, where both know their steps by the same ids. No more is
// taken away than what differs.

import PipelineModel

extension Pipeline {
  /// - Precondition: `other` has the ids of this pipeline for the steps that are the same.
  func edits(toBecome other: Pipeline) throws(Refusal) -> [Edit] {
    var plan = EditPlan(self)
    for field in PipelineField.allCases where fields[field] != other.fields[field] {
      try plan.add(.setPipelineField(field, other.fields[field]))
    }
    for field in StepField.allCases where defaults[field] != other.defaults[field] {
      try plan.add(.setDefault(field, other.defaults[field]))
    }
    let leaving = stepsToTakeOut(for: other)
    try plan.takeOut(leaving)
    try plan.rename(toBecome: other)
    var known = Set(plan.pipeline.steps.map(\.id))
    for (place, step) in other.steps.enumerated() where !known.contains(step.id) {
      let bare = Step(id: step.id, name: step.name, fields: step.fields)
      try plan.add(.insertStep(bare, at: place))
      known.insert(step.id)
    }
    for step in other.steps { try plan.complete(step) }
    return plan.edits
  }

  /// Steps that are gone in the other one, and those that stand elsewhere in the order.
  private func stepsToTakeOut(for other: Pipeline) -> Set<StepID> {
    var places: [StepID: Int] = [:]
    for (place, step) in other.steps.enumerated() { places[step.id] = place }
    var stays: Set<StepID> = []
    let common = steps.compactMap { step in
      places[step.id].map { (before: step.id.rawValue, after: $0) }
    }
    for pair in Pipeline.longestRise(common) { stays.insert(StepID(pair.before)) }
    return Set(steps.map(\.id)).subtracting(stays)
  }

  /// A longest part of the pairs in which `after` rises. After Fredman, 1975.
  private static func longestRise(_ pairs: [(before: Int, after: Int)]) -> [(
    before: Int, after: Int
  )] {
    var tails: [Int] = []
    var previous = [Int?](repeating: nil, count: pairs.count)
    for (index, pair) in pairs.enumerated() {
      var (low, high) = (0, tails.count)
      while low < high {
        let middle = (low + high) / 2
        if pairs[tails[middle]].after < pair.after { low = middle + 1 } else { high = middle }
      }
      previous[index] = low > 0 ? tails[low - 1] : nil
      if low == tails.count { tails.append(index) } else { tails[low] = index }
    }
    var rise: [(before: Int, after: Int)] = []
    var index = tails.last
    while let place = index {
      rise.append(pairs[place])
      index = previous[place]
    }
    return rise.reversed()
  }
}

extension EditPlan {
  /// Removes steps, after everything that refers to them.
  fileprivate mutating func takeOut(_ leaving: Set<StepID>) throws(Refusal) {
    guard !leaving.isEmpty else { return }
    for step in pipeline.steps where step.dependencies.contains(where: leaving.contains) {
      for (place, argument) in step.arguments.enumerated().reversed() {
        guard case .step(let id)? = argument.source.reference, leaving.contains(id) else {
          continue
        }
        try add(.removeArgument(step.id, at: place))
      }
      for (place, need) in step.needs.enumerated().reversed() {
        guard case .step(let id) = need, leaving.contains(id) else { continue }
        try add(.removeNeed(step.id, at: place))
      }
    }
    for step in pipeline.steps where leaving.contains(step.id) { try add(.removeStep(step.id)) }
  }

  /// Names that are still another step's go through a name that nobody has.
  fileprivate mutating func rename(toBecome other: Pipeline) throws(Refusal) {
    let changes = other.steps.filter { step in
      pipeline[step.id].map { !$0.name.utf8.elementsEqual(step.name.utf8) } ?? false
    }
    let goals = Set(changes.map { Array($0.name.utf8) })
    for step in changes {
      guard let name = pipeline[step.id]?.name, goals.contains(Array(name.utf8)) else { continue }
      var free = name + "~"
      while pipeline.step(named: free) != nil || other.step(named: free) != nil { free += "~" }
      try add(.renameStep(step.id, to: free))
    }
    for step in changes { try add(.renameStep(step.id, to: step.name)) }
  }

  /// Gives a step the fields, arguments and needs of another one.
  fileprivate mutating func complete(_ wanted: Step) throws(Refusal) {
    let present = try step(wanted.id)
    for field in StepField.allCases where present.fields[field] != wanted.fields[field] {
      try add(.setField(wanted.id, field, wanted.fields[field]))
    }
    if present.arguments != wanted.arguments {
      try setArguments(of: wanted.id, to: wanted.arguments)
    }
    if present.needs != wanted.needs { try setNeeds(of: wanted.id, to: wanted.needs) }
  }
}
