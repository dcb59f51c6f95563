// A list of edits in the making, tried out on a copy: each next edit is worked out on the pipeline
// as the ones before leave it. Changes nothing by itself.

import PipelineModel

struct EditPlan {
  private(set) var edits: [Edit] = []
  /// As the pipeline will be.
  private(set) var pipeline: Pipeline

  init(_ pipeline: Pipeline) { self.pipeline = pipeline }

  mutating func add(_ edit: Edit) throws(Refusal) {
    do {
      try pipeline.apply(edit)
    } catch {
      throw .edit(error)
    }
    edits.append(edit)
  }

  func step(_ id: StepID) throws(Refusal) -> Step {
    guard let step = pipeline[id] else { throw .edit(.noSuchStep(id)) }
    return step
  }

  mutating func setField(_ field: StepField, of id: StepID, to value: Value?) throws(Refusal) {
    guard try step(id).fields[field] != value else { return }
    try add(.setField(id, field, value))
  }

  /// Makes the arguments these, touching only what is between an equal beginning and end.
  mutating func setArguments(of id: StepID, to arguments: [Argument]) throws(Refusal) {
    let old = try step(id).arguments
    var start = 0
    while start < min(old.count, arguments.count), old[start].isIdentical(to: arguments[start]) {
      start += 1
    }
    var tail = 0
    while tail < min(old.count, arguments.count) - start,
      old[old.count - 1 - tail].isIdentical(to: arguments[arguments.count - 1 - tail])
    {
      tail += 1
    }
    for place in (start..<old.count - tail).reversed() {
      try add(.removeArgument(id, at: place))
    }
    for place in start..<arguments.count - tail {
      try add(.insertArgument(id, arguments[place], at: place))
    }
  }

  /// Makes the needs these; one that occurs twice counts once.
  mutating func setNeeds(of id: StepID, to needs: [StepReference]) throws(Refusal) {
    let old = try step(id).needs
    var wanted: [StepReference] = []
    for need in needs where !wanted.contains(need) { wanted.append(need) }
    var start = 0
    while start < min(old.count, wanted.count), old[start] == wanted[start] { start += 1 }
    for place in (start..<old.count).reversed() { try add(.removeNeed(id, at: place)) }
    for place in start..<wanted.count { try add(.insertNeed(id, wanted[place], at: place)) }
  }

  /// Adds an order-only need unless the step waits for that one already.
  mutating func need(_ source: StepID, by target: StepID) throws(Refusal) {
    let step = try step(target)
    guard !step.dependencies.contains(source) else { return }
    try add(.insertNeed(target, .step(source), at: step.needs.count))
  }

  /// Takes away everything by which `target` waits for `source`.
  mutating func disconnect(_ source: StepID, from target: StepID) throws(Refusal) {
    let step = try step(target)
    try setArguments(of: target, to: step.arguments.filter { !$0.takes(source) })
    try setNeeds(of: target, to: step.needs.filter { $0 != .step(source) })
  }

  /// Code that is still the one it was born with follows name and arguments.
  ///
  /// - Parameter original: the pipeline before the plan.
  mutating func letStubsFollow(from original: Pipeline) throws(Refusal) {
    let touched = Set(edits.compactMap(\.changedStep))
    for old in original.steps where touched.contains(old.id) {
      guard let code = old.fields[.code]?.text, let new = pipeline[old.id],
        CodeStub.isUntouched(code, of: old, in: original)
      else { continue }
      let stub = CodeStub.code(for: new, in: pipeline)
      if stub != code { try add(.setField(old.id, .code, .text(stub))) }
    }
  }
}

extension Argument {
  func takes(_ id: StepID) -> Bool { source.reference == .step(id) }

  func isIdentical(to other: Argument) -> Bool {
    self == other && (name ?? "").utf8.elementsEqual((other.name ?? "").utf8)
  }
}

extension Edit {
  /// The step whose name or arguments it changes.
  fileprivate var changedStep: StepID? {
    switch self {
    case .renameStep(let id, _), .insertArgument(let id, _, _), .removeArgument(let id, _): id
    case .insertStep, .removeStep, .setField, .setDefault, .setPipelineField, .insertNeed,
      .removeNeed:
      nil
    }
  }
}
