// A JSON document whose values and keys know their bytes, for diagnostics. Keys that stand twice are
// kept, and a bare `${Name}` may stand for a value, as in the files that deployment tools fill in.
// It is only looked at, never changed or written; `JSON` is for that. Read by PlacedReader.swift.

/// A value and the bytes it stands in.
struct PlacedValue: Sendable {
  enum Content: Sendable {
    case null
    case bool(Bool)
    case integer(Int)
    case number(Double)
    case string(String)
    case array([PlacedValue])
    case object([PlacedMember])
    /// `${Name}` where a value should be; a deployment tool puts one there.
    case placeholder
  }

  let content: Content
  let range: Range<Int>
}

/// A key, its bytes with the quotes, and its value.
struct PlacedMember: Sendable {
  let key: String
  let keyRange: Range<Int>
  let value: PlacedValue
}

extension PlacedValue {
  var string: String? { if case .string(let text) = content { text } else { nil } }
  var integer: Int? { if case .integer(let number) = content { number } else { nil } }
  var bool: Bool? { if case .bool(let value) = content { value } else { nil } }
  var items: [PlacedValue]? { if case .array(let items) = content { items } else { nil } }
  var members: [PlacedMember]? { if case .object(let members) = content { members } else { nil } }
  var isNull: Bool { if case .null = content { true } else { false } }

  /// A number of either kind.
  var number: Double? {
    switch content {
    case .integer(let number): Double(number)
    case .number(let number): number
    case .null, .bool, .string, .array, .object, .placeholder: nil
    }
  }

  /// The first member of this name; `nil` for missing keys and other values.
  func member(_ key: String) -> PlacedMember? {
    members?.first { $0.key.hasSameBytes(as: key) }
  }

  subscript(key: String) -> PlacedValue? { member(key)?.value }

  /// What kind of value this is, as messages name it.
  var kindName: String {
    switch content {
    case .null: "null"
    case .bool: "true or false"
    case .integer, .number: "a number"
    case .string: "a string"
    case .array: "an array"
    case .object: "an object"
    case .placeholder: "a placeholder"
    }
  }
}

/// A text that equals another one only when their bytes do; `String` takes two spellings of é, or K
/// and the kelvin sign, for equal.
struct ExactText: Hashable, Sendable, ExpressibleByStringLiteral {
  let text: String

  init(_ text: String) { self.text = text }
  init(stringLiteral text: String) { self.text = text }

  static func == (one: Self, other: Self) -> Bool { one.text.hasSameBytes(as: other.text) }
  func hash(into hasher: inout Hasher) { hasher.combine(bytes: text) }
}
