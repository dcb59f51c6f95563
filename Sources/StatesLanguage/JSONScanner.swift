// The tokens of JSON: white space, brackets, words, numbers and strings, from bytes and with places.
// What they make up is the readers' of JSON+Parsing.swift and Rules/PlacedReader.swift.

struct JSONScanner {
  let bytes: UnsafeBufferPointer<UInt8>
  /// Half of a surrogate pair is read as U+FFFD, as the JSON reader behind AWS does, not refused.
  let takesHalfPairs: Bool
  /// Counts bytes from 0.
  private(set) var offset = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>, takesHalfPairs: Bool = false) {
    self.bytes = bytes
    self.takesHalfPairs = takesHalfPairs
  }

  func error(_ message: String) -> JSONError { JSONError(offset: offset, message: message) }

  /// The byte that a value begins with, behind white space.
  mutating func firstByteOfValue() throws(JSONError) -> UInt8 {
    skipSpace()
    guard offset < bytes.count else { throw error("The text ends where a value should be") }
    return bytes[offset]
  }

  /// Why no value begins here.
  func noValue() -> JSONError { error("A value can't begin with \(shown(bytes[offset]))") }

  mutating func end() throws(JSONError) {
    skipSpace()
    if offset < bytes.count { throw error("Something follows the end of the document") }
  }

  // MARK: Brackets

  /// Takes the next byte after white space if it is this one.
  mutating func takes(_ scalar: Unicode.Scalar) -> Bool {
    skipSpace()
    guard offset < bytes.count, UInt32(bytes[offset]) == scalar.value else { return false }
    offset += 1
    return true
  }

  /// After an item: takes the comma or the closing bracket, and tells whether it was the bracket.
  mutating func isLast(before close: Unicode.Scalar) throws(JSONError) -> Bool {
    skipSpace()
    let kind = close == "]" ? "array" : "object"
    guard offset < bytes.count else { throw error("This \(kind) is not closed") }
    let byte = bytes[offset]
    let isClosed = UInt32(byte) == close.value
    guard isClosed || byte == UInt8(ascii: ",") else {
      throw error("A comma or the end of the \(kind) should be here, not \(shown(byte))")
    }
    offset += 1
    return isClosed
  }

  /// A key with the colon behind it, and the bytes that it stands in with its quotes.
  mutating func key() throws(JSONError) -> (text: String, range: Range<Int>) {
    skipSpace()
    let start = offset
    guard start < bytes.count, bytes[start] == UInt8(ascii: "\"") else {
      throw error("A key in double quotes should be here")
    }
    let key = try string()
    let range = start..<offset
    guard takes(":") else { throw error("A colon should follow the key") }
    return (key, range)
  }

  private mutating func skipSpace() {
    while offset < bytes.count {
      switch bytes[offset] {
      case 0x20, 0x0A, 0x0D, 0x09: offset += 1
      default: return
      }
    }
  }

  // MARK: Words and numbers

  mutating func word(_ text: StaticString) throws(JSONError) {
    let end = offset + text.utf8CodeUnitCount
    guard end <= bytes.count,
      bytes[offset..<end].elementsEqual(
        UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    else { throw error("This should read \(text)") }
    offset = end
  }

  /// `${Name}`, which a deployment tool replaces.
  mutating func placeholder() throws(JSONError) {
    var end = offset + 1
    guard end < bytes.count, bytes[end] == UInt8(ascii: "{") else { throw noValue() }
    while end < bytes.count, bytes[end] != UInt8(ascii: "}") {
      if bytes[end] < 0x20 || bytes[end] == UInt8(ascii: "\"") { break }
      end += 1
    }
    guard end < bytes.count, bytes[end] == UInt8(ascii: "}") else {
      throw error("This placeholder does not end")
    }
    offset = end + 1
  }

  /// A number as it is written, and whether it has neither a fraction nor an exponent.
  mutating func number() throws(JSONError) -> (text: String, isWhole: Bool) {
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
    return (String(decoding: bytes[start..<offset], as: UTF8.self), isWhole)
  }

  /// Takes one digit or more and gives their number.
  private mutating func digits() throws(JSONError) -> Int {
    let start = offset
    while offset < bytes.count, bytes[offset] &- UInt8(ascii: "0") < 10 { offset += 1 }
    guard offset > start else { throw error("A digit should be here") }
    return offset - start
  }

  fileprivate func shown(_ byte: UInt8) -> String {
    (0x21..<0x7F).contains(byte)
      ? "'\(Unicode.Scalar(byte))'" : "the byte 0x" + String(byte, radix: 16, uppercase: true)
  }
}

// MARK: Strings

extension JSONScanner {
  mutating func string() throws(JSONError) -> String {
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
    let afterFirst = offset
    if first < 0xDC00, offset + 1 < bytes.count, bytes[offset] == UInt8(ascii: "\\"),
      bytes[offset + 1] == UInt8(ascii: "u")
    {
      let second = try hexadecimal()
      if (0xDC00..<0xE000).contains(second),
        let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
      {
        return scalar
      }
    }
    guard takesHalfPairs else {
      throw JSONError(
        offset: start, message: "Half of a surrogate pair stands alone, which no text can hold")
    }
    offset = afterFirst
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
}
