// Whether a text is a timestamp as the States Language wants it: RFC 3339 with an uppercase T, and an
// uppercase Z where there is no offset. Compares no times.
// Source: Amazon States Language, "Timestamps"; RFC 3339, section 5.6.

enum TimestampSyntax {
  /// - Complexity: O(bytes).
  static func isTimestamp(_ text: String) -> Bool {
    var rest = ArraySlice(text.utf8)
    guard let year = number(4, &rest), take("-", &rest), let month = number(2, &rest),
      take("-", &rest), let day = number(2, &rest), take("T", &rest), let hour = number(2, &rest),
      take(":", &rest), let minute = number(2, &rest), take(":", &rest),
      let second = number(2, &rest)
    else { return false }
    guard (1...12).contains(month), (1...days(month, year)).contains(day), hour < 24, minute < 60,
      second <= 60
    else { return false }
    if take(".", &rest) {
      guard number(1, &rest) != nil else { return false }
      while number(1, &rest) != nil {}
    }
    return isZone(rest)
  }

  private static func isZone(_ text: ArraySlice<UInt8>) -> Bool {
    var rest = text
    if take("Z", &rest) { return rest.isEmpty }
    guard take("+", &rest) || take("-", &rest), let hours = number(2, &rest), take(":", &rest),
      let minutes = number(2, &rest)
    else { return false }
    return hours < 24 && minutes < 60 && rest.isEmpty
  }

  private static func days(_ month: Int, _ year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  private static func take(_ scalar: Unicode.Scalar, _ rest: inout ArraySlice<UInt8>) -> Bool {
    guard let first = rest.first, UInt32(first) == scalar.value else { return false }
    rest.removeFirst()
    return true
  }

  private static func number(_ digits: Int, _ rest: inout ArraySlice<UInt8>) -> Int? {
    guard rest.count >= digits else { return nil }
    var number = 0
    for byte in rest.prefix(digits) {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")) ~= byte else { return nil }
      number = number * 10 + Int(byte & 0xF)
    }
    rest.removeFirst(digits)
    return number
  }
}
