// From the Retry of a state to `retry` of a step.
// Source: Amazon States Language specification, "Retrying After Error".

import CloudExport
import PipelineModel
import StatesLanguage

enum MachineRetry {
  case none
  case some(Value)
  /// Why it can't be said.
  case unsaid(String)

  /// - Parameter json: the list of a state's retriers.
  init(_ json: JSON?) {
    let retriers = (json?.array ?? []).filter { $0["MaxAttempts"]?.integer != 0 }
    guard let retrier = retriers.first else {
      self = .none
      return
    }
    guard retriers.count == 1 else {
      self = .unsaid("has \(retriers.count) retriers; a step has one for all failures")
      return
    }
    let errors = retrier["ErrorEquals"]?.array?.compactMap(\.string) ?? []
    // Whatever else is named is among what these two mean.
    guard errors.contains("States.ALL") || errors.contains("States.TaskFailed") else {
      self = .unsaid(
        "repeats after \(errors.joined(separator: ", ")) only; a step is repeated after any failure"
      )
      return
    }
    if retrier["JitterStrategy"]?.string == "FULL" {
      self = .unsaid("waits for random times (JitterStrategy)")
      return
    }
    self = .some(Self.value(retrier))
  }

  private static func value(_ retrier: JSON) -> Value {
    let attempts = retrier["MaxAttempts"]?.integer ?? 3
    let interval = retrier["IntervalSeconds"]?.integer ?? 1
    let backoff = plain(retrier["BackoffRate"] ?? .integer(2))
    let limit = retrier["MaxDelaySeconds"]?.integer
    // The waits that a bare number stands for.
    if interval == 15, backoff == .integer(4), limit == nil { return .integer(attempts) }
    var entries: [Value.Entry] = [
      .init("attempts", .integer(attempts)), .init("interval", .integer(interval)),
      .init("backoff", backoff),
    ]
    if let limit { entries.append(.init("max-delay", .integer(limit))) }
    return .mapping(entries)
  }

  /// `4` for `4.0`.
  private static func plain(_ number: JSON) -> Value {
    if case .number(let digits) = number, digits.hasSuffix(".0"),
      let whole = Int(digits.dropLast(2))
    {
      return .integer(whole)
    }
    return Value(number)
  }
}
