// What is to be run: the whole pipeline, or a part of it in which results of earlier runs stand in
// for steps that are left out. Makes a checked pipeline of its own, which later edits do not touch.

import CloudExport
import Diagnostics
package import PipelineModel
package import RunScheduler
package import StatesLanguage

package enum RunScope: Hashable, Sendable {
  case all
  /// One step, with the last outputs of what it needs.
  case step(StepID)
  /// A step and all that hangs on it; of what it needs, also what has no output that is up to date.
  case from(StepID)
  /// What did not succeed in the last run.
  case failed
}

package struct RunPlan: Sendable {
  /// Only the steps that run. What they take from others is a constant.
  package let pipeline: CheckedPipeline
  /// What of it runs; results of kept runs stand in for the rest.
  package let selection: RunSelection
  /// Whether the pipeline is the document's own, so that the run is worth keeping.
  package let isWhole: Bool
  /// What the execution is started with.
  package let input: JSON
  /// As in "running all steps".
  package let what: String
  /// Whether it holds edits that the file does not.
  package let isUnsaved: Bool
  let sources: [StepID: StepSource]

  /// The execution's inputs, with the defaults of those that it does not bring.
  var inputs: JSON {
    let given = input.members ?? []
    let others = pipeline.inputs.compactMap { declared -> JSON.Member? in
      guard let value = declared.defaultValue, input[declared.name] == nil else { return nil }
      return JSON.Member(declared.name, JSON(value))
    }
    return .object(given + others)
  }
}

extension Editor {
  /// Makes ready what the shell is to start.
  ///
  /// - Parameter arguments: what to call the step of `.step` with instead of what the file says.
  package mutating func prepareRun(
    _ scope: RunScope, arguments: JSON? = nil
  ) throws(Refusal) -> [Effect] {
    if runs.isRunning { throw .unavailable("a run goes on: stop it with !k") }
    let kept = arguments == nil ? keptSelection(for: scope) : nil
    let steps: Set<StepID>
    let checked: CheckedPipeline
    if let kept {
      (steps, checked) = (kept.steps, kept.pipeline)
    } else {
      steps = try stepsToRun(scope)
      checked = try part(steps, typed: arguments)
    }
    let given = runs.input ?? .object([])
    if checked.inputs.contains(where: { $0.defaultValue == nil && given[$0.name] == nil }) {
      return [.ask(.executionInput(scope))]
    }
    var sources: [StepID: StepSource] = [:]
    for step in pipeline.steps where steps.contains(step.id) {
      sources[step.id] = StepSource(step, in: pipeline, surroundings)
    }
    runs.waitingPlan = RunPlan(
      pipeline: checked, selection: kept?.selection ?? .all,
      isWhole: kept != nil || arguments == nil && steps.count == pipeline.steps.count,
      input: given, what: words(for: scope, steps, arguments != nil),
      isUnsaved: isModified, sources: sources)
    return [.startRun]
  }

  /// Remembers what executions are started with, and goes on.
  package mutating func prepareRun(
    _ scope: RunScope, executionInput: JSON
  ) throws(Refusal) -> [Effect] {
    let before = runs.input
    runs.input = executionInput
    do throws(Refusal) {
      let effects = try prepareRun(scope)
      guard effects != [.ask(.executionInput(scope))] else {
        throw .unavailable("inputs without a default must be given: \(requiredInputs)")
      }
      return effects
    } catch {
      runs.input = before
      throw error
    }
  }

  private var requiredInputs: String {
    (pipeline.fields[.inputs]?.entries ?? []).filter { $0.value["default"] == nil }.map(\.key)
      .joined(separator: ", ")
  }

  private func words(for scope: RunScope, _ steps: Set<StepID>, _ isTyped: Bool) -> String {
    let count = steps.count == 1 ? "1 step" : "\(steps.count) steps"
    return switch scope {
    case .all: steps.count == pipeline.steps.count ? "all steps" : "\(count), the others pinned"
    case .step(let id): name(of: id) + (isTyped ? " with the typed input" : " with its last input")
    case .from(let id): "\(count) from \(name(of: id))"
    case .failed: "\(count) that had not succeeded"
    }
  }
}

// MARK: - Which steps

