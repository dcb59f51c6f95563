// The walk over a state machine's document that all rules share: where it is, and what it has found.
// The rules themselves are in extensions.

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

  init(workflow: WorkflowType) {
    self.workflow = workflow
    isExpress = workflow == .express
  }

  var language: QueryLanguage { state?.language ?? machineLanguage }

  /// Whether so much is wrong that the rest is not told.
  var isFull: Bool { diagnostics.count >= 1_000 }

  mutating func add(_ diagnostic: Diagnostic) {
    if !isFull { diagnostics.append(diagnostic) }
  }

  /// - Parameter what: goes on after the name of the field and the state.
  mutating func refuse(
    _ code: String, _ what: String, mend: String, at range: Range<Int>, _ section: Section? = nil
  ) {
    if !isFull { report(.error, code, what, mend, range, section) }
  }

  mutating func doubt(
    _ code: String, _ what: String, mend: String, at range: Range<Int>, _ section: Section? = nil
  ) {
    if !isFull { report(.warning, code, what, mend, range, section) }
  }

  private mutating func report(
    _ severity: Diagnostic.Severity, _ code: String, _ what: String, _ mend: String,
    _ range: Range<Int>, _ section: Section?
  ) {
    diagnostics.append(
      Diagnostic(
        code: code, severity: severity, message: "\(subject) \(what.clipped(to: 500))",
        mend: "\(mend.clipped(to: 500)) (spec.html#\((section ?? self.section).rawValue))",
        place: .bytes(range)))
  }

  private var subject: String {
    let owner = state.map { "the state \"\($0.name.clipped)\"" } ?? "the state machine"
    guard !path.isEmpty else { return "T" + owner.dropFirst() }
    return "\(path.written.clipped) of \(owner)"
  }

  mutating func within(_ key: DocumentKey, _ body: (inout MachineChecker) -> Void) {
    path.append(key)
    body(&self)
    path.removeLast()
  }
}

extension String {
  /// The text for a message: long ones lose their middle.
  func clipped(to length: Int) -> String {
    guard utf8.count > length else { return self }
    return String(unicodeScalars.prefix(length / 2)) + "…"
      + String(unicodeScalars.suffix(length / 3))
  }

  var clipped: String { clipped(to: 200) }
}

/// Which known name a misspelt one is meant to be.
enum Spelling {
  /// The name that differs by upper and lower case, or by two letters at most; `nil` when none does,
  /// or when there are too many to look through.
  static func nearest(to name: String, among names: some Collection<String>) -> String? {
    guard name.utf8.count <= 60, names.count <= 200 else { return nil }
    let letters = Array(name.lowercased().utf8)
    let best = names.filter { $0.utf8.count <= 90 }.sorted()
      .map { (distance(letters, Array($0.lowercased().utf8)), $0) }
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
