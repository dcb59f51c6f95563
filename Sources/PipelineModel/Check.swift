// Judges a draft: all that is wrong with it at once, and the checked pipeline when nothing is.
// Reads nothing outside its arguments.

package import Diagnostics
import GraphAlgorithms

extension Pipeline {
  /// Finds everything that is wrong or doubtful.
  ///
  /// - Parameter surroundings: what is known of files and code; what is not known is not judged,
  ///   except that a step's code must be there for the pipeline to be checked.
  /// - Returns: the checked pipeline exactly when no diagnostic is an error; diagnostics in the
  ///   order of the document.
  package func check(_ surroundings: Surroundings = Surroundings())
    -> (checked: CheckedPipeline?, diagnostics: [Diagnostic])
  {
    var findings = Findings()
    checkTop(surroundings, &findings)
    var functions: [CalledFunction] = []
    for step in steps { functions.append(check(step, surroundings, &findings)) }
    let graph = dependencyGraph()
    let order = checkOrder(of: graph, &findings)
    guard !findings.diagnostics.contains(where: \.isError), let order else {
      return (nil, findings.diagnostics)
    }
    return (
      resolved(surroundings, functions: functions, graph: graph, order: order), findings.diagnostics
    )
  }

  private func checkTop(_ surroundings: Surroundings, _ findings: inout Findings) {
    if fields[.pipeline] == nil {
      findings.error(
        "pipeline-name-missing", "The pipeline has no name",
        mend: "Write pipeline: and a name as the first line", at: [])
    }
    for field in PipelineField.allCases {
      guard let value = fields[field] else { continue }
      field.schema.judge(value, under: [], &findings)
    }
    checkName(&findings)
    checkRegion(&findings)
    if let path = fields[.template]?.text {
      findings.requireFile(path, surroundings, at: [.name(PipelineField.template.rawValue)])
    }
    checkFields(defaults, surroundings, under: [.name("defaults")], &findings)
    checkCredentialsAtTop(&findings)
    if steps.isEmpty {
      findings.error(
        "no-steps", "The pipeline has no steps", mend: "Add a step under steps:", at: [])
    }
  }

  // The Terraform provider's rule for state machines; AWS takes more.
  private func checkName(_ findings: inout Findings) {
    guard let name = fields[.pipeline]?.text else { return }
    let isPlain = name.utf8.allSatisfy(\.isNameByte)
    if !isPlain || !(1...80).contains(name.utf8.count) {
      findings.error(
        "pipeline-name", "\(quoted(name)) can't be a state machine's name",
        mend: "Use 1 to 80 letters, digits, - and _",
        at: [.name(PipelineField.pipeline.rawValue)])
    }
  }

