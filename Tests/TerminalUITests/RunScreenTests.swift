import EditorCore
import PipelineModel
import RunScheduler
import StatesLanguage
import TerminalInterface
import TestSupport
import Testing

@testable import TerminalUI

/// Runs as stories: "a starts", "a prints text", "a warns text", "a gives 1", "a fails text",
/// "a skipped", "ends succeeded"; each is a tenth of a second after the one before.
extension Desk {
  func begin() throws {
    let planned = app.editor.takeRunPlan()
    let plan = try #require(planned)
    var places: [StepID: StepFailure.SourcePlace] = [:]
    for step in plan.pipeline.steps { places[step.id] = .init(file: "test.sil", line: 10) }
    app.editor.runStarted(plan, codePlaces: places)
    running = plan
  }

  func tell(_ story: String...) throws {
    for part in story {
      let words = part.split(separator: " ", maxSplits: 2).map(String.init)
      clock += 1
      app.editor.take([try event(words, at: Double(clock) / 10)])
    }
    draw()
  }

  private func event(_ words: [String], at time: Double) throws -> RunEvent {
    if words[0] == "ends" {
      let status = try #require(RunStatus(rawValue: words[1]))
      return RunEvent(at: time, step: nil, .finished(status, outputs: [], seconds: time))
    }
    let checked = try #require(running?.pipeline.steps.first { $0.name == words[0] })
    let rest = words.count > 2 ? words[2] : ""
    let kind: RunEvent.Kind =
      switch words[1] {
      case "starts": .started(attempt: 1)
      case "prints": .printed(rest, .stdout)
      case "warns": .printed(rest, .stderr)
      case "gives": .succeeded(output: try JSON.parse(Array(rest.utf8)), seconds: 0.25)
      case "fails":
        .failed(
          StepFailure(
            "ValueError", rest, stackTrace: ["  File \"test.sil\", line 11, in step\n    return\n"],
            place: .init(file: "test.sil", line: 11)), seconds: 0.5)
      default: .skipped(because: running.map { RunStep($0.pipeline.steps[0]) })
      }
    return RunEvent(at: time, step: RunStep(checked), kind)
  }
}

struct RunScreenTests {
  private func ran(_ columns: Int = 80, _ rows: Int = 24, isUTF8: Bool = true) throws -> Desk {
    let desk = try Desk(
      pipeline("load, clean<-load, train<-clean, other"), columns, rows, isUTF8: isUTF8)
    #expect(try desk.press("!!") == [.startRun])
    try desk.begin()
    try desk.tell(
      "load starts", "other starts", "load prints hello", "load warns careful", "load gives 42",
      "clean starts", "clean prints before", "clean fails bad value", "train skipped",
      "other gives {\"n\": 1}", "ends failed")
    return desk
  }

  @Test func `boxes tell how their steps stand by sign and time`() throws {
    let desk = try Desk("load, clean<-load, train<-clean", 100, 24)
    try desk.press("!!")
    try desk.begin()
    try desk.tell("load starts")
    desk.app.editor.runTime(2.1)
    #expect(desk.picture.contains("◐ 2.0s") && desk.picture.contains("╰○"))
    #expect(desk.line(0).contains("◐ running 0/3 in 2.1s"))
    #expect(desk.footer.contains("!k stop"))
    try desk.tell(
      "load gives 42", "clean starts", "clean fails bad", "train skipped", "ends failed")
    #expect(desk.picture.contains("✓ 0.2s") || desk.picture.contains("✓ 0.3s"))
    #expect(desk.picture.contains("╰✗ 0.5s") && desk.picture.contains("╰–"))
    #expect(desk.line(0).contains("✗ ran 1/3, 1 failed in"))
    #expect(desk.message.hasPrefix("clean failed: ValueError: bad — gf goes there"))
  }

