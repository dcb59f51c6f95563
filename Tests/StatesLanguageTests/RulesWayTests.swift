// From state to state: names, targets, ends, states that nothing leads to, and branches.

import Diagnostics
import StatesLanguage
import Testing

/// "a->b, b->c, c." reads: a leads to b, b to c, c ends. The first state starts the machine.
private func chain(_ text: String) -> String {
  let parts = text.split(separator: ",").map { $0.filter { $0 != " " } }
  let states = parts.map { part -> String in
    let name = part.split(separator: "-").first.map { $0.filter { $0 != "." } } ?? ""
    let way =
      part.hasSuffix(".") ? #""End": true"# : #""Next": "\#(part.split(separator: ">")[1])""#
    return #""\#(name)": {"Type": "Pass", \#(way)}"#
  }
  let first = parts[0].split(separator: "-")[0].filter { $0 != "." }
  return #"{"StartAt": "\#(first)", "States": {\#(states.joined(separator: ", "))}}"#
}

@Test(arguments: [
  ("a->b, b->c, c.", []),
  ("a->a, b.", ["asl-unreachable"]),
  ("a->b, b.", []),
  ("a->b, b->a", ["asl-no-end"]),
  ("a->b, b->a, c.", ["asl-unreachable"]),
  ("a., b->c, c->b", ["asl-unreachable"]),
  ("a->nowhere, b.", ["asl-transition", "asl-unreachable"]),
])
func `a machine leads from its start to an end`(way: String, codes: [String]) {
  #expect(Set(errors(chain(way))) == Set(codes))
}

@Test func `a target that is nearly a state's name is named with it`() throws {
  let diagnostic = try #require(found(chain("load->clen, clean.")).first)
  #expect(
    diagnostic.message == "Next of the state \"load\" leads to \"clen\", which does not exist")
  #expect(diagnostic.mend.hasPrefix("Did you mean \"clean\"?"))
}

@Test func `every field that names a state is followed`() {
  #expect(
    errors(
      machine(
        #""Type": "Choice", "Choices": [{"Variable": "$.a", "IsNull": true, "Next": "e"}],"#
          + #" "Default": "x""#)) == ["asl-transition"])
  #expect(
    errors(machine(called + #", "Next": "e", "Catch": [{"ErrorEquals": ["E"], "Next": "x"}]"#))
      == ["asl-transition"])
  #expect(errors(#"{"StartAt": "x", "States": {"a": {"Type": "Succeed"}}}"#) == ["asl-transition"])
}

private func parallel(_ branches: String...) -> String {
  let list = branches.map { #"{"StartAt": "b", "States": {\#($0)}}"# }.joined(separator: ", ")
  return machine(#""Type": "Parallel", "Branches": [\#(list)]"#)
}

@Test func `a branch is a world of its own`() {
  #expect(errors(parallel(#""b": {"Type": "Pass", "End": true}"#)) == [])
  #expect(errors(parallel(#""b": {"Type": "Pass", "Next": "e"}"#)) == ["asl-transition"])
  #expect(
    errors(parallel(#""b": {"Type": "Succeed"}, "c": {"Type": "Succeed"}"#)) == ["asl-unreachable"])
  let outside = machine(
    #""Type": "Map", "Next": "i", "ItemProcessor": {"StartAt": "i","#
      + #" "States": {"i": {"Type": "Succeed"}}}"#)
  #expect(errors(outside).contains("asl-transition"))
}

@Test func `a branch without an end is only doubtful`() {
  let loop = parallel(#""b": {"Type": "Pass", "Next": "b"}"#)
  #expect(errors(loop) == [])
  #expect(warnings(loop) == ["asl-no-end"])
}

@Test func `a name belongs to one state of the whole machine`() {
  let same = parallel(
    #""b": {"Type": "Pass", "End": true}"#, #""b": {"Type": "Pass", "End": true}"#)
  #expect(errors(same) == ["state-name-duplicate"])
}

@Test(arguments: [(80, true), (81, false)])
func `a name has at most eighty characters`(length: Int, isTaken: Bool) {
  let name = String(repeating: "\u{1F600}", count: length)
  let text = #"{"StartAt": "\#(name)", "States": {"\#(name)": {"Type": "Succeed"}}}"#
  #expect(errors(text) == (isTaken ? [] : ["state-name-length"]))
}

@Test func `names that look alike are two names`() {
  let text = #"{"StartAt": "\#u{E9}", "States": {"e\#u{301}": {"Type": "Succeed"}}}"#
  #expect(errors(text) == ["asl-transition"])
}

@Test func `a placeholder for a target may lead anywhere`() {
  let text =
    #"{"StartAt": "a", "States": {"a": {"Type": "Pass", "Next": "${N}"}, "b": {"Type": "Succeed"}}}"#
  #expect(errors(text) == [])
}

@Test(arguments: [
  // A state may be called like a placeholder.
  (
    #"{"StartAt": "${a}", "States": {"${a}": {"Type": "Succeed"}, "b": {"Type": "Succeed"}}}"#,
    ["asl-unreachable"]
  ),
  // What Terraform takes for the text ${a} leads nowhere else.
  (
    #"{"StartAt": "$${a}", "States": {"$${a}": {"Type": "Pass", "Next": "$${b}"}}}"#,
    ["asl-no-end", "asl-transition"]
  ),
])
func `a name of a state is no placeholder`(text: String, codes: [String]) {
  #expect(errors(text) == codes)
}

@Test func `what only escapes a brace counts for nothing in a name's length`() {
  let name = "$${a}" + String(repeating: "b", count: 76)
  let text = #"{"StartAt": "\#(name)", "States": {"\#(name)": {"Type": "Succeed"}}}"#
  #expect(errors(text) == [])
  #expect(errors(text.replacing("bbb", with: "bbbb", maxReplacements: 1)) != [])
}
