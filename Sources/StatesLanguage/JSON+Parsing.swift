// From bytes to a JSON value. Strict: what RFC 8259 does not allow is refused, with its place.
// No comments, no trailing commas, no repair. Test cases to think of: Seriot, "Parsing JSON is a
// minefield", 2016.

/// Why a text is no JSON.
package struct JSONError: Error, Hashable, Sendable {
  /// Counts bytes from 0; the length of the text when something is missing at its end.
  package let offset: Int
  /// What is wrong, in one sentence without a full stop.
  package let message: String
}

/// What to do with an object that names a key twice; RFC 8259 leaves it open.
package enum DuplicateKeys: Sendable {
  case refused
  /// The last value counts and stands at the first one's place, as in Python and JavaScript.
  case lastWins
}

extension JSON {
  /// - Parameters:
  ///   - bytes: UTF-8, without a byte order mark.
  ///   - maximumDepth: how deep arrays and objects may nest.
  /// - Complexity: O(bytes).
  package static func parse(
    _ bytes: [UInt8], duplicateKeys: DuplicateKeys = .refused, maximumDepth: Int = 512
  ) throws(JSONError) -> JSON {
    try bytes.withUnsafeBufferPointer { (buffer) throws(JSONError) -> JSON in
      var parser = JSONParser(
        bytes: buffer, duplicateKeys: duplicateKeys, maximumDepth: maximumDepth)
      return try parser.document()
    }
  }
}

private struct JSONParser {
  private var scanner: JSONScanner
  let duplicateKeys: DuplicateKeys
  let maximumDepth: Int
  private var depth = 0

  init(bytes: UnsafeBufferPointer<UInt8>, duplicateKeys: DuplicateKeys, maximumDepth: Int) {
    scanner = JSONScanner(bytes)
    self.duplicateKeys = duplicateKeys
    self.maximumDepth = maximumDepth
  }

  mutating func document() throws(JSONError) -> JSON {
    if scanner.bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      throw scanner.error("The text begins with a byte order mark")
    }
    let value = try value()
    try scanner.end()
    return value
  }

  private mutating func value() throws(JSONError) -> JSON {
    switch try scanner.firstByteOfValue() {
    case UInt8(ascii: "{"): return try nested("{")
    case UInt8(ascii: "["): return try nested("[")
    case UInt8(ascii: "\""): return .string(try scanner.string())
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
    case UInt8(ascii: "t"):
      try scanner.word("true")
      return .bool(true)
    case UInt8(ascii: "f"):
      try scanner.word("false")
      return .bool(false)
    case UInt8(ascii: "n"):
      try scanner.word("null")
      return .null
    default: throw scanner.noValue()
    }
  }

  private mutating func nested(_ open: Unicode.Scalar) throws(JSONError) -> JSON {
    guard depth < maximumDepth else {
      throw scanner.error("Arrays and objects nest deeper than \(maximumDepth)")
    }
    depth += 1
    defer { depth -= 1 }
    _ = scanner.takes(open)
    return open == "{" ? try object() : try array()
  }

  private mutating func array() throws(JSONError) -> JSON {
    var items: [JSON] = []
    if scanner.takes("]") { return .array(items) }
    while true {
      items.append(try value())
      if try scanner.isLast(before: "]") { return .array(items) }
    }
  }

  private mutating func object() throws(JSONError) -> JSON {
    var members = JSONMembers()
    if scanner.takes("}") { return .object([]) }
    while true {
      let key = try scanner.key()
      let value = try value()
      if !members.add(key.text, value), case .refused = duplicateKeys {
        throw JSONError(
          offset: key.range.lowerBound,
          message: "The key \"\(key.text)\" stands twice in one object")
      }
      if try scanner.isLast(before: "}") { return .object(members.list) }
    }
  }

  private mutating func number() throws(JSONError) -> JSON {
    let (text, isWhole) = try scanner.number()
    // The sign of -0 would be lost.
    if isWhole, text != "-0", let integer = Int(text) { return .integer(integer) }
    return .number(text)
  }
}
