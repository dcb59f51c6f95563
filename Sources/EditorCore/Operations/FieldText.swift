// Values of fields as texts of a form, and back. The judging of ranges is `check`'s; a text is
// refused here only when no value can be made of it.

package import PipelineModel

package enum FieldTextError: Error, Hashable, Sendable {
  case notInteger(String, unit: String?)
  case notAChoice(String, nearest: String?, choices: [String])
  case noSuchStep(String, nearest: String?)
  /// Not in the form of a value: why, and where in the text, counted in characters from 0.
  case malformed(String, at: Int)

  /// What is wrong and what mends it, in one line without a full stop.
  package var text: String {
    switch self {
    case .notInteger(let text, let unit):
      "\(text) is no whole number: type digits\(unit.map { ", in \($0)" } ?? "")"
    case .notAChoice(let text, let nearest, let choices):
      "\(text) is none of the choices: "
        + (nearest.map { "type \($0)" } ?? "type \(choices.joined(separator: ", "))")
    case .noSuchStep(let name, let nearest):
      "there is no step \(name): " + (nearest.map { "type \($0)" } ?? "name a step of this file")
    case .malformed(let reason, _): reason
    }
  }
}

package enum FieldText {
  /// - Returns: `nil` for an empty text, which clears the field.
  package static func value(of text: String, _ schema: FieldSchema) throws(FieldTextError) -> Value?
  {
    let trimmed = text.trimmingBlanks
    guard !trimmed.isEmpty else { return nil }
    switch schema.kind {
    case .line, .path, .schedule: return .text(trimmed)
    case .text, .code: return .text(text)
    case .integer:
      guard let number = Int(trimmed) else { throw .notInteger(trimmed, unit: schema.unit) }
      return .integer(number)
    case .choice(let choices):
      guard choices.contains(trimmed) else {
        let near = nearest(to: trimmed, among: choices)
        throw .notAChoice(trimmed, nearest: near, choices: choices)
      }
      return .text(trimmed)
    case .retry:
      if let attempts = Int(trimmed) { return .integer(attempts) }
      return try FlowText.value(of: wrapped(trimmed, "{", "}"))
    case .layers, .policies, .paths, .position:
      return try FlowText.value(of: wrapped(trimmed, "[", "]"))
    case .environment: return try FlowText.value(of: wrapped(trimmed, "{", "}")).withTexts
    case .inputs, .network, .backend: return try FlowText.value(of: wrapped(trimmed, "{", "}"))
    }
  }

  /// The text that `value(of:_:)` makes the value of; empty for `nil`.
  package static func text(of value: Value?, _ schema: FieldSchema) -> String {
    switch (schema.kind, value) {
    case (_, nil): ""
    case (.line, .text(let text)?), (.path, .text(let text)?), (.schedule, .text(let text)?),
      (.text, .text(let text)?), (.code, .text(let text)?), (.choice, .text(let text)?):
      text
    case (_, let value?): FlowText.text(of: value)
    }
  }

  /// Brackets may be left out.
  private static func wrapped(_ text: String, _ open: String, _ close: String) -> String {
    text.hasPrefix(open) ? text : open + text + close
  }
}

extension Value {
  /// A mapping with its numbers and truth values as texts, as environment variables are.
  fileprivate var withTexts: Value {
    guard case .mapping(let entries) = self else { return self }
    return .mapping(
      entries.map { entry in
        switch entry.value {
        case .integer, .decimal, .boolean:
          Value.Entry(entry.key, .text(FlowText.text(of: entry.value)))
        case .null, .text, .list, .mapping: entry
        }
      })
  }
}

extension String {
  /// Without blanks, tabs and line ends around it.
  var trimmingBlanks: String {
    let isBlank: (Unicode.Scalar) -> Bool = { " \t\r\n".unicodeScalars.contains($0) }
    let head = unicodeScalars.drop(while: isBlank)
    guard let end = head.lastIndex(where: { !isBlank($0) }) else { return "" }
    return String(String.UnicodeScalarView(head[...end]))
  }
}
