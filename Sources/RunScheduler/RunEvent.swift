// What a run tells while it goes on, to the editor, a terminal or a file. Nothing here runs.

package import PipelineModel
package import StatesLanguage

package struct RunEvent: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    /// - Parameter attempt: counts from 1.
    case started(attempt: Int)
    /// A line without its line end; of a very long line a piece.
    case printed(String, OutputStream)
    /// An attempt failed, and attempt number `attempt` comes after so many seconds.
    case retried(attempt: Int, after: Double, StepFailure)
    /// - Parameter seconds: how long the last attempt took.
    case succeeded(output: JSON, seconds: Double)
    case failed(StepFailure, seconds: Double)
    /// The step will not run: `because` failed, or, when it is `nil`, the run was cancelled.
    case skipped(because: RunStep?)
    /// Something that a person should know about how it is run, in one sentence.
    case noted(String)
    /// The end of the run, told last and once. The outputs are those that an execution would give
    /// back, in the order of the file, of the steps that succeeded.
    case finished(RunStatus, outputs: [RunOutput], seconds: Double)
  }

  /// Seconds since the start of the run.
  package let at: Double
  /// `nil` when it is about the run as a whole.
  package let step: RunStep?
  package let kind: Kind
  /// The step did not run: its result is that of an earlier run.
  package let isReused: Bool

  package init(at: Double, step: RunStep?, _ kind: Kind, isReused: Bool = false) {
    self.at = at
    self.step = step
    self.kind = kind
    self.isReused = isReused
  }
}

package struct RunStep: Hashable, Sendable {
  package let id: StepID
  package let name: String

  package init(_ step: CheckedStep) {
    id = step.id
    name = step.name
  }
}

package struct RunOutput: Hashable, Sendable {
  package let step: RunStep
  package let value: JSON

  package init(step: RunStep, value: JSON) {
    self.step = step
    self.value = value
  }
}

package enum OutputStream: String, Hashable, Sendable { case stdout, stderr }

/// An error as Lambda reports it.
package struct StepFailure: Error, Hashable, Sendable {
  /// The name of the Python exception, or one of Lambda's own such as `Runtime.ExitError`.
  package let errorType: String
  package let errorMessage: String
  /// One entry for each frame, outermost first, as Python's traceback writes it.
  package let stackTrace: [String]
  /// The innermost line of the person's own code that the error came through.
  package let place: SourcePlace?

  package struct SourcePlace: Hashable, Sendable {
    /// As the step's `CodeOrigin` names it.
    package let file: String
    /// From 1.
    package let line: Int

    package init(file: String, line: Int) {
      self.file = file
      self.line = line
    }
  }

  package init(
    _ errorType: String, _ errorMessage: String, stackTrace: [String] = [],
    place: SourcePlace? = nil
  ) {
    self.errorType = errorType
    self.errorMessage = errorMessage
    self.stackTrace = stackTrace
    self.place = place
  }

  /// Whether Step Functions would retry it: all that the function does, but not the state
  /// machine's own errors on data, and nothing of what only a local run knows.
  package var isRetriable: Bool {
    !errorType.hasPrefix("LocalRun.")
      && !["States.DataLimitExceeded", "States.Runtime"].contains(errorType)
  }

  /// The step ran when the run was cancelled.
  package static let cancelled = StepFailure(
    "LocalRun.Cancelled", "The run was cancelled while the step ran")
}
