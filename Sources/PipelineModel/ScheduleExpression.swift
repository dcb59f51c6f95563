// EventBridge's schedule expressions: `rate(…)` and `cron(…)`.
// Grammar after the EventBridge user guide, "Schedule expressions for rules".

package enum ScheduleExpression {
  package struct Problem: Hashable, Sendable {
    /// What is wrong, to follow "The schedule … ".
    package let what: String
    package let mend: String
  }

  /// `nil` when EventBridge takes the expression.
  package static func problem(in text: String) -> Problem? {
    if text.utf8.count > 256 {
      return Problem(what: "is longer than 256 characters", mend: "Shorten it")
    }
    if let inside = text.inside("rate(") { return rateProblem(inside) }
    if let inside = text.inside("cron(") { return cronProblem(inside) }
    return Problem(
      what: "is neither rate(…) nor cron(…)",
      mend: "Write rate(1 hour) or cron(0 3 * * ? *), for instance")
  }

  private static func rateProblem(_ text: Substring) -> Problem? {
    let words = text.split(separator: " ")
    let units = ["minute", "hour", "day"]
    guard words.count == 2, let value = Int(words[0]), value > 0,
      words[0].utf8.allSatisfy(\.isDigit),
      let unit = units.first(where: { words[1] == $0 || words[1] == $0 + "s" })
    else {
      return Problem(
        what: "has no positive number and unit in rate(…)",
        mend: "Write a number and minutes, hours or days, such as rate(5 minutes)")
    }
    let right = value == 1 ? unit : unit + "s"
    if words[1] == right { return nil }
    return Problem(what: "has the wrong form of the unit", mend: "Write rate(\(value) \(right))")
  }

  private static func cronProblem(_ text: Substring) -> Problem? {
    let fields = text.split(separator: " ")
    guard fields.count == 6 else {
      return Problem(
        what: "has \(fields.count) fields in cron(…)",
        mend: "Write six: minute, hour, day of month, month, day of week, year")
    }
    for (field, rule) in zip(fields, CronField.all) {
      if !rule.accepts(field) {
        return Problem(
          what: "has \(quoted(String(field))) as its \(rule.name)",
          mend:
            "Write \(rule.low) to \(rule.high) or one of \(rule.wildcards), such as \(rule.example)"
        )
      }
    }
    if (fields[2] == "?") == (fields[4] == "?") {
      return Problem(
        what: "needs ? as exactly one of its day of month and day of week",
        mend: fields[2] == "?" ? "Name a day in one of them" : "Replace one of them with ?")
    }
    return nil
  }
}

extension String {
  /// What stands between an opening such as `rate(` and the closing parenthesis at the end.
  fileprivate func inside(_ opening: String) -> Substring? {
    guard hasPrefix(opening), hasSuffix(")") else { return nil }
    return dropFirst(opening.count).dropLast()
  }
}

/// One of the six fields of a cron expression.
private struct CronField {
  let name: String
  let low: Int
  let high: Int
  /// Names that stand for `low`, `low + 1`, …
  let names: [String]
  let wildcards: String
  let example: String

  static let all: [CronField] = [
    CronField(name: "minute", low: 0, high: 59, names: [], wildcards: ", - * /", example: "0/15"),
    CronField(name: "hour", low: 0, high: 23, names: [], wildcards: ", - * /", example: "3"),
    CronField(
      name: "day of month", low: 1, high: 31, names: [], wildcards: ", - * ? / L W", example: "1"),
    CronField(
      name: "month", low: 1, high: 12,
      names: [
        "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC",
      ], wildcards: ", - * /", example: "JAN"),
    CronField(
      name: "day of week", low: 1, high: 7,
      names: ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"], wildcards: ", - * ? L #",
      example: "MON-FRI"),
    CronField(
      name: "year", low: 1970, high: 2199, names: [], wildcards: ", - * /", example: "*"),
  ]

  func accepts(_ text: Substring) -> Bool {
    if text == "?" { return wildcards.contains("?") }
    if text.contains("#") { return acceptsNth(text) }
    if text.contains("L") || text.contains("W"), names.isEmpty || text.contains("L") {
      if let accepted = acceptsLastOrWeekday(text) { return accepted }
    }
    let parts = text.split(separator: ",", omittingEmptySubsequences: false)
    return parts.allSatisfy(acceptsPart)
  }

  /// `3#2`: the second Tuesday.
  private func acceptsNth(_ text: Substring) -> Bool {
    let halves = text.split(separator: "#", omittingEmptySubsequences: false)
    guard wildcards.contains("#"), halves.count == 2, number(halves[0]) != nil,
      let nth = Int(halves[1])
    else { return false }
    return (1...5).contains(nth)
  }

  /// `L`, `6L`, `3W`, `LW`; `nil` when the letters belong to a name.
  private func acceptsLastOrWeekday(_ text: Substring) -> Bool? {
    guard wildcards.contains("L") else { return nil }
    if text == "L" { return true }
    if text == "LW" { return wildcards.contains("W") }
    if text.hasSuffix("W") { return wildcards.contains("W") && number(text.dropLast()) != nil }
    if text.hasSuffix("L"), names.contains(String(text)) == false {
      return !wildcards.contains("W") && number(text.dropLast()) != nil
    }
    return nil
  }

  private func acceptsPart(_ text: Substring) -> Bool {
    let steps = text.split(separator: "/", omittingEmptySubsequences: false)
    if steps.count > 2 { return false }
    if steps.count == 2 {
      guard wildcards.contains("/"), let step = Int(steps[1]), step > 0, step <= high else {
        return false
      }
    }
    let range = steps[0].split(separator: "-", omittingEmptySubsequences: false)
    if range.count == 2 { return number(range[0]) != nil && number(range[1]) != nil }
    return range.count == 1 && (range[0] == "*" || number(range[0]) != nil)
  }

  private func number(_ text: Substring) -> Int? {
    if let index = names.firstIndex(of: text.uppercased()) { return low + index }
    guard !text.isEmpty, text.utf8.allSatisfy(\.isDigit), let value = Int(text),
      (low...high).contains(value)
    else { return nil }
    return value
  }
}
