// How a pipeline is to be run, and why it may not be.

package import PipelineModel
package import RunScheduler
package import StatesLanguage

package struct RunOptions: Sendable {
  /// What the execution is started with: an object.
  package var input: JSON = .object([])
  /// How many steps may run at once; `nil` is one for each processor.
  package var jobs: Int?
  /// The path or name of the Python to run all steps with; `nil` lets each step's runtime choose.
  package var python: String?
  /// Whether retries wait as written, or not at all.
  package var waitsForRetries = true
  /// Whether what exceeds Lambda's and Step Functions' limits fails, or is only noted.
  package var enforcesLimits = true
  /// The bytes of the steps' `files`, by their paths as the document writes them.
  package var files: [String: [UInt8]] = [:]
  /// Where each step's code stands for the person. A step that is not here is shown as its source's
  /// path, or as a file with the step's name.
  package var origins: [StepID: CodeOrigin] = [:]
  /// Which steps run; the results of others are taken from the kept runs.
  package var selection = RunSelection.all
  /// Where this run is kept and earlier ones are looked for; `nil` keeps nothing.
  package var store: RunStore?
  /// Whether the pipeline is a part of the file's, so that whole runs are not to make room for it.
  package var isPart = false
  /// The name that each step's Lambda function will have.
  package var functionName: @Sendable (CheckedStep) -> String = { $0.name }
  /// The variables of the person's environment: where Python is, and what steps are given of them.
  package var environment: [String: String]
  /// The folder that Python's version files (`.python-version`) are looked for in and above.
  package var folder: String

  package init(environment: [String: String], folder: String) {
    self.environment = environment
    self.folder = folder
  }
}

/// Where the first line of a step's code is shown to be.
package struct CodeOrigin: Hashable, Sendable {
  package let file: String
  /// From 1.
  package let line: Int

  package init(file: String, line: Int) {
    self.file = file
    self.line = line
  }
}

/// Why a run could not begin.
package enum RunRefusal: Error, Hashable, Sendable {
  case inputIsNoObject
  /// Inputs that are declared without a default, and that the execution does not bring.
  case inputsMissing([String])
  /// No Python from 3.8 on was found; the name or path is what was asked for.
  case noPython(String?)
  /// Steps that are needed and do not run, and of which no kept result fits.
  case resultsMissing([String])
  case system(SystemFailure)

  /// What is wrong, in one sentence without a full stop.
  package var message: String {
    switch self {
    case .inputIsNoObject: "The input is no JSON object"
    case .inputsMissing(let names):
      "The execution brings no value for \(names.map { "\"\($0)\"" }.joined(separator: ", "))"
    case .noPython(let name?): "There is no Python \"\(name)\""
    case .noPython(nil): "There is no Python to run the steps with"
    case .resultsMissing(let names):
      "No kept result fits \(names.map { "\"\($0)\"" }.joined(separator: ", "))"
    case .system(let failure): "The run can't begin: \(failure.doing): \(failure.reason)"
    }
  }

  /// What to do about it, in one imperative sentence without a full stop.
  package var mend: String {
    switch self {
    case .inputIsNoObject: "Give an object such as {\"date\": \"2026-01-31\"}"
    case .inputsMissing: "Give it with --input, or give the input a default"
    case .noPython: "Install Python 3.8 or newer, or name one with --python"
    case .resultsMissing:
      "Run them too, or everything with --from: their code, arguments or environment are new"
    case .system: "Free what is short, or set TMPDIR to a folder that can be written"
    }
  }
}
