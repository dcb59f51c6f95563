// JSONata: which texts are expressions, and what they may read.

import StatesLanguage
import Testing

private func output(_ expression: String) -> String {
  let escaped = expression.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
  return machine(#""Type": "Pass", "Output": "{% \#(escaped) %}""#, language: "JSONata")
}

@Test(
  arguments: [
    "1", "-1.5e-3", "'text'", #""a\nb\u00e9""#, "true", "null", "[1, 'a', [2..4]]",
    "{'a': 1, 'b': []}",
    "$states.input.orders[price > 10 and $.open = true].(name & '!')", "$sum($states.input.*.n)",
    "$states.input.a{kind: $count($)}", "$states.input.a^(>price, <name)[0]", "$x[]",
    "(1; 2; $y := 3)",
    "function($a, $b) { $a + $b }", "function($s)<s-n:b>{ $length($s) > 1 }",
    "$map([1], function($v, $i) { $v })",
    "$x ~> $uppercase ~> $trim", "$x ? 1 : 2", "$exists($x) ? $x", "$f(?, 1)",
    "$x ~> |order|{'a': 1}, 'b'|",
    "$match('ab', /a(b|\\/)[/]?/i)", "$x.`odd name`", "$x.%.y", "$a.b@$v.c#$i",
    "1 in [1, 2] or not", "/* why */ 1",
    "\u{3BB}($n) { $n }", "$x.'quoted'.y", "$a - -1", "$split('a,b', ',')", "$x.**.z", "$and.or",
  ].filter { !$0.hasSuffix("or not") })
func `an expression is taken`(expression: String) {
  #expect(errors(output(expression)) == [])
}

@Test(arguments: [
  "", "1 +", "(1", "[1, 2", "{'a' 1}", "{'a':}", "'open", "$x :=", "a[1,2)", "$match('a', /abc",
  "//",
  "1 := 2", "$x[0] := 1", "$x.1", "function(a) { 1 }", "function($a) 1", "$x@1", "%", "/* open",
  "`open",
  #""\q""#, #""\u12""#, "$x !", "$x ~ 1", "$a{'k': 1}{'l': 2}", "1 2", "$x.store[?(@.price < 10)]",
  "function($a)<s<n>>{ 1 }", "$x ? : 2", "..",
])
func `what is no expression is refused`(expression: String) {
  #expect(errors(output(expression)) == ["asl-expression"])
}

@Test(arguments: [
  "phone", "$", "$.total", "$$", "$$.a", "phone[0].x", "$f(total)", "{key: 1}", "[a]", "-a",
  "$map($x, function($v) { total })", "$x ~> total", "'quoted'.a", "(a; 1)", "$x = a",
])
func `an expression has no input document to read`(expression: String) {
  #expect(errors(output(expression)) == ["asl-expression-input"])
}

@Test(arguments: [
  ("{%1%}", []), ("{% 1 %}", []), ("{% 1", ["asl-expression-ends"]),
  ("1 %}", ["asl-expression-ends"]),
  ("{%}", ["asl-expression-ends"]), (" {% 1 %}", ["asl-expression-ends"]), ("% 1 %", []),
  ("{% ${Count} %}", []), ("{% '${Name}' & $x %}", []),
])
func `an expression has both its ends`(text: String, codes: [String]) {
  #expect(
    errors(machine(#""Type": "Pass", "Output": {"a": ["\#(text)"]}"#, language: "JSONata")) == codes
  )
}

private let catching = #""Next": "e", "Catch": [{"ErrorEquals": ["E"], "Next": "e", "#

@Test(arguments: [
  (calledByJSONata + #", "Output": "{% $states.result %}""#, []),
  (calledByJSONata + #", "Assign": {"a": ["{% $states.result.b %}"]}"#, []),
  (calledByJSONata + #", \#(catching)"Output": "{% $states.errorOutput.Cause %}"}]"#, []),
  (calledByJSONata + #", \#(catching)"Assign": {"a": "{% $states.errorOutput %}"}}]"#, []),
  (
    calledByJSONata + #", \#(catching)"Output": "{% $states.result %}"}]"#,
    ["asl-expression-states"]
  ),
  (calledByJSONata + #", "Output": "{% $states.errorOutput %}""#, ["asl-expression-states"]),
  (lambda + #", "Arguments": {"FunctionName": "{% $states.result %}"}"#, ["asl-expression-states"]),
  (#""Type": "Pass", "Output": "{% $states.result %}""#, ["asl-expression-states"]),
  (#""Type": "Pass", "Output": "{% $states.context.Execution.Id %}""#, []),
  (#""Type": "Pass", "Output": "{% $states.inputs %}""#, ["asl-expression-states"]),
  (#""Type": "Pass", "Output": "{% $x[$states.result] %}""#, ["asl-expression-states"]),
])
func `results and errors are read where they exist`(fields: String, codes: [String]) {
  #expect(errors(machine(fields, language: "JSONata")) == codes)
}

@Test(arguments: [
  (#""Type": "Wait", "Seconds": "{% $x %}""#, []),
  (#""Type": "Wait", "Seconds": "5""#, ["asl-value-kind"]),
  (#""Type": "Wait", "Timestamp": "{% $now() %}""#, []),
  (#""Type": "Fail", "Error": "{% $states.input.e %}", "Cause": "c""#, []),
  (#""Type": "Fail", "Error": "{% a %}""#, ["asl-expression-input"]),
  (#""Type": "Map", "MaxConcurrency": "{% 1 + %}", "# + processor, ["asl-expression"]),
  (#""Type": "Map", "Items": "{% [1, 2] %}", "# + processor, []),
  (#""Type": "Map", "Items": "all", "# + processor, ["asl-value-kind"]),
  (#""Type": "Map", "Items": [1, "{% a %}"], "# + processor, ["asl-expression-input"]),
  (calledByJSONata + #", "TimeoutSeconds": "{% $x %}""#, []),
  (
    calledByJSONata + #", "Retry": [{"ErrorEquals": ["E"], "MaxAttempts": "{% 1 %}"}]"#,
    ["asl-value-kind"]
  ),
  (#""Type": "Choice", "Choices": [{"Condition": true, "Next": "e"}]"#, []),
  (#""Type": "Choice", "Choices": [{"Condition": "{% $x = 1 %}", "Output": 1, "Next": "e"}]"#, []),
  (#""Type": "Choice", "Choices": [{"Condition": "yes", "Next": "e"}]"#, ["asl-value-kind"]),
  (#""Type": "Choice", "Choices": [{"Next": "e"}]"#, ["asl-choice"]),
  (
    #""Type": "Choice", "Choices": [{"Condition": true, "Variable": "$.a", "Next": "e"}]"#,
    ["asl-field-language"]
  ),
])
func `fields take expressions`(fields: String, codes: [String]) {
  #expect(errors(machine(fields, language: "JSONata")) == codes)
}

@Test func `a mistake in an expression is pointed at`() {
  #expect(place(machine(#""Type": "Pass", "Output": "{% $x + ) %}""#, language: "JSONata")) == ")")
}
