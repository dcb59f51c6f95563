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
  let bytes: UnsafeBufferPointer<UInt8>
  var duplicates: [PlacedMember] = []
  private var offset = 0
  private var depth = 0
  private static let maximumDepth = 512

  init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  mutating func document() throws(JSONError) -> PlacedValue {
    let value = try value()
    skipSpace()
    if offset < bytes.count { throw error("Something follows the end of the document") }
    return value
  }

  private mutating func value() throws(JSONError) -> PlacedValue {
    skipSpace()
    guard offset < bytes.count else { throw error("The text ends where a value should be") }
    let start = offset
    let content: PlacedValue.Content
    switch bytes[offset] {
    case UInt8(ascii: "{"): content = try nested(in: "}")
    case UInt8(ascii: "["): content = try nested(in: "]")
    case UInt8(ascii: "\""): content = .string(try string())
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): content = try number()
    case UInt8(ascii: "t"): content = try word("true", .bool(true))
    case UInt8(ascii: "f"): content = try word("false", .bool(false))
    case UInt8(ascii: "n"): content = try word("null", .null)
    case UInt8(ascii: "$"): content = try placeholder()
    default: throw error("No value begins like this")
    }
    return PlacedValue(content: content, range: start..<offset)
  }

  private mutating func nested(in close: Unicode.Scalar) throws(JSONError) -> PlacedValue.Content {
    guard depth < Self.maximumDepth else {
      throw error("Arrays and objects nest deeper than \(Self.maximumDepth)")
    }
    depth += 1
    defer { depth -= 1 }
    offset += 1
    return close == "}" ? .object(try members()) : .array(try items())
  }

  private mutating func items() throws(JSONError) -> [PlacedValue] {
    var items: [PlacedValue] = []
    if takes("]") { return items }
    while true {
      items.append(try value())
      if try isLast(before: "]") { return items }
    }
  }

  private mutating func members() throws(JSONError) -> [PlacedMember] {
    var members: [PlacedMember] = []
    if takes("}") { return members }
    while true {
      skipSpace()
      let start = offset
      guard start < bytes.count, bytes[start] == UInt8(ascii: "\"") else {
        throw error("A key in double quotes should be here")
      }
      let key = try string()
      let keyRange = start..<offset
      guard takes(":") else { throw error("A colon should follow the key") }
      members.append(PlacedMember(key: key, keyRange: keyRange, value: try value()))
      if try isLast(before: "}") {
        noteDuplicates(members)
        return members
      }
    }
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
    return range.count == otherRange.count && bytes[range].elementsEqual(bytes[otherRange])
  }

  /// After an item: takes the comma or the closing bracket, and tells whether it was the bracket.
  private mutating func isLast(before close: Unicode.Scalar) throws(JSONError) -> Bool {
    if takes(",") { return false }
    guard takes(close) else { throw error("A comma or \(close) should be here") }
    return true
  }

  /// Takes the next byte after white space if it is this one.
  private mutating func takes(_ scalar: Unicode.Scalar) -> Bool {
    skipSpace()
    guard offset < bytes.count, UInt32(bytes[offset]) == scalar.value else { return false }
    offset += 1
    return true
  }

  private mutating func skipSpace() {
    while offset < bytes.count {
      switch bytes[offset] {
      case 0x20, 0x0A, 0x0D, 0x09: offset += 1
      default: return
      }
    }
  }

  private func error(_ message: String) -> JSONError {
    JSONError(offset: offset, message: message)
  }
}

// MARK: words, placeholders, numbers

