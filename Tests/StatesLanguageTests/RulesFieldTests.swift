// Which fields states and machines have, must have and can't have together, and their values.

import Diagnostics
import StatesLanguage
import Testing

@Test(arguments: [
  #""Type": "Pass""#, #""Type": "Pass", "Result": [1], "ResultPath": null, "Comment": "c""#,
  #""Type": "Wait", "Seconds": 0"#, #""Type": "Succeed", "InputPath": "$.a", "OutputPath": null"#,
  #""Type": "Fail""#, #""Type": "Fail", "Error": "E", "CausePath": "$.cause""#, called,
  called + #", "TimeoutSeconds": 60, "HeartbeatSecondsPath": "$.beat", "ResultSelector": {}"#,
  #""Type": "Parallel", "Branches": [{"StartAt": "b", "States": {"b": {"Type": "Succeed"}}}]"#,
  #""Type": "Map", "ItemsPath": "$$.items", "# + processor,
  #""Type": "Choice", "Choices": [{"Variable": "$.a", "IsNull": true, "Next": "e"}]"#,
])
func `a state with the fields of its type is taken`(fields: String) {
  #expect(found(machine(fields)) == [])
}

@Test(arguments: [
  (#""Type": "Pass", "TimeoutSeconds": 1"#, "asl-field-unknown"),
  (#""Type": "Wait", "Seconds": 1, "Retry": []"#, "asl-field-unknown"),
  (
    #""Type": "Choice", "Choices": [{"Variable": "$", "IsNull": true, "Next": "e"}], "End": true"#,
    "asl-field-unknown"
  ),
  (#""Type": "Succeed", "End": true"#, "asl-field-unknown"),
  (#""Type": "Succeed", "Assign": {}"#, "asl-field-unknown"),
  (#""Type": "Fail", "InputPath": "$""#, "asl-field-unknown"),
  (#""Type": "Pass", "ResultSelector": {}"#, "asl-field-unknown"),
  (called + #", "\#u{212A}ey": 1"#, "asl-field-unknown"),
  (#""Type": "Task""#, "asl-field-missing"),
  (#""Type": "Wait""#, "asl-field-missing"),
  (#""Type": "Map""#, "asl-field-missing"),
  (#""Type": "Parallel""#, "asl-field-missing"),
  (#""Type": "Choice", "Default": "e""#, "asl-field-missing"),
  (#""Comment": "no type""#, "asl-field-missing"),
  (#""Type": "Wait", "Seconds": 1, "SecondsPath": "$.a""#, "asl-field-exclusive"),
  (called + #", "TimeoutSeconds": 1, "TimeoutSecondsPath": "$.a""#, "asl-field-exclusive"),
  (#""Type": "Fail", "Error": "a", "ErrorPath": "$.a""#, "asl-field-exclusive"),
  (#""Type": "Pass", "Next": "e", "End": true"#, "asl-field-exclusive"),
  (#""Type": "Map", "Iterator": {}, "# + processor, "asl-field-exclusive"),
  (
    #""Type": "Map", "MaxConcurrency": 1, "MaxConcurrencyPath": "$.a", "# + processor,
    "asl-field-exclusive"
  ),
  (#""Type": "Job""#, "asl-state-type"),
  (#""Type": 7"#, "asl-value-kind"),
])
func `a field that is unknown, missing or one too many is refused`(fields: String, code: String) {
  #expect(errors(machine(fields)).contains(code))
}

@Test func `a state needs a way on`() {
  let text = #"{"StartAt": "a", "States": {"a": {"Type": "Pass"}, "b": {"Type": "Succeed"}}}"#
  #expect(errors(text) == ["asl-field-missing", "asl-unreachable"])
  #expect(errors(machine(#""Type": "Pass", "End": false"#)) == ["asl-no-end", "asl-field-missing"])
  #expect(errors(machine(#""Type": "Pass", "End": "true""#)) == ["asl-no-end", "asl-value-kind"])
  #expect(errors(machine(#""Type": "Pass", "Next": null"#)) == ["asl-no-end", "asl-value-kind"])
}

@Test(arguments: [
  (called + #", "TimeoutSeconds": 0"#, "asl-value-range"),
  (called + #", "TimeoutSeconds": 100000000"#, "asl-value-range"),
  (called + #", "TimeoutSeconds": 1.5"#, "asl-value-range"),
  (called + #", "TimeoutSeconds": "60""#, "asl-value-kind"),
  (#""Type": "Wait", "Seconds": -1"#, "asl-value-range"),
  (#""Type": "Map", "MaxConcurrency": -1, "# + processor, "asl-value-range"),
  (#""Type": "Map", "ToleratedFailurePercentage": 100.5, "# + distributed, "asl-value-range"),
  (#""Type": "Pass", "Comment": 1"#, "asl-value-kind"),
  (#""Type": "Pass", "Assign": []"#, "asl-value-kind"),
  (called + #", "ResultSelector": "$.a""#, "asl-value-kind"),
  (called + #", "Retry": {}"#, "asl-value-kind"),
  (#""Type": "Choice", "Default": "e", "Choices": []"#, "asl-value-empty"),
  (#""Type": "Parallel", "Branches": []"#, "asl-value-empty"),
  (called + #", "TimeoutSeconds": 10, "HeartbeatSeconds": 10"#, "asl-heartbeat"),
])
func `a value of the wrong kind or size is refused`(fields: String, code: String) {
  #expect(errors(machine(fields)) == [code])
}

@Test(arguments: [
  ("2026-03-14T01:59:00Z", true), ("2026-03-14T01:59:00.123456789Z", true),
  ("2026-03-14T01:59:00+01:00", true), ("2024-02-29T23:59:60Z", true),
  ("2026-02-29T00:00:00Z", false), ("2026-13-01T00:00:00Z", false),
  ("2026-03-14T24:00:00Z", false), ("2026-03-14 01:59:00Z", false),
  ("2026-03-14t01:59:00z", false), ("2026-03-14T01:59:00", false),
  ("2026-03-14T01:59Z", false), ("2026-03-14T01:59:00.Z", false), ("tomorrow", false), ("", false),
])
func `a time to wait for is an RFC 3339 timestamp`(time: String, isTaken: Bool) {
  let text = machine(#""Type": "Wait", "Timestamp": "\#(time)""#)
  #expect(errors(text) == (isTaken ? [] : ["asl-timestamp"]))
}

@Test(arguments: [
  (#"{"StartAt": "a", "States": {"a": {"Type": "Succeed"}}, "Version": "1.0"}"#, []),
  (
    #"{"StartAt": "a", "States": {"a": {"Type": "Succeed"}}, "Version": "2.0"}"#,
    ["asl-value-choice"]
  ),
  (#"{"StartAt": "a", "States": {"a": {"Type": "Succeed"}}, "TimeoutSeconds": 0}"#, []),
  (
    #"{"StartAt": "a", "States": {"a": {"Type": "Succeed"}}, "Coment": ""}"#,
    ["asl-field-unknown"]
  ),
  (#"{"StartAt": 1, "States": {"a": {"Type": "Succeed"}}}"#, ["asl-value-kind"]),
  (#"{"StartAt": "a", "States": []}"#, ["asl-value-kind"]),
  (#"{"States": {"a": {"Type": "Succeed"}}}"#, ["asl-field-missing"]),
  ("{}", ["asl-field-missing"]), ("[]", ["asl-json"]), ("", ["asl-json"]), ("null", ["asl-json"]),
  (#"{"StartAt": "a", "States": {"a": 1}}"#, ["asl-no-end", "asl-value-kind"]),
  (
    #"{"StartAt": "a", "StartAt": "a", "States": {"a": {"Type": "Succeed"}}}"#,
    ["asl-duplicate-key"]
  ),
  (#"{"StartAt": "a", "States": {"a": {"Type": "Succeed"},}}"#, ["asl-json"]),
])
func `the machine itself has its fields`(text: String, codes: [String]) {
  #expect(errors(text) == codes)
}

@Test func `a misspelt field is named with the right one`() throws {
  let diagnostic = try #require(found(machine(called + #", "TimeOutSecond": 5"#)).first)
  #expect(diagnostic.message == "TimeOutSecond of the state \"s\" is not a field of a Task state")
  #expect(diagnostic.mend.hasPrefix("Did you mean TimeoutSeconds?"))
  #expect(place(machine(called + #", "TimeOutSecond": 5"#)) == "\"TimeOutSecond\"")
}

@Test func `a diagnostic names state and field, and points at the value`() throws {
  let text = machine(
    called + #", "Retry": [{"ErrorEquals": ["E"]}, {"ErrorEquals": ["F"], "MaxAttempts": -1}]"#)
  let diagnostic = try #require(found(text).first)
  #expect(
    diagnostic.message
      == "Retry[1].MaxAttempts of the state \"s\" is not a whole number from 0 to 99999999")
  #expect(place(text) == "-1")
}

@Test func `a text of over a mebibyte is refused`() {
  let comment = String(repeating: "x", count: 1_048_600)
  #expect(errors(machine(#""Type": "Pass", "Comment": "\#(comment)""#)) == ["definition-size"])
}

@Test(arguments: [
  #""Type": "Task", "Resource": "${Function}""#,
  #""Type": "Task", "Resource": {"Fn::GetAtt": ["f", "Arn"]}"#,
  #""Type": "Wait", "Seconds": "${Pause}""#, #""Type": "Wait", "Seconds": ${Pause}"#,
  #""Type": "Pass", "Next": "${Target}""#, #""Type": "Pass", "Parameters": ${Data}"#,
  #""Type": "Pass", "InputPath": "$.${Key}.b""#,
  #""Type": "Pass", "Parameters": {"a.$": "States.Format('${Bucket}/{}', $.key)"}"#,
  #""Type": "Map", "MaxConcurrency": {"Ref": "Most"}, "# + processor,
  #""Type": "Task", "Resource": "arn:${AWS::Partition}:states:::sns:publish","#
    + #" "Parameters": {"Message": "m"}"#,
])
func `a placeholder may stand for a value`(fields: String) {
  #expect(errors(machine(fields)) == [])
}

@Test func `an open placeholder is none`() {
  #expect(errors(machine(#""Type": "Task", "Resource": "${Function""#)) == ["asl-resource"])
  #expect(errors(machine(#""Type": "Wait", "Seconds": ${Pause"#)) == ["asl-json"])
}
