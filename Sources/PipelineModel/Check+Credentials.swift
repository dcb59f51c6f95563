// Warns of credentials that stand in a pipeline: whoever may describe the state machine or read a
// function's configuration in AWS would read them there, as would everybody with the file. What looks
// like one is said by the table in Diagnostics.

import Diagnostics

private let mendInCode = "let the code read it from there"
private let mendInField = "write its name here for the code to read"

extension Pipeline {
  func checkCredentialsAtTop(_ findings: inout Findings) {
    CredentialWalk.run(&findings, of: nil) { walk in
      for field in PipelineField.allCases {
        guard let value = fields[field] else { continue }
        walk.look(at: value, under: .name(field.rawValue))
      }
      walk.within(.name("defaults")) { $0.look(at: defaults) }
    }
  }

  /// - Parameter place: the step's keys.
  func checkCredentials(
    of step: Step, _ surroundings: Surroundings, at place: [DocumentKey], _ findings: inout Findings
  ) {
    checkCredentials(inSourceOf: step, surroundings, &findings)
    guard step.mayHoldCredential else { return }
    CredentialWalk.run(&findings, of: step.name, under: place) { walk in
      walk.look(at: step.fields)
      walk.within(.name("args")) { walk in
        for (index, argument) in step.arguments.enumerated() {
          guard case .constant(let value) = argument.source else { continue }
          walk.look(at: value, under: argument.name.map { .name($0) } ?? .index(index))
        }
      }
    }
  }

  private func checkCredentials(
    inSourceOf step: Step, _ surroundings: Surroundings, _ findings: inout Findings
  ) {
    guard let path = step.fields[.source]?.text, case .text(let text)? = surroundings.files[path],
      findings.isFirstSight(of: path)
    else { return }
    let found = text.withUnsafeBufferPointer(credentials)
    guard !found.isEmpty else { return }
    let lines = LineTable(text)
    for credential in found {
      let location = lines.location(at: credential.range.lowerBound)
      findings.add(
        credential.warning(
          "The file \(quoted(path))", mend: mendInCode,
          at: .file(path, line: location.line, column: location.column)))
    }
  }
}

extension Step {
  /// Whether a walk finds something, and it may be little: nearly all steps are done with here.
  fileprivate var mayHoldCredential: Bool {
    fields.contains { $0.value.mayHoldCredential(named: nil) }
      || arguments.contains { argument in
        guard case .constant(let value) = argument.source else { return false }
        return value.mayHoldCredential(named: argument.name)
      }
  }
}

extension Value {
  fileprivate func mayHoldCredential(named name: String?) -> Bool {
    switch self {
    case .null, .boolean, .integer, .decimal: false
    case .text(let text): !credentials(in: text, named: name).isEmpty
    case .list(let items): items.contains { $0.mayHoldCredential(named: nil) }
    case .mapping(let entries): entries.contains { $0.value.mayHoldCredential(named: $0.key) }
    }
  }
}

/// A walk over the values of one step, or of the top.
private struct CredentialWalk {
  private enum Pass { case anyForm, secretKeys }

  /// The step's name; `nil` at the top.
  private let owner: String?
  /// Of the step.
  private let keys: [DocumentKey]
  private var inside: [DocumentKey] = []
  private var pass = Pass.anyForm
  private var hasAccessKey = false
  private var warnings: [Diagnostic] = []

  /// Walks, and once more when an AWS access key was found: its secret key is told by nothing but
  /// that it stands beside one.
  static func run(
    _ findings: inout Findings, of owner: String?, under keys: [DocumentKey] = [],
    _ body: (inout CredentialWalk) -> Void
  ) {
    var walk = CredentialWalk(owner: owner, keys: keys)
    body(&walk)
    if walk.hasAccessKey {
      walk.pass = .secretKeys
      body(&walk)
    }
    for warning in walk.warnings { findings.add(warning) }
  }

  private init(owner: String?, keys: [DocumentKey]) {
    self.owner = owner
    self.keys = keys
  }

  mutating func look(at fields: StepFields) {
    for entry in fields { look(at: entry.value, under: .name(entry.field.rawValue)) }
  }

  mutating func look(at value: Value, under key: DocumentKey) {
    switch value {
    case .null, .boolean, .integer, .decimal: break
    case .text(let text): look(at: text, under: key)
    case .list(let items):
      within(key) { walk in
        for (index, item) in items.enumerated() { walk.look(at: item, under: .index(index)) }
      }
    case .mapping(let entries):
      within(key) { walk in
        for entry in entries { walk.look(at: entry.value, under: .name(entry.key)) }
      }
    }
  }

  mutating func within(_ key: DocumentKey, _ body: (inout CredentialWalk) -> Void) {
    inside.append(key)
    body(&self)
    inside.removeLast()
  }

  private mutating func look(at text: String, under key: DocumentKey) {
    let found =
      switch pass {
      case .secretKeys: awsSecretKeys(in: text)
      case .anyForm: credentials(in: text, named: variable(at: key))
      }
    report(found, in: text, under: key)
  }

  /// The name that the person gave to what stands there; keys of the format and of IAM name nothing.
  private func variable(at key: DocumentKey) -> String? {
    guard case .name(let name) = key, case .name(let field)? = inside.first else { return nil }
    if field == StepField.policies.rawValue || field == PipelineField.network.rawValue {
      return nil
    }
    guard name == "default", case .name(let input)? = inside.last else { return name }
    return input
  }

  private mutating func report(_ found: [Credential], in text: String, under key: DocumentKey) {
    guard !found.isEmpty else { return }
    hasAccessKey = hasAccessKey || found.contains(where: \.isAWSAccessKey)
    let path = inside + [key]
    let subject = path.written + (owner.map { " of \(quoted($0))" } ?? "")
    let mend = path == [.name(StepField.code.rawValue)] ? mendInCode : mendInField
    let lines = LineTable(Array(text.utf8))
    for credential in found {
      let line = lines.starts.count > 1 ? lines.line(at: credential.range.lowerBound) : nil
      warnings.append(
        credential.warning(subject, mend: mend, at: .key(keys + path, line: line)))
    }
  }
}
