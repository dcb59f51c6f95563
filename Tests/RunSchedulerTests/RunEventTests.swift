import PipelineModel
import RunScheduler
import StatesLanguage
import TestSupport
import Testing

struct RunEventTests {
  @Test func `an event is one line of JSON`() throws {
    let checked = try #require(pipeline("extract").check().checked)
    let step = RunStep(checked.steps[0])
    let failure = StepFailure(
      "ValueError", "no", stackTrace: ["  File \"a.sil\", line 3, in f\n"],
      place: .init(file: "a.sil", line: 3))
    let events: [(RunEvent.Kind, RunStep?)] = [
      (.started(attempt: 1), step), (.printed("hé", .stderr), step),
      (.retried(attempt: 2, after: 15, failure), step),
      (.succeeded(output: .array([.integer(1)]), seconds: 0.25), step),
      (.failed(failure, seconds: 12.0049), step), (.skipped(because: step), step),
      (.skipped(because: nil), step),
      (.finished(.failed, outputs: [RunOutput(step: step, value: .null)], seconds: 1.5), nil),
    ]
    let lines = events.map { kind, step in
      String(
        decoding: RunEvent(at: 1.0625, step: step, kind).json?.write(.compact) ?? [],
        as: UTF8.self)
    }
    #expect(
      lines.joined(separator: "\n") == #"""
        {"event":"started","step":"extract","at":1.063,"attempt":1}
        {"event":"printed","step":"extract","at":1.063,"line":"hé","stream":"stderr"}
        {"event":"retried","step":"extract","at":1.063,"attempt":2,"after":15.000,"errorType":"ValueError","errorMessage":"no","stackTrace":["  File \"a.sil\", line 3, in f\n"],"file":"a.sil","line":3}
        {"event":"succeeded","step":"extract","at":1.063,"seconds":0.250,"output":[1]}
        {"event":"failed","step":"extract","at":1.063,"seconds":12.005,"errorType":"ValueError","errorMessage":"no","stackTrace":["  File \"a.sil\", line 3, in f\n"],"file":"a.sil","line":3}
        {"event":"skipped","step":"extract","at":1.063,"because":"extract"}
        {"event":"skipped","step":"extract","at":1.063,"because":null}
        {"event":"finished","status":"failed","outputs":{"extract":null},"seconds":1.500}
        """#)
  }

  @Test func `a note is not part of the machine's output`() {
    #expect(RunEvent(at: 0, step: nil, .noted("Python 3.11 runs it")).json == nil)
  }
}
