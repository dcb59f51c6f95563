// What is known of one step's latest run: where it stands, its input, output and log, and what the
// run before gave. Filled by RunBoard; runs nothing.

package import PipelineModel
package import RunScheduler
package import StatesLanguage

/// What a step gave in one run.
package struct StepOutcome: Hashable, Sendable {
  /// Counts the runs of a session from 1.
  package let run: Int
  /// An array of the arguments, or an object when they have names.
  package var input: JSON?
  package var output: JSON?
  package var failure: StepFailure?
  /// How long the last attempt took.
  package var seconds: Double?
}

package struct StepRun: Sendable {
  package internal(set) var state = StepState.waiting
  package internal(set) var outcome: StepOutcome
  /// The latest finished run of the step before this one.
  package internal(set) var previous: StepOutcome?
  package internal(set) var log = RunLog()
  /// Counts from 1; 0 before the first one.
  package internal(set) var attempt = 0
  /// Seconds from the run's start to that of the present attempt.
  package internal(set) var start: Double?
  /// The failed step that it was skipped for.
  package internal(set) var cause: String?
  /// Where the first line of its code is shown to be.
  package internal(set) var codePlace: StepFailure.SourcePlace?
  /// What was run: the step as it was then.
  let source: StepSource

  /// Whether it came to an end of its own.
  package var isFinished: Bool { state == .succeeded || state == .failed }
}

/// All that decides what a step does, to tell whether it was edited since.
struct StepSource: Hashable, Sendable {
  private let step: Step
  private let files: [Surroundings.FileState?]
  private let defaults: StepFields
  private let template: Value?

  init(_ step: Step, in pipeline: Pipeline, _ surroundings: Surroundings) {
    var bare = step
    for field in [StepField.at, .description] where bare.fields[field] != nil {
      bare.fields[field] = nil
    }
    self.step = bare
    let paths =
      [step.fields[.source]?.text, pipeline.fields[.template]?.text].compactMap { $0 }
      + (pipeline.value(of: .files, for: step)?.list?.compactMap(\.text) ?? [])
    files = paths.map { surroundings.files[$0] }
    defaults = pipeline.defaults
    template = pipeline.fields[.template]
  }
}

extension Editor {
  /// The step's latest run; `nil` when it has not run in this session.
  package func stepRun(_ id: StepID) -> StepRun? { runs.steps[id] }

  /// Whether the step was edited since it was run: what is shown of that run is of another step.
  package func isStale(_ id: StepID) -> Bool {
    guard let run = runs.steps[id], let step = pipeline[id] else { return false }
    return run.source != StepSource(step, in: pipeline, surroundings)
  }

  /// How long the step has been running, or ran; in seconds.
  package func runSeconds(_ id: StepID) -> Double? {
    guard let run = runs.steps[id] else { return nil }
    if run.state.isRunning, let start = run.start { return max(0, runs.clock - start) }
    return run.outcome.seconds
  }

  /// The line of the step's code, from 1, that a place of its run is about; `nil` when it is in
  /// other code.
  package func codeLine(of place: StepFailure.SourcePlace, in id: StepID) -> Int? {
    guard let start = runs.steps[id]?.codePlace, start.file == place.file,
      place.line >= start.line
    else { return nil }
    return place.line - start.line + 1
  }
}
