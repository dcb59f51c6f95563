// A value of a pipeline file: what YAML's core schema and JSON have in common.
// Knows no text form; reading and writing are done by PipelineFile and StatesLanguage.

/// Texts are compared by their bytes: `String`'s own `==` takes two spellings of é for equal.
package enum Value: Sendable {
  case null
  case boolean(Bool)
  case integer(Int)
  /// A number that `Int` does not hold, as JSON writes it: `1.5`, `1e30`, `18446744073709551616`.
  case decimal(String)
  case text(String)
  case list([Value])
  /// Keys in the order of the file. No key stands twice.
  case mapping([Entry])

  package struct Entry: Hashable, Sendable {
    package var key: String
    package var value: Value

    package init(_ key: String, _ value: Value) {
      self.key = key
      self.value = value
    }

    package static func == (one: Entry, other: Entry) -> Bool {
      one.key.utf8.elementsEqual(other.key.utf8) && one.value == other.value
    }

    package func hash(into hasher: inout Hasher) {
      hasher.combine(bytes: key)
      hasher.combine(value)
    }
  }
}

extension Value: Hashable {
  package static func == (one: Value, other: Value) -> Bool {
    switch (one, other) {
    case (.null, .null): true
    case (.boolean(let a), .boolean(let b)): a == b
    case (.integer(let a), .integer(let b)): a == b
    case (.decimal(let a), .decimal(let b)): a == b
    case (.text(let a), .text(let b)): a.utf8.elementsEqual(b.utf8)
    case (.list(let a), .list(let b)): a == b
    case (.mapping(let a), .mapping(let b)): a == b
    case (.null, _), (.boolean, _), (.integer, _), (.decimal, _), (.text, _), (.list, _),
      (.mapping, _):
      false
    }
  }

  package func hash(into hasher: inout Hasher) {
    switch self {
    case .null: hasher.combine(0)
    case .boolean(let value): hasher.combine(value)
    case .integer(let value): hasher.combine(value)
    case .decimal(let value): hasher.combine(bytes: value)
    case .text(let value): hasher.combine(bytes: value)
    case .list(let values): hasher.combine(values)
    case .mapping(let entries): hasher.combine(entries)
    }
  }
}

extension Hasher {
  /// Mixes in the bytes of a text, so that texts that differ in bytes may differ in hash.
  mutating func combine(bytes text: String) {
    for byte in text.utf8 { combine(byte) }
    combine(0xFF as UInt8)
  }
}

extension Value {
  package var text: String? { if case .text(let value) = self { value } else { nil } }
  package var integer: Int? { if case .integer(let value) = self { value } else { nil } }
  package var list: [Value]? { if case .list(let values) = self { values } else { nil } }
  package var entries: [Entry]? { if case .mapping(let entries) = self { entries } else { nil } }

  /// The value of a key of a mapping; `nil` for other values and missing keys.
  package subscript(key: String) -> Value? {
    entries?.first { $0.key.utf8.elementsEqual(key.utf8) }?.value
  }

  /// What kind of value this is, as messages name it.
  package var kindName: String {
    switch self {
    case .null: "nothing"
    case .boolean: "true or false"
    case .integer: "a whole number"
    case .decimal: "a number"
    case .text: "a text"
    case .list: "a list"
    case .mapping: "a mapping"
    }
  }
}
