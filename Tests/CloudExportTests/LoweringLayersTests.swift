// The form `layers`, as it is written.

import CloudExport
import PipelineModel
import StatesLanguage
import Testing

private func layers(_ text: String, _ edits: Edit...) throws -> StateMachine {
  stateMachine(for: try checked(text, edits), form: .layers) { "arn:" + $0.name }
}

/// The payloads of all events, in the order of the text.
private func payloads(_ machine: StateMachine) -> [String] {
  var found: [String] = []
  machine.forEachState { state in
    guard case .task(let task) = state.work else { return }
    switch task.event {
    case .input: found.append("input")
    case .template(let fields):
      found.append(String(decoding: JSON.object(fields).write(.compact), as: UTF8.self))
    }
  }
  return found
}

@Test func `layers follow one another as step-in-line writes them`() throws {
  let machine = try layers(
    "a, b<-a, c<-a, d<-b+c", .setField(StepID(3), .retry, .integer(2)))
  #expect(
    String(decoding: machine.text(compact: true), as: UTF8.self) == """
      {"StartAt":"a","States":{\
      "a":{"Parameters":{"FunctionName":"arn:a","Payload.$":"$"},\
      "Resource":"arn:aws:states:::lambda:invoke","Type":"Task","Next":"parallel at 1"},\
      "parallel at 1":{"Type":"Parallel","Next":"d","Branches":[\
      {"StartAt":"b","States":{"b":{"Parameters":{"FunctionName":"arn:b","Payload.$":"$"},\
      "Resource":"arn:aws:states:::lambda:invoke","Type":"Task","End":true}}},\
      {"StartAt":"c","States":{"c":{"Parameters":{"FunctionName":"arn:c","Payload.$":"$"},\
      "Resource":"arn:aws:states:::lambda:invoke","Type":"Task","End":true}}}]},\
      "d":{"Parameters":{"FunctionName":"arn:d","Payload.$":"$"},\
      "Resource":"arn:aws:states:::lambda:invoke","Type":"Task","End":true,\
      "Retry":[{"ErrorEquals":["States.TaskFailed"],"IntervalSeconds":15,"MaxAttempts":2,\
      "BackoffRate":4.0}]}}}
      """)
}

@Test(arguments: [
  ("a", "a"), ("a, b", "parallel at 0"), ("a, b<-a, c", "parallel at 0, b"),
  ("a, b<-a, c<-b, d<-a, e<-d+c", "a, parallel at 1, c, e"),
])
func `a step stands as far down as its longest way asks`(text: String, wanted: String) throws {
  let names = try layers(text).states.map(\.name)
  #expect(names.joined(separator: ", ") == wanted)
}

@Test func `a step that has a Parallel's name keeps it`() throws {
  let machine = try layers("a, b<-a, c<-a", .renameStep(StepID(2), to: "parallel at 1"))
  #expect(machine.states.map(\.name) == ["a", "parallel at 1 2"])
}

@Test func `inputs go to every function beside what the functions sent`() throws {
  let inputs = Value.mapping([.init("date", .mapping([]))])
  let machine = try layers("a, b<-a, c<-a, d<-b+c", .setPipelineField(.inputs, inputs))
  let own = #""Inputs.$":"$$.Execution.Input"}"#
  #expect(
    payloads(machine) == [
      #"{"Payload":{},"# + own, #"{"Payload.$":"$.Payload","# + own,
      #"{"Payload.$":"$.Payload","# + own, #"{"Payload.$":"$[*].Payload","# + own,
    ])
}