extension Editor {
  private func stepsToRun(_ scope: RunScope) throws(Refusal) -> Set<StepID> {
    let wanted: Set<StepID>
    switch scope {
    case .all: wanted = Set(topology.steps).subtracting(runs.pins)
    case .step(let id): return [id]
    case .from(let id): wanted = withoutResults(closure(of: [id], topology.targets))
    case .failed:
      let open = topology.steps.filter { id in
        runs.steps[id].map { $0.state.hasEnded && $0.state != .succeeded } ?? false
      }
      if open.isEmpty { throw .unavailable("no step failed: !! runs all") }
      wanted = withoutResults(Set(open))
    }
    if wanted.isEmpty { throw .unavailable("there is nothing to run: add a step, or unpin one") }
    return wanted
  }

  /// When this session lacks results that the scope needs, those of kept runs may do: what the
  /// engine is to run then, and which steps that may be.
  private func keptSelection(
    for scope: RunScope
  ) -> (pipeline: CheckedPipeline, selection: RunSelection, steps: Set<StepID>)? {
    guard let checked, runs.pins.isEmpty else { return nil }
    switch scope {
    case .all, .failed: return nil
    case .step(let id):
      let sources = (pipeline[id]?.arguments ?? []).compactMap { argument -> StepID? in
        if case .step(.step(let source), _) = argument.source { source } else { nil }
      }
      return sources.allSatisfy(runs.hasResult) ? nil : (checked, .only([id]), [id])
    case .from(let id):
      let hanging = closure(of: [id], topology.targets)
      if withoutResults(hanging) == hanging { return nil }
      return (checked, .from([id]), Set(topology.steps))
    }
  }

  /// The steps and, of all that they need, those without an output that is up to date.
  private func withoutResults(_ steps: Set<StepID>) -> Set<StepID> {
    var wanted = steps
    for id in topology.ordered.reversed() where wanted.contains(id) {
      for source in topology.sources(of: id) where !hasFreshResult(source) {
        wanted.insert(source)
      }
    }
    return wanted.subtracting(runs.pins)
  }

  private func hasFreshResult(_ id: StepID) -> Bool {
    guard let result = runs.results[id], let step = pipeline[id] else { return false }
    return runs.isPinned(id)
      || runs.steps[id]?.state == .succeeded
        && result.source == StepSource(step, in: pipeline, surroundings)
  }

  private func closure(of steps: Set<StepID>, _ next: (StepID) -> [StepID]) -> Set<StepID> {
    var found = steps
    var unvisited = Array(steps)
    while let step = unvisited.popLast() {
      for other in next(step) where found.insert(other).inserted { unvisited.append(other) }
    }
    return found
  }
}

// MARK: - The part as a pipeline

extension Editor {
  private func part(_ steps: Set<StepID>, typed: JSON?) throws(Refusal) -> CheckedPipeline {
    if steps.count == pipeline.steps.count, typed == nil {
      guard let checked else { throw refusal(diagnostics.first(where: \.isError)?.message) }
      return checked
    }
    var part: [Step] = []
    for step in pipeline.steps where steps.contains(step.id) {
      var step = step
      step.needs = step.needs.filter { need in
        if case .step(let id) = need { steps.contains(id) } else { true }
      }
      if let typed {
        step.arguments = TypedInput.arguments(typed)
      } else {
        for place in step.arguments.indices {
          step.arguments[place] = try given(step.arguments[place], besides: steps, for: step)
        }
      }
      part.append(step)
    }
    let draft = Pipeline(fields: pipeline.fields, defaults: pipeline.defaults, steps: part)
    let result = draft.check(surroundings)
    guard let checked = result.checked else {
      throw refusal(result.diagnostics.first(where: \.isError)?.message)
    }
    return checked
  }

  private func refusal(_ problem: String?) -> Refusal {
    .unavailable("it can't run: \(problem ?? "the pipeline has errors") — gf leads to the problems")
  }

  /// The argument with the last output in place of a step that is left out.
  private func given(
    _ argument: Argument, besides steps: Set<StepID>, for step: Step
  ) throws(Refusal) -> Argument {
    guard case .step(.step(let source), let pick) = argument.source, !steps.contains(source) else {
      return argument
    }
    guard let output = runs.results[source]?.output else {
      throw .unavailable("\(name(of: source)) has no output yet: !! runs all")
    }
    guard let part = pick.flatMap({ PickPath($0) }).part(of: output) else {
      throw .unavailable(
        "the last output of \(name(of: source)) has no \(pick ?? ""): run that step again")
    }
    return Argument(name: argument.name, .constant(Value(part)))
  }
}