  @Test func `when it is calm, times go on only when a step begins or ends`() throws {
    let desk = try Desk("load, clean<-load, other", 100, 24)
    try desk.press(":set<Space>calm=on<Enter>!!")
    try desk.begin()
    try desk.tell("load starts")
    let before = desk.screen
    desk.app.editor.runTime(7)
    #expect(desk.screen == before)
    try desk.tell("load prints more")
    #expect(desk.line(0).contains("running 0/3 in 0.1s"))
    try desk.tell("other starts")
    #expect(desk.line(0).contains("running 0/3 in 0.3s"))
    try desk.press(":set<Space>calm=off<Enter>")
    desk.app.editor.runTime(7)
    #expect(desk.line(0).contains("running 0/3 in 7.0s"))
  }

  @Test func `without UTF-8 the signs are ASCII`() throws {
    let desk = try ran(isUTF8: false)
    // The dash of sentences is replaced by the terminal.
    let others = desk.picture.unicodeScalars.filter {
      !$0.isASCII && !"─│┌┐└┘├┤┬┴┼—".unicodeScalars.contains($0)
    }
    #expect(String(String.UnicodeScalarView(others)) == "", "\(desk.picture)")
    #expect(desk.picture.contains("ok 0.3s") && desk.picture.contains("x 0.5s"))
  }

