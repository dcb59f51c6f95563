// Task, Map, Choice, Retry and Catch: what their parts mean together, and what express workflows lack.

import StatesLanguage
import Testing

private func task(_ resource: String, _ rest: String = #", "Parameters": {}"#) -> String {
  machine(#""Type": "Task", "Resource": "\#(resource)"\#(rest)"#)
}

@Test(arguments: [
  ("arn:aws:lambda:eu-west-1:123456789012:function:f:live", []),
  ("arn:aws-cn:states:cn-north-1:123456789012:activity:a", []),
  ("arn:aws:states:::eks:call", []), ("arn:aws:states:::batch:submitJob.sync", []),
  ("arn:aws:states:::aws-sdk:s3:listBuckets", []),
  ("arn:aws:states:::aws-sdk:sfn:startExecution.waitForTaskToken", []),
  ("arn:aws:states:::dynamodb:scan", ["asl-resource"]),
  ("arn:aws:states:::lamda:invoke", ["asl-resource"]),
  ("arn:aws:states:::eks:call.sync", ["asl-resource"]),
  ("arn:aws:states:::codebuild:startBuild.sync:2", ["asl-resource"]),
  ("arn:aws:states:::aws-sdk:s3:ListBuckets", ["asl-resource"]),
  ("arn:aws:states:::aws-sdk:s3:getObject.sync", ["asl-resource"]),
  ("my function", ["asl-resource"]), ("", ["asl-resource"]),
])
func `a task calls what AWS runs`(resource: String, codes: [String]) {
  #expect(errors(task(resource)) == codes)
}

@Test func `work that other interpreters do is doubtful`() {
  #expect(warnings(task("arn:aws:sqs:eu-west-1:123456789012:queue")) == ["asl-resource-foreign"])
  #expect(warnings(task("https://example.com/work")) == ["asl-resource-foreign"])
}

@Test(arguments: [
  (lambda, ["asl-parameters"]), (lambda + #", "Parameters": {"Payload": {}}"#, ["asl-parameters"]),
  (lambda + #", "Parameters": {"FunctionName.$": "$.f"}"#, []),
  (lambda + #", "Parameters": {"FunctionName": "f", "payload": {}}"#, ["asl-parameters"]),
  (#""Type": "Task", "Resource": "arn:aws:states:::aws-sdk:s3:listBuckets""#, ["asl-parameters"]),
  (called + #", "Credentials": {"RoleArn": "arn:aws:iam::123456789012:role/r"}"#, []),
  (called + #", "Credentials": {}"#, ["asl-field-missing"]),
  (called + #", "Credentials": null"#, ["asl-value-kind"]),
  (
    #""Type": "Task", "Resource": "arn:aws:states:eu-west-1:123456789012:activity:a","#
      + #" "Credentials": {"RoleArn": "r"}"#, ["asl-credentials"]
  ),
])
func `a call has its parameters`(fields: String, codes: [String]) {
  #expect(errors(machine(fields)) == codes)
}

@Test(
  arguments: [
    #""Type": "Task", "Resource": "arn:aws:states:::batch:submitJob.sync", "Parameters": {}"#,
    lambda + #".waitForTaskToken", "Parameters": {"FunctionName": "f"}"#,
    #""Type": "Task", "Resource": "arn:aws:states:eu-west-1:123456789012:activity:a""#,
    #""Type": "Map", "# + distributed,
  ].map { $0.replacing("invoke\".wait", with: "invoke.wait") })
func `an express workflow can't wait long`(fields: String) {
  #expect(errors(machine(fields)) == [])
  #expect(errors(machine(fields), .express) == ["asl-express"])
}

@Test func `children of a distributed Map may be express workflows`() {
  let text = machine(
    #""Type": "Map", "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED","#
      + #" "ExecutionType": "EXPRESS"}, "StartAt": "i", "States": {"i": {"Type": "Task","#
      + #" "Resource": "arn:aws:states:::batch:submitJob.sync", "Parameters": {}, "End": true}}}"#)
  #expect(errors(text) == ["asl-express"])
}

private let reader = #""Type": "Map", \#(distributed), "ItemReader": "#
private let getObject = #""Resource": "arn:aws:states:::s3:getObject", "Parameters": {}"#

@Test(arguments: [
  (reader + "{\(getObject)}", []),
  (reader + #"{"Parameters": {}}"#, ["asl-field-missing"]),
  (reader + #"{"Resource": "arn:aws:states:::s3:putObject"}"#, ["asl-resource"]),
  (reader + #"{\#(getObject), "ReaderConfig": {"InputType": "XML"}}"#, ["asl-value-choice"]),
  (reader + #"{\#(getObject), "ReaderConfig": {"InputType": "CSV"}}"#, ["asl-field-missing"]),
  (
    reader
      + #"{\#(getObject), "ReaderConfig": {"InputType": "CSV", "CSVHeaderLocation": "GIVEN"}}"#,
    ["asl-field-missing"]
  ),
  (
    reader + #"{\#(getObject), "ReaderConfig": {"MaxItems": 1, "MaxItemsPath": "$.a"}}"#,
    ["asl-field-exclusive"]
  ),
  (
    reader + #"{\#(getObject), "ReaderConfig": {"InputType": "JSON", "CSVHeaderLocation": "GIVEN","#
      + #" "CSVHeaders": []}}"#, ["asl-reader-csv"]
  ),
  (#""Type": "Map", \#(distributed), "ItemBatcher": {"BatchInput": {}}"#, ["asl-field-missing"]),
  (#""Type": "Map", \#(distributed), "ItemBatcher": {"MaxItemsPerBatch": 0}"#, ["asl-value-range"]),
  (#""Type": "Map", \#(distributed), "ResultWriter": {}"#, ["asl-field-missing"]),
  (
    #""Type": "Map", \#(distributed), "ResultWriter": {"WriterConfig": {"OutputType": "JSON"}}"#,
    ["asl-field-missing"]
  ),
  (#""Type": "Map", \#(distributed), "Label": "a-b_1""#, []),
  (#""Type": "Map", \#(distributed), "Label": "a b""#, ["asl-label"]),
  (#""Type": "Map", \#(distributed), "Label": """#, ["asl-label"]),
  (
    #""Type": "Map", "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED"}, "StartAt": "i","#
      + #" "States": {"i": {"Type": "Pass", "End": true}}}"#, ["asl-field-missing"]
  ),
  (
    #""Type": "Map", "ItemProcessor": {"ProcessorConfig": {"Mode": "INLINE", "ExecutionType":"#
      + #" "EXPRESS"}, "StartAt": "i", "States": {"i": {"Type": "Pass", "End": true}}}"#,
    ["asl-map-mode"]
  ),
])
func `a Map reads, batches and writes`(fields: String, codes: [String]) {
  #expect(errors(machine(fields)) == codes)
}

@Test func `what only distributed Maps do is doubtful in others`() {
  #expect(warnings(machine(#""Type": "Map", "Label": "l", "# + processor)) == ["asl-map-mode"])
  #expect(warnings(machine(#""Type": "Map", "Label": "l", "# + distributed)) == [])
}

@Test(arguments: [
  (#"{"Variable": "$.a", "StringEquals": "x"}"#, []),
  (#"{"Variable": "$v", "NumericLessThan": 1.5}"#, []),
  (#"{"Variable": "$.a", "TimestampEquals": "2026-03-14T01:59:00Z"}"#, []),
  (#"{"Variable": "$.a", "NumericEqualsPath": "$$.b"}"#, []),
  (
    #"{"Not": {"And": [{"Variable": "$.a", "IsPresent": true}, {"Or": [{"Variable": "$.b","#
      + #" "IsNull": false}]}]}}"#, []
  ),
  (#"{"Variable": "$.a", "StringEquals": 1}"#, ["asl-value-kind"]),
  (#"{"Variable": "$.a", "NumericEquals": "1"}"#, ["asl-value-kind"]),
  (#"{"Variable": "$.a", "BooleanEquals": "true"}"#, ["asl-value-kind"]),
  (#"{"Variable": "$.a", "IsNull": "$.b"}"#, ["asl-value-kind"]),
  (#"{"Variable": "$.a", "TimestampEquals": "now"}"#, ["asl-timestamp"]),
  (#"{"Variable": "a", "IsNull": true}"#, ["asl-reference-path"]),
  (#"{"Variable": "$.a[*]", "IsNull": true}"#, ["asl-reference-path"]),
  (#"{"Variable": "$.a", "StringEqualsPath": "b"}"#, ["asl-reference-path"]),
  (#"{"Variable": "$.a"}"#, ["asl-choice"]), ("{}", ["asl-choice"]),
  (#"{"StringEquals": "x"}"#, ["asl-choice"]),
  (#"{"Variable": "$.a", "IsNull": true, "IsString": true}"#, ["asl-choice"]),
  (
    #"{"Variable": "$.a", "IsNull": true, "Not": {"Variable": "$.b", "IsNull": true}}"#,
    ["asl-choice"]
  ),
  (#"{"And": []}"#, ["asl-value-empty"]), (#"{"Not": []}"#, ["asl-value-kind"]),
  (#"{"Not": {"Variable": "$.a", "IsNull": true, "Next": "e"}}"#, ["asl-field-unknown"]),
  (#"{"Variable": "$.a", "StringIsLike": "x"}"#, ["asl-choice", "asl-field-unknown"]),
  (#"{"Condition": true}"#, ["asl-choice", "asl-field-language"]),
])
func `a choice rule tests one thing`(rule: String, codes: [String]) {
  let text = machine(
    #""Type": "Choice", "Choices": [{"Next": "e", \#(rule.dropFirst())]"#
      .replacing(", }", with: "}"))
  #expect(errors(text) == codes)
}

@Test func `a choice rule leads somewhere`() {
  let text = machine(
    #""Type": "Choice", "Default": "e", "Choices": [{"Variable": "$", "IsNull": true}]"#)
  #expect(errors(text) == ["asl-field-missing"])
}

@Test(arguments: [
  (
    #""Retry": [{"ErrorEquals": ["A", "B"], "BackoffRate": 1, "MaxDelaySeconds": 9,"#
      + #" "JitterStrategy": "FULL", "Comment": "c"}, {"ErrorEquals": ["States.ALL"]}]"#, []
  ),
  (#""Retry": []"#, []),
  (#""Retry": [{"MaxAttempts": 1}]"#, ["asl-field-missing"]),
  (#""Retry": [{"ErrorEquals": []}]"#, ["asl-value-empty"]),
  (#""Retry": [{"ErrorEquals": "A"}]"#, ["asl-value-kind"]),
  (#""Retry": [{"ErrorEquals": [1]}]"#, ["asl-value-kind"]),
  (#""Retry": [{"ErrorEquals": ["A"], "BackoffRate": 0.9}]"#, ["asl-value-range"]),
  (#""Retry": [{"ErrorEquals": ["A"], "IntervalSeconds": -1}]"#, ["asl-value-range"]),
  (#""Retry": [{"ErrorEquals": ["A"], "MaxDelaySeconds": 31622401}]"#, ["asl-value-range"]),
  (#""Retry": [{"ErrorEquals": ["A"], "JitterStrategy": "SOME"}]"#, ["asl-value-choice"]),
  (#""Retry": [{"ErrorEquals": ["A"], "Next": "e"}]"#, ["asl-field-unknown"]),
  (#""Retry": [{"ErrorEquals": ["States.ALL", "A"]}]"#, ["asl-catch-all"]),
  (#""Retry": [{"ErrorEquals": ["States.ALL"]}, {"ErrorEquals": ["A"]}]"#, ["asl-catch-all"]),
  (
    #""Catch": [{"ErrorEquals": ["A"], "Next": "e", "ResultPath": null, "Assign": {"a.$": "$"}}]"#,
    []
  ),
  (#""Catch": [{"ErrorEquals": ["A"]}]"#, ["asl-field-missing"]),
  (
    #""Catch": [{"ErrorEquals": ["A"], "Next": "e", "ResultPath": "$.a[*]"}]"#,
    ["asl-reference-path"]
  ),
  (#""Catch": [{"ErrorEquals": ["A"], "Next": "e", "Output": 1}]"#, ["asl-field-language"]),
  (
    #""Catch": [{"ErrorEquals": ["States.ALL"], "Next": "e"}, {"ErrorEquals": ["A"], "Next": "e"}]"#,
    ["asl-catch-all"]
  ),
])
func `errors are retried and caught by rule`(entries: String, codes: [String]) {
  #expect(errors(machine(called + #", "Next": "e", "# + entries)) == codes)
}

@Test(arguments: [
  (#"{"ErrorEquals": ["States.Mystery"]}"#, "asl-error-name"),
  (#"{"ErrorEquals": ["A"], "IntervalSeconds": 0}"#, "asl-retry-interval"),
  (#"{"ErrorEquals": ["A"], "IntervalSeconds": 9, "MaxDelaySeconds": 3}"#, "asl-retry-delay"),
])
func `a retry that AWS takes may be doubtful`(retrier: String, code: String) {
  let text = machine(called + #", "Retry": [\#(retrier)]"#)
  #expect(errors(text) == [])
  #expect(warnings(text) == [code])
}
