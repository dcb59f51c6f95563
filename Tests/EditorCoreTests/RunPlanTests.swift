import PipelineModel
import RunScheduler
import StatesLanguage
import TestSupport
import Testing

@testable import EditorCore

/// "a=1 b=fail c=skip" tells how the steps of the planned run end; whoever is not named waits on.
extension Editor {
  @discardableResult
  mutating func run(_ story: String, isLastWord: Bool = true) throws -> RunPlan {
    let planned = takeRunPlan()
    let plan = try #require(planned)
    runStarted(plan, codePlaces: [:])
    var hasFailed = false
    for part in story.split(separator: " ") {
      let words = part.split(separator: "=").map(String.init)
      let checked = try #require(plan.pipeline.steps.first { $0.name == words[0] })
      let step = RunStep(checked)
      if words[1] == "skip" {
        take([RunEvent(at: 1, step: step, .skipped(because: step))])
        continue
      }
      take([RunEvent(at: 0, step: step, .started(attempt: 1))])
      if words[1] == "fail" {
        hasFailed = true
        take([RunEvent(at: 1, step: step, .failed(StepFailure("ValueError", "bad"), seconds: 1))])
      } else {
        let output = try JSON.parse(Array(words[1].utf8))
        take([RunEvent(at: 1, step: step, .succeeded(output: output, seconds: 1))])
      }
    }
    if isLastWord {
      take([
        RunEvent(
          at: 2, step: nil,
          .finished(hasFailed ? .failed : .succeeded, outputs: [], seconds: 2))
      ])
    }
    return plan
  }

  func states(_ names: String...) throws -> [StepState?] {
    try names.map { runs.steps[try id($0)]?.state }
  }

  mutating func command(_ name: String) throws -> [Effect] {
    perform(try #require(Command.named(name)))
  }
}

private func arguments(_ plan: RunPlan, _ name: String) -> [Value?]? {
  plan.pipeline.steps.first { $0.name == name }?.arguments.map {
    if case .constant(let value) = $0.source { value } else { nil }
  }
}

struct RunPlanTests {
  @Test func `all steps run as they are edited now`() throws {
    var editor = Editor("a, b<-a")
    try editor.setCode(of: editor.id("b"), to: Array("def b(x): return x\n".utf8))
    #expect(try editor.command("run-all") == [.startRun])
    let plan = try editor.run("a=1 b=2")
    #expect(plan.isUnsaved && plan.isWhole && plan.selection == .all)
    #expect(String(decoding: plan.pipeline.steps[1].code.text, as: UTF8.self).contains("def b(x)"))
    #expect(editor.message?.text == "all steps: 2 of 2 succeeded in 2.0s")
  }

  @Test func `one step runs with the last outputs of what it needs`() throws {
    var editor = Editor("a, b<-a, c<-b")
    _ = try editor.command("run-all")
    try editor.run("a=[1,2] b=fail c=skip")
    editor.select(try editor.id("b"))
    #expect(try editor.command("run-step") == [.startRun])
    let plan = try editor.run("b=7")
    #expect(plan.pipeline.steps.map(\.name) == ["b"])
    #expect(arguments(plan, "b") == [.list([.integer(1), .integer(2)])])
    #expect(try editor.states("a", "b", "c") == [.succeeded, .succeeded, .skipped])
    let run = try #require(editor.stepRun(try editor.id("b")))
    #expect(run.outcome.input == .array([.array([.integer(1), .integer(2)])]))
  }

  @Test func `what this session has no output of is looked for in kept runs`() throws {
    var editor = Editor("a, b<-a, c<-b")
    editor.select(try editor.id("b"))
    _ = try editor.command("run-step")
    let planned = editor.takeRunPlan()
    let plan = try #require(planned)
    #expect(plan.selection == .only([try editor.id("b")]))
    _ = try editor.command("run-from")
    let second = editor.takeRunPlan()
    #expect(try #require(second).selection == .from([try editor.id("b")]))
  }

