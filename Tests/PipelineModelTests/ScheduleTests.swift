import PipelineModel
import Testing

struct ScheduleTests {
  @Test(arguments: [
    "rate(1 minute)", "rate(2 minutes)", "rate(1 hour)", "rate(5 hours)", "rate(7 days)",
    "cron(0 3 * * ? *)", "cron(0/15 * * * ? *)", "cron(15 10 ? * MON-FRI *)",
    "cron(0 8 1 * ? *)", "cron(0 9 ? * 2#1 *)", "cron(0 9 L * ? *)", "cron(0 9 ? * 6L *)",
    "cron(0 9 3W * ? *)", "cron(0 12 ? JAN,JUL SUN 2026-2030)", "cron(*/10 20-2 * * ? *)",
  ])
  func `EventBridge takes it`(text: String) {
    #expect(ScheduleExpression.problem(in: text) == nil)
  }

  @Test(arguments: [
    "", "every tuesday", "rate(1 hours)", "rate(5 hour)", "rate(0 minutes)", "rate(-1 days)",
    "rate(5)", "rate(5 weeks)", "cron(0 3 * * *)", "cron(0 3 * * * *)", "cron(0 3 ? * ? *)",
    "cron(60 3 * * ? *)", "cron(0 24 * * ? *)", "cron(0 3 0 * ? *)", "cron(0 3 * 13 ? *)",
    "cron(0 3 ? * 8 *)", "cron(*/60 3 * * ? *)", "cron(0 3 * * ? 1969)", "cron(0 9 ? * 2#6 *)",
    "at(2026-01-01T00:00:00)", "rate(5 minutes", "cron(0,,5 3 * * ? *)",
  ])
  func `EventBridge refuses it`(text: String) {
    #expect(ScheduleExpression.problem(in: text) != nil)
  }

  @Test func `the mend of a wrong unit is the right one`() {
    #expect(ScheduleExpression.problem(in: "rate(1 hours)")?.mend == "Write rate(1 hour)")
  }
}

struct PickPathTests {
  @Test(arguments: ["a", "a.b[0]", "[2].x", "rows[0][1]", "a[\"odd key\"].b", "user-id"])
  func `a way into a value`(text: String) { #expect(PickPath(text) != nil) }

  @Test(arguments: ["", ".", "a.", "a..b", "a[", "a[x]", "a[-1]", "a b", "a[\"x]"])
  func `no way into a value`(text: String) { #expect(PickPath(text) == nil) }

  @Test func `picking walks keys and places`() {
    let value = Value.mapping([
      .init("a", .list([.text("x"), .mapping([.init("b", .integer(7))])]))
    ])
    #expect(PickPath("a[1].b")?.pick(from: value) == .integer(7))
    #expect(PickPath("a[2]")?.pick(from: value) == nil)
  }
}
