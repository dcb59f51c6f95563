// Run events as objects of one line each: the form of `run --json`.

package import StatesLanguage

extension RunEvent {
  /// `{"event", "step", "at", …}`; `nil` for notes, which belong to standard error.
  package var json: JSON? {
    switch kind {
    case .started(let attempt): object("started", [.init("attempt", .integer(attempt))])
    case .printed(let line, let stream):
      object(
        "printed", [.init("line", .string(line)), .init("stream", .string(stream.rawValue))])
    case .retried(let attempt, let wait, let failure):
      object(
        "retried",
        [.init("attempt", .integer(attempt)), .init("after", seconds(wait))]
          + members(of: failure))
    case .succeeded(let output, let time):
      object(
        "succeeded",
        [.init("seconds", seconds(time)), .init("output", output)]
          + (isReused ? [.init("reused", .bool(true))] : []))
    case .failed(let failure, let time):
      object("failed", [.init("seconds", seconds(time))] + members(of: failure))
    case .skipped(let cause):
      object("skipped", [.init("because", cause.map { .string($0.name) } ?? .null)])
    case .noted: nil
    case .finished(let status, let outputs, let time):
      .object([
        .init("event", .string("finished")), .init("status", .string(status.rawValue)),
        .init("outputs", .object(outputs.map { .init($0.step.name, $0.value) })),
        .init("seconds", seconds(time)),
      ])
    }
  }

  private func object(_ event: String, _ members: [JSON.Member]) -> JSON {
    .object(
      [
        .init("event", .string(event)), .init("step", step.map { .string($0.name) } ?? .null),
        .init("at", seconds(at)),
      ] + members)
  }

  private func members(of failure: StepFailure) -> [JSON.Member] {
    [
      .init("errorType", .string(failure.errorType)),
      .init("errorMessage", .string(failure.errorMessage)),
      .init("stackTrace", .array(failure.stackTrace.map { .string($0) })),
    ]
      + (failure.place.map {
        [.init("file", .string($0.file)), .init("line", .integer($0.line))]
      } ?? [])
  }

  /// With three digits after the point.
  private func seconds(_ value: Double) -> JSON {
    let milliseconds = Int((value * 1000).rounded())
    let rest = String(milliseconds % 1000)
    let zeros = String(repeating: "0", count: 3 - rest.utf8.count)
    return .number("\(milliseconds / 1000).\(zeros)\(rest)")
  }
}
