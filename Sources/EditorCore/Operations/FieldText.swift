// Values of fields as texts of a form, and back. The judging of ranges is `check`'s; a text is
// refused here only when no value can be made of it.

package import PipelineModel

package enum FieldTextError: Error, Hashable, Sendable {
  case notInteger(String, unit: String?)
  case notAChoice(String, nearest: String?, choices: [String])
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
    case .retry, .layers, .policies, .environment, .paths, .position, .inputs, .network, .backend:
      return .text(trimmed)
    }
  }

  /// The text that `value(of:_:)` makes the value of; empty for `nil`.
  package static func text(of value: Value?, _ schema: FieldSchema) -> String {
    switch value {
    case nil: ""
    case .text(let text)?: text
    case .integer(let number)?: String(number)
    case .null?, .boolean?, .decimal?, .list?, .mapping?: ""
    }
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
