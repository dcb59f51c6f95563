// What is typed into a form, and what a form shows.

import Diagnostics
import EditorCore
import PipelineModel
import TestSupport
import Testing

@Suite struct FieldTextTests {
  private func value(_ field: StepField, _ text: String) throws -> Value? {
    try FieldText.value(of: text, field.schema)
  }

  @Test func `numbers and choices are taken as they are typed`() throws {
    #expect(try value(.memory, " 1024 ") == .integer(1024))
    #expect(try value(.runtime, "python3.12") == .text("python3.12"))
    #expect(try value(.retry, "3") == .integer(3))
    #expect(try value(.memory, "") == nil)
  }

  @Test func `lists and mappings are typed as in the file`() throws {
    #expect(try value(.files, "[a.py, 'b c.txt']") == .list([.text("a.py"), .text("b c.txt")]))
    let wait = Value.mapping([.init("attempts", .integer(3)), .init("backoff", .decimal("1.5"))])
    #expect(try value(.retry, "{attempts: 3, backoff: 1.5}") == wait)
  }

  @Test func `brackets may be left out`() throws {
    #expect(try value(.files, "a.py, b.py") == .list([.text("a.py"), .text("b.py")]))
    #expect(try value(.at, "3, 1") == .list([.integer(3), .integer(1)]))
    #expect(try value(.env, "STAGE: prod") == .mapping([.init("STAGE", .text("prod"))]))
  }

  @Test func `numbers among environment variables are texts`() throws {
    #expect(try value(.env, "PORT: 8080") == .mapping([.init("PORT", .text("8080"))]))
  }

  @Test(arguments: [
    (StepField.memory, "much", "much is no whole number: type digits, in MB"),
    (.runtime, "python3.133", "python3.133 is none of the choices: type python3.13"),
    (.architecture, "z80", "z80 is none of the choices: type x86_64, arm64"),
  ]) func `a text without a meaning is refused with what mends it`(
    field: StepField, text: String, says: String
  ) throws {
    let error = try #require(throws: FieldTextError.self) { try value(field, text) }
    #expect(error.text == says)
  }

  @Test(arguments: ["{a: ", "[1, ", "{a: 1, a: 2}", "a: b: c", "a\nb: c"])
  func `a broken mapping is refused`(text: String) throws {
    #expect(throws: FieldTextError.self) { try value(.env, text) }
  }

  @Test(arguments: 0..<300 as Range<UInt64>)
  func `what a form shows reads back as what is there`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    for field in [StepField.env, .files, .policies, .retry] {
      let value = randomValue(depth: 3, using: &random)
      guard field != .env, value.entries != nil || value.list != nil else { continue }
      let text = FieldText.text(of: value, field.schema)
      let isList = field == .files || field == .policies
      guard isList == (value.list != nil) else { continue }
      #expect(try FieldText.value(of: text, field.schema) == value, "\(text)")
    }
  }

  private func randomValue(depth: Int, using random: inout SplitMix64) -> Value {
    switch Int.random(in: 0..<(depth > 0 ? 8 : 6), using: &random) {
    case 0: .null
    case 1: .boolean(Bool.random(using: &random))
    case 2: .integer(Int.random(in: -100...100, using: &random))
    case 3: .decimal("1.5")
    case 4, 5: .text(randomText(using: &random))
    case 6:
      .list(
        (0..<Int.random(in: 0...3, using: &random)).map { _ in
          randomValue(depth: depth - 1, using: &random)
        })
    default:
      .mapping(
        (0..<Int.random(in: 0...3, using: &random)).map { number in
          Value.Entry(
            randomText(using: &random) + "\(number)", randomValue(depth: depth - 1, using: &random))
        })
    }
  }

  private func randomText(using random: inout SplitMix64) -> String {
    let pieces = [
      "a", "yes", "null", "1", ":", ": ", " #", "#", ",", "[", "}", "\"", "'", "\\", "\n", "\t",
      "é", "e\u{301}", "日", "🚀", "- ", "&", "*", "!", "%", "@", "~", "0x", "1e3", "", " ",
      "\u{7}", "\u{2028}", "\u{85}", "=", "?", "|", ">", "true", "2026-01-01",
    ]
    return (0..<Int.random(in: 0...4, using: &random)).map { _ in
      pieces.randomElement(using: &random) ?? ""
    }.joined()
  }
}

@Suite struct FormTests {
  private func row(_ editor: Editor, _ label: String) throws -> FormRow {
    let id = try #require(editor.selection.step)
    return try #require(editor.rows(of: .step(id)).first { $0.label == label })
  }

  @Test func `a row shows the default when nothing is written`() throws {
    var editor = Editor("a")
    #expect(try row(editor, "memory").text == "512")
    #expect(try row(editor, "memory").isDefault)
    try editor.setRow(row(editor, "memory").subject, toText: "1024")
    #expect(try row(editor, "memory").text == "1024")
    #expect(!(try row(editor, "memory").isDefault))
    #expect(editor.history.undoLabel == "set memory of a to 1024 MB")
  }

  @Test func `the pipeline's defaults show in the steps`() throws {
    var editor = Editor("a")
    try editor.setField(.default(.memory), toText: "2048")
    #expect(try row(editor, "memory").text == "2048")
    #expect(try row(editor, "memory").isDefault)
  }