  @Test func `what did not succeed runs again, and nothing else`() throws {
    var editor = Editor("a, b<-a, c<-b, d")
    #expect(try editor.command("run-failed") == [])
    _ = try editor.command("run-all")
    try editor.run("a=1 b=fail c=skip d=4")
    _ = try editor.command("run-failed")
    let plan = try editor.run("b=2 c=3")
    #expect(plan.pipeline.steps.map(\.name) == ["b", "c"])
    #expect(arguments(plan, "b") == [.integer(1)] && arguments(plan, "c") == [nil])
    #expect(try editor.command("run-failed") == [])
    #expect(editor.message?.text == "no step failed: !! runs all")
  }

  @Test func `from a step all runs that hangs on it`() throws {
    var editor = Editor("a, b<-a, c<-b, d<-a")
    _ = try editor.command("run-all")
    try editor.run("a=1 b=2 c=3 d=4")
    editor.select(try editor.id("b"))
    _ = try editor.command("run-from")
    #expect(try editor.run("b=2 c=3").pipeline.steps.map(\.name) == ["b", "c"])
  }

  @Test func `a pinned output stands in for running its step`() throws {
    var editor = Editor("a, b<-a")
    editor.select(try editor.id("a"))
    #expect(try editor.command("pin-output") == [])
    #expect(editor.message?.text == "the step has no output yet: run it first")
    _ = try editor.command("run-all")
    try editor.run("a=1 b=2")
    _ = try editor.command("pin-output")
    _ = try editor.command("run-all")
    let plan = try editor.run("b=5")
    #expect(plan.pipeline.steps.map(\.name) == ["b"])
    #expect(arguments(plan, "b") == [.integer(1)])
  }

  @Test(arguments: [
    ("[1, \"x\"]", [nil, nil]), ("{\"p\": 1, \"q\": null}", ["p", "q"]), ("[]", []),
  ])
  func `a typed input calls the step with it`(text: String, names: [String?]) throws {
    var editor = Editor("a, b<-a")
    let input = try TypedInput.value(of: text)
    let b = try editor.id("b")
    #expect(try editor.prepareRun(.step(b), arguments: input) == [.startRun])
    let planned = editor.takeRunPlan()
    let plan = try #require(planned)
    #expect(plan.pipeline.steps[0].arguments.map(\.name) == names)
    #expect(editor.picture == "a, b<-a")
  }

  @Test(arguments: ["5", "\"x\"", "[1,", "", "{1: 2}"])
  func `what is no input is refused with what is`(text: String) throws {
    let error = #expect(throws: Refusal.self) { try TypedInput.value(of: text) }
    #expect(
      error?.text.contains(text == "5" || text == "\"x\"" ? "type the arguments" : "no JSON")
        == true)
  }

