// From a checked pipeline to its state machine, in either form. Decides nothing about the shape or
// the data: LayersLowering.swift and NestedLowering.swift do.

import Glibc
package import GraphAlgorithms
package import PipelineModel
package import StatesLanguage

/// - Parameters:
///   - form: `nil` takes the pipeline's own.
///   - durations: as of `nestedPlan`.
///   - plan: of `nested`, from `nestedPlan` of the same pipeline; `nil` has it made.
///   - functionName: name or ARN of a step's Lambda function, or a placeholder for it.
/// - Complexity: O(text of the machine), besides finding the series-parallel form.
package func stateMachine(
  for pipeline: CheckedPipeline, form: MachineForm? = nil, durations: [String: Double] = [:],
  plan: SeriesParallelPlan? = nil,
  functionName: (CheckedStep) -> String
) -> StateMachine {
  let functions = pipeline.steps.map(functionName)
  switch form ?? pipeline.machine {
  case .layers: return layeredMachine(for: pipeline, functions: functions)
  case .nested:
    let plan = plan ?? nestedPlan(of: pipeline, durations: durations)
    return nestedMachine(for: pipeline, tree: plan.tree, functions: functions)
  }
}

/// How `nested` runs the steps: which one after another, which side by side.
///
/// - Parameter durations: seconds that steps took in earlier runs, by their names. They are rounded
///   to half powers of two, so that a run that takes a little longer changes nothing.
package func nestedPlan(
  of pipeline: CheckedPipeline, durations: [String: Double] = [:]
) -> SeriesParallelPlan {
  pipeline.graph.seriesParallelPlan(
    durations: StepDurations(
      of: pipeline.steps.map(\.name), measured: durations.mapValues(rounded)),
    keys: pipeline.steps.map { stableKey($0.name) })
}

private func rounded(_ seconds: Double) -> Double {
  // What is shorter is mostly the start of Python.
  exp2((2 * log2(max(seconds, 0.0625))).rounded() / 2)
}

/// How the states of a machine come to the inputs of its execution.
struct MachineInputs {
  /// A path to the mapping of all inputs; `nil` when the pipeline declares none.
  let path: String?
  /// Runs first, when there are defaults to fill in.
  let state: State?

  /// What the variable with the inputs is called when there is one.
  static let variable = "inputs"

  // Extra keys of the execution's input stay in the mapping.
  init(_ pipeline: CheckedPipeline, names: inout FreeNames) {
    let defaults = pipeline.inputs.compactMap { input in
      input.defaultValue.map { JSON.Member(input.name, JSON($0)) }
    }
    guard !defaults.isEmpty else {
      path = pipeline.inputs.isEmpty ? nil : "$$.Execution.Input"
      state = nil
      return
    }
    // `Result` is taken as it stands: in a payload template a key that ends in .$ would be a path.
    path = "$" + Self.variable
    state = State(
      name: names.take("inputs"), work: .pass(.object(defaults)),
      result: .assigned([
        JSON.Member(Self.variable, path: "States.JsonMerge($, $$.Execution.Input, false)")
      ]))
  }
}

extension Retry {
  init(_ policy: RetryPolicy, on errors: [String]) {
    // The rate is a float; step-in-line writes it so.
    let backoff: JSON =
      if case .integer(let whole) = policy.backoff { .number("\(whole).0") } else {
        JSON(policy.backoff)
      }
    self.init(
      errors: errors, interval: policy.interval, attempts: policy.attempts, backoff: backoff,
      maximumDelay: policy.maxDelay)
  }
}

/// A JSONPath one key further than `path`.
///
/// Names that are not plain stand in brackets, in quotes, where a backslash keeps quotes and
/// backslashes (Amazon States Language specification, "Reference Paths").
func path(_ path: String, key: String) -> String {
  let isPlain =
    key.utf8.allSatisfy {
      (0x61...0x7A).contains($0 | 0x20) || (0x30...0x39).contains($0) || $0 == 0x5F
    } && key.utf8.first.map { !(0x30...0x39).contains($0) } ?? false
  if isPlain { return "\(path).\(key)" }
  var escaped = ""
  for scalar in key.unicodeScalars {
    if scalar == "'" || scalar == "\\" { escaped.unicodeScalars.append("\\") }
    escaped.unicodeScalars.append(scalar)
  }
  return path + "['" + escaped + "']"
}
