// Short documents for the tests of the rules: one state and what it leads to, and the codes found.

import Diagnostics
import StatesLanguage
import Testing

/// A machine whose state `s` has these fields, written as JSON without braces. A state that says
/// nothing of where to go goes on to `e`, a Succeed.
func machine(_ fields: String, language: String? = nil) -> String {
  let own = withoutNested(fields)
  let saysWay = ["\"Next\"", "\"End\"", "\"Choice\"", "\"Succeed\"", "\"Fail\""].contains {
    own.contains($0)
  }
  let needsEnd = !saysWay || fields.contains(#""e""#)
  let head = language.map { "\"QueryLanguage\": \"\($0)\", " } ?? ""
  return "{\(head)\"StartAt\": \"s\", \"States\": {\"s\": {\(fields)"
    + (saysWay ? "" : #", "Next": "e""#) + "}" + (needsEnd ? #", "e": {"Type": "Succeed"}"# : "")
    + "}}"
}

/// The fields without what stands in braces and brackets.
private func withoutNested(_ fields: String) -> String {
  var depth = 0
  return String(
    fields.filter { character in
      if "{[".contains(character) { depth += 1 }
      if "}]".contains(character) { depth -= 1 }
      return depth == 0
    })
}

func found(_ text: String, _ type: WorkflowType = .standard) -> [Diagnostic] {
  diagnostics(ofStateMachine: Array(text.utf8), type: type)
}

/// The codes of what AWS refuses, each once, in the order of the text.
func errors(_ text: String, _ type: WorkflowType = .standard) -> [String] {
  unique(found(text, type).filter(\.isError).map(\.code))
}

/// The codes of what AWS takes although it is doubtful.
func warnings(_ text: String) -> [String] {
  unique(found(text).filter { !$0.isError }.map(\.code))
}

/// What the first diagnostic points at.
func place(_ text: String) -> String? {
  guard case .bytes(let range) = found(text).first?.place else { return nil }
  return String(decoding: Array(text.utf8)[range], as: UTF8.self)
}

private func unique(_ codes: [String]) -> [String] {
  var seen: Set<String> = []
  return codes.filter { seen.insert($0).inserted }
}

/// A call of a Lambda function, to which fields can be added.
let lambda = #""Type": "Task", "Resource": "arn:aws:states:::lambda:invoke""#
let called = lambda + #", "Parameters": {"FunctionName": "f"}"#
/// The same in JSONata.
let calledByJSONata = lambda + #", "Arguments": {"FunctionName": "f"}"#
/// A processor for Map states.
let processor =
  #""ItemProcessor": {"StartAt": "i", "States": {"i": {"Type": "Pass", "End": true}}}"#
/// One that runs distributed.
let distributed =
  #""ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},"#
  + #" "StartAt": "i", "States": {"i": {"Type": "Pass", "End": true}}}"#
