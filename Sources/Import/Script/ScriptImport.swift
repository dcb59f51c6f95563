// From what a script for step-in-line declared to pipelines: each step with its own file and function,
// keyword arguments by name, constants that stay constants.

import CloudExport
import Diagnostics
import PipelineModel
import StatesLanguage

/// The pipelines of a script.
///
/// - Parameters:
///   - answer: what the recorder wrote.
///   - script: the script's text, for places.
/// - Returns: `nil` for what is no answer of the recorder.
package func importedScript(_ answer: [UInt8], script: [UInt8]) -> ImportResult? {
  let json: JSON
  do throws(JSONError) { json = try JSON.parse(answer) } catch { return nil }
  guard let recording = ScriptRecording(json) else { return nil }
  var importing = ScriptImport(recording: recording, lines: LineTable(script))
  return importing.result()
}

private struct ScriptImport {
  let recording: ScriptRecording
  let lines: LineTable
  var diagnostics: [Diagnostic] = []

  mutating func result() -> ImportResult {
    diagnostics = recording.problems.compactMap(problem)
    var result = ImportResult()
    result.pipelines = fileNames(recording.pipelines.map { pipeline($0) })
    result.files = recording.files
    result.diagnostics = diagnostics
    return result
  }

  private func problem(_ json: JSON) -> Diagnostic? {
    guard let code = json["code"]?.string, let message = json["message"]?.string,
      let mend = json["mend"]?.string
    else { return nil }
    let severity: Diagnostic.Severity =
      json["severity"]?.string == "warning" ? .warning : .error
    return Diagnostic(
      code: code, severity: severity, message: message, mend: mend, place: place(json))
  }

  private func place(_ json: JSON) -> Place? {
    guard let line = json["line"]?.integer, line >= 1, line <= lines.starts.count else {
      return nil
    }
    return .bytes(lines.content(ofLine: line - 1))
  }

  private mutating func pipeline(_ recorded: ScriptRecording.RecordedPipeline) -> Pipeline {
    let (name, isChanged) = machineName(recorded.name)
    if isChanged {
      diagnostics.append(
        .warning(
          "import-name",
          "\"\(recorded.name)\" can't be a state machine's name; the pipeline is called \(name)",
          mend: "Give the pipeline another name if you want", at: place(recorded.fields)))
    }
    var fields: [PipelineField: Value] = [.pipeline: .text(name)]
    fields[.schedule] = recorded.fields["schedule"]?.string.map { .text($0) }
    if let region = recorded.fields["region"]?.string, .text(region) != Self.usualRegion {
      fields[.region] = .text(region)
    }
    fields[.template] = recorded.fields["template"]?.string.map { .text($0) }
    for field in [PipelineField.network, .backend] {
      fields[field] = recorded.fields[field.rawValue].map { Value($0) }
    }
    var numbers: [Int: StepID] = [:]
    for (place, number) in recorded.steps.enumerated() { numbers[number] = StepID(place) }
    var names: Set<String> = []
    let steps = recorded.steps.compactMap { number -> Step? in
      guard recording.steps.indices.contains(number), let id = numbers[number] else { return nil }
      var step = step(recording.steps[number], id: id, numbers)
      if !names.insert(step.name).inserted { rename(&step, &names) }
      return step
    }
    return Pipeline(fields: fields, steps: steps).withCommonFields([.runtime, .memory])
  }

  /// Gives a step whose name is taken another one. That two have the same name is told by the recorder;
  /// here those are told that only look the same.
  private mutating func rename(_ step: inout Step, _ names: inout Set<String>) {
    if !diagnostics.contains(where: { $0.code == "import-name" && $0.isError }) {
      diagnostics.append(
        .error(
          "import-name", "Two steps have names that look like \"\(step.name)\"",
          mend: "Give one of them another name="))
    }
    repeat { step.name += "_2" } while !names.insert(step.name).inserted
  }

  private static let usualRegion = PipelineField.region.schema.defaultValue

  private func step(
    _ recorded: ScriptRecording.RecordedStep, id: StepID, _ numbers: [Int: StepID]
  ) -> Step {
    var step = Step(id: id, name: recorded.name, fields: fields(of: recorded))
    for argument in recorded.arguments {
      let source: ArgumentSource =
        if let number = argument.step {
          .step(numbers[number].map { .step($0) } ?? .unknown(recording.steps[number].name))
        } else {
          .constant(Value(argument.value))
        }
      step.arguments.append(Argument(name: argument.name, source))
    }
    step.needs = recorded.needs.compactMap { number in numbers[number].map { .step($0) } }
    return step
  }

  private func fields(of recorded: ScriptRecording.RecordedStep) -> StepFields {
    var fields: StepFields = [:]
    let said = recorded.fields
    fields[.description] = said["description"]?.string.map { .text($0) }
    fields[.runtime] = said["runtime"]?.string.map { .text($0) }
    fields[.memory] = said["memory"]?.integer.map { .integer($0) }
    if let retry = said["retry"]?.integer, retry > 0 { fields[.retry] = .integer(retry) }
    for (field, key) in [
      (StepField.layers, "layers"), (.policies, "policies"), (.files, "files"),
    ] {
      if let items = said[key]?.array, !items.isEmpty { fields[field] = Value(.array(items)) }
    }
    if let variables = said["env"]?.members, !variables.isEmpty {
      fields[.env] = Value(.object(variables))
    }
    guard let source = recorded.source else { return fields }
    fields[.source] = .text(source)
    if let function = recorded.function, let text = recording.texts[source] {
      fields[.function] = functionField(function, of: recorded.name, in: text)
    }
    return fields
  }
}
