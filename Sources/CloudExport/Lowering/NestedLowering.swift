// The form `nested`: Parallels inside Parallels, as much side by side as the language allows.
// Outputs live in variables; a branch gives what is needed after it as its last state's output, and
// the Parallel takes that up. ValueFlow decides what is kept where.
// Variables: Step Functions developer guide, "Passing data between states with variables". Branches
// read the variables around them; no scope may set a name that one around it sets, so an output that
// is kept in several scopes has a name in each.

import GraphAlgorithms
import PipelineModel
import StatesLanguage

/// - Parameters:
///   - tree: one of the pipeline's graph.
///   - functions: name or ARN of each step's function.
func nestedMachine(
  for pipeline: CheckedPipeline, tree: SeriesParallelTree, functions: [String]
) -> StateMachine {
  var lowering = NestedLowering(pipeline, tree: tree, functions: functions)
  return StateMachine(comment: pipeline.description, states: lowering.machine())
}

/// The steps whose outputs the execution gives back, in the order of the file.
func resultSteps(of pipeline: CheckedPipeline) -> [Int] {
  switch pipeline.output {
  case .all: Array(pipeline.steps.indices)
  case .last: pipeline.steps.indices.filter { pipeline.graph.successors(of: $0).isEmpty }
  }
}

private struct NestedLowering {
  private let pipeline: CheckedPipeline
  private let functions: [String]
  private let tree: ScopeTree
  private let flow: ValueFlow
  private let inputs: MachineInputs
  private var stateNames: FreeNames
  /// The names of each step's output where it is kept, in the order of `ValueFlow.keptAt`.
  private let variables: [[String]]
  /// The name of each step's output on its way out of a branch.
  private let keys: [String]
  /// The last step that was found to read each step's output.
  private var lastReader: [Int]

  init(_ pipeline: CheckedPipeline, tree: SeriesParallelTree, functions: [String]) {
    let count = pipeline.steps.count
    self.pipeline = pipeline
    self.functions = functions
    let tree = ScopeTree(tree, count: count)
    self.tree = tree
    flow = ValueFlow(pipeline, results: resultSteps(of: pipeline), in: tree)
    let stepNames = pipeline.steps.map(\.name)
    stateNames = FreeNames(taken: stepNames, separator: " ")
    inputs = MachineInputs(pipeline, names: &stateNames)
    var names = VariableNames(
      for: stepNames, reserved: inputs.state == nil ? [] : [MachineInputs.variable])
    variables = flow.keptAt.enumerated().map { step, depths in
      // The outermost scope has the step's own name.
      depths.indices.map {
        $0 == depths.count - 1 ? names.names[step] : names.takeLocalName(of: step)
      }
    }
    keys = names.names
    lastReader = [Int](repeating: -1, count: count)
  }

  mutating func machine() -> [State] {
    (inputs.state.map { [$0] } ?? []) + states(of: 0)
  }

  private mutating func states(of scope: Int) -> [State] {
    let items = tree.scopes[scope].items
    return items.enumerated().map { index, item in
      let isLast = index == items.count - 1
      switch item {
      case .step(let number):
        let result: State.ResultUse =
          isLast ? .selected(results(of: scope)) : .assigned(kept(number))
        return task(number, result: result)
      case .parallel(let branches):
        let firsts = branches.map { pipeline.steps[tree.firstStep(of: $0)].name }
        let name = stateNames.takeParallelName(firsts)
        let result: State.ResultUse =
          isLast ? .selected(results(of: scope)) : .assigned(takenUp(branches, in: scope))
        return State(
          name: name, work: .parallel(branches.map { states(of: $0) }), result: result)
      }
    }
  }

  private mutating func task(_ number: Int, result: State.ResultUse) -> State {
    // A Task that lasts longer than its function may is not heard of any more: half a minute is
    // left for the function's start and the way there.
    let task = LambdaTask(
      functionName: functions[number], event: event(for: number),
      timeout: pipeline.steps[number].timeout + 30,
      retry: pipeline.steps[number].retry.map {
        Retry($0, on: ["States.TaskFailed", "States.Timeout"])
      })
    return State(
      name: pipeline.steps[number].name, comment: pipeline.steps[number].description,
      work: .task(task), result: result)
  }

  private mutating func event(for reader: Int) -> LambdaTask.Event {
    var outputs: [JSON.Member] = []
    for case .step(let source, _) in pipeline.steps[reader].arguments.lazy.map(\.source)
    where lastReader[source] != reader {
      lastReader[source] = reader
      let depth = tree.commonDepth(tree.home[source], tree.home[reader])
      outputs.append(JSON.Member(pipeline.steps[source].name, path: variable(source, at: depth)))
    }
    let payload = JSON.Member("Payload", .object(outputs))
    return .template([payload] + (inputs.path.map { [JSON.Member("Inputs", path: $0)] } ?? []))
  }

  /// - Precondition: the scope at that depth around the step keeps its output.
  private func variable(_ step: Int, at depth: Int) -> String {
    guard let index = flow.keptAt[step].firstIndex(of: depth) else {
      preconditionFailure("the output of \(pipeline.steps[step].name) is not kept at \(depth)")
    }
    return "$" + variables[step][index]
  }

  /// A Task's output as the variable of its scope, if somebody reads it later.
  private func kept(_ step: Int) -> [JSON.Member] {
    guard let name = variables[step].first else { return [] }
    return [JSON.Member(name, path: output(of: step))]
  }

  /// What a function's answer holds for its own step.
  private func output(of step: Int) -> String {
    path("$.Payload", key: pipeline.steps[step].name)
  }

  /// What leaves the branches of a Parallel, as variables of the scope that it is a state of.
  private func takenUp(_ branches: [Int], in scope: Int) -> [JSON.Member] {
    let depth = tree.scopes[scope].depth
    return branches.enumerated().flatMap { index, branch in
      flow.leaving[branch].map { step in
        JSON.Member(
          String(variable(step, at: depth).dropFirst()),
          path: path("$[\(index)]", key: keys[step]))
      }
    }
  }

  /// What a scope gives, as its last state selects it: its own result, or what its branches bring,
  /// and variables.
  private func results(of scope: Int) -> [JSON.Member] {
    let depth = tree.scopes[scope].depth
    let own = ownResults(of: scope)
    var next = 0
    return flow.leaving[scope].map { step in
      let name = depth == 0 ? pipeline.steps[step].name : keys[step]
      guard next < own.count, own[next].step == step else {
        return JSON.Member(name, path: variable(step, at: depth))
      }
      next += 1
      return JSON.Member(name, path: own[next - 1].path)
    }
  }

  /// What the last state of a scope brings itself, by ascending steps.
  private func ownResults(of scope: Int) -> [(step: Int, path: String)] {
    switch tree.scopes[scope].items[tree.scopes[scope].last] {
    case .step(let step): return [(step, output(of: step))]
    case .parallel(let branches):
      var found: [(step: Int, path: String)] = []
      for (index, branch) in branches.enumerated() {
        for step in flow.leaving[branch] {
          found.append((step, path("$[\(index)]", key: keys[step])))
        }
      }
      return found.sorted { $0.step < $1.step }
    }
  }
}
