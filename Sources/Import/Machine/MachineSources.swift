// Where the state machines of a document stand: it is one itself, or Terraform with some. Each is imported
// by MachineImport.swift.

import Diagnostics
import PipelineModel
import StatesLanguage

/// The pipelines of a document: a definition in Amazon States Language, or Terraform in JSON.
///
/// - Parameters:
///   - fileName: the document's, without folder.
///   - name: what the pipeline is called when nothing else names it.
///   - beside: the bytes of a file by its path from the document's folder; `nil` when it is not there.
/// - Returns: places of the diagnostics are in the document or, by name, in a file beside it.
package func importedMachine(
  _ bytes: [UInt8], fileName: String, named name: String, beside: @escaping (String) -> [UInt8]?
) -> ImportResult {
  var result = ImportResult()
  let document: JSON
  do throws(JSONError) {
    document = try JSON.parse(bytes)
  } catch {
    let end = min(error.offset + 1, bytes.count)
    result.diagnostics = [
      .error(
        "import-json", "This is no JSON: \(error.message)", mend: "Mend the text at this place",
        at: .bytes(min(error.offset, end)..<end))
    ]
    return result
  }
  let sources = machineSources(document, bytes, fileName: fileName, named: name, beside: beside)
  guard !sources.isEmpty else {
    result.diagnostics = [
      .error(
        "import-nothing", "There is no state machine in this document",
        mend:
          "Import a definition with StartAt and States, what describe-state-machine of AWS gives, or Terraform in JSON"
      )
    ]
    return result
  }
  var pipelines: [Pipeline] = []
  var paths: Set<String> = []
  for source in sources {
    var importing = MachineImport(source, beside: beside)
    if let pipeline = importing.pipeline() { pipelines.append(pipeline) }
    result.diagnostics += importing.diagnostics
    for file in importing.files where paths.insert(file.path).inserted {
      result.files.append(file)
    }
  }
  result.pipelines = fileNames(pipelines)
  return result
}

/// A definition and where it stands.
struct MachineSource {
  let name: String
  /// `nil` when it could not be found or understood; then `problem` says why.
  var definition: JSON?
  var problem: String?
  /// The text, and its file's name when that is not the document; for places.
  var text: [UInt8] = []
  var file: String?
  /// The text stands inside a text of the document, where places can't be told.
  var isInline = false
  var terraform: TerraformSource?
  var machine: TerraformSource.Machine?
}

private func machineSources(
  _ document: JSON, _ bytes: [UInt8], fileName: String, named name: String,
  beside: @escaping (String) -> [UInt8]?
) -> [MachineSource] {
  if document["States"] != nil {
    // An export's definition belongs to the Terraform beside it.
    if let text = beside("main.tf.json"), let terraform = parsedJSON(text) {
      let found = terraformSources(TerraformSource(terraform), beside: beside)
      if let own = found.first(where: { $0.file == fileName }), own.definition != nil {
        return [own]
      }
    }
    return [MachineSource(name: name, definition: document, text: bytes)]
  }
  // What `aws stepfunctions describe-state-machine` prints.
  if let text = document["definition"]?.string, let definition = parsedJSON(Array(text.utf8)) {
    return [
      MachineSource(
        name: document["name"]?.string ?? name, definition: definition, text: Array(text.utf8),
        isInline: true)
    ]
  }
  guard document["resource"] != nil else { return [] }
  return terraformSources(TerraformSource(document), beside: beside)
}

private func terraformSources(_ terraform: TerraformSource, beside: (String) -> [UInt8]?)
  -> [MachineSource]
{
  terraform.machines.map { machine in
    var source = MachineSource(name: machine.name, terraform: terraform, machine: machine)
    switch machine.definition {
    case .text(let json): source.definition = json
    case .file(let path, let variables):
      source.file = path
      source.text = beside(path) ?? []
      source.definition = parsedJSON(source.text)?.filled(with: variables).terraformLiterals
      if source.definition == nil { source.problem = "\(path) is not beside it, or is no JSON" }
    case .expression(let text):
      source.problem = "its definition is the expression \(text.prefix(60))"
    }
    return source
  }
}

func parsedJSON(_ text: [UInt8]) -> JSON? {
  do throws(JSONError) { return try JSON.parse(text) } catch { return nil }
}
