// What an unquoted scalar means, by the core schema of YAML 1.2.2, section 10.3.2.
// Not by YAML 1.1: `yes`, `on`, `1:30` and `1_000` are strings.

package enum ScalarValue: Hashable, Sendable {
  case null
  case bool(Bool)
  case int(Int)
  /// Also whole numbers that `Int` cannot hold.
  case float(Double)
  case string(String)

  package var isString: Bool { if case .string = self { true } else { false } }

  /// What `text` means without quotes.
  ///
  /// Stricter than the schema in one point: a number that starts with a needless zero (`0777`,
  /// an account number) is a string, because tools of YAML 1.1 and 1.2 disagree about it.
  package init(plain text: ArraySlice<UInt8>) {
    self = Self.nonString(text) ?? .string(String(decoding: text, as: UTF8.self))
  }

  static func nonString(_ text: ArraySlice<UInt8>) -> ScalarValue? {
    guard let first = text.first else { return .null }
    switch first {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"),
      UInt8(ascii: "."):
      return text.count <= 400 ? number(text) : nil
    case UInt8(ascii: "n"), UInt8(ascii: "N"), UInt8(ascii: "t"), UInt8(ascii: "T"),
      UInt8(ascii: "f"), UInt8(ascii: "F"), UInt8(ascii: "~"):
      return text.count <= 5 ? words[String(decoding: text, as: UTF8.self)] : nil
    default:
      return nil
    }
  }

  private static let words: [String: ScalarValue] = [
    "~": .null, "null": .null, "Null": .null, "NULL": .null,
    "true": .bool(true), "True": .bool(true), "TRUE": .bool(true),
    "false": .bool(false), "False": .bool(false), "FALSE": .bool(false),
  ]

  private static let specialFloats: [String: Double] = [
    ".inf": .infinity, ".Inf": .infinity, ".INF": .infinity,
    "+.inf": .infinity, "+.Inf": .infinity, "+.INF": .infinity,
    "-.inf": -.infinity, "-.Inf": -.infinity, "-.INF": -.infinity,
    ".nan": .nan, ".NaN": .nan, ".NAN": .nan,
  ]

  private static func number(_ text: ArraySlice<UInt8>) -> ScalarValue? {
    if let value = smallNumber(text) { return .int(value) }
    let string = String(decoding: text, as: UTF8.self)
    if string.hasPrefix("0o") { return digits(string.dropFirst(2), radix: 8) }
    if string.hasPrefix("0x") { return digits(string.dropFirst(2), radix: 16) }
    if let special = specialFloats[string] { return .float(special) }
    switch shape(text) {
    case nil: return nil
    case .whole: return Int(string).map(ScalarValue.int) ?? Double(string).map(ScalarValue.float)
    case .fraction: return fraction(string)
    }
  }

  /// Nearly all numbers of a pipeline: digits that `Int` holds for sure, without a needless zero.
  private static func smallNumber(_ text: ArraySlice<UInt8>) -> Int? {
    guard text.count <= 18, let first = text.first, first != 0x30 || text.count == 1 else {
      return nil
    }
    var value = 0
    for byte in text {
      guard (0x30...0x39).contains(byte) else { return nil }
      value = value * 10 + Int(byte - 0x30)
    }
    return value
  }

  private static func digits(_ text: Substring, radix: Int) -> ScalarValue? {
    guard let first = text.utf8.first, first != UInt8(ascii: "+"), first != UInt8(ascii: "-") else {
      return nil
    }
    if let value = Int(text, radix: radix) { return .int(value) }
    var value = 0.0
    for digit in text {
      guard let number = Int(String(digit), radix: radix) else { return nil }
      value = value * Double(radix) + Double(number)
    }
    return .float(value)
  }

  /// `.5`, `5.` and `5.e3` are numbers here but not for every reader of numbers.
  private static func fraction(_ text: String) -> ScalarValue? {
    var sign = ""
    var rest = Substring(text)
    if let first = rest.first, first == "-" || first == "+" {
      sign = first == "-" ? "-" : ""
      rest = rest.dropFirst()
    }
    let parts = rest.split(maxSplits: 1, omittingEmptySubsequences: false) {
      $0 == "e" || $0 == "E"
    }
    let mantissa = parts[0].split(separator: ".", omittingEmptySubsequences: false)
    let whole = mantissa[0].isEmpty ? "0" : mantissa[0]
    let decimals = mantissa.count < 2 || mantissa[1].isEmpty ? "0" : mantissa[1]
    let exponent = parts.count < 2 ? "0" : parts[1]
    return Double("\(sign)\(whole).\(decimals)e\(exponent)").map(ScalarValue.float)
  }

  private enum Shape { case whole, fraction }

  /// `[-+]? digits`, or `[-+]? (digits [. digits?] | . digits) ([eE] [-+]? digits)?`
  private static func shape(_ text: ArraySlice<UInt8>) -> Shape? {
    var rest = text
    func skipSign() {
      if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
        rest.removeFirst()
      }
    }
    func skipDigits() -> ArraySlice<UInt8> {
      let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
      rest = rest.dropFirst(digits.count)
      return digits
    }
    skipSign()
    let whole = skipDigits()
    guard whole.count < 2 || whole.first != UInt8(ascii: "0") else { return nil }
    if rest.isEmpty { return whole.isEmpty ? nil : .whole }
    var hasDigits = !whole.isEmpty
    if rest.first == UInt8(ascii: ".") {
      rest.removeFirst()
      hasDigits = !skipDigits().isEmpty || hasDigits
    }
    guard hasDigits else { return nil }
    if let mark = rest.first, mark == UInt8(ascii: "e") || mark == UInt8(ascii: "E") {
      rest.removeFirst()
      skipSign()
      guard !skipDigits().isEmpty else { return nil }
    }
    return rest.isEmpty ? .fraction : nil
  }
}
