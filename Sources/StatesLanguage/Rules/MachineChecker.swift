// The walk over a state machine's document that all rules share: where it is, what it has found, and
// the check of an object against its table. The rules of single kinds of values are in extensions.

import Diagnostics

struct MachineChecker {
  /// The state the walk is in.
  struct Surroundings {
    let name: String
    let kind: StateKind?
    let language: QueryLanguage
    /// Whether it asks for JSONPath in a JSONata machine; then its fields belong to either language.
    let isDowngraded: Bool
  }

  /// What an expression may read from `$states` besides `input` and `context`.
  enum StatesField: String { case result, errorOutput }

  let workflow: WorkflowType
  private(set) var diagnostics: [Diagnostic] = []
  var machineLanguage = QueryLanguage.jsonPath
  var state: Surroundings?
  /// From the state, or the machine outside of states, to the value that is looked at.
  var path: [DocumentKey] = []
  var section = Section.topLevelFields
  /// Whether the states here run as an express workflow.
  var isExpress: Bool
  var readable: StatesField?
  var scopes: [VariableScope] = []
  var stateNames: Set<ExactText> = []
  var labels: Set<ExactText> = []
  private static let mostDiagnostics = 1_000

  init(workflow: WorkflowType) {
    self.workflow = workflow
    isExpress = workflow == .express
  }

  var language: QueryLanguage { state?.language ?? machineLanguage }

  mutating func add(_ diagnostic: Diagnostic) {
    if diagnostics.count < Self.mostDiagnostics { diagnostics.append(diagnostic) }
  }

  /// - Parameter what: goes on after the name of the field and the state.
  mutating func refuse(
    _ code: String, _ what: String, mend: String, at range: Range<Int>, _ section: Section? = nil
  ) {
    report(.error, code, what, mend, range, section)
  }

  mutating func doubt(
    _ code: String, _ what: String, mend: String, at range: Range<Int>, _ section: Section? = nil
  ) {
    report(.warning, code, what, mend, range, section)
  }

  private mutating func report(
    _ severity: Diagnostic.Severity, _ code: String, _ what: String, _ mend: String,
    _ range: Range<Int>, _ section: Section?
  ) {
    guard diagnostics.count < Self.mostDiagnostics else { return }
    add(
      Diagnostic(
        code: code, severity: severity, message: "\(subject) \(what)",
        mend: "\(mend) (spec.html#\((section ?? self.section).rawValue))", place: .bytes(range)))
  }

  private var subject: String {
    guard !path.isEmpty else {
      return state.map { "The state \"\($0.name)\"" } ?? "The state machine"
    }
    var text = ""
    for key in path {
      switch key {
      case .name(let name): text += text.isEmpty ? name : "." + name
      case .index(let index): text += "[\(index)]"
      }
    }
    return text + (state.map { " of the state \"\($0.name)\"" } ?? " of the state machine")
  }

  mutating func within(_ key: DocumentKey, _ body: (inout MachineChecker) -> Void) {
    path.append(key)
    body(&self)
    path.removeLast()
  }
}

// MARK: objects

extension MachineChecker {
  /// - Parameter anchor: where a missing field is reported.
  mutating func check(_ value: PlacedValue, is kind: ObjectKind, anchor: Range<Int>) {
    guard let members = value.members else {
      refuseKind(of: value, "an object")
      return
    }
    let rules = kind.rules
    for member in members {
      guard let rule = rules.fields[ExactText(member.key)] else {
        within(.name(member.key)) { $0.refuseUnknown(member, in: kind) }
        continue
      }
      section = rule.section
      within(.name(member.key)) { checker in
        if let only = rule.language, only != checker.language, !checker.isDowngraded {
          checker.refuseLanguage(member, only)
        } else {
          checker.check(member, as: rule.kind)
        }
      }
    }
    for group in rules.groups { check(group, in: members, of: kind, anchor: anchor) }
    checkRelations(value, kind, anchor: anchor)
  }

  private var isDowngraded: Bool { state?.isDowngraded ?? false }

  private mutating func check(
    _ group: FieldGroup, in members: [PlacedMember], of kind: ObjectKind, anchor: Range<Int>
  ) {
    let present = members.filter { member in
      group.names.contains { $0.hasSameBytes(as: member.key) }
    }
    let usable = group.names.filter { name in
      let only = kind.rules.fields[ExactText(name)]?.language
      return only == nil || only == language
    }
    if present.isEmpty, group.count != .atMostOne, let first = usable.first {
      let list = usable.joined(separator: ", ")
      refuse(
        "asl-field-missing",
        usable.count == 1 ? "has no \(list)" : "has none of \(list)",
        mend: usable.count == 1 ? "Add \(list)" : "Add one of them, such as \(first)",
        at: anchor, group.section)
    }
    let names = Set(present.map { ExactText($0.key) })
    if names.count > 1, group.count != .atLeastOne, let second = present.dropFirst().first {
      refuse(
        "asl-field-exclusive",
        "has \(present.map(\.key).joined(separator: " and ")), which exclude each other",
        mend: "Keep one of them", at: second.keyRange, group.section)
    }
  }

  private mutating func refuseUnknown(_ member: PlacedMember, in kind: ObjectKind) {
    let rules = kind.rules
    let near = Spelling.nearest(to: member.key, among: rules.fields.keys.map(\.text))
    let what = "is not a field of \(kind.title)"
    let mend = near.map { "Did you mean \($0)? Otherwise remove it" } ?? "Remove it"
    if rules.isOpen {
      doubt("asl-field-unknown", what + " that we know", mend: mend, at: member.keyRange)
    } else {
      refuse("asl-field-unknown", what, mend: mend, at: member.keyRange, .stateTypes)
    }
  }

  private mutating func refuseLanguage(_ member: PlacedMember, _ only: QueryLanguage) {
    refuse(
      "asl-field-language",
      "exists only in \(only.rawValue), and \(language.rawValue) is used here",
      mend: only == .jsonata
        ? "Set QueryLanguage to JSONata, or use the fields of JSONPath"
        : "Use Arguments, Output and expressions instead, or QueryLanguage JSONPath",
      at: member.keyRange, .queryLanguage)
  }

  mutating func refuseKind(of value: PlacedValue, _ wanted: String) {
    refuse(
      "asl-value-kind", "is \(value.kindName), not \(wanted)", mend: "Write \(wanted)",
      at: value.range)
  }
}

/// Which known name a misspelt one is meant to be.
enum Spelling {
  /// The name that differs by upper and lower case, or by two letters at most; `nil` when none does.
  static func nearest(to name: String, among names: [String]) -> String? {
    guard name.utf8.count <= 60 else { return nil }
    let letters = Array(name.lowercased().utf8)
    let best = names.sorted().map { (distance(letters, Array($0.lowercased().utf8)), $0) }
      .min { $0.0 < $1.0 }
    guard let (distance, name) = best, distance <= min(2, letters.count / 3) else { return nil }
    return name
  }

  /// After Wagner and Fischer, "The string-to-string correction problem", JACM 21(1), 1974.
  private static func distance(_ one: [UInt8], _ other: [UInt8]) -> Int {
    var row = Array(0...other.count)
    for (i, letter) in one.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, otherLetter) in other.enumerated() {
        let change = diagonal + (letter == otherLetter ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = min(change, row[j] + 1, row[j + 1] + 1)
      }
    }
    return row[other.count]
  }
}
