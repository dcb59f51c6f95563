// Whether AWS would take a state machine's document: the door to all rules of this folder. Errors are
// what CreateStateMachine and ValidateStateMachineDefinition refuse, warnings what they take although
// it is doubtful. The document need not be one of ours.
// Sources: Amazon States Language specification, edition of November 22, 2024; Step Functions
// Developer Guide; answers of ValidateStateMachineDefinition where the two leave something open.

package import Diagnostics

/// What is wrong with a state machine's document, in the order of its text.
///
/// `${Name}`, `{"Ref": …}` and `{"Fn::…": …}` count as placeholders that a deployment fills in: they
/// stand for any value, and a text with one in it is judged as if a word stood there.
///
/// - Parameters:
///   - bytes: JSON. Any bytes may be given.
///   - type: what the machine shall be created as.
/// - Returns: at most a thousand diagnostics; their places are `.bytes`.
/// - Complexity: O(bytes).
package func diagnostics(ofStateMachine bytes: [UInt8], type: WorkflowType = .standard)
  -> [Diagnostic]
{
  var checker = MachineChecker(workflow: type)
  checker.checkSize(of: bytes)
  do throws(JSONError) {
    let document = try PlacedDocument.read(bytes)
    checker.check(document)
  } catch {
    let end = min(error.offset + 1, bytes.count)
    checker.add(
      .error(
        "asl-json", "This is no JSON: \(error.message)",
        mend: "Mend the text at this place; AWS takes nothing but JSON",
        at: .bytes(min(error.offset, end)..<end)))
  }
  return checker.diagnostics.enumerated().sorted { one, other in
    (one.element.start, one.offset) < (other.element.start, other.offset)
  }.map(\.element)
}

extension Diagnostic {
  fileprivate var start: Int {
    if case .bytes(let range) = place { range.lowerBound } else { 0 }
  }
}

extension MachineChecker {
  /// AWS counts characters (Unicode scalars).
  fileprivate mutating func checkSize(of bytes: [UInt8]) {
    let limit = 1_048_576
    guard bytes.count > limit else { return }
    let length = bytes.count { $0 & 0xC0 != 0x80 }
    guard length > limit else { return }
    add(
      .error(
        "definition-size",
        "The state machine's definition has \(length) characters; AWS takes \(limit)",
        mend: "Split it into machines that start one another, or drop white space and comments",
        at: .bytes(0..<1)))
  }

  fileprivate mutating func check(_ document: PlacedDocument) {
    for member in document.duplicates {
      add(
        .error(
          "asl-duplicate-key", "The key \"\(member.key.clipped)\" stands twice in one object",
          mend: "Remove one of the two", at: .bytes(member.keyRange)))
    }
    guard let members = document.root.members else {
      add(
        .error(
          "asl-json", "A state machine is a JSON object, not \(document.root.kindName)",
          mend: "Write an object with StartAt and States", at: .bytes(document.root.range)))
      return
    }
    let first = document.root.range.lowerBound
    machineLanguage = language(in: document.root, default: .jsonPath)
    if let field = members.first(where: { $0.key.hasSameBytes(as: "QueryLanguage") }) {
      checkQueryLanguage(field)
    }
    checkMachine(document.root, is: .machine, anchor: first..<(first + 1))
    checkCredentials(in: document.root)
  }
}
