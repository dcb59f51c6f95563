// What the import tests share: scripts recorded by the real Python, and pipelines as one line of text.

import CloudExport
import Diagnostics
import Glibc
import Import
import PipelineModel
import ProcessRunner
import StatesLanguage
import Testing

/// A pipeline in the notation of `pipeline(_:)`: "a, b<-a, c<-a+b, d<~c".
func picture(_ pipeline: Pipeline) -> String {
  let names = Dictionary(uniqueKeysWithValues: pipeline.steps.map { ($0.id, $0.name) })
  func name(_ reference: StepReference) -> String {
    switch reference {
    case .step(let id): names[id] ?? "?"
    case .unknown(let name): "?" + name
    }
  }
  return pipeline.steps.map { step in
    var seen: Set<String> = []
    let read = step.arguments.compactMap { $0.source.reference.map(name) }
      .filter { seen.insert($0).inserted }
    let data = read.isEmpty ? "" : "<-" + read.joined(separator: "+")
    let order = step.needs.isEmpty ? "" : "<~" + step.needs.map(name).joined(separator: "+")
    return step.name + data + order
  }.joined(separator: ", ")
}

/// Arguments in a word each: `a`, `a.rows` of another step, `$date` of the execution, `=7`; with
/// `name:` in front when it goes by name.
func words(_ step: Step, in pipeline: Pipeline) -> String {
  step.arguments.map { argument in
    let word: String
    switch argument.source {
    case .step(.step(let id), let pick):
      let name = pipeline.steps.first { $0.id == id }?.name ?? "?"
      word = name + (pick.map { "." + $0 } ?? "")
    case .step(.unknown(let name), _): word = "?" + name
    case .input(let name, let pick): word = "$" + name + (pick.map { "." + $0 } ?? "")
    case .constant(let value):
      word = "=" + String(decoding: JSON(value).write(.compact), as: UTF8.self)
    }
    return (argument.name.map { $0 + ":" } ?? "") + word
  }.joined(separator: " ")
}

/// The person's variables.
let personEnvironment: [String: String] = {
  var variables: [String: String] = [:]
  for name in ["PATH", "HOME", "TMPDIR"] {
    if let value = getenv(name) { variables[name] = String(cString: value) }
  }
  return variables
}()

/// A folder with files, which is removed in the end.
final class Folder {
  let path: String

  init(_ files: [String: String] = [:]) throws {
    var template = Array("/tmp/sil-import-test-XXXXXX".utf8CString)
    try #require(mkdtemp(&template) != nil)
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    for (name, text) in files { try write(text, to: name) }
  }

  deinit { _ = system("rm -rf '\(path)'") }

  func write(_ text: String, to name: String) throws {
    for (place, letter) in name.enumerated() where letter == "/" {
      mkdir(path + "/" + name.prefix(place), 0o700)
    }
    let file = try #require(fopen(path + "/" + name, "w"))
    fwrite(text, 1, text.utf8.count, file)
    fclose(file)
  }

  /// All that is in it, with contents.
  var listing: String {
    get throws {
      let output = try #require(popen("cd '\(path)' && find . | sort | xargs ls -ld 2>&1", "r"))
      defer { pclose(output) }
      var bytes = [UInt8](repeating: 0, count: 1 << 16)
      return String(decoding: bytes[..<fread(&bytes, 1, bytes.count, output)], as: UTF8.self)
    }
  }
}

let head = """
  from step_in_line.step import step
  from step_in_line.pipeline import Pipeline

  """

/// What the import makes of a script, run by the real Python.
///
/// - Parameter files: beside the script.
func imported(_ script: String, files: [String: String] = [:]) throws -> ImportResult {
  let folder = try Folder(files.merging(["script.py": script]) { one, _ in one })
  return try imported(from: folder, script)
}

func imported(from folder: Folder, _ script: String) throws -> ImportResult {
  let end = PythonProgram(environment: personEnvironment, folder: folder.path).run(
    ScriptRecorder.program, called: ScriptRecorder.name,
    arguments: [folder.path + "/script.py"], cancelledBy: -1, onWait: (60, {}))
  guard case .answered(let answer) = end else {
    Issue.record("Python ended so: \(end)")
    return ImportResult()
  }
  return try #require(importedScript(answer, script: Array(script.utf8)))
}

extension ImportResult {
  func text(of path: String) -> String? {
    files.first { $0.path == path }.map { String(decoding: $0.bytes, as: UTF8.self) }
  }

  var messages: [String] { diagnostics.map(\.message) }
}
