// From bytes to a PlacedValue. As strict as `JSON.parse`, with the two exceptions that PlacedValue
// names, and one of the JSON reader behind AWS: half a surrogate pair is taken (for U+FFFD).

/// What was read. Duplicates are no error of the text (RFC 8259 leaves them open), so they are listed.
struct PlacedDocument: Sendable {
  let root: PlacedValue
  /// Keys that stand in their object a second time.
  let duplicates: [PlacedMember]

  /// - Complexity: O(bytes).
  static func read(_ bytes: [UInt8]) throws(JSONError) -> PlacedDocument {
    try bytes.withUnsafeBufferPointer { (buffer) throws(JSONError) -> PlacedDocument in
      var reader = PlacedReader(bytes: buffer)
      let root = try reader.document()
      return PlacedDocument(root: root, duplicates: reader.duplicates)
    }
  }
}

private struct PlacedReader {
  private var scanner: JSONScanner
  private(set) var duplicates: [PlacedMember] = []
  private var depth = 0
  private static let maximumDepth = 512

  init(bytes: UnsafeBufferPointer<UInt8>) { scanner = JSONScanner(bytes, takesHalfPairs: true) }

  mutating func document() throws(JSONError) -> PlacedValue {
    let value = try value()
    try scanner.end()
    return value
  }

  private mutating func value() throws(JSONError) -> PlacedValue {
    let first = try scanner.firstByteOfValue()
    let start = scanner.offset
    let content: PlacedValue.Content
    switch first {
    case UInt8(ascii: "{"): content = try nested("{")
    case UInt8(ascii: "["): content = try nested("[")
    case UInt8(ascii: "\""): content = .string(try scanner.string())
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): content = try number()
    case UInt8(ascii: "t"):
      try scanner.word("true")
      content = .bool(true)
    case UInt8(ascii: "f"):
      try scanner.word("false")
      content = .bool(false)
    case UInt8(ascii: "n"):
      try scanner.word("null")
      content = .null
    case UInt8(ascii: "$"):
      try scanner.placeholder()
      content = .placeholder
    default: throw scanner.noValue()
    }
    return PlacedValue(content: content, range: start..<scanner.offset)
  }

  private mutating func nested(_ open: Unicode.Scalar) throws(JSONError) -> PlacedValue.Content {
    guard depth < Self.maximumDepth else {
      throw scanner.error("Arrays and objects nest deeper than \(Self.maximumDepth)")
    }
    depth += 1
    defer { depth -= 1 }
    _ = scanner.takes(open)
    return open == "{" ? .object(try members()) : .array(try items())
  }

  private mutating func items() throws(JSONError) -> [PlacedValue] {
    var items: [PlacedValue] = []
    if scanner.takes("]") { return items }
    while true {
      items.append(try value())
      if try scanner.isLast(before: "]") { return items }
    }
  }

  private mutating func members() throws(JSONError) -> [PlacedMember] {
    var members: [PlacedMember] = []
    if scanner.takes("}") { return members }
    while true {
      let key = try scanner.key()
      members.append(PlacedMember(key: key.text, keyRange: key.range, value: try value()))
      if try scanner.isLast(before: "}") {
        noteDuplicates(members)
        return members
      }
    }
  }

  private mutating func number() throws(JSONError) -> PlacedValue.Content {
    let (text, isWhole) = try scanner.number()
    if isWhole, let integer = Int(text) { return .integer(integer) }
    return .number(Double(text) ?? .infinity)
  }

  private mutating func noteDuplicates(_ members: [PlacedMember]) {
    if members.count <= 8 {
      for index in members.indices.dropFirst()
      where (0..<index).contains(where: { isSameKey(members[$0], members[index]) }) {
        duplicates.append(members[index])
      }
      return
    }
    var seen = Set<ExactText>(minimumCapacity: members.count)
    for member in members where !seen.insert(ExactText(member.key)).inserted {
      duplicates.append(member)
    }
  }

  /// Keys without escapes are the same exactly when their bytes in the text are.
  private func isSameKey(_ one: PlacedMember, _ other: PlacedMember) -> Bool {
    let (range, otherRange) = (one.keyRange, other.keyRange)
    let isPlain = range.count == one.key.utf8.count + 2
    guard isPlain, otherRange.count == other.key.utf8.count + 2 else {
      return one.key.hasSameBytes(as: other.key)
    }
    return range.count == otherRange.count
      && scanner.bytes[range].elementsEqual(scanner.bytes[otherRange])
  }
}