extension PlacedReader {
  private mutating func word(_ text: StaticString, _ content: PlacedValue.Content)
    throws(JSONError) -> PlacedValue.Content
  {
    let end = offset + text.utf8CodeUnitCount
    guard end <= bytes.count,
      bytes[offset..<end].elementsEqual(
        UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    else { throw error("This should read \(text)") }
    offset = end
    return content
  }

  private mutating func placeholder() throws(JSONError) -> PlacedValue.Content {
    var end = offset + 1
    guard end < bytes.count, bytes[end] == UInt8(ascii: "{") else {
      throw error("No value begins like this")
    }
    while end < bytes.count, bytes[end] != UInt8(ascii: "}") {
      if bytes[end] < 0x20 || bytes[end] == UInt8(ascii: "\"") { break }
      end += 1
    }
    guard end < bytes.count, bytes[end] == UInt8(ascii: "}") else {
      throw error("This placeholder does not end")
    }
    offset = end + 1
    return .placeholder
  }

  private mutating func number() throws(JSONError) -> PlacedValue.Content {
    let start = offset
    if bytes[offset] == UInt8(ascii: "-") { offset += 1 }
    let isZero = offset < bytes.count && bytes[offset] == UInt8(ascii: "0")
    if try digits() > 1, isZero {
      throw JSONError(offset: start, message: "A number can't begin with 0 and more digits")
    }
    var isWhole = true
    if offset < bytes.count, bytes[offset] == UInt8(ascii: ".") {
      isWhole = false
      offset += 1
      _ = try digits()
    }
    if offset < bytes.count, bytes[offset] | 0x20 == UInt8(ascii: "e") {
      isWhole = false
      offset += 1
      let hasSign =
        offset < bytes.count
        && (bytes[offset] == UInt8(ascii: "+") || bytes[offset] == UInt8(ascii: "-"))
      if hasSign { offset += 1 }
      _ = try digits()
    }
    let text = String(decoding: bytes[start..<offset], as: UTF8.self)
    if isWhole, let integer = Int(text) { return .integer(integer) }
    return .number(Double(text) ?? .infinity)
  }

  /// Takes one digit or more and gives their number.
  private mutating func digits() throws(JSONError) -> Int {
    let start = offset
    while offset < bytes.count, bytes[offset] &- UInt8(ascii: "0") < 10 { offset += 1 }
    guard offset > start else { throw error("A digit should be here") }
    return offset - start
  }
}

// MARK: strings

extension PlacedReader {
  private mutating func string() throws(JSONError) -> String {
    let start = offset + 1
    offset = start
    try skipPlain()
    if bytes[offset] == UInt8(ascii: "\"") {
      offset += 1
      return try text(start..<offset - 1)
    }
    var text = ""
    var plain = start
    while true {
      text += try self.text(plain..<offset)
      if bytes[offset] == UInt8(ascii: "\"") {
        offset += 1
        return text
      }
      text.unicodeScalars.append(try escape())
      plain = offset
      try skipPlain()
    }
  }

  /// Goes to the next quote or backslash.
  private mutating func skipPlain() throws(JSONError) {
    while offset < bytes.count {
      let byte = bytes[offset]
      if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { return }
      if byte < 0x20 {
        throw error("A string can't hold a control character as it is; write an escape such as \\n")
      }
      offset += 1
    }
    throw error("This string does not end")
  }

  private mutating func escape() throws(JSONError) -> Unicode.Scalar {
    guard offset + 1 < bytes.count else { throw error("This string does not end") }
    let letter = bytes[offset + 1]
    if letter == UInt8(ascii: "u") { return try unicodeEscape() }
    let scalar: Unicode.Scalar
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): scalar = Unicode.Scalar(letter)
    case UInt8(ascii: "b"): scalar = "\u{8}"
    case UInt8(ascii: "f"): scalar = "\u{C}"
    case UInt8(ascii: "n"): scalar = "\n"
    case UInt8(ascii: "r"): scalar = "\r"
    case UInt8(ascii: "t"): scalar = "\t"
    default: throw error("There is no such escape in JSON")
    }
    offset += 2
    return scalar
  }

  private mutating func unicodeEscape() throws(JSONError) -> Unicode.Scalar {
    let first = try hexadecimal()
    if let scalar = Unicode.Scalar(first) { return scalar }
    guard first < 0xDC00, offset + 1 < bytes.count, bytes[offset] == UInt8(ascii: "\\"),
      bytes[offset + 1] == UInt8(ascii: "u")
    else { return "\u{FFFD}" }
    let before = offset
    let second = try hexadecimal()
    if (0xDC00..<0xE000).contains(second),
      let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
    {
      return scalar
    }
    offset = before
    return "\u{FFFD}"
  }

  /// Takes `\u` and four digits.
  private mutating func hexadecimal() throws(JSONError) -> UInt32 {
    guard offset + 6 <= bytes.count else { throw error("\\u needs four hexadecimal digits") }
    var number: UInt32 = 0
    for byte in bytes[offset + 2..<offset + 6] {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): number = number << 4 | UInt32(byte & 0xF)
      case UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "A")...UInt8(ascii: "F"):
        number = number << 4 | UInt32(byte & 0xF + 9)
      default: throw error("\\u needs four hexadecimal digits")
      }
    }
    offset += 6
    return number
  }

  private func text(_ range: Range<Int>) throws(JSONError) -> String {
    let part = UnsafeBufferPointer(rebasing: bytes[range])
    if part.allSatisfy({ $0 < 0x80 }) { return String(decoding: part, as: UTF8.self) }
    guard let text = String(validating: part, as: UTF8.self) else {
      throw JSONError(offset: range.lowerBound, message: "This string is not UTF-8")
    }
    return text
  }
}
