// From a state machine, bare or in Terraform, to a pipeline. What a zip of an export says of a step comes
// before what the machine says; what Terraform says of its function comes along.

import CloudExport
import Diagnostics
import PipelineModel
import StatesLanguage

struct MachineImport {
  let source: MachineSource
  let beside: (String) -> [UInt8]?
  private(set) var diagnostics: [Diagnostic] = []
  private(set) var files: [ImportedFile] = []
  private var texts: [String: [UInt8]] = [:]
  /// The steps' numbers by name.
  private var numbers: [String: Int] = [:]
  private let places: [String: Range<Int>]
  /// What is taken over in another way than it stands there, by step.
  private var doubts: [(step: String, doubt: ImportDoubt)] = []
  private(set) var bundles: [BundleSource?] = []
  private var functions: [TerraformFunction?] = []

  init(_ source: MachineSource, beside: @escaping (String) -> [UInt8]?) {
    self.source = source
    self.beside = beside
    places = source.isInline ? [:] : statePlaces(inStateMachine: source.text)
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
    guard Set(walk.steps.map(\.name)).count == walk.steps.count else {
      report(
        "import-name", "Two states have names that are written alike",
        mend: "Give one of them another name", at: nil)
      return nil
    }
    numbers = Dictionary(walk.steps.enumerated().map { ($1.name, $0) }) { first, _ in first }
    functions = walk.steps.map { source.terraform?.function(named: $0.function) }
    bundles = walk.steps.indices.map { bundle(of: walk.steps[$0], functions[$0]) }
    var inputs = MachineInputNames()
    let steps = walk.steps.indices.map { step($0, walk.steps, &inputs) }
    var pipeline = Pipeline(
      fields: fields(definition, walk, inputs), steps: order(of: walk).map { steps[$0] })
    let needs = OrderNeeds(
      after: walk.steps.map(\.after),
      takes: steps.map { step in
        step.arguments.compactMap { argument in
          guard case .step(let id)? = argument.source.reference, id < step.id else { return nil }
          return id.rawValue
        }
      }
    ).all
    pipeline = pipeline.with(fewestOf: needs) { isSame($0, as: definition, walk.steps) }
    tellDoubts(pipeline)
    return pipeline.withCommonFields([
      .runtime, .memory, .timeout, .storage, .architecture, .retry,
    ])
  }

  /// The steps as they are to stand in the file: as Terraform lists their functions or the machine its
  /// results, which in an export is the order of its pipeline file; else in the order of the machine.
  private func order(of walk: MachineWalk) -> [Int] {
    let all = Array(walk.steps.indices)
    let places = functions.compactMap { $0?.place }
    if Set(places).count == all.count { return all.sorted { places[$0] < places[$1] } }
    guard case .object(let entries) = walk.result, entries.count == all.count else { return all }
    let listed = entries.compactMap { numbers[$0.key] }
    return Set(listed).count == all.count ? listed : all
  }

  // MARK: What is told

  mutating func report(
    _ code: String, _ message: String, mend: String, at place: Place?, isError: Bool = true
  ) {
    diagnostics.append(
      Diagnostic(
        code: code, severity: isError ? .error : .warning, message: message, mend: mend,
        place: place))
  }