  @Test func `an empty text brings the default back`() throws {
    try expectChange("a", "a") { editor in
      try editor.setRow(row(editor, "memory").subject, toText: "1024")
      try editor.setRow(row(editor, "memory").subject, toText: "")
      #expect(editor.selectedStep?.fields[.memory] == nil)
    }
  }

  @Test func `code shows its first line and how many there are`() throws {
    let editor = Editor("a")
    #expect(try row(editor, "code").text == "def step(*inputs):")
    #expect(try row(editor, "code").lineCount == 2)
  }

  @Test func `a step with a file has no row for code`() throws {
    var editor = Editor("a")
    let id = try editor.id("a")
    try editor.setField(.step(id, .code), to: nil)
    try editor.setField(.step(id, .source), toText: "steps/a.py")
    let labels = editor.rows(of: .step(id)).map(\.label)
    #expect(labels.contains("source") && !labels.contains("code"))
  }

  @Test func `what is wrong stands in its row`() throws {
    var editor = Editor("a")
    try editor.setRow(row(editor, "memory").subject, toText: "64")
    #expect(try row(editor, "memory").problem?.code == "memory-range")
    #expect(try row(editor, "timeout").problem == nil)
  }

  @Test(arguments: [
    ("{from: a}", "a, x, b<-a+a"), ("{from: x, pick: r.s}", "a, x, b<-a+x.r.s"),
    ("{input: date}", "a, x, b<-a+$date"), ("6", "a, x, b<-a+="), ("[1, 2]", "a, x, b<-a+="),
    ("", "a, x, b<-a"),
  ]) func `an argument is typed as in the file`(text: String, after: String) throws {
    try expectChange("a, x, b<-a", after) {
      try $0.setRow(.argument(try $0.id("b"), 1), toText: text)
    }
  }

  @Test func `a name in front passes an argument by name`() throws {
    try expectChange("a, b", "a, b<-rows:a+depth:=") {
      try $0.setRow(.argument(try $0.id("b"), 0), toText: "rows = {from: a}")
      try $0.setRow(.argument(try $0.id("b"), 1), toText: "depth = 6")
    }
  }

  @Test func `naming one argument names the others too`() throws {
    try expectChange("a, x, b<-a+x", "a, x, b<-rows:a+x:x") {
      try $0.setRow(.argument(try $0.id("b"), 0), toText: "rows = {from: a}")
    }
  }

  @Test func `a new argument among named ones gets a name`() throws {
    try expectChange("a, x, b", "a, x, b<-rows:a+x:x") {
      try $0.setRow(.argument(try $0.id("b"), 0), toText: "rows = {from: a}")
      try $0.setRow(.argument(try $0.id("b"), 1), toText: "{from: x}")
    }
  }

  @Test func `needs are typed as names`() throws {
    try expectChange("a, b, c", "a, b, c<~b+a") {
      try $0.setRow(.needs(try $0.id("c")), toText: "b, a")
    }
  }

  @Test func `a step that is not there is refused with the nearest`() throws {
    try expectRefusal("clean, b", "there is no step clen: type clean") {
      try $0.setRow(.needs(try $0.id("b")), toText: "clen")
    }
    let editor = Editor("clean, b")
    let problem = editor.problem(in: "{from: clen}", of: .argument(try editor.id("b"), 0))
    #expect(problem == "there is no step clen: type clean")
  }

  @Test func `an argument that would close a cycle is refused`() throws {
    try expectRefusal("a, b<-a", "that would be a cycle: b → a → b") {
      try $0.setRow(.argument(try $0.id("a"), 0), toText: "{from: b}")
    }
  }

  @Test func `arguments and needs show as they are typed`() throws {
    var editor = Editor("a, my step, b<-a")
    try editor.setNeeds(of: try editor.id("b"), to: [.step(try editor.id("mystep"))])
    try editor.setSource(
      of: "b", 0, .step(.step(try editor.id("a")), pick: "rows[0]"))
    try editor.select("b")
    #expect(try row(editor, "arg 1").text == "{from: a, pick: \"rows[0]\"}")
    #expect(try row(editor, "arg 2").text.isEmpty)
    #expect(try row(editor, "needs").text == "mystep")
  }

  @Test func `keeping a text that was not changed changes nothing`() throws {
    var editor = Editor("a, b<-a")
    let id = try editor.id("b")
    try editor.setField(.description, of: [id], to: .integer(5))
    for row in editor.rows(of: .step(id)) where row.lineCount == 1 && !row.isDefault {
      try editor.setRow(row.subject, toText: row.text)
    }
    #expect(editor.history.done.count == 1)
  }

  @Test func `completions offer only what makes no cycle`() throws {
    let editor = Editor("a, b<-a, c<-b")
    #expect(editor.completions(of: .needs(try editor.id("b"))) == ["a"])
    #expect(editor.completions(of: .argument(try editor.id("c"), 0)) == ["{from: a}", "{from: b}"])
  }

  @Test func `a field is set for all marked steps as one change`() throws {
    var editor = Editor("a, b, c")
    let ids = [try editor.id("a"), try editor.id("c")]
    try editor.setField(.memory, of: ids, to: .integer(256))
    #expect(editor.history.done.map(\.label) == ["set memory of 2 steps to 256 MB"])
    try editor.select("b")
    _ = try editor.repeatLastChange()
    #expect(editor.selectedStep?.fields[.memory] == .integer(256))
  }
}
