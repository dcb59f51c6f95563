// State machines of others, and our own again.

import CloudExport
import Diagnostics
import Import
import PipelineModel
import StatesLanguage
import TestSupport
import Testing

/// A Task that calls the function of its own name; more fields as JSON.
private func task(_ name: String, _ more: String = "", next: String? = nil) -> String {
  let end = next.map { "\"Next\": \"\($0)\"" } ?? "\"End\": true"
  return """
    "\(name)": {"Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:\(name)",
    \(more.isEmpty ? "" : more + ",") \(end)}
    """
}

private func machine(_ first: String, _ states: String...) -> String {
  "{\"StartAt\": \"\(first)\", \"States\": {\(states.joined(separator: ","))}}"
}

private func importedText(
  _ text: String, beside: [String: [UInt8]] = [:], fileName: String = "m.json"
)
  -> ImportResult
{
  importedMachine(Array(text.utf8), fileName: fileName, named: "m") { beside[$0] }
}

private func only(_ text: String, beside: [String: [UInt8]] = [:]) throws -> Pipeline {
  let result = importedText(text, beside: beside)
  #expect(result.isComplete, "\(result.messages)")
  return try #require(result.pipelines.first).pipeline
}

@Test(arguments: [
  (machine("a", task("a", next: "b"), task("b")), "a, b<-a"),
  (machine("a", task("a", "\"ResultPath\": null", next: "b"), task("b")), "a, b<~a"),
  (
    machine("a", task("a", "\"ResultPath\": \"$.a\"", next: "b"), task("b")), "a, b<-a"
  ),
  (
    machine(
      "p",
      """
      "p": {"Type": "Parallel", "Next": "d", "Branches": [
        \(machine("a", task("a", next: "b"), task("b"))), \(machine("c", task("c")))]}
      """, task("d")), "a, b<-a, c, d<-b+c"
  ),
  (
    machine(
      "n", "\"n\": {\"Type\": \"Pass\", \"Next\": \"a\"}", task("a", next: "s"),
      "\"s\": {\"Type\": \"Succeed\"}"), "a"
  ),
])
func `a machine of Lambda tasks becomes the graph that it runs`(text: String, wanted: String) throws
{
  #expect(picture(try only(text)) == wanted)
}

@Test(arguments: [
  ("\"Parameters\": {\"rows.$\": \"$.items[0]\", \"depth\": 6}", "rows:a.items[0] depth:=6"),
  ("\"InputPath\": \"$.items\"", "a.items"), ("\"Parameters\": {}", ""),
  ("\"Parameters\": {\"day.$\": \"$$.Execution.Input.date\"}", "day:$date"),
  (
    "\"QueryLanguage\": \"JSONata\", \"Arguments\": {\"x\": \"{% $states.input.k %}\"}",
    "x:a.k"
  ),
])
func `what a task is called with becomes its arguments`(fields: String, wanted: String) throws {
  let found = try only(machine("a", task("a", next: "b"), task("b", fields)))
  #expect(words(found.steps[1], in: found) == wanted)
}

@Test func `variables lead from where they are set to where they are read`() throws {
  let found = try only(
    machine(
      "a",
      task("a", "\"Assign\": {\"kept.$\": \"$.rows\"}, \"ResultPath\": null", next: "b"),
      task("b", "\"ResultPath\": null", next: "c"),
      task("c", "\"Parameters\": {\"x.$\": \"$kept.first\"}")))
  #expect(picture(found) == "a, b<~a, c<-a<~b")
  #expect(words(found.steps[2], in: found) == "x:a.rows.first")
}

@Test(arguments: [
  ("\"ErrorEquals\": [\"States.ALL\"]", "{attempts: 3, interval: 1, backoff: 2}"),
  (
    "\"ErrorEquals\": [\"States.TaskFailed\"], \"IntervalSeconds\": 15, \"BackoffRate\": 4.0, \"MaxAttempts\": 2",
    "2"
  ),
  ("\"ErrorEquals\": [\"States.ALL\"], \"MaxAttempts\": 0", nil),
])
func `a retry keeps its attempts and waits`(retrier: String, wanted: String?) throws {
  let found = try only(machine("a", task("a", "\"Retry\": [{\(retrier)}]")))
  let value = found.steps[0].fields[.retry] ?? found.defaults[.retry]
  let expected = wanted.map { text -> Value in
    if text == "2" { return .integer(2) }
    return .mapping([
      .init("attempts", .integer(3)), .init("interval", .integer(1)),
      .init("backoff", .integer(2)),
    ])
  }
  #expect(value == expected)
}

