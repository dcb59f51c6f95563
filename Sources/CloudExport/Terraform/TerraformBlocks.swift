// Small words for writing Terraform's blocks as JSON.

package import StatesLanguage

/// An object with these members in this order; those that are `nil` are left out.
func block(_ members: KeyValuePairs<String, JSON?>) -> JSON {
  .object(members.compactMap { key, value in value.map { JSON.Member(key, $0) } })
}

/// A resource with its address.
struct Resource {
  let type: String
  let label: String
  let body: JSON

  init(_ type: String, _ label: String, _ body: JSON) {
    (self.type, self.label, self.body) = (type, label, body)
  }
}

extension JSON {
  static func texts(_ texts: [String]) -> JSON { .array(texts.map { .string($0) }) }

  /// A person's text, taken as it stands.
  static func literal(_ text: String) -> JSON { .string(text.asTerraformLiteral) }

  /// The value of a Terraform expression.
  static func expression(_ expression: String) -> JSON { .string("${\(expression)}") }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral {
  package init(stringLiteral text: String) { self = .string(text) }
  package init(booleanLiteral value: Bool) { self = .bool(value) }
}
