// A JSON document as a value: members keep their order, numbers keep their digits.
// Reading is in JSON+Parsing.swift, writing in JSONWriter.swift.

/// A JSON value (RFC 8259). Texts and keys are compared by their bytes, objects with their order:
/// `String`'s own `==` takes two spellings of é for equal.
package enum JSON: Sendable {
  case null
  case bool(Bool)
  /// A number without fraction and exponent that `Int` holds.
  case integer(Int)
  /// Any other number, as JSON writes it: `1.50`, `1e30`, `-0`, `18446744073709551616`.
  case number(String)
  case string(String)
  case array([JSON])
  case object([Member])

  package struct Member: Hashable, Sendable {
    package var key: String
    package var value: JSON

    package init(_ key: String, _ value: JSON) {
      self.key = key
      self.value = value
    }

    package static func == (one: Member, other: Member) -> Bool {
      one.key.hasSameBytes(as: other.key) && one.value == other.value
    }

    package func hash(into hasher: inout Hasher) {
      hasher.combine(bytes: key)
      hasher.combine(value)
    }
  }
}

extension JSON: Hashable {
  package static func == (one: JSON, other: JSON) -> Bool {
    switch (one, other) {
    case (.null, .null): true
    case (.bool(let a), .bool(let b)): a == b
    case (.integer(let a), .integer(let b)): a == b
    case (.number(let a), .number(let b)): a == b
    case (.string(let a), .string(let b)): a.hasSameBytes(as: b)
    case (.array(let a), .array(let b)): a == b
    case (.object(let a), .object(let b)): a == b
    case (.null, _), (.bool, _), (.integer, _), (.number, _), (.string, _), (.array, _),
      (.object, _):
      false
    }
  }

  package func hash(into hasher: inout Hasher) {
    switch self {
    case .null: hasher.combine(0)
    case .bool(let value): hasher.combine(value)
    case .integer(let value): hasher.combine(value)
    case .number(let digits): hasher.combine(bytes: digits)
    case .string(let text): hasher.combine(bytes: text)
    case .array(let items): hasher.combine(items)
    case .object(let members): hasher.combine(members)
    }
  }
}

extension JSON {
  package var bool: Bool? { if case .bool(let value) = self { value } else { nil } }
  package var integer: Int? { if case .integer(let value) = self { value } else { nil } }
  package var string: String? { if case .string(let text) = self { text } else { nil } }
  package var array: [JSON]? { if case .array(let items) = self { items } else { nil } }
  package var members: [Member]? { if case .object(let members) = self { members } else { nil } }

  /// The value of an object's key, the last one if it stands there twice; `nil` for other values
  /// and missing keys.
  ///
  /// - Complexity: O(members).
  package subscript(key: String) -> JSON? {
    members?.last { $0.key.hasSameBytes(as: key) }?.value
  }

  /// What kind of value this is, as messages name it.
  package var kindName: String {
    switch self {
    case .null: "null"
    case .bool: "true or false"
    case .integer, .number: "a number"
    case .string: "a string"
    case .array: "an array"
    case .object: "an object"
    }
  }
}

extension String {
  /// Whether both are the same UTF-8. `elementsEqual` on the views says the same, byte by byte.
  func hasSameBytes(as other: String) -> Bool {
    guard utf8.count == other.utf8.count else { return false }
    var (one, other) = (self, other)
    return one.withUTF8 { bytes in other.withUTF8 { bytes.elementsEqual($0) } }
  }
}

extension Hasher {
  /// Mixes in the bytes of a text, so that texts that differ in bytes may differ in hash.
  mutating func combine(bytes text: String) {
    var text = text
    text.withUTF8 { combine(bytes: UnsafeRawBufferPointer($0)) }
    combine(0xFF as UInt8)
  }
}
