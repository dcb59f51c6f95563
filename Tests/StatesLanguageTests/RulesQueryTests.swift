// JSONPath: paths, payload templates, intrinsic functions, variables; and the choice of a language.

import StatesLanguage
import Testing

@Test(arguments: [
  "$", "$$", "$.a", "$.a.b-c", "$['a b']", "$.a[0]", "$.a[-1]", "$.a[1:]", "$.a[:2]", "$.a[::2]",
  "$.a[0,1]", "$['a','b']", "$.a[*]", "$.*", "$..a", "$.a[?(@.b > 1 && @.c == 'x)')].d",
  "$$.Execution.Id", "$name", "$name.a[0]", #"$.a\\.b"#, "$.[0]", "$.\u{416}\u{4E2D}",
  "$.a.length()",
])
func `a path is taken`(path: String) {
  #expect(errors(machine(#""Type": "Pass", "InputPath": "\#(path)""#)) == [])
}

@Test(arguments: [
  "", "a", ".a", "$a b", "$.", "$.a.", "$.a..", "$.a[", "$.a[0", "$.a]", "$.a['b]", "$.a[b]",
  "$.a[]", "$.a[?(@.b]", "$$x", "$$23", "$1", "$.a b", "$.a[1:2:3:4]", "$.a[1,]", "$.a[?]",
  "$.a['b',]",
  "States.UUID()",
])
func `what is no path is refused`(path: String) {
  #expect(errors(machine(#""Type": "Pass", "InputPath": "\#(path)""#)) == ["asl-path"])
}

