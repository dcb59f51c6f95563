// From a state machine, bare or in Terraform, to a pipeline. What a zip of an export says of a step comes
// before what the machine says; what Terraform says of its function comes along.

import CloudExport
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
        mend: "Import a definition with StartAt and States, or Terraform in JSON with one")
    ]
    return result
  }
  var pipelines: [Pipeline] = []
  for source in sources {
    var importing = MachineImport(source, beside: beside)
    if let pipeline = importing.pipeline() { pipelines.append(pipeline) }
    result.diagnostics += importing.diagnostics
    for file in importing.files where !result.files.contains(where: { $0.path == file.path }) {
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
    case .file(let path):
      source.file = path
      source.text = beside(path) ?? []
      source.definition = parsedJSON(source.text)?.terraformLiterals
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

struct MachineImport {
  let source: MachineSource
  let beside: (String) -> [UInt8]?
  private(set) var diagnostics: [Diagnostic] = []
  private(set) var files: [ImportedFile] = []
  private let places: [String: Range<Int>]
  private var bundles: [BundleSource?] = []
  private var functions: [TerraformFunction?] = []

  init(_ source: MachineSource, beside: @escaping (String) -> [UInt8]?) {
    self.source = source
    self.beside = beside
    places = statePlaces(inStateMachine: source.text)
  }

  mutating func pipeline() -> Pipeline? {
    guard let definition = source.definition else {
      report(
        "import-definition",
        "The machine \"\(source.name)\" can't be read: \(source.problem ?? "")",
        mend: "Import its definition itself, as AWS shows it", at: nil)
      return nil
    }
    guard isSound(definition) else { return nil }
    let walk = MachineWalk(definition)
    for problem in walk.problems {
      report("import-state", problem.message, mend: problem.mend, at: place(problem.state))
    }
    functions = walk.steps.map { source.terraform?.function(named: $0.function) }
    bundles = walk.steps.indices.map { bundle(of: walk.steps[$0], functions[$0]) }
    var inputs = MachineInputNames()
    let steps = walk.steps.indices.map { step($0, walk.steps, &inputs) }
    var pipeline = Pipeline(fields: fields(definition, walk, inputs), steps: steps)
    let needs = OrderNeeds(
      after: walk.steps.map(\.after),
      takes: pipeline.steps.map { step in
        step.arguments.compactMap { argument in
          if case .step(let id)? = argument.source.reference { id.rawValue } else { nil }
        }
      }
    ).all
    pipeline = pipeline.with(fewestOf: needs) { isSame($0, as: definition, walk.steps) }
    tellDrafts(pipeline)
    return pipeline.withCommonFields([
      .runtime, .memory, .timeout, .storage, .architecture, .retry,
    ])
  }

  // MARK: What is told

  private mutating func report(
    _ code: String, _ message: String, mend: String, at place: Place?, isError: Bool = true
  ) {
    diagnostics.append(
      Diagnostic(
        code: code, severity: isError ? .error : .warning, message: message, mend: mend,
        place: place))
  }

  private func place(_ state: String) -> Place? {
    guard let range = places[state] else { return nil }
    guard let file = source.file else { return .bytes(range) }
    let location = LineTable(source.text).location(at: range.lowerBound)
    return .file(file, line: location.line, column: location.column)
  }

  /// Whether AWS would take the definition; else what is wrong with it is told.
  private mutating func isSound(_ definition: JSON) -> Bool {
    let text = source.text.isEmpty ? definition.write(.readable) : source.text
    let found = StatesLanguage.diagnostics(ofStateMachine: text).filter(\.isError)
    diagnostics += found.map { finding in
      var finding = finding
      if source.text.isEmpty { finding.place = nil }
      if case .bytes(let range) = finding.place, let file = source.file {
        let location = LineTable(text).location(at: range.lowerBound)
        finding.place = .file(file, line: location.line, column: location.column)
      }
      return finding
    }
    return found.isEmpty
  }

  private mutating func tellDrafts(_ pipeline: Pipeline) {
    let drafts = pipeline.steps.indices.filter { bundles[$0] == nil }
    guard !drafts.isEmpty else { return }
    let names = drafts.prefix(5).map { "\"\(pipeline.steps[$0].name)\"" }
    let more = drafts.count > 5 ? " and \(drafts.count - 5) more" : ""
    report(
      "import-code",
      "The code of \(names.joined(separator: ", "))\(more) is not beside the machine",
      mend: "Give each of these steps its function with code: or source:", at: nil, isError: false)
  }

  // MARK: Steps

  /// What the step's zip says, where an export put it.
  private func bundle(of step: MachineStep, _ function: TerraformFunction?) -> BundleSource? {
    var names = [step.name]
    if let label = step.function.terraformExpression?.split(separator: ".").dropFirst().first {
      names.append(label.hasSuffix("lambda") ? String(label.dropLast(6)) : String(label))
    }
    let paths =
      [function?.zip].compactMap(\.self)
      + names.flatMap { ["functions/\($0).zip", "\($0).zip"] }
    for path in paths {
      if let zip = beside(path), let bundle = BundleSource(zip), bundle.step == step.name {
        return bundle
      }
    }
    return nil
  }

  private mutating func step(
    _ number: Int, _ all: [MachineStep], _ inputs: inout MachineInputNames
  ) -> Step {
    let said = all[number]
    var step = Step(id: StepID(number), name: said.name)
    let event = StepArguments(said.event) { all[$0].name }
    inputs.addDefaults(of: said.event)
    if let bundle = bundles[number] {
      step.arguments = bundle.arguments { name in
        all.firstIndex { $0.name == name }.map { .step(StepID($0)) } ?? .unknown(name)
      }
      inputs.add(step.arguments)
    } else {
      step.arguments = event.arguments
      inputs.add(step.arguments)
      if let problem = event.problem {
        report(
          "import-event", "The arguments of \"\(said.name)\" can't be said: \(problem)",
          mend: "Pass outputs of steps, inputs and constants as they are", at: place(said.name))
      }
      if let doubt = event.doubt {
        report(
          "import-input", "\"\(said.name)\" \(doubt)",
          mend: "Declare under inputs: what it reads, and pass it with {input: …}",
          at: place(said.name), isError: false)
      }
    }
    step.fields = fields(of: said, bundles[number], functions[number])
    setRetry(of: &step, said)
    addCode(to: &step, said, bundles[number])
    return step
  }

  private mutating func setRetry(of step: inout Step, _ said: MachineStep) {
    switch MachineRetry(said.retry) {
    case .none: break
    case .some(let value): step.fields[.retry] = value
    case .unsaid(let reason):
      report(
        "import-retry", "The Retry of \"\(said.name)\" \(reason)",
        mend: "Retry after States.TaskFailed or States.ALL, once for all", at: place(said.name))
    }
  }

  private mutating func addCode(to step: inout Step, _ said: MachineStep, _ bundle: BundleSource?) {
    guard let bundle else {
      let calls = said.function.hasPrefix("${") ? nil : "calls \(said.function)"
      let text = [said.comment, calls].compactMap(\.self)
      if !text.isEmpty {
        step.fields[.description] = .text(
          text.count == 2 ? "\(text[0]) (\(text[1]))" : text[0].capitalizedFirst)
      }
      return
    }
    let summary = PythonOutline(bundle.program).functions.first { $0.name == bundle.function }?
      .summary
    if let comment = said.comment, comment != summary {
      step.fields[.description] = .text(comment)
    }
    step.fields[.function] = functionField(bundle.function, of: step.name, in: bundle.program)
    if let path = bundle.path {
      step.fields[.source] = .text(path)
      add(path, bundle.program, of: step.name)
    } else {
      step.fields[.code] = .text(String(decoding: bundle.program, as: UTF8.self))
    }
    for file in bundle.files { add(file.path, file.bytes, of: step.name) }
    if !bundle.files.isEmpty {
      step.fields[.files] = .list(bundle.files.map { .text($0.path) })
    }
    if let template = bundle.template { add(Self.templatePath, template, of: step.name) }
  }

  private static let templatePath = "template.py"

  private mutating func add(_ path: String, _ bytes: [UInt8], of step: String) {
    guard let other = files.first(where: { $0.path == path }) else {
      files.append(ImportedFile(path: path, bytes: bytes))
      return
    }
    guard other.bytes != bytes else { return }
    report(
      "import-files", "\(path) of \"\(step)\" is not the \(path) of another step",
      mend: "Give the two files different names and export again", at: nil)
  }

  // MARK: Fields

  private mutating func fields(
    of said: MachineStep, _ bundle: BundleSource?, _ function: TerraformFunction?
  ) -> StepFields {
    var fields: StepFields = [:]
    if let function {
      fields[.runtime] = function.runtime.map { .text($0) }
      fields[.memory] = function.memory.map { .integer($0) }
      fields[.storage] = function.storage.map { .integer($0) }
      fields[.architecture] = function.architecture.map { .text($0) }
      if !function.layers.isEmpty { fields[.layers] = .list(function.layers.map { .text($0) }) }
      fields[.env] = variables(of: said, function)
      fields[.policies] = policies(of: said, function)
    }
    if let timeout = function?.timeout {
      fields[.timeout] = .integer(timeout)
    } else if let timeout = said.timeout {
      // Ours leaves half a minute for the way to the function and back.
      let isOurs = bundle?.machine == "nested" || said.event.isOurs && timeout > 30
      let seconds = isOurs ? timeout - 30 : timeout
      if (1...900).contains(seconds) { fields[.timeout] = .integer(seconds) }
    }
    return fields
  }

  private mutating func variables(of said: MachineStep, _ function: TerraformFunction) -> Value? {
    var entries: [Value.Entry] = []
    for variable in function.variables {
      guard let text = variable.value.string?.terraformText else {
        report(
          "import-env",
          "The variable \(variable.key) of \"\(said.name)\" is an expression of Terraform",
          mend: "Write its value into env:", at: place(said.name), isError: false)
        continue
      }
      entries.append(.init(variable.key.terraformText ?? variable.key, .text(text)))
    }
    return entries.isEmpty ? nil : .mapping(entries)
  }

  private mutating func policies(of said: MachineStep, _ function: TerraformFunction) -> Value? {
    let read = function.policies.compactMap { text -> Value? in
      guard let plain = text.terraformText, let json = parsedJSON(Array(plain.utf8)) else {
        report(
          "import-policy", "A policy of \"\(said.name)\" is an expression of Terraform",
          mend: "Write the policy into policies:", at: place(said.name), isError: false)
        return nil
      }
      return Value(json)
    }
    return read.isEmpty ? nil : .list(read)
  }

  private mutating func fields(_ definition: JSON, _ walk: MachineWalk, _ inputs: MachineInputNames)
    -> [PipelineField: Value]
  {
    let (name, isChanged) = machineName(source.name)
    if isChanged {
      report(
        "import-name", "\"\(source.name)\" can't be a pipeline's name; it is called \(name)",
        mend: "Give it another name if you want", at: nil, isError: false)
    }
    var fields: [PipelineField: Value] = [.pipeline: .text(name)]
    fields[.description] = definition["Comment"]?.string.map { .text($0) }
    fields[.inputs] = inputs.value
    if bundles.contains(where: { $0?.machine == "layers" }) {
      fields[.machine] = .text(MachineForm.layers.rawValue)
    }
    if bundles.contains(where: { $0?.template != nil }) {
      fields[.template] = .text(Self.templatePath)
    }
    if !bundles.isEmpty, bundles.allSatisfy({ $0?.machine == "nested" }),
      case .object(let entries) = walk.result, entries.count < walk.steps.count
    {
      fields[.output] = .text(OutputForm.last.rawValue)
    }
    guard let terraform = source.terraform, let machine = source.machine else { return fields }
    fields[.schedule] = terraform.schedule(of: machine).map { .text($0) }
    if let region = terraform.region, .text(region) != PipelineField.region.schema.defaultValue {
      fields[.region] = .text(region)
    }
    fields[.network] = terraform.network.map { Value($0) }
    let settings = beside("versions.tf.json").flatMap(parsedJSON)
    fields[.backend] = (settings.flatMap { TerraformSource($0).backend } ?? terraform.backend).map {
      Value($0)
    }
    return fields
  }

  // MARK: The same machine again

  private func isSame(_ pipeline: Pipeline, as definition: JSON, _ steps: [MachineStep]) -> Bool {
    guard bundles.allSatisfy({ $0 != nil }) else { return false }
    var surroundings = Surroundings()
    for file in files { surroundings.files[file.path] = .text(file.bytes) }
    guard let checked = pipeline.check(surroundings).checked else { return false }
    var functions: [String: String] = [:]
    for step in steps { functions[step.name] = step.function }
    let machine = stateMachine(for: checked) { functions[$0.name] ?? "" }
    return parsedJSON(machine.text())?.withoutComments == definition.withoutComments
  }
}

extension String {
  fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