  @Test func `inputs that nobody gave are asked for, and remembered`() throws {
    let step = Step(
      id: StepID(0), name: "a", fields: [.code: .text("def a(d): return d\n")],
      arguments: [Argument(.input("date"))])
    var editor = Editor(
      Pipeline(
        fields: [.pipeline: .text("p"), .inputs: .mapping([.init("date", .mapping([]))])],
        steps: [step]))
    #expect(try editor.command("run-all") == [.ask(.executionInput(.all))])
    #expect(editor.suggestedExecutionInput == "{\"date\":null}")
    #expect(throws: Refusal.self) {
      try editor.prepareRun(.all, executionInput: TypedInput.execution("{}"))
    }
    let input = try TypedInput.execution("{\"date\": \"x\"}")
    #expect(try editor.prepareRun(.all, executionInput: input) == [.startRun])
    _ = try editor.run("a=1")
    #expect(editor.stepRun(StepID(0))?.outcome.input == .array([.string("x")]))
    #expect(try editor.command("run-all") == [.startRun])
  }

  @Test func `an edit makes a result stale, and taking it back makes it fresh`() throws {
    var editor = Editor("a, b<-a")
    _ = try editor.command("run-all")
    try editor.run("a=1 b=2")
    let (a, b) = (try editor.id("a"), try editor.id("b"))
    try editor.setCode(of: b, to: Array("def b(x): return 3\n".utf8))
    #expect(!editor.isStale(a) && editor.isStale(b))
    try editor.undo()
    #expect(!editor.isStale(b))
  }

  @Test func `an edit during a run changes nothing of the run`() throws {
    var editor = Editor("a, b<-a, c<-b")
    _ = try editor.command("run-all")
    let plan = try editor.run("a=1", isLastWord: false)
    editor.select(try editor.id("c"))
    _ = try editor.command("delete-step")
    editor.take([
      RunEvent(at: 3, step: RunStep(plan.pipeline.steps[2]), .started(attempt: 1)),
      RunEvent(
        at: 4, step: RunStep(plan.pipeline.steps[2]), .succeeded(output: .null, seconds: 1)),
      RunEvent(at: 5, step: nil, .finished(.succeeded, outputs: [], seconds: 5)),
    ])
    #expect(editor.picture == "a, b<-a" && editor.runs.summary?.status == .succeeded)
    #expect(try editor.command("run-all") == [.startRun])
  }

  @Test func `one run goes on at a time`() throws {
    var editor = Editor("a")
    _ = try editor.command("run-all")
    try editor.run("", isLastWord: false)
    #expect(try editor.command("run-all") == [])
    #expect(editor.message?.text == "a run goes on: stop it with !k")
    #expect(try editor.command("stop-run") == [.stopRun])
    #expect(try editor.command("quit") == [.ask(.confirmQuit)])
  }

  @Test func `a pipeline with an error does not run, a sound part of it does`() throws {
    var editor = Editor("a, b<-nowhere")
    #expect(try editor.command("run-all") == [])
    #expect(editor.message?.text.hasPrefix("it can't run: ") == true)
    editor.select(try editor.id("a"))
    #expect(try editor.command("run-step") == [.startRun])
  }

  @Test func `a failed step is among the problems that one walks through`() throws {
    var editor = Editor("a, b<-a")
    _ = try editor.command("run-all")
    try editor.run("a=1 b=fail")
    _ = try editor.command("next-problem")
    #expect(editor.selectedStep?.name == "b")
    #expect(editor.message?.text.contains("b failed: ValueError: bad") == true)
  }
}

struct RunLogTests {
  @Test func `a log keeps its newest lines and their numbers`() {
    var log = RunLog()
    for number in 0..<10_000 { log.append(.init("line \(number)", .output)) }
    #expect(log.lines.count <= RunLog.mostLines * 5 / 4 && log.lines.count >= RunLog.mostLines)
    #expect(log.numbers.upperBound == 10_000)
    #expect(log[9_999].text == "line 9999" && log[log.dropped].text == "line \(log.dropped)")
  }

  @Test func `a log of long lines stays small`() {
    var log = RunLog()
    let long = String(repeating: "x", count: 30_000)
    for _ in 0..<200 { log.append(.init(long, .output)) }
    #expect(log.lines.reduce(0) { $0 + $1.text.utf8.count } <= RunLog.mostBytes * 5 / 4)
    #expect(!log.lines.isEmpty)
  }

  @Test func `lines of a traceback know their place`() {
    var log = RunLog()
    log.append(
      StepFailure(
        "ValueError", "bad",
        stackTrace: ["  File \"steps/a \"b\".py\", line 12, in clean\n    return x\n"]))
    #expect(log.lines.map(\.kind) == [.failure, .trace, .trace])
    #expect(log.lines[1].place == .init(file: "steps/a \"b\".py", line: 12))
    #expect(log.lines[2].place == nil)
  }

  @Test(arguments: [
    (0, "0ms"), (0.03, "30ms"), (0.34, "0.3s"), (9.96, "10s"), (99.6, "2m"), (7200, "2h"),
    (0.0996, "0.1s"),
  ])
  func `times take four characters`(seconds: Double, text: String) {
    #expect(seconds.shortSeconds == text && text.utf8.count <= 4)
  }
}
