// Texts in Terraform's JSON: every one is a template, in which ${ and %{ begin something.
// Terraform language, "JSON Configuration Syntax" and "Strings and Templates".

import StatesLanguage

extension String {
  /// This text as a template that says just it: Terraform reads `$${` as `${` and `%%{` as `%{`.
  var asTerraformLiteral: String {
    guard utf8.contains(UInt8(ascii: "{")) else { return self }
    return String(decoding: escapingTemplates(Array(utf8)[...]), as: UTF8.self)
  }
}

extension JSON {
  /// The same value with every text and key as a literal.
  var asTerraformLiteral: JSON {
    switch self {
    case .null, .bool, .integer, .number: self
    case .string(let text): .string(text.asTerraformLiteral)
    case .array(let items): .array(items.map(\.asTerraformLiteral))
    case .object(let members):
      .object(
        members.map { JSON.Member($0.key.asTerraformLiteral, $0.value.asTerraformLiteral) })
    }
  }

  /// The value as one text of JSON, as policies want it.
  var asText: JSON { .string(String(decoding: write(.compact), as: UTF8.self)) }
}

func escapingTemplates(_ text: ArraySlice<UInt8>) -> [UInt8] {
  var escaped: [UInt8] = []
  escaped.reserveCapacity(text.count + 8)
  for byte in text {
    if byte == UInt8(ascii: "{"), let last = escaped.last,
      last == UInt8(ascii: "$") || last == UInt8(ascii: "%")
    {
      escaped.append(last)
    }
    escaped.append(byte)
  }
  return escaped
}
