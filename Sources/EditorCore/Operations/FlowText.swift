// Values typed in one line, in the notation of the pipeline file: what is typed is read as the file
// would be, and what is written reads back as what was meant.

import Diagnostics
import PipelineFile
import PipelineModel

enum FlowText {
  static func value(of text: String) throws(FieldTextError) -> Value {
    // Any key that takes a value as it stands would do.
    let pipeline = try read("inputs: ", text)
    return pipeline.fields[.inputs] ?? .null
  }

  static func argument(of text: String) throws(FieldTextError) -> ArgumentSource {
    let pipeline = try read("steps: \n  step:\n    args:\n      - ", text)
    return pipeline.steps.first?.arguments.first?.source ?? .constant(.null)
  }

  static func text(of value: Value) -> String {
    switch value {
    case .null: "null"
    case .boolean(let flag): flag ? "true" : "false"
    case .integer(let number): String(number)
    case .decimal(let number): number
    case .text(let text): scalar(text)
    case .list(let items): "[" + items.map { Self.text(of: $0) }.joined(separator: ", ") + "]"
    case .mapping(let entries):
      "{" + entries.map { scalar($0.key) + ": " + Self.text(of: $0.value) }.joined(separator: ", ")
        + "}"
    }
  }

  /// A text without quotes where it reads back as itself, else in double quotes.
  static func scalar(_ text: String) -> String {
    isPlain(text) ? text : quoted(text)
  }

  private static func read(_ head: String, _ text: String) throws(FieldTextError) -> Pipeline {
    if text.utf8.contains(where: { $0 == 0x0A || $0 == 0x0D }) {
      throw .malformed("type it on one line", at: 0)
    }
    let (_, pipeline, diagnostics) = SilFile.read(Array((head + text + "\n").utf8))
    if let diagnostic = diagnostics.first(where: \.isError) {
      var place = 0
      if case .bytes(let range)? = diagnostic.place {
        place =
          String(decoding: text.utf8.prefix(range.lowerBound - head.utf8.count), as: UTF8.self)
          .count
      }
      throw .malformed("\(diagnostic.message): \(diagnostic.mend)", at: place)
    }
    return pipeline
  }

  private static func isPlain(_ text: String) -> Bool {
    let isQuiet = text.utf8.allSatisfy { byte in
      byte == 0x20 || byte == 0x5F || (0x2D...0x39).contains(byte) || (0x40...0x5A).contains(byte)
        || (0x61...0x7A).contains(byte) || byte >= 0x80
    }
    guard isQuiet, !text.isEmpty else { return false }
    if isCertainlyText(text) { return true }
    do {
      return try value(of: "[\(text)]") == .list([.text(text)])
    } catch {
      return false
    }
  }

  /// Identifiers, but for those that may be words of YAML (null, true, false, yes, no, on, off).
  private static func isCertainlyText(_ name: String) -> Bool {
    guard let first = name.utf8.first, (0x61...0x7A).contains(first | 0x20) else { return false }
    let isWordLike = "ntfyo".utf8.contains(first | 0x20) && name.utf8.count <= 5
    return !isWordLike
      && name.utf8.allSatisfy { byte in
        (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte) || byte == 0x5F
      }
  }

  // YAML 1.2.2, section 5.7: the escapes that JSON has too, and \x for other controls.
  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case "\r": result += "\\r"
      case _ where scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value):
        let digits = String(scalar.value, radix: 16)
        result += "\\x" + (digits.count < 2 ? "0" : "") + digits
      case "\u{2028}", "\u{2029}", "\u{FEFF}":
        result += "\\u" + String(scalar.value, radix: 16, uppercase: true).leftPadded
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}

extension String {
  /// Zeros in front, four digits in all.
  fileprivate var leftPadded: String { String(repeating: "0", count: max(0, 4 - count)) + self }
}
