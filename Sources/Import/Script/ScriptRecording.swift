// What a script for step-in-line declared, as the recorder in Python tells it (record_script.py), and
// the recorder itself. Runs nothing.

import StatesLanguage

/// The recorder's program and what it answers.
package enum ScriptRecorder {
  /// Arguments: the script's path, then the script's own.
  package static let program: [UInt8] = [
    PackageResources.stand_ins_py, PackageResources.stand_in_modules_py,
    PackageResources.harmless_py, PackageResources.statements_py, PackageResources.code_slices_py,
    PackageResources.step_code_py, PackageResources.recorded_values_py,
    PackageResources.record_script_py,
  ].flatMap { $0 + [0x0A] }

  /// What tracebacks call the program, which tells its own lines from the script's by it.
  package static let name = "<sil-tui import>"
}

struct ScriptRecording {
  struct RecordedArgument {
    let name: String?
    /// The number of a step, or a constant.
    let step: Int?
    let value: JSON
  }

  struct RecordedStep {
    let name: String
    let fields: JSON
    let arguments: [RecordedArgument]
    let needs: [Int]
    let source: String?
    let function: String?

    init?(_ json: JSON) {
      guard let name = json["name"]?.string else { return nil }
      self.name = name
      fields = json
      arguments = (json["args"]?.array ?? []).map { argument in
        RecordedArgument(
          name: argument["name"]?.string, step: argument["step"]?.integer,
          value: argument["value"] ?? .null)
      }
      needs = json["needs"]?.array?.compactMap(\.integer) ?? []
      source = json["source"]?.string
      function = json["function"]?.string
    }
  }

  struct RecordedPipeline {
    let name: String
    let fields: JSON
    let steps: [Int]
  }

  let pipelines: [RecordedPipeline]
  let steps: [RecordedStep]
  let files: [ImportedFile]
  /// The bytes of the files by path.
  let texts: [String: [UInt8]]
  let problems: [JSON]

  /// `nil` for what is no answer of the recorder.
  init?(_ json: JSON) {
    guard let pipelines = json["pipelines"]?.array, let steps = json["steps"]?.array else {
      return nil
    }
    self.pipelines = pipelines.map { pipeline in
      RecordedPipeline(
        name: pipeline["name"]?.string ?? "", fields: pipeline,
        steps: pipeline["steps"]?.array?.compactMap(\.integer) ?? [])
    }
    self.steps = steps.compactMap { RecordedStep($0) }
    guard self.steps.count == steps.count else { return nil }
    files = (json["files"]?.array ?? []).compactMap { file in
      guard let path = file["path"]?.string, let text = file["text"]?.string else { return nil }
      return ImportedFile(path: path, bytes: Array(text.utf8))
    }
    texts = Dictionary(files.map { ($0.path, $0.bytes) }) { first, _ in first }
    problems = json["problems"]?.array ?? []
  }
}
