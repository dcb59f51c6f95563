// Whatever the bytes are, the rules answer, and what they point at lies within the text.

import Diagnostics
import StatesLanguage
import TestSupport
import Testing

/// A document that uses much of the language at once.
private let rich = #"""
  {"Comment": "c", "StartAt": "load", "QueryLanguage": "JSONPath", "States": {
    "load": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
      "Parameters": {"FunctionName": "f", "Payload": {"a.$": "States.Format('{}', $.a[?(@.b)])"}},
      "Assign": {"x.$": "$.Payload"}, "ResultPath": null, "TimeoutSeconds": 9,
      "Retry": [{"ErrorEquals": ["States.ALL"], "BackoffRate": 1.5}],
      "Catch": [{"ErrorEquals": ["E"], "Next": "bad", "ResultPath": "$.e"}], "Next": "way"},
    "way": {"Type": "Choice", "Default": "each", "Choices": [
      {"And": [{"Variable": "$x.a", "NumericEquals": 1}], "Next": "bad"}]},
    "each": {"Type": "Map", "QueryLanguage": "JSONata", "Items": "{% $x[a > 1].b ~> $f(?, /r/i) %}",
      "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS"},
        "StartAt": "i", "States": {"i": {"Type": "Wait", "Timestamp": "2026-03-14T01:59:00Z",
          "End": true}}}, "Output": {"n": "{% $count($states.result) %}"}, "Next": "sides"},
    "sides": {"Type": "Parallel", "Branches": [{"StartAt": "b", "States": {
      "b": {"Type": "Pass", "Result": {"k": [1, -2.5e3, true, null, "\u00e9\n"]}, "End": true}}}],
      "End": true},
    "bad": {"Type": "Fail", "ErrorPath": "$.e.Error", "Cause": "c"}}}
  """#

/// What may be put between any two bytes.
private let pieces = [
  "{", "}", "[", "]", "\"", "\\", "\\ud800", "${", "{%", "%}", "$states.", ".$", "..", "('", "null",
  "-", "1e999", "\u{0}", "\u{E9}", ",", ":", "function(", "/*", "|", "@", "^(", "#$i", "\"Next\":",
]

/// Changes a few places of a text.
private func mutated(_ bytes: [UInt8], using random: inout SplitMix64) -> [UInt8] {
  var bytes = bytes
  for _ in 0..<Int.random(in: 1...6, using: &random) {
    let place = Int.random(in: 0..<bytes.count, using: &random)
    switch Int.random(in: 0..<4, using: &random) {
    case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
    case 1: bytes.removeSubrange(place..<min(bytes.count - 1, place + 9))
    case 2:
      let piece = pieces.randomElement(using: &random) ?? ""
      bytes.insert(contentsOf: piece.utf8, at: place)
    default:
      let end = min(bytes.count, place + 50)
      bytes.insert(contentsOf: Array(bytes[place..<end]), at: place)
    }
  }
  return bytes
}

private func expectPlacesInside(_ bytes: [UInt8], _ type: WorkflowType) {
  for diagnostic in diagnostics(ofStateMachine: bytes, type: type) {
    guard case .bytes(let range) = diagnostic.place else {
      Issue.record("\(diagnostic) has no place")
      return
    }
    #expect(range.lowerBound >= 0 && range.upperBound <= bytes.count, "\(diagnostic)")
    #expect(!diagnostic.message.isEmpty && !diagnostic.mend.isEmpty)
  }
}

@Test func `the rich document has nothing wrong`() {
  #expect(found(rich) == [])
}

@Test(arguments: [1, 2, 3, 4, 5, 6, 7, 8] as [UInt64])
func `damaged documents are judged`(seed: UInt64) {
  var random = SplitMix64(seed: seed)
  for _ in 0..<150 {
    let bytes = mutated(Array(rich.utf8), using: &random)
    expectPlacesInside(bytes, Bool.random(using: &random) ? .standard : .express)
  }
}

@Test(arguments: [11, 12, 13] as [UInt64])
func `random bytes are judged`(seed: UInt64) {
  var random = SplitMix64(seed: seed)
  for length in [0, 1, 2, 10, 1_000] {
    let bytes = (0..<length).map { _ in UInt8.random(in: 0...255, using: &random) }
    expectPlacesInside(bytes, .standard)
  }
}

/// Texts that would take quadratic time or deep recursion if read carelessly.
@Test(arguments: [
  "(", "-", "[", "{'a':", "$x.", "1+", "/* ", "${", "$f(", "function($a){", "\\\\", "|", "a[", "?",
])
func `long expressions are judged without going astray`(piece: String) {
  let expression = String(repeating: piece, count: 20_000)
  let text = machine(#""Type": "Pass", "Output": "{% \#(expression) %}""#, language: "JSONata")
  #expect(!errors(text).isEmpty)
}

@Test(arguments: ["[", "(", "States.Array(", "'", "$[?(", "\\\\"])
func `long paths are judged without going astray`(piece: String) {
  let call = "States.Array(" + String(repeating: piece, count: 20_000)
  #expect(!errors(machine(#""Type": "Pass", "Parameters": {"a.$": "\#(call)"}"#)).isEmpty)
  let path = "$" + String(repeating: piece, count: 20_000)
  #expect(!errors(machine(#""Type": "Pass", "InputPath": "\#(path)""#)).isEmpty)
}

@Test func `deep nesting is judged`() {
  let rule =
    String(repeating: #"{"Not": "#, count: 200) + #"{"Variable": "$", "IsNull": true}"#
    + String(repeating: "}", count: 200)
  let text = machine(#""Type": "Choice", "Choices": [{"Next": "e", "Not": \#(rule)}]"#)
  #expect(errors(text) == [])
  #expect(errors(String(repeating: "[", count: 100_000)) == ["asl-json"])
}

@Test func `at most a thousand diagnostics are told`() {
  let fields = (0..<3_000).map { #""f\#($0)": 1"# }.joined(separator: ", ")
  #expect(found(machine(#""Type": "Pass", \#(fields)"#)).count == 1_000)
}

@Test func `messages stay short whatever the names are`() {
  let name = String(repeating: "n", count: 100_000)
  let text = #"{"StartAt": "\#(name)", "States": {"\#(name)": {"Type": "\#(name)"}}}"#
  for diagnostic in found(text) {
    #expect(diagnostic.message.utf8.count < 1_000 && diagnostic.mend.utf8.count < 1_000)
  }
}
