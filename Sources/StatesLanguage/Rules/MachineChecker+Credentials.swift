// Warns of credentials in a state machine's document: whoever may describe the machine reads them.
// AWS takes them, so this is a doubt and no rule of the language. What looks like one is said by the
// table in Diagnostics.

import Diagnostics

extension MachineChecker {
  /// - Parameter root: the whole document.
  mutating func checkCredentials(in root: PlacedValue) {
    guard root.mayHoldCredential(named: nil) else { return }
    var walk = CredentialWalk()
    walk.look(at: root)
    // Its secret key is told by nothing but that it stands beside an access key.
    if walk.finds.contains(where: \.credential.isAWSAccessKey) {
      walk.pass = .secretKeys
      walk.look(at: root)
    }
    for find in walk.finds { add(find.warning) }
  }
}

extension PlacedValue {
  /// Whether a walk finds something: nearly all documents are done with here.
  fileprivate func mayHoldCredential(named name: String?) -> Bool {
    switch content {
    case .null, .bool, .integer, .number, .placeholder: false
    case .string(let text): !credentials(in: text, named: name).isEmpty
    case .array(let items): items.contains { $0.mayHoldCredential(named: nil) }
    case .object(let members): members.contains { $0.value.mayHoldCredential(named: $0.key) }
    }
  }
}

/// A walk over all texts of a document.
private struct CredentialWalk {
  enum Pass { case anyForm, secretKeys }

  struct Find {
    let credential: Credential
    let keys: [DocumentKey]
    let range: Range<Int>
  }

  var pass = Pass.anyForm
  private(set) var finds: [Find] = []
  private var keys: [DocumentKey] = []

  mutating func look(at value: PlacedValue) {
    switch value.content {
    case .null, .bool, .integer, .number, .placeholder: break
    case .string(let text): look(at: text, value.range)
    case .array(let items):
      for (index, item) in items.enumerated() { look(at: item, under: .index(index)) }
    case .object(let members):
      for member in members { look(at: member.value, under: .name(member.key)) }
    }
  }

  private mutating func look(at value: PlacedValue, under key: DocumentKey) {
    keys.append(key)
    look(at: value)
    keys.removeLast()
  }

  private mutating func look(at text: String, _ range: Range<Int>) {
    let name: String? = if case .name(let name)? = keys.last { name } else { nil }
    let found = pass == .anyForm ? credentials(in: text, named: name) : awsSecretKeys(in: text)
    finds += found.map { Find(credential: $0, keys: keys, range: range) }
  }
}

extension CredentialWalk.Find {
  fileprivate var warning: Diagnostic {
    credential.warning(
      subject, mend: "let the work that needs it read it from there", at: .bytes(range))
  }

  /// The way from the innermost state, and its name.
  private var subject: String {
    guard let states = keys.lastIndex(of: .name("States")), states + 1 < keys.count,
      case .name(let state) = keys[states + 1]
    else { return "\(keys.written.clipped) of the state machine" }
    return "\(keys[(states + 2)...].written.clipped) of the state \"\(state.clipped)\""
  }
}