@Test(arguments: [
  ("\"w\": {\"Type\": \"Wait\", \"Seconds\": 5, \"Next\": \"a\"}", "w", "The Wait state \"w\""),
  (
    "\"c\": {\"Type\": \"Choice\", \"Choices\": [{\"Variable\": \"$.x\", \"IsNull\": true, \"Next\": \"a\"}], \"Default\": \"a\"}",
    "c", "The Choice state \"c\" decides"
  ),
  (
    "\"t\": {\"Type\": \"Task\", \"Resource\": \"arn:aws:states:::sqs:sendMessage\", \"Parameters\": {\"QueueUrl\": \"q\", \"MessageBody\": \"m\"}, \"Next\": \"a\"}",
    "t", "calls arn:aws:states:::sqs:sendMessage"
  ),
  (
    "\"t\": {\"Type\": \"Task\", \"Resource\": \"arn:aws:lambda:us-east-1:123456789012:function:t\", \"Catch\": [{\"ErrorEquals\": [\"States.ALL\"], \"Next\": \"a\"}], \"Next\": \"a\"}",
    "t", "The Catch of \"t\""
  ),
])
func `what a pipeline can't say is named with its place`(
  state: String, name: String, part: String
) throws {
  let text = machine(name, state, task("a"))
  let result = importedText(text)
  #expect(!result.isComplete)
  let found = try #require(result.diagnostics.first { $0.message.contains(part) })
  guard case .bytes(let range)? = found.place else {
    Issue.record("it has no place")
    return
  }
  #expect(String(decoding: Array(text.utf8)[range], as: UTF8.self) == "\"\(name)\"")
}

@Test(arguments: [
  machine("a", task("a", "\"Parameters\": {\"x\": 1, \"x.$\": \"$.y\"}")),
  machine("\u{E9}", task("\u{E9}", next: "e\u{301}"), task("e\u{301}")),
])
func `names that meet are told`(text: String) {
  #expect(!importedText(text).isComplete)
}

@Test func `a machine that AWS would refuse is not imported`() {
  let result = importedText(machine("nowhere", task("a")))
  #expect(!result.isComplete)
  #expect(result.pipelines.isEmpty)
}

@Test func `what AWS answers about a machine holds it as a text`() throws {
  let definition = machine("a", task("a", next: "b"), task("b"))
  let document = JSON.object([
    .init("name", .string("nightly")), .init("definition", .string(definition)),
  ])
  let found = try only(String(decoding: document.write(.readable), as: UTF8.self))
  #expect(picture(found) == "a, b<-a")
  #expect(found.fields[.pipeline] == .text("nightly"))
}

@Test(arguments: ["{}", "[1]", "{\"a\": ", "not JSON"])
func `other documents are told to be none`(text: String) {
  let result = importedText(text)
  #expect(result.diagnostics.count == 1)
  #expect(result.pipelines.isEmpty)
}

@Test func `Terraform brings settings of functions along`() throws {
  let text = """
    {"resource": {
      "aws_sfn_state_machine": {"m": {"name": "nightly",
        "definition": "${templatefile(\\"${path.module}/m.asl.json\\", {load = aws_lambda_function.one.arn})}"}},
      "aws_lambda_function": {"one": {"function_name": "f", "runtime": "python3.12",
        "memory_size": 1024, "timeout": 30, "environment": [{"variables": {"STAGE": "$${x}"}}]}}}}
    """
  let definition = machine(
    "a",
    """
    "a": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "End": true,
      "Parameters": {"FunctionName": "${load}"}}
    """)
  let found = try only(text, beside: ["m.asl.json": Array(definition.utf8)])
  #expect(found.fields[.pipeline] == .text("nightly"))
  let fields = found.steps[0].fields
  #expect(fields[.runtime] == .text("python3.12") && fields[.memory] == .integer(1024))
  #expect(fields[.timeout] == .integer(30))
  #expect(fields[.env]?["STAGE"] == .text("${x}"))
}

// MARK: - Our own exports

