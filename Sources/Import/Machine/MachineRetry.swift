// From the Retry of a state to `retry` of a step.
// Source: Amazon States Language specification, "Retrying After Error".

import CloudExport
import PipelineModel
import StatesLanguage

struct MachineRetry {
  /// `nil` for one attempt only.
  private(set) var value: Value?
  /// Why it can't be said; or what is different, when there is a value.
  private(set) var difference: String?

  /// - Parameter json: the list of a state's retriers.
  init(_ json: JSON?) {
    let retriers = (json?.array ?? []).filter { $0["MaxAttempts"]?.integer != 0 }
    // What Lambda itself fails with is among all failures.
    let others = retriers.filter { !Self.isForLambda($0) }
    guard let retrier = others.first ?? retriers.first else { return }
    if others.count > 1 || others.isEmpty && retriers.count > 1 {
      difference = "has \(retriers.count) retriers; a step has one for all failures"
      return
    }
    let errors = retrier["ErrorEquals"]?.array?.compactMap(\.string) ?? []
    // Whatever else is named is among what these two mean.
    let isGeneral = errors.contains("States.ALL") || errors.contains("States.TaskFailed")
    if !isGeneral, !others.isEmpty {
      difference =
        "repeats after \(errors.joined(separator: ", ")) only; a step is repeated after any failure"
    } else if retrier["JitterStrategy"]?.string == "FULL" {
      difference = "waits for random times (JitterStrategy)"
    } else {
      value = Self.value(retrier)
      if others.count < retriers.count {
        difference = "repeats after errors of Lambda itself; retry: repeats after any failure"
      }
    }
  }

  /// Whether it is for errors of the service alone, as Workflow Studio and CDK write it.
  private static func isForLambda(_ retrier: JSON) -> Bool {
    let errors = retrier["ErrorEquals"]?.array?.compactMap(\.string) ?? []
    return !errors.isEmpty && errors.allSatisfy { $0.hasPrefix("Lambda.") }
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
