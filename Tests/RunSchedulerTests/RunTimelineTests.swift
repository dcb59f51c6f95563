import PipelineModel
import RunScheduler
import StatesLanguage
import TestSupport
import Testing

struct RunTimelineTests {
  /// Takes events such as "0.0 a started, 0.5 a failed"; `retried` is an attempt that failed.
  private func timeline(_ text: String, _ events: String) throws -> RunTimeline {
    let checked = try #require(pipeline(text).check().checked)
    var timeline = RunTimeline(checked)
    let failure = StepFailure("E", "e")
    for event in events.split(separator: ",") {
      let words = event.split(whereSeparator: \.isWhitespace).map(String.init)
      let time = try #require(Double(words[0]))
      let step = checked.steps.first { $0.name == words[1] }.map { RunStep($0) }
      let seconds = words.count > 3 ? try #require(Double(words[3])) : time
      let kind: RunEvent.Kind =
        switch words[2] {
        case "started": .started(attempt: 1)
        case "retried": .retried(attempt: 2, after: 1, failure)
        case "failed": .failed(failure, seconds: seconds)
        case "skipped": .skipped(because: nil)
        case "finished": .finished(.failed, outputs: [], seconds: time)
        default: .succeeded(output: .null, seconds: seconds)
        }
      timeline.take(RunEvent(at: time, step: step, kind, isReused: words[2] == "reused"))
    }
    return timeline
  }

  @Test func `bars stand where steps ran and the critical path is marked`() throws {
    let run = try timeline(
      "a, b<-a, c<-a, d<-b+c",
      """
      0 a started, 1 a ok, 1 b started, 1 c started, 2 b ok, 3 c ok, 3 d started, 4 d ok,
      4 - finished
      """)
    #expect(
      run.picture(columns: 25).joined(separator: "\n") == """
        a │███       │ 1.000 s ◆
        b │  ░░░     │ 1.000 s
        c │  ██████  │ 2.000 s ◆
        d │       ███│ 1.000 s ◆
        ◆ critical path: 4.000 s of 4.000 s: a → c → d
        """)
  }

  @Test func `attempts that failed and waits between them are seen`() throws {
    let run = try timeline(
      "a, b<-a",
      "0 a started, 2 a retried, 4 a started, 8 a failed, 8 b skipped, 10 - finished")
    #expect(
      run.picture(columns: 27).joined(separator: "\n") == """
        a │█✗··███✗  │ 6.000 s ◆
        ◆ critical path: 8.000 s of 10.000 s: a
        """)
    #expect(
      run.table().joined(separator: "\n") == """
        step  ended      attempts   started    seconds
        a     failed            2     0.000      6.000
        b     skipped           -         -          -
        """)
  }

  @Test func `a bar begins with the process, which may have waited for its Python`() throws {
    let run = try timeline("a", "0 a started, 4 a ok 1, 4 - finished")
    #expect(run.table()[1] == "a     succeeded         1     3.000      1.000")
  }

  @Test func `of many steps the table has the longest`() throws {
    let names = (0..<50).map { "s\($0)" }
    let events = names.enumerated().map { "0 \($1) started, \($0) \($1) ok" }
    let run = try timeline(names.joined(separator: ","), events.joined(separator: ","))
    let lines = run.table(atMost: 2)
    #expect(lines.count == 4)
    #expect(lines[1].hasPrefix("s48 ") && lines[2].hasPrefix("s49 "))
    #expect(lines[3] == "and 48 shorter ones, 1128.000 s together")
  }

  @Test func `it knows how far the run is`() throws {
    let run = try timeline("a, b, c, d<-c", "0 a reused, 1 b started, 2 c started, 3 b ok")
    #expect(run.endedCount == 2)
    #expect(run.running == ["c"])
    #expect(run.table()[1].contains("reused"))
  }

  @Test func `a run without steps that ran has no picture`() throws {
    #expect(try timeline("a", "0 a skipped").picture(columns: 80) == [])
  }
}
