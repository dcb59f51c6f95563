// Small pipelines of Python steps, run for real, and what came of it.

import CloudExport
import Glibc
import PipelineModel
import ProcessRunner
import RunScheduler
import StatesLanguage
import Testing

/// A step of a test: its code and what its function is called with.
struct Sketch {
  let name: String
  var code: String
  /// `a` is the output of step a, `name=a` the same by name; `$x` an input; all else is JSON.
  var arguments: [String] = []
  var needs: [String] = []
  var fields: StepFields = [:]

  init(
    _ name: String, _ code: String, _ arguments: [String] = [], needs: [String] = [],
    _ fields: StepFields = [:]
  ) {
    self.name = name
    self.code = code
    self.arguments = arguments
    self.needs = needs
    self.fields = fields
  }
}

/// Everything that a run told.
struct RunRecord {
  let events: [RunEvent]
  let status: RunStatus

  /// What steps gave back, as JSON.
  var outputs: [String: String] {
    var outputs: [String: String] = [:]
    for event in events {
      if case .succeeded(let output, _) = event.kind, let step = event.step {
        outputs[step.name] = String(decoding: output.write(.compact), as: UTF8.self)
      }
    }
    return outputs
  }

  var failures: [String: StepFailure] {
    var failures: [String: StepFailure] = [:]
    for event in events {
      if case .failed(let failure, _) = event.kind, let step = event.step {
        failures[step.name] = failure
      }
    }
    return failures
  }

  func lines(of step: String, _ stream: OutputStream = .stdout) -> [String] {
    events.compactMap { event in
      if case .printed(let line, stream) = event.kind, event.step?.name == step {
        line
      } else {
        nil
      }
    }
  }

  var notes: [String] {
    events.compactMap { if case .noted(let text) = $0.kind { text } else { nil } }
  }

  /// `started a, succeeded a, …` without what was printed.
  var course: String {
    events.compactMap { event -> String? in
      let name = event.step?.name ?? ""
      return switch event.kind {
      case .started: "started \(name)"
      case .retried: "retried \(name)"
      case .succeeded: "succeeded \(name)"
      case .failed: "failed \(name)"
      case .skipped: "skipped \(name)"
      case .finished(let status, _, _): "\(status)"
      case .printed, .noted: nil
      }
    }.joined(separator: ", ")
  }
}

/// What surrounds the steps of a test.
struct Setting {
  var template: String?
  var machine: MachineForm?
  var output: OutputForm?
  var inputs: [Value.Entry] = []
  /// Python files beside the pipeline, for `source` and `files`.
  var files: [String: String] = [:]

  func check(_ sketches: [Sketch]) throws -> CheckedPipeline {
    var top: [PipelineField: Value] = [.pipeline: .text("test")]
    top[.machine] = machine.map { .text($0.rawValue) }
    top[.output] = output.map { .text($0.rawValue) }
    top[.template] = template.map { _ in .text("template.py") }
    if !inputs.isEmpty { top[.inputs] = .mapping(inputs) }
    let ids = Dictionary(
      uniqueKeysWithValues: sketches.enumerated().map { ($1.name, StepID($0)) })
    let steps = sketches.enumerated().map { number, sketch in
      var fields = sketch.fields
      if fields[.source] == nil { fields[.code] = .text(sketch.code) }
      return Step(
        id: StepID(number), name: sketch.name, fields: fields,
        arguments: sketch.arguments.map { argument($0, ids) },
        needs: sketch.needs.compactMap { ids[$0] }.map { .step($0) })
    }
    var surroundings = Surroundings()
    for (path, text) in files { surroundings.files[path] = .text(Array(text.utf8)) }
    if let template { surroundings.files["template.py"] = .text(Array(template.utf8)) }
    let result = Pipeline(fields: top, steps: steps).check(surroundings)
    return try #require(result.checked, "\(result.diagnostics)")
  }

  private func argument(_ text: String, _ ids: [String: StepID]) -> Argument {
    let halves = text.split(separator: "=", maxSplits: 1).map(String.init)
    let name = halves.count == 2 && halves[0].isPythonIdentifier ? halves[0] : nil
    let source = name == nil ? text : halves[1]
    if source.hasPrefix("$") { return Argument(name: name, .input(String(source.dropFirst()))) }
    let parts = source.split(separator: "/", maxSplits: 1).map(String.init)
    if let id = ids[parts[0]] {
      return Argument(name: name, .step(.step(id), pick: parts.count > 1 ? parts[1] : nil))
    }
    let json = (try? JSON.parse(Array(source.utf8))) ?? .string(source)
    return Argument(name: name, .constant(Value(json)))
  }
}

/// The variables that finding Python takes.
let personEnvironment: [String: String] = {
  var variables: [String: String] = [:]
  for name in ["PATH", "HOME", "TMPDIR", "PYENV_ROOT"] {
    if let value = getenv(name) { variables[name] = String(cString: value) }
  }
  return variables
}()

func options(_ change: (inout RunOptions) -> Void = { _ in }) -> RunOptions {
  var options = RunOptions(environment: personEnvironment, folder: "/")
  options.jobs = 4
  change(&options)
  return options
}

/// Runs the steps with the Python that is here.
func run(
  _ sketches: [Sketch], _ setting: Setting = Setting(),
  _ change: (inout RunOptions) -> Void = { _ in }
) throws -> RunRecord {
  let checked = try setting.check(sketches)
  var options = options(change)
  for (path, text) in setting.files where options.files[path] == nil {
    options.files[path] = Array(text.utf8)
  }
  try #require(
    PythonSearch(environment: personEnvironment, folder: "/").anyPython != nil,
    "these tests need a Python from 3.8 on, as python3 on PATH")
  var events: [RunEvent] = []
  let status = try Run(checked, options).run { events.append($0) }
  return RunRecord(events: events, status: status)
}

/// Runs one step.
func run(
  _ code: String, _ arguments: [String] = [], _ fields: StepFields = [:],
  _ setting: Setting = Setting(), _ change: (inout RunOptions) -> Void = { _ in }
) throws -> RunRecord {
  try run([Sketch("step", code, arguments, fields)], setting, change)
}
