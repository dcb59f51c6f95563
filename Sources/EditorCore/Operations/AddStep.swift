// New steps: where they go in the file, what they take, and who takes them. Data flows through a
// new step as it flowed before: its code hands on what it takes.

package import PipelineModel

extension Editor {
  /// Adds a step with code that works as it stands, and selects it.
  @discardableResult
  package mutating func addStep(named name: String, at placement: Placement) throws(Refusal)
    -> StepID
  {
    if let problem = nameProblem(name) { throw .name(name, problem) }
    let id = StepID(nextStepID)
    var plan = EditPlan(pipeline)
    let step = try newStep(id, named: name, at: placement)
    try plan.add(.insertStep(step, at: fileIndex(of: placement)))
    try attach(id, at: placement, &plan)
    let stub = CodeStub.code(for: try plan.step(id), in: plan.pipeline)
    try plan.add(.setField(id, .code, .text(stub)))
    try plan.letStubsFollow(from: pipeline)
    let label = "add \(name)" + (placement == .alone ? "" : " \(summary(of: placement))")
    try edit(label, plan.edits, selecting: id)
    nextStepID += 1
    lastChange = .addStep(placement)
    return id
  }

  /// Where among the steps of the file it is written.
  private func fileIndex(of placement: Placement) -> Int {
    func index(_ id: StepID) -> Int { topology.number(of: id) ?? pipeline.steps.count }
    return switch placement {
    case .alone: pipeline.steps.count
    case .after(let id), .branch(let id), .beside(let id): index(id) + 1
    case .before(let id), .besideAbove(let id): index(id)
    case .on(let edge): index(edge.source) + 1
    case .atEnd(let id): (lastSteps(behind: id).map(index).max() ?? index(id)) + 1
    case .atStart(let id): firstSteps(around: id).map(index).min() ?? 0
    }
  }

  private func newStep(_ id: StepID, named name: String, at placement: Placement) throws(Refusal)
    -> Step
  {
    var step = Step(id: id, name: name)
    switch placement {
    case .alone, .atStart: break
    case .after(let source), .branch(let source):
      try require(source)
      step.arguments = [Argument(.step(.step(source)))]
    case .atEnd(let source):
      step.arguments = lastSteps(behind: source).map { Argument(.step(.step($0))) }
    case .before(let other), .beside(let other), .besideAbove(let other):
      let model = try require(other)
      step.arguments = model.arguments.filter { $0.source.reference != nil }.onePerSource
      if step.arguments.isEmpty {
        step.arguments = model.arguments.filter(\.source.isInput).onePerSource
      }
      step.needs = model.needs
    case .on(let edge):
      let target = try require(edge.target)
      guard topology.hasEdge(edge) else {
        throw .notConnected(self.name(of: edge.source), target.name)
      }
      if target.arguments.contains(where: { $0.takes(edge.source) }) {
        step.arguments = [Argument(.step(.step(edge.source)))]
      } else {
        step.needs = [.step(edge.source)]
      }
    }
    return step
  }

  /// Connects what comes behind the new step with it.
  private func attach(_ id: StepID, at placement: Placement, _ plan: inout EditPlan)
    throws(Refusal)
  {
    switch placement {
    case .alone, .branch, .atEnd: break
    case .after(let source):
      let targets = topology.targets(of: source)
      // Whoever only waited goes on only waiting; when nobody takes the output, neither does it.
      let isTaken = targets.isEmpty || targets.contains { takesOutput(of: source, $0) }
      if !isTaken {
        try plan.setArguments(of: id, to: [])
        try plan.setNeeds(of: id, to: [.step(source)])
      }
      for target in targets { try plan.replace(source, by: id, in: target) }
    case .on(let edge): try plan.replace(edge.source, by: id, in: edge.target)
    case .before(let target): try passOn(from: id, to: target, &plan)
    case .beside(let other), .besideAbove(let other):
      for target in topology.targets(of: other) {
        let isTaken = takesOutput(of: other, target)
        let usual = defaultUse(in: try plan.step(target), of: id, plan)
        try plan.connect(id, to: target, isTaken ? usual : .orderOnly)
      }
    case .atStart(let other):
      for target in firstSteps(around: other) { try plan.need(id, by: target) }
    }
  }

  /// The new step took over what `target` waited for: `target` waits for the new one instead. One
  /// argument from a step is replaced by the new step's output; several stay as they are.
  private func passOn(from id: StepID, to target: StepID, _ plan: inout EditPlan) throws(Refusal) {
    let new = try plan.step(id)
    let old = try plan.step(target)
    if new.arguments.count == 1, let argument = new.arguments.first {
      try plan.setArguments(of: id, to: [Argument(argument.source)])
      let replaced = old.arguments.map {
        $0.source == argument.source ? Argument(name: $0.name, .step(.step(id))) : $0
      }
      try plan.setArguments(of: target, to: replaced)
      try plan.setNeeds(of: target, to: [])
    } else if new.arguments.isEmpty {
      try plan.setNeeds(of: target, to: [])
    } else {
      // Its value would be a list of all: the step keeps taking each, and waits for the new one.
      let needs = new.dependencies.map { StepReference.step($0) }
      try plan.setArguments(of: id, to: [])
      try plan.setNeeds(of: id, to: needs)
      try plan.setNeeds(of: target, to: [])
    }
    try plan.need(id, by: target)
  }

  private func takesOutput(of source: StepID, _ target: StepID) -> Bool {
    pipeline[target]?.arguments.contains { $0.takes(source) } ?? false
  }

  @discardableResult
  func require(_ id: StepID) throws(Refusal) -> Step {
    guard let step = pipeline[id] else { throw .edit(.noSuchStep(id)) }
    return step
  }
}

extension ArgumentSource {
  var isInput: Bool { if case .input = self { true } else { false } }
}

extension [Argument] {
  /// The first argument of each source.
  fileprivate var onePerSource: [Argument] {
    var seen: Set<ArgumentSource> = []
    return filter { seen.insert($0.source).inserted }
  }
}

extension EditPlan {
  /// Makes `target` take and wait for `new` where it took and waited for `old`.
  mutating func replace(_ old: StepID, by new: StepID, in target: StepID) throws(Refusal) {
    let step = try step(target)
    let arguments = step.arguments.map { argument in
      guard case .step(.step(old), let pick) = argument.source else { return argument }
      return Argument(name: argument.name, .step(.step(new), pick: pick))
    }
    try setArguments(of: target, to: arguments)
    try setNeeds(of: target, to: step.needs.map { $0 == .step(old) ? .step(new) : $0 })
  }
}
