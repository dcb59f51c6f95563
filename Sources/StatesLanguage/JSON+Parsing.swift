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
  let bytes: UnsafeBufferPointer<UInt8>
  let duplicateKeys: DuplicateKeys
  let maximumDepth: Int
  private var offset = 0
  private var depth = 0

  init(bytes: UnsafeBufferPointer<UInt8>, duplicateKeys: DuplicateKeys, maximumDepth: Int) {
    self.bytes = bytes
    self.duplicateKeys = duplicateKeys
    self.maximumDepth = maximumDepth
  }

  mutating func document() throws(JSONError) -> JSON {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      throw error("The text begins with a byte order mark")
    }
    let value = try value()
    skipSpace()
    if offset < bytes.count { throw error("Something follows the end of the document") }
    return value
  }

  private mutating func value() throws(JSONError) -> JSON {
    skipSpace()
    guard offset < bytes.count else { throw error("The text ends where a value should be") }
    switch bytes[offset] {
    case UInt8(ascii: "{"): return try nested { (parser) throws(JSONError) in try parser.object() }
    case UInt8(ascii: "["): return try nested { (parser) throws(JSONError) in try parser.array() }
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: throw error("A value can't begin with \(shown(bytes[offset]))")
    }
  }

  private mutating func nested(_ read: (inout JSONParser) throws(JSONError) -> JSON)
    throws(JSONError) -> JSON
  {
    guard depth < maximumDepth else {
      throw error("Arrays and objects nest deeper than \(maximumDepth)")
    }
    depth += 1
    offset += 1
    let value = try read(&self)
    depth -= 1
    return value
  }

  private mutating func array() throws(JSONError) -> JSON {
    var items: [JSON] = []
    if next(is: UInt8(ascii: "]")) { return .array(items) }
    while true {
      items.append(try value())
      if try isLast(before: UInt8(ascii: "]"), "array") { return .array(items) }
    }
  }

  private mutating func object() throws(JSONError) -> JSON {
    var members = JSONMembers()
    if next(is: UInt8(ascii: "}")) { return .object([]) }
    while true {
      skipSpace()
      let start = offset
      guard start < bytes.count, bytes[start] == UInt8(ascii: "\"") else {
        throw error("A key in double quotes should be here")
      }
      let key = try string()
      guard next(is: UInt8(ascii: ":")) else { throw error("A colon should follow the key") }
      let value = try value()
      if !members.add(key, value), case .refused = duplicateKeys {
        throw JSONError(offset: start, message: "The key \"\(key)\" stands twice in one object")
      }
      if try isLast(before: UInt8(ascii: "}"), "object") { return .object(members.list) }
    }
  }

  /// After an item: takes the comma or the closing bracket, and tells whether it was the bracket.
  private mutating func isLast(before close: UInt8, _ kind: String) throws(JSONError) -> Bool {
    skipSpace()
    guard offset < bytes.count else { throw error("This \(kind) is not closed") }
    let byte = bytes[offset]
    guard byte == close || byte == UInt8(ascii: ",") else {
      throw error("A comma or the end of the \(kind) should be here, not \(shown(byte))")
    }
    offset += 1
    return byte == close
  }

  /// Takes the next byte after white space if it is this one.
  private mutating func next(is byte: UInt8) -> Bool {
    skipSpace()
    guard offset < bytes.count, bytes[offset] == byte else { return false }
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

  private mutating func word(_ text: StaticString, _ value: JSON) throws(JSONError) -> JSON {
    let end = offset + text.utf8CodeUnitCount
    guard end <= bytes.count,
      bytes[offset..<end].elementsEqual(
        UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    else { throw error("This should read \(text)") }
    offset = end
    return value
  }
}

// MARK: numbers

extension JSONParser {
  private mutating func number() throws(JSONError) -> JSON {
    let start = offset
    if bytes[offset] == UInt8(ascii: "-") { offset += 1 }
    let isZero = offset < bytes.count && bytes[offset] == UInt8(ascii: "0")
    let digits = try takeDigits()
    if isZero, digits > 1 {
      throw JSONError(offset: start, message: "A number can't begin with 0 and more digits")
    }
    var isWhole = !(isZero && bytes[start] == UInt8(ascii: "-"))
    if offset < bytes.count, bytes[offset] == UInt8(ascii: ".") {
      isWhole = false
      offset += 1
      _ = try takeDigits()
    }
    if offset < bytes.count, bytes[offset] | 0x20 == UInt8(ascii: "e") {
      isWhole = false
      offset += 1
      if offset < bytes.count,
        bytes[offset] == UInt8(ascii: "+") || bytes[offset] == UInt8(ascii: "-")
      {
        offset += 1
      }
      _ = try takeDigits()
    }
    let text = String(decoding: bytes[start..<offset], as: UTF8.self)
    if isWhole, let integer = Int(text) { return .integer(integer) }
    return .number(text)
  }

  /// Takes one digit or more and gives their number.
  private mutating func takeDigits() throws(JSONError) -> Int {
    let start = offset
    while offset < bytes.count, bytes[offset] &- UInt8(ascii: "0") < 10 { offset += 1 }
    guard offset > start else { throw error("A digit should be here") }
    return offset - start
  }
}

// MARK: strings

extension JSONParser {
  private mutating func string() throws(JSONError) -> String {
    let start = offset + 1
    offset = start
    try skipPlain()
    if bytes[offset] == UInt8(ascii: "\"") {
      offset += 1
      return try text(UnsafeBufferPointer(rebasing: bytes[start..<offset - 1]), from: start)
    }
    return try stringWithEscapes(from: start)
  }

  /// Goes to the next quote or backslash.
  private mutating func skipPlain() throws(JSONError) {
    var end = offset
    while end < bytes.count {
      let byte = bytes[end]
      if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte < 0x20 { break }
      end += 1
    }
    offset = end
    guard end < bytes.count else { throw error("This string does not end") }
    if bytes[end] < 0x20 {
      throw error("A string can't hold a control character as it is; write an escape such as \\n")
    }
  }

  private mutating func stringWithEscapes(from start: Int) throws(JSONError) -> String {
    var text = ""
    var plain = start
    while true {
      text += try self.text(UnsafeBufferPointer(rebasing: bytes[plain..<offset]), from: plain)
      if bytes[offset] == UInt8(ascii: "\"") {
        offset += 1
        return text
      }
      text.unicodeScalars.append(try escape())
      plain = offset
      try skipPlain()
    }
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
    default: throw error("There is no escape \\ with \(shown(letter))")
    }
    offset += 2
    return scalar
  }

  private mutating func unicodeEscape() throws(JSONError) -> Unicode.Scalar {
    let start = offset
    let first = try hexadecimal()
    if let scalar = Unicode.Scalar(first) { return scalar }
    let lone = JSONError(
      offset: start, message: "Half of a surrogate pair stands alone, which no text can hold")
    guard first < 0xDC00, offset + 1 < bytes.count, bytes[offset] == UInt8(ascii: "\\"),
      bytes[offset + 1] == UInt8(ascii: "u")
    else { throw lone }
    let second = try hexadecimal()
    guard (0xDC00..<0xE000).contains(second),
      let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
    else { throw lone }
    return scalar
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

  private func text(_ part: UnsafeBufferPointer<UInt8>, from start: Int) throws(JSONError)
    -> String
  {
    if part.allSatisfy({ $0 < 0x80 }) { return String(decoding: part, as: UTF8.self) }
    if let text = String(validating: part, as: UTF8.self) { return text }
    var parser = Unicode.UTF8.ForwardParser()
    var iterator = part.makeIterator()
    var bad = start
    while case .valid(let scalar) = parser.parseScalar(from: &iterator) { bad += scalar.count }
    throw JSONError(offset: bad, message: "This byte is not UTF-8")
  }

  private func error(_ message: String) -> JSONError {
    JSONError(offset: offset, message: message)
  }

  private func shown(_ byte: UInt8) -> String {
    (0x21..<0x7F).contains(byte)
      ? "'\(Unicode.Scalar(byte))'" : "the byte 0x" + String(byte, radix: 16, uppercase: true)
  }
}
