// What states and variables are called, whatever the steps are called.

import CloudExport
import PipelineModel
import StatesLanguage
import TestSupport
import Testing

/// The variable of each step, in order: each output is assigned, as one more step waits for it.
private func variables(_ names: [String], inputs: Bool = false) throws -> [String] {
  var steps: [Step] = []
  for (number, name) in (names + ["the end"]).enumerated() {
    var step = Step(
      id: StepID(number), name: name, fields: [.code: .text("def f():\n    return 1\n")])
    if number > 0 { step.needs = [.step(StepID(number - 1))] }
    steps.append(step)
  }
  var fields: [PipelineField: Value] = [.pipeline: .text("names")]
  let date = Value.mapping([.init("default", .integer(1))])
  if inputs { fields[.inputs] = .mapping([.init("date", date)]) }
  let pipeline = try checked(Pipeline(fields: fields, steps: steps))
  let machine = stateMachine(for: pipeline, form: .nested) { $0.name }
  return machine.states.compactMap { state in
    guard case .task = state.work, case .assigned(let fields) = state.result else { return nil }
    return fields.map { String($0.key.dropLast(2)) }.joined(separator: ",")
  }
}

@Test(arguments: [
  (["a", "B2", "snake_case"], ["a", "B2", "snake_case"]),
  (["my step", "a.b-c", "it's"], ["my_step", "a_b_c", "it_s"]),
  (["a b", "a.b", "a_b"], ["a_b_2", "a_b_3", "a_b"]),
  (["1st", "_x", "-"], ["s_1st", "s_x", "s_"]),
  (["größe", "état", "名前", "😀"], ["größe", "s_état", "s_名前", "s_"]),
  (["states", "inputs"], ["states_2", "inputs"]),
])
func `a variable is called after its step`(names: [String], wanted: [String]) throws {
  #expect(try variables(names) == wanted)
}

@Test func `the variable of the inputs is not given to a step`() throws {
  #expect(try variables(["inputs"], inputs: true) == ["inputs_2"])
}

@Test func `a long name is cut for its variable`() throws {
  let long = String(repeating: "x", count: 79)
  let found = try variables([long + "y", long + ".", long + "-"])
  #expect(found == [long + "y", long + "_", long.dropLast() + "_2"])
}

@Test(arguments: [
  ("a.b", "$.Payload['a.b']"), ("it's", #"$.Payload['it\'s']"#),
  (#"back\slash"#, #"$.Payload['back\\slash']"#), (#""q""#, #"$.Payload['"q"']"#),
  ("a-b", "$.Payload['a-b']"), ("1st", "$.Payload['1st']"), ("état", "$.Payload['état']"),
  ("plain_1", "$.Payload.plain_1"),
])
func `an output is found whatever its step is called`(name: String, path: String) throws {
  let pipeline = try checked("a", [.renameStep(StepID(0), to: name)])
  let machine = stateMachine(for: pipeline, form: .nested) { $0.name }
  #expect(machine.states[0].result == .selected([.init(name + ".$", .string(path))]))
}

@Test(arguments: [
  (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c"),
  (["a", "b", "c", "d", "e"], "a, b and 3 more"),
  (
    [String(repeating: "a", count: 69), "bcdef", "g", "h"],
    String(repeating: "a", count: 69) + " and 3 more"
  ),
  ([String(repeating: "a", count: 80), "b"], String(repeating: "a", count: 68) + "… and 1 more"),
])
func `a Parallel is called after what it begins with`(names: [String], wanted: String) throws {
  let text = names.indices.map { "s\($0)" }.joined(separator: ",")
  let renames = names.enumerated().map { Edit.renameStep(StepID($0), to: $1) }
  let pipeline = try checked(text, renames)
  let machine = stateMachine(for: pipeline, form: .nested) { $0.name }
  #expect(machine.states.map(\.name) == [wanted])
}

@Test func `a Parallel leaves a step its name`() throws {
  let pipeline = try checked("a, b, c<-a+b", [.renameStep(StepID(2), to: "a and b")])
  let machine = stateMachine(for: pipeline, form: .nested) { $0.name }
  #expect(machine.states.map(\.name) == ["a and b 2", "a and b"])
}