/// A pipeline that was exported and imported again.
private func again(_ text: String, form: MachineForm, from file: String) throws -> (
  before: Pipeline, after: Pipeline
) {
  let draft = pipeline(text)
  var before = draft
  before = Pipeline(
    fields: draft.fields.merging([.machine: .text(form.rawValue)]) { $1 }, steps: draft.steps)
  let checked = try #require(before.check().checked)
  let tree = try #require(TerraformExporter().export(checked, files: [:]).tree)
  let result = importedMachine(try #require(tree[file]), fileName: file, named: "m") { tree[$0] }
  #expect(result.messages == [])
  return (before, try #require(result.pipelines.first).pipeline)
}

@Test(arguments: [
  "a", "a, b<-a", "a, b<~a", "a, b<-a, c<-a, d<-b+c", "a, b, c<-b, d", "a, b, c<-a+b, d<-b",
  "a, b, c, d<-a+b, e<-b+c, f<-d+e", "a, b<~a, c<-a, d<~b",
])
func `an export comes back as the graph that it was made of`(text: String) throws {
  for form in MachineForm.allCases {
    for file in ["main.tf.json", "definition.asl.json"] {
      let (before, after) = try again(text, form: form, from: file)
      // In layers a wait for the layer before is all that is known of an order.
      if form == .nested || !text.contains("<~") { #expect(picture(after) == picture(before)) }
    }
  }
}

@Test(arguments: [
  "a", "a, b<-a", "a, b<~a", "a, b<-a, c<-a, d<-b+c", "a, b, c<-b, d",
  "a, b, c, d<-a+b, e<-b+c, f<-d+e",
])
func `a definition alone tells the graph that it was made of`(text: String) throws {
  let before = pipeline(text)
  let checked = try #require(before.check().checked)
  let machine = stateMachine(for: checked) { "${aws_lambda_function.\($0.name).arn}" }
  let result = importedMachine(machine.text(), fileName: "m.json", named: "m") { _ in nil }
  #expect(picture(try #require(result.pipelines.first).pipeline) == picture(before))
  #expect(result.isComplete && result.diagnostics.map(\.code) == ["import-code"])
}

@Test func `random exports come back as they were`() throws {
  let seed = UInt64.random(in: 0...UInt64.max)
  print("seed \(seed)")
  var random = SplitMix64(seed: seed)
  for _ in 0..<40 {
    let text = randomText(steps: Int.random(in: 1...9, using: &random), using: &random)
    for form in MachineForm.allCases {
      let (before, after) = try again(text, form: form, from: "main.tf.json")
      #expect(picture(after) == picture(before), "\(text), seed \(seed)")
    }
  }
}

/// A pipeline whose steps wait for outputs only.
private func randomText(steps: Int, using random: inout SplitMix64) -> String {
  (0..<steps).map { number -> String in
    let needs = (0..<number).filter { _ in Int.random(in: 0..<3, using: &random) == 0 }
    return "s\(number)"
      + (needs.isEmpty ? "" : "<-" + needs.map { "s\($0)" }.joined(separator: "+"))
  }.joined(separator: ", ")
}

// MARK: - Any bytes

@Test func `damaged documents and zips are told and end no import`() throws {
  let seed = UInt64.random(in: 0...UInt64.max)
  print("seed \(seed)")
  var random = SplitMix64(seed: seed)
  let checked = try #require(pipeline("a, b<-a, c<-a, d<-b+c").check().checked)
  let tree = try #require(TerraformExporter().export(checked, files: [:]).tree)
  for _ in 0..<200 {
    var files = Dictionary(uniqueKeysWithValues: tree.files.map { ($0.path, $0.bytes) })
    for _ in 0..<Int.random(in: 1...3, using: &random) {
      let path = try #require(files.keys.sorted().randomElement(using: &random))
      files[path] = files[path].map { damaged($0, using: &random) }
    }
    for file in ["main.tf.json", "definition.asl.json"] {
      let text = try #require(files[file])
      let result = importedMachine(text, fileName: file, named: "m") { files[$0] }
      #expect(result.isComplete || result.diagnostics.allSatisfy { !$0.mend.isEmpty })
      for imported in result.pipelines { _ = try imported.text() }
    }
  }
}

/// The same bytes with some replaced, or JSON with a value put in place of another.
private func damaged(_ bytes: [UInt8], using random: inout SplitMix64) -> [UInt8] {
  guard !bytes.isEmpty else { return bytes }
  var bytes = bytes
  if Bool.random(using: &random), let json = try? JSON.parse(bytes) {
    return changed(json, using: &random).write(.readable)
  }
  for _ in 0..<Int.random(in: 1...4, using: &random) {
    bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(
      in: 0...255, using: &random)
  }
  return bytes
}

private func changed(_ json: JSON, using random: inout SplitMix64) -> JSON {
  let others: [JSON] = [
    .null, .integer(-1), .string("$.x[0]"), .string("${a.b}"), .array([]), .object([]),
  ]
  if Int.random(in: 0..<6, using: &random) == 0 {
    return others.randomElement(using: &random) ?? .null
  }
  switch json {
  case .array(var items) where !items.isEmpty:
    let place = Int.random(in: 0..<items.count, using: &random)
    items[place] = changed(items[place], using: &random)
    return .array(items)
  case .object(var members) where !members.isEmpty:
    let place = Int.random(in: 0..<members.count, using: &random)
    if Int.random(in: 0..<5, using: &random) == 0 {
      members.remove(at: place)
    } else {
      members[place].value = changed(members[place].value, using: &random)
    }
    return .object(members)
  default: return others.randomElement(using: &random) ?? .null
  }
}