  func place(_ state: String) -> Place? {
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
      if source.text.isEmpty || source.isInline { finding.place = nil }
      if case .bytes(let range) = finding.place, let file = source.file {
        let location = LineTable(text).location(at: range.lowerBound)
        finding.place = .file(file, line: location.line, column: location.column)
      }
      return finding
    }
    return found.isEmpty
  }

  /// One line for all steps that share a doubt.
  private mutating func tellDoubts(_ pipeline: Pipeline) {
    for step in pipeline.steps {
      switch bundles[step.id.rawValue] {
      case nil: doubts.append((step.name, .noCode))
      case let bundle?: if bundle.program == nil { doubts.append((step.name, .codeInTemplate)) }
      }
    }
    for doubt in ImportDoubt.allCases {
      let steps = doubts.filter { $0.doubt == doubt }.map(\.step)
      guard let first = steps.first else { continue }
      let names = steps.prefix(5).map { "\"\($0)\"" }.joined(separator: ", ")
      let more = steps.count > 5 ? " and \(steps.count - 5) more" : ""
      report(
        doubt.code, doubt.message(names + more), mend: doubt.mend, at: place(first),
        isError: false)
    }
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
        numbers[name].map { .step(StepID($0)) } ?? .unknown(name)
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
      if let doubt = event.doubt { doubts.append((said.name, doubt)) }
    }
    if !step.arguments.areUniform {
      report(
        "import-event", "The arguments of \"\(said.name)\" go by name and by place, or twice",
        mend: "Pass each once, and all by name", at: place(said.name))
      step.arguments = []
    }
    step.fields = fields(of: said, bundles[number], functions[number])
    setRetry(of: &step, said)
    addCode(to: &step, said, bundles[number])
    return step
  }

  private mutating func setRetry(of step: inout Step, _ said: MachineStep) {
    let retry = MachineRetry(said.retry)
    step.fields[.retry] = retry.value
    guard let difference = retry.difference else { return }
    if retry.value != nil {
      doubts.append((said.name, .retry))
    } else {
      report(
        "import-retry", "The Retry of \"\(said.name)\" \(difference)",
        mend: "Retry after States.TaskFailed or States.ALL, once for all", at: place(said.name))
    }
  }

  private mutating func addCode(to step: inout Step, _ said: MachineStep, _ bundle: BundleSource?) {
    guard let bundle, let program = bundle.program else {
      let calls = said.function.hasPrefix("${") ? nil : "calls \(said.function)"
      let text = [said.comment, calls].compactMap(\.self)
      if !text.isEmpty {
        step.fields[.description] = .text(
          text.count == 2 ? "\(text[0]) (\(text[1]))" : text[0].capitalizedFirst)
      }
      return
    }
    let summary = PythonOutline(program).functions.first { $0.name == bundle.function }?
      .summary
    if let comment = said.comment, comment != summary {
      step.fields[.description] = .text(comment)
    }
    step.fields[.function] = functionField(bundle.function, of: step.name, in: program)
    if let path = bundle.path {
      step.fields[.source] = .text(path)
      add(path, program, of: step.name)
    } else {
      step.fields[.code] = .text(String(decoding: program, as: UTF8.self))
    }
    for file in bundle.files { add(file.path, file.bytes, of: step.name) }
    if !bundle.files.isEmpty {
      step.fields[.files] = .list(bundle.files.map { .text($0.path) })
    }
    if let template = bundle.template { add(Self.templatePath, template, of: step.name) }
  }

  static let templatePath = "template.py"

  private mutating func add(_ path: String, _ bytes: [UInt8], of step: String) {
    guard let other = texts[path] else {
      texts[path] = bytes
      files.append(ImportedFile(path: path, bytes: bytes))
      return
    }
    guard other != bytes else { return }
    report(
      "import-files", "\(path) of \"\(step)\" is not the \(path) of another step",
      mend: "Give the two files different names and export again", at: nil)
  }

  // MARK: The same machine again

  /// Only what shapes a machine counts: the code may be missing.
  private func isSame(_ pipeline: Pipeline, as definition: JSON, _ steps: [MachineStep]) -> Bool {
    guard steps.indices.allSatisfy({ bundles[$0] != nil || steps[$0].event.isOurs }),
      let checked = pipeline.withPlainCode.check().checked
    else { return false }
    var functions: [String: String] = [:]
    for step in steps { functions[step.name] = step.function }
    let machine = stateMachine(for: checked) { functions[$0.name] ?? "" }
    return parsedJSON(machine.text())?.withoutComments == definition.withoutComments
  }
}

extension Pipeline {
  /// The same steps in the same order, with code that can be checked and without what a state machine
  /// does not depend on.
  fileprivate var withPlainCode: Pipeline {
    var kept = fields
    for field in PipelineField.allCases
    where ![.pipeline, .inputs, .machine, .output].contains(field) {
      kept[field] = nil
    }
    let plain = steps.map { step in
      var step = step
      let own = step.fields
      step.fields = [.code: .text("def step(): pass\n")]
      step.fields[.timeout] = own[.timeout]
      step.fields[.retry] = own[.retry]
      return step
    }
    return Pipeline(fields: kept, steps: plain)
  }
}

extension [Argument] {
  /// Whether all have names, each another one, or none has.
  fileprivate var areUniform: Bool {
    let names = compactMap(\.name)
    return names.isEmpty || names.count == count && Set(names).count == count
  }
}

extension String {
  fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