@Test(arguments: [
  ("ResultPath", "$.a.b[0]", true), ("ResultPath", "$.a[*]", false),
  ("ResultPath", "$$.a", false), ("ResultPath", "$v", false), ("ResultPath", "$.a[0:1]", false),
  ("ResultPath", "$..a", false), ("ResultPath", "$.a[?(@.b)]", false),
  ("ResultPath", "$['a','b']", false), ("ResultPath", #"$.a\\:b"#, true),
])
func `a result goes to one place of the data`(field: String, path: String, isTaken: Bool) {
  let text = machine(#""Type": "Pass", "\#(field)": "\#(path)""#)
  #expect(errors(text) == (isTaken ? [] : ["asl-reference-path"]))
}

@Test(arguments: [
  #"{"a": 1, "b.$": "$.c", "d": [{"e.$": "$$.f"}]}"#, #"{"a.$": "$v"}"#, "{}",
  #"{"a.$": "States.UUID()"}"#, #"{"a.$": "States.UUID()  "}"#,
  #"{"a.$": "States.Format('{} {}', $.b, 1)"}"#, #"{"a.$": "States.Format('\\{\\'\\\\')"}"#,
  #"{"a.$": "States.Array()"}"#,
  #"{"a.$": "States.Array('x', -1.5e3, null, true, $.a[?(@.b==1)])"}"#,
  #"{"a.$": "States.ArrayGetItem(States.StringSplit($$.Execution.Id, ':'), 0)"}"#,
  #"{"a.$": "States.StringToJson('{\"b\": 1}')"}"#,
  #"{"a.$": "States.MathRandom(1, 2)"}"#, #"{"a.$": "States.MathRandom(1, 2, $.seed)"}"#,
])
func `a payload template is taken`(template: String) {
  #expect(errors(machine(#""Type": "Pass", "Parameters": \#(template)"#)) == [])
}

@Test(arguments: [
  (#"{"a.$": 1}"#, "asl-template-path"), (#"{"a": {"b.$": null}}"#, "asl-template-path"),
  (#"{"a": [{"b.$": "x"}]}"#, "asl-intrinsic"), (#"{"a.$": ""}"#, "asl-intrinsic"),
  (#"{"a.$": "$.b", "a": 1}"#, "asl-template-twice"), (#"{"a.$": "$."}"#, "asl-path"),
  (#"{"a.$": " States.UUID()"}"#, "asl-intrinsic"),
  (#"{"a.$": "States.uuid()"}"#, "asl-intrinsic"),
  (#"{"a.$": "States.UUID ()"}"#, "asl-intrinsic"),
  (#"{"a.$": "States.UUID(1)"}"#, "asl-intrinsic"),
  (#"{"a.$": "States.UUID()x"}"#, "asl-intrinsic"),
  (#"{"a.$": "States.UUID("}"#, "asl-intrinsic"),
  (#"{"a.$": "States.Format()"}"#, "asl-intrinsic"),
  (#"{"a.$": "States.Format('{} {}', 1)"}"#, "asl-intrinsic"),
  (#"{"a.$": "States.Format('\"', 1)"}"#, "asl-intrinsic"),
  (#"{"a.$": "States.Format('\\\"')"}"#, "asl-intrinsic"),
  (#"{"a.$": "States.Format('a)"}"#, "asl-intrinsic"),
  (#"{"a.$": "States.MathAdd(1, '2')"}"#, "asl-intrinsic"),
  (#"{"a.$": "States.MathAdd(1)"}"#, "asl-intrinsic"),
  (#"{"a.$": "States.ArrayLength('x')"}"#, "asl-intrinsic"),
  (#"{"a.$": "States.Array(1,)"}"#, "asl-intrinsic"),
  (#"{"a.$": "States.Array(1.2.3)"}"#, "asl-intrinsic"),
  (#"{"a.$": "States.Array(x)"}"#, "asl-intrinsic"),
  (#"{"a.$": "States.Array($.)"}"#, "asl-intrinsic"),
])
func `a payload template that can't be evaluated is refused`(template: String, code: String) {
  let fields = #""Type": "Pass", "Parameters": \#(template)"#
  #expect(errors(machine(fields)).contains(code))
}

@Test(arguments: [
  ("States.Format('{}', $.a)", true), ("$.a", true), ("$$.State.Name", true),
  ("States.MathAdd(1, 2)", false), ("text", false), ("$.a[*]", false),
])
func `the path to an error is one place or a call that gives text`(path: String, isTaken: Bool) {
  let text = machine(#""Type": "Fail", "ErrorPath": "\#(path)""#)
  #expect(errors(text).isEmpty == isTaken)
}

@Test(arguments: [
  (#""Type": "Pass", "Parameters": {"a": "$.b"}"#, "asl-static-path"),
  (#""Type": "Pass", "Result": {"a.$": "$.b"}"#, "asl-static-path"),
  (#""Type": "Fail", "Cause": "$.cause""#, "asl-static-path"),
  (#""Type": "Pass", "Parameters": {"a": "{% $x %}"}"#, "asl-static-expression"),
  (#""Type": "Pass", "Parameters": "all""#, "asl-template-object"),
])
func `what looks like a query but stays a text is doubtful`(fields: String, code: String) {
  #expect(errors(machine(fields)) == [])
  #expect(warnings(machine(fields)).contains(code))
}

@Test(arguments: [
  (#"{"a": 1, "\#u{416}_2": 2, "b.$": "$.c"}"#, []), (#"{"states": 1}"#, ["asl-variable-name"]),
  (#"{"1a": 1}"#, ["asl-variable-name"]), (#"{"a-b": 1}"#, ["asl-variable-name"]),
  (#"{"": 1}"#, ["asl-variable-name"]), (#"{"a b.$": "$"}"#, ["asl-variable-name"]),
])
func `variables have names of letters, digits and underscores`(assign: String, codes: [String]) {
  #expect(errors(machine(#""Type": "Pass", "Assign": \#(assign)"#)) == codes)
}

private func mapped(_ inner: String, outer: String, _ config: String = "") -> String {
  machine(
    #""Type": "Map", "Assign": \#(outer), "ItemProcessor": {\#(config)"StartAt": "i","#
      + #" "States": {"i": {"Type": "Pass", \#(inner), "End": true}}}"#)
}

@Test func `inner states read outer variables and can't set them`() {
  let read = mapped(#""InputPath": "$a.b""#, outer: #"{"a": 1}"#)
  #expect(found(read) == [])
  #expect(errors(mapped(#""Assign": {"a": 2}"#, outer: #"{"a": 1}"#)) == ["asl-variable-scope"])
  #expect(errors(mapped(#""Assign": {"b": 2}"#, outer: #"{"a": 1}"#)) == [])
}

@Test func `the children of a distributed Map don't see outer variables`() {
  let config = #""ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}, "#
  let read = mapped(#""InputPath": "$a.b""#, outer: #"{"a": 1}"#, config)
  #expect(warnings(read) == ["asl-variable-unset"])
  #expect(found(mapped(#""Assign": {"a": 2}"#, outer: #"{"a": 1}"#, config)) == [])
}

@Test(arguments: [
  (nil, #""Type": "Pass", "Output": 1"#, ["asl-field-language"]),
  (nil, #""Type": "Pass", "QueryLanguage": "JSONata", "Output": 1"#, []),
  ("JSONata", #""Type": "Pass", "InputPath": "$""#, ["asl-field-language"]),
  ("JSONata", #""Type": "Pass", "Assign": {"a": 1}"#, []),
  (
    "JSONata", #""Type": "Pass", "QueryLanguage": "JSONPath", "InputPath": "$""#,
    ["asl-language-downgrade"]
  ),
  (nil, #""Type": "Pass", "QueryLanguage": "jsonata", "Output": 1"#, ["asl-value-choice"]),
  ("JSONPath", #""Type": "Map", "Items": [1], "# + processor, ["asl-field-language"]),
  (
    nil, #""Type": "Wait", "QueryLanguage": "JSONata", "SecondsPath": "$.a""#,
    ["asl-field-language"]
  ),
])
func `a field belongs to a query language`(language: String?, fields: String, codes: [String]) {
  #expect(errors(machine(fields, language: language)) == codes)
}

@Test func `states within a JSONata Map use the machine's language`() {
  let text = machine(
    #""Type": "Map", "QueryLanguage": "JSONata", "ItemProcessor": {"StartAt": "i","#
      + #" "States": {"i": {"Type": "Pass", "Output": 1, "End": true}}}"#)
  #expect(errors(text) == ["asl-field-language"])
  let processor = machine(
    #""Type": "Map", "ItemProcessor": {"QueryLanguage": "JSONata", "StartAt": "i","#
      + #" "States": {"i": {"Type": "Pass", "End": true}}}"#)
  #expect(errors(processor) == ["asl-field-unknown"])
}