  private func checkRegion(_ findings: inout Findings) {
    guard let region = fields[.region]?.text else { return }
    let parts = region.split(separator: "-", omittingEmptySubsequences: false)
    let isRegion =
      parts.count >= 3 && parts.last.flatMap { Int($0) } != nil
      && parts.dropLast().allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy(\.isLowercaseLetter) }
    if !isRegion {
      findings.error(
        "region", "\(quoted(region)) is no AWS region", mend: "Write one such as us-east-1",
        at: [.name(PipelineField.region.rawValue)])
    }
  }

  /// All that is wrong with one step; gives the function that it calls.
  private func check(_ step: Step, _ surroundings: Surroundings, _ findings: inout Findings)
    -> CalledFunction
  {
    let place: [DocumentKey] = [.name("steps"), .name(step.name)]
    checkStepName(step, at: place, &findings)
    checkFields(step.fields, surroundings, under: place, &findings)
    checkReferences(of: step, at: place, &findings)
    checkCredentials(of: step, surroundings, at: place, &findings)
    return checkCode(of: step, surroundings, at: place, &findings)
  }

  // Amazon States Language specification, "States": at most 80 Unicode characters.
  private func checkStepName(
    _ step: Step, at place: [DocumentKey], _ findings: inout Findings
  ) {
    if step.name.isEmpty || step.name.unicodeScalars.count > 80 {
      findings.error(
        "step-name-length",
        step.name.isEmpty
          ? "A step has an empty name"
          : "The name \(quoted(step.name)) has \(step.name.unicodeScalars.count) characters",
        mend: "Give the step a name of 1 to 80 characters", at: place)
    }
    if step.name.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F }) {
      findings.error(
        "step-name-control", "The name \(quoted(step.name)) holds a control character",
        mend: "Rename the step", at: place)
    }
  }

  private func checkFields(
    _ fields: StepFields, _ surroundings: Surroundings, under keys: [DocumentKey],
    _ findings: inout Findings
  ) {
    for (field, value) in fields.lazy.map({ ($0.field, $0.value) }) {
      field.schema.judge(value, under: keys, &findings)
      checkFiles(of: field, value, surroundings, under: keys, &findings)
      if field == .layers { checkRegions(of: value, under: keys, &findings) }
    }
  }

  // Lambda takes layers of a function's own region only (developer guide, "Layers").
  private func checkRegions(
    of layers: Value, under keys: [DocumentKey], _ findings: inout Findings
  ) {
    let own = (fields[.region] ?? PipelineField.region.schema.defaultValue)?.text ?? ""
    for (index, layer) in (layers.list ?? []).enumerated() {
      let parts = (layer.text ?? "").split(separator: ":", omittingEmptySubsequences: false)
      guard parts.count > 6, !parts[3].isEmpty, parts[3] != own else { continue }
      findings.warning(
        "layer-region",
        "The layer \(quoted(layer.text ?? "")) is in \(parts[3]), and the pipeline in \(own)",
        mend: "Use one of \(own), or write region: \(parts[3])",
        at: keys + [.name(StepField.layers.rawValue), .index(index)])
    }
  }

  private func checkFiles(
    of field: StepField, _ value: Value, _ surroundings: Surroundings, under keys: [DocumentKey],
    _ findings: inout Findings
  ) {
    switch field {
    case .policies, .files:
      for (index, item) in (value.list ?? []).enumerated() {
        guard let path = item.text else { continue }
        findings.requireFile(
          path, surroundings, at: keys + [.name(field.rawValue), .index(index)])
      }
    case .source:
      guard let path = value.text else { return }
      findings.requireFile(path, surroundings, at: keys + [.name(field.rawValue)])
    case .description, .function, .code, .runtime, .memory, .timeout, .storage, .architecture,
      .retry, .layers, .env, .at:
      break
    }
  }
}

/// What a check has found so far.
struct Findings {
  private(set) var diagnostics: [Diagnostic] = []
  /// Files that several steps may name and whose text is looked through once.
  private var filesSeen: Set<String> = []

  mutating func isFirstSight(of file: String) -> Bool { filesSeen.insert(file).inserted }

  mutating func error(_ code: String, _ message: String, mend: String, at keys: [DocumentKey]) {
    diagnostics.append(.error(code, message, mend: mend, at: .key(keys)))
  }

  mutating func warning(_ code: String, _ message: String, mend: String, at keys: [DocumentKey]) {
    diagnostics.append(.warning(code, message, mend: mend, at: .key(keys)))
  }

  mutating func add(_ diagnostic: Diagnostic) { diagnostics.append(diagnostic) }

  mutating func requireFile(
    _ path: String, _ surroundings: Surroundings, at place: @autoclosure () -> [DocumentKey]
  ) {
    switch surroundings.files[path] {
    case .text, nil: break
    case .missing:
      error(
        "file-missing", "There is no file \(quoted(path))",
        mend: "Create it beside the pipeline file, or correct the path", at: place())
    case .unreadable(let reason):
      error(
        "file-unreadable", "The file \(quoted(path)) can't be read: \(reason)",
        mend: "Make it readable, or correct the path", at: place())
    }
  }
}

/// A text as messages show it: in quotes, shortened, control characters spelled out.
func quoted(_ text: String) -> String {
  var shown = ""
  for scalar in text.unicodeScalars.prefix(60) {
    if scalar.value < 0x20 || scalar.value == 0x7F {
      shown += "\\u{" + String(scalar.value, radix: 16) + "}"
    } else {
      shown.unicodeScalars.append(scalar)
    }
  }
  return "\"" + shown + (text.unicodeScalars.count > 60 ? "…" : "") + "\""
}

extension UInt8 {
  var isLowercaseLetter: Bool { (0x61...0x7A).contains(self) }
  var isLetter: Bool { (0x61...0x7A).contains(self | 0x20) }
  var isDigit: Bool { (0x30...0x39).contains(self) }
  /// A letter, a digit, `-` or `_`.
  var isNameByte: Bool { isLetter || isDigit || self == 0x2D || self == 0x5F }
}
