// Small words for writing Terraform's blocks as JSON.

package import StatesLanguage

/// An object with these members in this order; those that are `nil` are left out.
func block(_ members: KeyValuePairs<String, JSON?>) -> JSON {
  .object(members.compactMap { key, value in value.map { JSON.Member(key, $0) } })
}

/// One or more resources of a type: `{type: {label: {…}, …}}` as a member of a group.
func resources(_ type: String, _ labelled: [(label: String, body: JSON)]) -> JSON.Member {
  JSON.Member(type, .object(labelled.map { JSON.Member($0.label, $0.body) }))
}

func resource(_ type: String, _ label: String, _ body: JSON) -> JSON.Member {
  resources(type, [(label, body)])
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