  @Test(arguments: [(80, 24), (200, 60), (40, 12)])
  func `the log of a failed step says what, where and how`(columns: Int, rows: Int) throws {
    let desk = try ran(columns, rows)
    try desk.press("gf!l")
    #expect(desk.picture.contains("✗ clean failed after 0.5s"))
    #expect(desk.picture.contains("✗ ValueError: bad value"))
    #expect(desk.picture.contains("before"))
    if columns > 40 { #expect(desk.picture.contains("File \"test.sil\", line 11")) }
  }

  @Test func `standard error has a sign of its own`() throws {
    let desk = try ran()
    try desk.press("gg!l")
    #expect(desk.picture.contains("│   hello") && desk.picture.contains("│ ! careful"))
  }

  @Test func `Enter on a line of the traceback opens the code there`() throws {
    let desk = try ran()
    try desk.press("gf!l<C-w>j")
    let clean = try #require(desk.app.editor.selection.step)
    #expect(try desk.press("<Enter>") == [.editCodeLine(clean, line: 2)])
    try desk.press("gg")
    #expect(try desk.press("<Enter>") == [])
    #expect(desk.message.contains("names no line of the step's code"))
    #expect(try desk.press("jj<Enter>") == [.editCodeLine(clean, line: 2)])
    #expect(try desk.press("q!e") == [.editCodeLine(clean, line: 2)])
  }

  @Test func `a log follows its end until one moves up, and again from the end on`() throws {
    let desk = try Desk("load", 80, 24)
    try desk.press("!!")
    try desk.begin()
    try desk.tell("load starts")
    for number in 0..<50 { try desk.tell("load prints line-\(number).") }
    #expect(desk.picture.contains("line-49.") && desk.picture.contains("follows"))
    try desk.press("<C-w>jkkk")
    try desk.tell("load prints line-50.")
    for number in 51..<80 { try desk.tell("load prints line-\(number).") }
    #expect(desk.picture.contains("line-46.") && !desk.picture.contains("line-79."))
    #expect(desk.picture.contains("below"))
    try desk.press("G")
    #expect(desk.picture.contains("line-79."))
    try desk.press("gg")
    #expect(desk.picture.contains("line-0."))
  }

  @Test func `a log is searched`() throws {
    let desk = try Desk("load", 80, 24)
    try desk.press("!!")
    try desk.begin()
    try desk.tell("load starts")
    for number in 0..<60 {
      try desk.tell("load prints \(number % 20 == 3 ? "Needle" : "hay")-\(number).")
    }
    try desk.press("<C-w>j/needle<Enter>")
    #expect(desk.app.logView.cursor == 43)
    try desk.press("N")
    #expect(desk.app.logView.cursor == 23 && desk.picture.contains("Needle-23."))
    try desk.press("nn")
    #expect(desk.app.logView.cursor == 3)
    try desk.press("/xyz")
    #expect(desk.message.contains("nothing found"))
  }

  @Test func `long lines are wrapped, or cut`() throws {
    let desk = try Desk("load", 80, 24)
    try desk.press("!!")
    try desk.begin()
    try desk.tell("load starts", "load prints " + String(repeating: "abcdefghij", count: 8) + "END")
    #expect(desk.picture.contains("END"))
    try desk.press("zw")
    #expect(!desk.picture.contains("END") && desk.picture.contains("…"))
  }

  @Test func `a log never leaves its pane, whatever is printed`() throws {
    var random = SplitMix64(seed: 5)
    let desk = try Desk("load", 80, 24)
    try desk.press("!!")
    try desk.begin()
    try desk.tell("load starts")
    for _ in 0..<200 {
      let text = String(
        String.UnicodeScalarView(
          (0..<Int.random(in: 0..<120, using: &random)).compactMap { _ in
            Unicode.Scalar(UInt32.random(in: 0..<0x3100, using: &random))
          }))
      desk.app.editor.take([
        RunEvent(
          at: 1, step: RunStep(try #require(desk.running?.pipeline.steps[0])),
          .printed(text, .stdout))
      ])
      try desk.press(
        ["j", "k", "G", "gg", "zw", "<C-w>j", "q"].randomElement(using: &random) ?? "j")
    }
  }

  @Test(arguments: [(80, 24), (200, 60)])
  func `input and output stand beside those of the run before`(columns: Int, rows: Int) throws {
    let desk = try ran(columns, rows)
    try desk.press("gg!d")
    #expect(desk.picture.contains("input") && desk.picture.contains("  42"))
    try desk.press("!!")
    try desk.begin()
    try desk.tell("load starts", "load gives 43")
    #expect(desk.picture.contains("input, as in run 1"))
    #expect(desk.picture.contains("output, changed since run 1"))
    #expect(desk.picture.contains("- 42") && desk.picture.contains("+ 43"))
  }

  @Test func `an input is typed, judged and run with`() throws {
    let desk = try ran()
    try desk.press("gfgg!l!i")
    #expect(desk.message.hasPrefix("input of load: []"))
    try desk.press("<C-u>[1,")
    #expect(desk.message.contains("no JSON"))
    #expect(try desk.press("<Enter>") == [])
    #expect(try desk.press(" 2]<Enter>") == [.startRun])
    try desk.begin()
    #expect(desk.running?.pipeline.steps.map(\.name) == ["load"])
    #expect(desk.message.contains("running load with the typed input"))
  }

  @Test func `an edited step shows its result as of before`() throws {
    let desk = try ran()
    #expect(!desk.picture.contains("~✓"))
    try desk.press("ggr<C-u>fetch<Enter>")
    #expect(desk.picture.contains("~✓"))
    try desk.press("l<Esc>h")
    #expect(desk.message.contains("edited since (~)"))
    try desk.press("u")
    #expect(!desk.picture.contains("~✓"))
  }

  @Test(arguments: [("e", [Effect.quit]), ("c", []), ("<Esc>", []), ("n", []), ("y", [.quit])])
  func `leaving while a run goes on asks`(key: String, effects: [Effect]) throws {
    let desk = try Desk("load")
    try desk.press("!!")
    try desk.begin()
    #expect(try desk.press("q") == [])
    #expect(desk.picture.contains("a run goes on"))
    #expect(try desk.press(key) == effects)
  }

  @Test func `F5 and Space r run all, !k stops, and ! lists the keys`() throws {
    let desk = try Desk("load")
    #expect(try desk.press("<F5>") == [.startRun])
    #expect(try desk.press("<Space>r") == [.startRun])
    try desk.begin()
    #expect(try desk.press("!k") == [.stopRun])
    #expect(desk.line(0).contains("stopping"))
    try desk.press("!?")
    #expect(desk.picture.contains("Stop the run") && desk.picture.contains("Run all steps"))
  }

  @Test func `a step that has not run says how to run it`() throws {
    let desk = try Desk("load")
    try desk.press("!l")
    #expect(desk.picture.contains("load has not run yet.") && desk.picture.contains("!!  runs all"))
    try desk.press("!d")
    #expect(desk.picture.contains("load has not run yet"))
  }
}
