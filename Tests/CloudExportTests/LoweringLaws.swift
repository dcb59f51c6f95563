// What holds for every pipeline and both forms of its machine: it is taken, and when it runs, each
// step is called once, after all it needs, with exactly what its arguments name. No tests here.

import CloudExport
import GraphAlgorithms
import PipelineModel
import StatesLanguage
import TestSupport
import Testing

/// A pipeline without errors.
func checked(
  _ pipeline: Pipeline, sourceLocation: SourceLocation = #_sourceLocation
) throws -> CheckedPipeline {
  let (checked, diagnostics) = pipeline.check()
  return try #require(checked, "\(diagnostics)", sourceLocation: sourceLocation)
}

/// The pipeline in one line of text, after some edits.
func checked(_ text: String, _ edits: [Edit]) throws -> CheckedPipeline {
  var draft = pipeline(text)
  for edit in edits { try draft.apply(edit) }
  return try checked(draft)
}

/// - Returns: how many ticks the machine takes.
@discardableResult func expectLaws(
  of pipeline: CheckedPipeline, _ form: MachineForm, input: JSON = .object([]),
  durations: [Int]? = nil, sourceLocation: SourceLocation = #_sourceLocation
) throws -> Int {
  let machine = stateMachine(for: pipeline, form: form) { $0.name }
  let document = try JSON.parse(machine.text())
  let dump = Comment(rawValue: String(decoding: machine.text(), as: UTF8.self))
  try #require(brokenRule(document) == nil, dump, sourceLocation: sourceLocation)
  #expect(limits(of: machine).isEmpty, sourceLocation: sourceLocation)
  #expect(
    try JSON.parse(machine.text(compact: true)) == document, sourceLocation: sourceLocation)
  let world = World(pipeline, form: form, input: input)
  var execution = Execution(
    input: input,
    duration: { name in world.number(of: name).map { durations?[$0] ?? 1 } ?? 0 },
    functions: world.reply)
  let (output, end) = try execution.run(document)
  #expect(
    world.result(output) == world.wantedOutput, dump, sourceLocation: sourceLocation)
  expectOrder(execution.calls, pipeline, world, dump, sourceLocation)
  return end
}

private func expectOrder(
  _ calls: [Call], _ pipeline: CheckedPipeline, _ world: World, _ dump: Comment,
  _ sourceLocation: SourceLocation
) {
  var callOfStep = [Call?](repeating: nil, count: pipeline.steps.count)
  for call in calls {
    guard let number = world.number(of: call.function), callOfStep[number] == nil else {
      Issue.record("\(call.function) is unknown or called twice", sourceLocation: sourceLocation)
      continue
    }
    callOfStep[number] = call
  }
  for (number, step) in pipeline.steps.enumerated() {
    guard let call = callOfStep[number] else {
      Issue.record("\(step.name) is not called\n\(dump)", sourceLocation: sourceLocation)
      continue
    }
    for need in step.dependencies {
      let isBefore = (callOfStep[need]?.end ?? .max) <= call.start
      #expect(isBefore, "\(step.name) starts too early", sourceLocation: sourceLocation)
    }
    #expect(
      world.takes(call.event, for: number), "the event of \(step.name)\n\(dump)",
      sourceLocation: sourceLocation)
  }
}

/// The functions of a pipeline: each gives a text that depends on all that it is given.
struct World {
  let pipeline: CheckedPipeline
  let form: MachineForm
  /// The defaults with the execution's input over them.
  let inputs: [JSON.Member]
  /// What each step gives when each gets the right arguments.
  private(set) var outputs: [JSON]

  init(_ pipeline: CheckedPipeline, form: MachineForm, input: JSON) {
    self.pipeline = pipeline
    self.form = form
    var inputs = pipeline.inputs.compactMap { declared in
      declared.defaultValue.map { JSON.Member(declared.name, JSON($0)) }
    }
    for member in input.members ?? [] {
      inputs.removeAll { $0.key == member.key }
      inputs.append(member)
    }
    self.inputs = inputs
    outputs = [JSON](repeating: .null, count: pipeline.steps.count)
    for number in pipeline.order {
      outputs[number] = result(of: number, payload: namedOutputs, inputs: .object(inputs))
    }
  }

  func number(of name: String) -> Int? {
    pipeline.steps.firstIndex { $0.name.utf8.elementsEqual(name.utf8) }
  }

  /// What a step's handler returns for an event.
  func reply(_ name: String, _ event: JSON) throws -> JSON {
    guard let number = number(of: name) else { throw MachineFailure("no function \(name)") }
    let payload = mapping(event)
    let result = result(of: number, payload: payload, inputs: event["Inputs"] ?? .object([]))
    let own = JSON.Member(name, result)
    return .object(form == .nested ? [own] : [own] + payload.filter { $0.key != name })
  }

  /// Only what the arguments name in `nested`; that and more in `layers`. Inputs if any are declared.
  func takes(_ event: JSON, for number: Int) -> Bool {
    let wanted = pipeline.steps[number].arguments.compactMap { argument in
      if case .step(let source, _) = argument.source { source } else { nil }
    }
    let payload = mapping(event)
    for source in wanted
    where !payload.contains(.init(pipeline.steps[source].name, outputs[source])) { return false }
    if form == .nested, payload.count != Set(wanted).count { return false }
    guard !pipeline.inputs.isEmpty else { return event["Inputs"] == nil }
    let given = event["Inputs"]?.members ?? []
    return given.count == inputs.count && inputs.allSatisfy(given.contains)
  }

  /// Of an event or an answer: the outputs in it, merged if it is a list of them.
  func mapping(_ value: JSON) -> [JSON.Member] {
    var merged: [JSON.Member] = []
    func add(_ value: JSON) {
      if let items = value.array { return items.forEach(add) }
      for member in value.members ?? [] where !merged.contains(member) { merged.append(member) }
    }
    for part in value.array ?? [value] { if let payload = part["Payload"] { add(payload) } }
    return sorted(merged)
  }

  /// Of the execution's output: the outputs in it. `nested` gives nothing else.
  func result(_ value: JSON) -> [JSON.Member] {
    form == .nested ? sorted(value.members ?? []) : mapping(value)
  }

  private func sorted(_ members: [JSON.Member]) -> [JSON.Member] {
    members.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
  }

  /// In `layers` the last functions send everything.
  var wantedOutput: [JSON.Member] {
    let isAll = pipeline.output == .all || form == .layers
    return sorted(
      pipeline.steps.indices
        .filter { isAll || pipeline.graph.successors(of: $0).isEmpty }
        .map { JSON.Member(pipeline.steps[$0].name, outputs[$0]) })
  }

  private var namedOutputs: [JSON.Member] {
    zip(pipeline.steps, outputs).map { JSON.Member($0.name, $1) }
  }

  private func result(of number: Int, payload: [JSON.Member], inputs: JSON) -> JSON {
    let arguments = pipeline.steps[number].arguments.map { argument -> JSON in
      switch argument.source {
      case .step(let source, _):
        let name = pipeline.steps[source].name
        return payload.first { $0.key.utf8.elementsEqual(name.utf8) }?.value ?? .string("missing")
      case .input(let name, _): return inputs[name] ?? .string("missing")
      case .constant(let value): return JSON(value)
      }
    }
    var hash: UInt64 = 14_695_981_039_346_656_037
    for byte in JSON.array(arguments).write(.compact) {
      hash = (hash ^ UInt64(byte)) &* 1_099_511_628_211
    }
    return number % 7 == 3 ? .null : .string("\(number):\(hash)")
  }
}
