// The form `layers`: the machine that step-in-line 0.6.2 makes of the same steps, so that moving
// from it changes nothing that is deployed. Layers by the longest way from a root, one after
// another; each output is carried along to the end by the functions themselves.
// Left out are that program's defects: steps without edges are there.

import GraphAlgorithms
import PipelineModel
import StatesLanguage

/// - Parameter functions: name or ARN of each step's function.
func layeredMachine(for pipeline: CheckedPipeline, functions: [String]) -> StateMachine {
  var names = FreeNames(taken: pipeline.steps.map(\.name), separator: " ")
  let inputs = MachineInputs(pipeline, names: &names)
  var states = inputs.state.map { [$0] } ?? []
  var before = Before.nothing
  for (level, layer) in layers(of: pipeline).enumerated() {
    let tasks = layer.map { step in
      task(pipeline.steps[step], function: functions[step], inputs: inputs, after: before)
    }
    if tasks.count == 1 {
      states.append(tasks[0])
      before = .task
    } else {
      let name = names.take("parallel at \(level)")
      states.append(State(name: name, work: .parallel(tasks.map { [$0] })))
      before = .parallel
    }
  }
  return StateMachine(states: states, keyOrder: .stepInLine)
}

/// Steps by level, each level in the order of the file.
private func layers(of pipeline: CheckedPipeline) -> [[Int]] {
  var layers: [[Int]] = []
  for (step, level) in pipeline.graph.levels().enumerated() {
    while layers.count <= level { layers.append([]) }
    layers[level].append(step)
  }
  return layers
}

/// What the state before gives: nothing of ours, an answer of `lambda:invoke`, or a list of such.
private enum Before { case nothing, task, parallel }

private func task(
  _ step: CheckedStep, function: String, inputs: MachineInputs, after before: Before
) -> State {
  let retry = step.retry.map { Retry($0, on: ["States.TaskFailed"]) }
  let task = LambdaTask(
    functionName: function, event: event(inputs, after: before), retry: retry)
  return State(name: step.name, work: .task(task))
}

/// The input as it is, or, when the pipeline has inputs, only what the functions sent, and those.
private func event(_ inputs: MachineInputs, after before: Before) -> LambdaTask.Event {
  guard let path = inputs.path else { return .input }
  let payload: JSON.Member =
    switch before {
    case .nothing: JSON.Member("Payload", .object([]))
    case .task: JSON.Member("Payload", path: "$.Payload")
    case .parallel: JSON.Member("Payload", path: "$[*].Payload")
    }
  return .template([payload, JSON.Member("Inputs", path: path)])
}
