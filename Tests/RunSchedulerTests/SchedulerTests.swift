import PipelineModel
import RunScheduler
import TestSupport
import Testing

struct SchedulerTests {
  @Test func `steps start as soon as what they need is done`() throws {
    try expectRun(
      pipeline("a, b<-a, c<-a, d<-b+c, e<~c"), limit: 2,
      """
      a |==
      b |  ===
      c |  =
      d |     =
      e |   =
      """, fates: ["a": Fate(ticks: 2), "b": Fate(ticks: 3)])
  }

  @Test func `one slot runs them one by one in file order`() throws {
    try expectRun(
      pipeline("a, b, c"), limit: 1,
      """
      a |==
      b |  =
      c |   ==
      """, fates: ["a": Fate(ticks: 2), "c": Fate(ticks: 2)])
  }

  @Test func `what hangs on a failed step is skipped and the rest still runs`() throws {
    try expectRun(
      pipeline("a, b<-a, c<-b, d, e<-c+d"), limit: 4,
      """
      a |=x
      b |-
      c |-
      d |===
      e |-
      """, fates: ["a": Fate(ticks: 2, failures: 1), "d": Fate(ticks: 3)], status: .failed)
  }

  @Test func `a retry waits as written and leaves its slot to others`() throws {
    try expectRun(
      retrying(
        pipeline("a, b, c<-a"),
        .mapping([
          .init("attempts", .integer(3)), .init("interval", .integer(1)),
          .init("backoff", .integer(2)), .init("max-delay", .integer(3)),
        ])), limit: 1,
      """
      a |x.  x..x...=
      b | ===
      c |            =
      """, fates: ["a": Fate(failures: 3), "b": Fate(ticks: 3)])
  }

  @Test func `a step fails when its attempts are used up`() throws {
    try expectRun(
      retrying(
        pipeline("a, b<-a"),
        .mapping([
          .init("attempts", .integer(1)), .init("interval", .integer(2)),
        ])), limit: 2,
      """
      a |x..x
      b |-
      """, fates: ["a": Fate(failures: 9)], status: .failed)
  }

  @Test func `an error of the state machine's own is not retried`() throws {
    try expectRun(
      retrying(pipeline("a"), .integer(3)), limit: 1, "a |x",
      fates: ["a": Fate(failures: 1, isRetriable: false)], status: .failed)
  }

  @Test func `cancelling ends what runs and starts nothing more`() throws {
    try expectRun(
      retrying(pipeline("a, b, c<-a, d"), .integer(2)), limit: 2,
      """
      a |==!
      b |x..c
      c |c
      d | =!
      """,
      fates: ["a": Fate(ticks: 9), "b": Fate(failures: 1), "d": Fate(ticks: 9)], cancelled: 3,
      status: .cancelled)
  }

  @Test(arguments: [
    (Value.integer(15), Value.decimal("1.5"), Value.integer(40), [15, 22.5, 33.75, 40, 40.0]),
    (.integer(1), .integer(4), .integer(900), [1, 4, 16, 64, 256.0]),
    (.integer(1), .decimal("1e300"), .integer(31_622_399), [1, 31_622_399, 31_622_399.0]),
  ])
  func `waits grow up to the longest one`(
    interval: Value, backoff: Value, longest: Value, waits: [Double]
  ) throws {
    let retry = Value.mapping([
      .init("interval", interval), .init("backoff", backoff), .init("max-delay", longest),
    ])
    let checked = try #require(retrying(pipeline("a"), retry).check().checked)
    let policy = try #require(checked.steps[0].retry)
    #expect(waits.indices.map { policy.wait(beforeRetry: $0 + 1) } == waits)
  }

  @Test func `a wide pipeline costs no more for each step than a narrow one`() throws {
    let text = "hub," + (0..<10_000).map { "s\($0)<-hub" }.joined(separator: ",")
    let checked = try #require(pipeline(text).check().checked)
    var scheduler = Scheduler(checked, limit: 3)
    var running = scheduler.handle(.started).launched
    var order: [Int] = []
    while let step = running.first {
      running.removeFirst()
      order.append(step)
      running += scheduler.handle(.succeeded(step)).launched
    }
    #expect(order == Array(0...10_000))
  }
}

extension [Scheduler.Action] {
  fileprivate var launched: [Int] {
    compactMap { if case .launch(let step, _) = $0 { step } else { nil } }
  }
}

/// The pipeline with this `retry` for all steps.
private func retrying(_ draft: Pipeline, _ retry: Value) -> Pipeline {
  Pipeline(fields: draft.fields, defaults: [.retry: retry], steps: draft.steps)
}
