// Results of earlier runs in place of steps: which fit, and telling of them. And keeping this run.

import CloudExport
import PipelineModel
import RunScheduler
import StatesLanguage

extension RunSession {
  /// Takes up the kept results that the selection asks for.
  func choose() throws(RunRefusal) -> RunChoice {
    if options.selection == .all { return .all }
    var kept = KeptResults(options.store)
    let choice = RunChoice(options.selection, of: pipeline) { step in
      let checked = pipeline.steps[step]
      let bundle = Bundle(of: checked, in: pipeline, files: options.files)
      let event = data.event(for: step)
      let key = key(of: step, bundle: bundle, event: event)
      guard let output = kept.output(for: key) else { return false }
      data.keep(output, of: step)
      taken.append(TakenResult(step: step, key: key, event: event))
      return true
    }
    guard choice.missing.isEmpty else {
      throw .resultsMissing(choice.missing.map { pipeline.steps[$0].name })
    }
    return choice
  }

  func key(of step: Int, bundle: Bundle, event: [UInt8]) -> String {
    let checked = pipeline.steps[step]
    guard let number = serverNumbers[checked.runtime] else {
      preconditionFailure("no Python was chosen for a step")
    }
    return StepKey(python: servers[number].python.path, region: pipeline.region)
      .key(of: checked, bundle: bundle, event: event)
  }

  func tellReused(_ choice: RunChoice) {
    let given = pipeline.order.filter { choice.part(of: $0) == .isGiven }
    guard !given.isEmpty else { return }
    // So that they outlive the run that they come from.
    for result in taken {
      recorder?.launched(
        pipeline.steps[result.step].name, attempt: 0, key: result.key, input: result.event)
    }
    taken = []
    if case .only = options.selection {
      let names = given.map { pipeline.steps[$0].name }.joined(separator: ", ")
      return tell(.noted("Takes the kept results of \(names)"))
    }
    for step in given {
      guard let output = data.outputs[step] else { continue }
      tell(.succeeded(output: output, seconds: 0), of: step, isReused: true)
    }
  }

  func startRecording() {
    guard let store = options.store else { return }
    do throws(SystemFailure) {
      let isOnly = if case .only = options.selection { true } else { false }
      recorder = try RunRecorder(
        in: store, pipeline: pipeline, isPart: options.isPart || isOnly)
    } catch {
      tell(.noted("The run is not kept: \(error.doing): \(error.reason)"))
    }
  }
}

/// The result of an earlier run that stands in for a step.
struct TakenResult {
  let step: Int
  let key: String
  /// JSON
  let event: [UInt8]
}

/// The results of earlier runs by what they depend on; older runs are read only when newer ones lack
/// something.
private struct KeptResults {
  private var unread: ArraySlice<KeptRun>
  private var results: [String: JSON] = [:]

  init(_ store: RunStore?) { unread = (store?.runs ?? [])[...] }

  mutating func output(for key: String) -> JSON? {
    while results[key] == nil, let run = unread.popFirst() {
      results.merge(run.results) { newer, _ in newer }
    }
    return results[key]
  }
}
