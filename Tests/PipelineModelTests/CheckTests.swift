import Diagnostics
import PipelineModel
import TestSupport
import Testing

struct CheckTests {
  @Test func `a cycle is named step by step`() throws {
    let draft = pipeline("a<-c, b<-a, c<-b")
    let (checked, diagnostics) = settled(draft).check()
    #expect(checked == nil)
    #expect(diagnostics.map(\.code) == ["step-cycle"])
    #expect(diagnostics.map(\.message) == ["The steps a → b → c → a wait for one another"])
  }

  @Test func `a step that waits for itself is told once`() {
    #expect(settled(pipeline("a<-a")).check().diagnostics.map(\.code) == ["step-needs-itself"])
  }

  @Test func `an unknown step is told with the nearest name`() {
    let found = pipeline("extract, clean<-extrct").check().diagnostics
    #expect(found.map(\.code) == ["unknown-step"])
    #expect(found[0].mend == "Name a step of this file, such as \"extract\"")
    #expect(
      found[0].place == .key([.name("steps"), .name("clean"), .name("args"), .index(0)]))
  }

  @Test func `all that is wrong is told at once`() {
    var draft = pipeline("a, b<-x", name: "no spaces please")
    apply(
      [
        .setField(StepID(0), .memory, .integer(64)),
        .setField(StepID(0), .runtime, .text("python3.99")),
        .setField(StepID(0), .timeout, .text("long")),
        .setField(StepID(1), .layers, .list([.text("pandas")])),
        .setField(
          StepID(1), .env,
          .mapping([
            .init("AWS_REGION", .text("x")), .init("1st", .text("y")), .init("OK", .integer(1)),
          ])),
        .setPipelineField(.schedule, .text("every tuesday")),
        .setPipelineField(.region, .text("europe")),
      ], to: &draft)
    #expect(
      draft.check().diagnostics.map(\.code) == [
        "schedule", "pipeline-name", "region", "runtime-choice", "memory-range", "timeout-kind",
        "layer-arn", "env-reserved", "env-name", "env-kind", "unknown-step",
      ])
  }

  @Test func `a sound draft is checked with defaults filled in`() throws {
    var draft = pipeline("a, b<-a")
    apply([.setDefault(.memory, .integer(1024))], to: &draft)
    let checked = try #require(draft.check().checked)
    #expect(checked.steps.map(\.memory) == [1024, 1024])
    #expect(checked.steps.map(\.runtime) == ["python3.13", "python3.13"])
    #expect(checked.steps[1].arguments[0].source == .step(0, pick: nil))
    #expect(checked.order == [0, 1])
    #expect(checked.machine == .nested)
  }

  @Test func `a step needs its code in one place`() {
    var draft = pipeline("a, b")
    apply(
      [
        .setField(StepID(0), .source, .text("a.py")), .setField(StepID(1), .code, nil),
      ], to: &draft)
    #expect(draft.check().diagnostics.map(\.code) == ["code-and-source", "code-missing"])
  }

  @Test func `a missing source file is told at its key`() {
    var draft = pipeline("a")
    apply(
      [.setField(StepID(0), .code, nil), .setField(StepID(0), .source, .text("a.py"))], to: &draft)
    let found = draft.check(Surroundings(files: ["a.py": .missing])).diagnostics
    #expect(found.map(\.code) == ["file-missing"])
    #expect(found[0].place == .key([.name("steps"), .name("a"), .name("source")]))
  }

  @Test func `a function that the code lacks is told with the one it has`() {
    var draft = pipeline("a")
    apply([.setField(StepID(0), .function, .text("stepp"))], to: &draft)
    let found = draft.check().diagnostics
    #expect(found.map(\.code) == ["function-missing"])
    #expect(found[0].mend == "Call it \"stepp\" there, or write function: step")
  }

  @Test func `of several functions the one with the step's name is called`() throws {
    var draft = pipeline("a")
    let code = "def helper():\n  pass\n\ndef a():\n  \"\"\"Does it.\"\"\"\n  return helper()\n"
    apply([.setField(StepID(0), .code, .text(code))], to: &draft)
    let checked = try #require(draft.check().checked)
    #expect(checked.steps[0].function == "a")
    #expect(checked.steps[0].description == "Does it.")
  }

  @Test func `of several functions with other names one must be named`() {
    var draft = pipeline("a")
    apply(
      [.setField(StepID(0), .code, .text("def x(): pass\ndef y(): pass\n"))], to: &draft)
    #expect(draft.check().diagnostics.map(\.code) == ["function-unclear"])
  }

  @Test func `what Python refuses is told at the line of the code`() {
    let draft = pipeline("a")
    let code = Array("def step(*inputs):\n    return \"a\"\n".utf8)
    let verdict = CompilerVerdict.refused(message: "invalid syntax", line: 2, column: 5)
    let found = draft.check(Surroundings(compiled: [code: verdict])).diagnostics
    #expect(found.map(\.code) == ["python-syntax"])
    #expect(found[0].place == .key([.name("steps"), .name("a"), .name("code")], line: 1))
  }

  @Test func `an old runtime and a layer without version are doubts and not errors`() {
    var draft = pipeline("a")
    let layer = "arn:aws:lambda:us-east-1:123456789012:layer:pandas"
    apply(
      [
        .setField(StepID(0), .runtime, .text("python3.9")),
        .setField(StepID(0), .layers, .list([.text(layer)])),
      ], to: &draft)
    let (checked, diagnostics) = draft.check()
    #expect(checked != nil)
    #expect(diagnostics.map(\.code) == ["runtime-old", "layer-version"])
  }

  @Test(arguments: [("eu-west-1", []), ("us-east-1", ["layer-region"]), (nil, ["layer-region"])])
  func `a layer lies in the pipeline's region`(region: String?, codes: [String]) {
    var top: [PipelineField: Value] = [.pipeline: .text("p")]
    top[.region] = region.map { .text($0) }
    let layers: Value = .list([.text("arn:aws:lambda:eu-west-1:123456789012:layer:pandas:4")])
    let step = Step(
      id: StepID(0), name: "a", fields: [.code: .text("def a(): pass"), .layers: layers])
    let (checked, diagnostics) = Pipeline(fields: top, steps: [step]).check()
    #expect(diagnostics.map(\.code) == codes)
    #expect(checked != nil)
  }

  @Test(arguments: 0..<60 as Range<UInt64>)
  func `there is a checked pipeline exactly when nothing is an error`(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    var draft = randomPipeline(steps: 5, density: 0.4, using: &random)
    for _ in 0..<8 {
      // A refused edit is no matter here.
      _ = try? draft.apply(randomEdit(on: draft, using: &random))
    }
    let (checked, diagnostics) = draft.check()
    #expect((checked != nil) == !diagnostics.contains(where: \.isError), "seed \(seed)")
  }
}

func apply(_ edits: [Edit], to draft: inout Pipeline) {
  for edit in edits {
    do { try draft.apply(edit) } catch { Issue.record("\(edit) was refused: \(error)") }
  }
}

private func settled(_ draft: Pipeline) -> Pipeline {
  var draft = draft
  apply(draft.settlingEdits, to: &draft)
  return draft
}
