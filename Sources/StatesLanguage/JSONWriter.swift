// From values to JSON text, the same bytes for the same value. Escapes only what RFC 8259 demands:
// quotes, backslashes and control characters; all else stays the UTF-8 it is.

package enum JSONStyle: Hashable, Sendable {
  /// A line for each member and item, two spaces deeper for each level.
  case readable
  /// One line without spaces.
  case compact
}

extension JSON {
  /// The text, without a line end after it.
  ///
  /// - Precondition: a `number` holds a JSON number.
  package func write(_ style: JSONStyle) -> [UInt8] {
    var writer = JSONWriter(style)
    writer.write(self)
    return writer.bytes
  }
}

/// Writes a document piece by piece, for those who want to know on which line a piece came to stand.
package struct JSONWriter: ~Copyable {
  /// What is written so far.
  ///
  /// - Complexity: O(bytes).
  package var bytes: [UInt8] { text.bytes }
  private var text: ByteBuffer
  /// The line that is being written, from 0.
  package private(set) var line = 0
  private let style: JSONStyle
  private var depth = 0
  /// Nothing stands yet in the array or object that was begun last.
  private var isFirst = true
  /// A key has been written, its value has not.
  private var isAfterKey = false

  /// - Parameter expecting: about how many bytes there will be, so that they move less often.
  package init(_ style: JSONStyle, expecting: Int = 0) {
    self.style = style
    text = ByteBuffer(capacity: expecting)
  }

  package mutating func write(_ value: JSON) {
    switch value {
    case .null: scalar("null")
    case .bool(let value): scalar(value ? "true" : "false")
    case .integer(let value): scalar(String(value))
    case .number(let digits): scalar(digits)
    case .string(let text):
      beginItem()
      quote(text)
    case .array(let items):
      beginArray()
      for item in items { write(item) }
      endArray()
    case .object(let members):
      beginObject()
      for member in members { write(member.key, member.value) }
      endObject()
    }
  }

  package mutating func write(_ key: String, _ value: JSON) {
    write(key: key)
    write(value)
  }

  package mutating func beginObject() { begin(UInt8(ascii: "{")) }
  package mutating func endObject() { end(UInt8(ascii: "}")) }
  package mutating func beginArray() { begin(UInt8(ascii: "[")) }
  package mutating func endArray() { end(UInt8(ascii: "]")) }

  /// The next value belongs to this key.
  package mutating func write(key: String) {
    beginItem()
    quote(key)
    text.append(UInt8(ascii: ":"))
    if style == .readable { text.append(UInt8(ascii: " ")) }
    isAfterKey = true
  }

  private mutating func scalar(_ word: String) {
    beginItem()
    text.append(word)
  }

  private mutating func begin(_ bracket: UInt8) {
    beginItem()
    text.append(bracket)
    depth += 1
    isFirst = true
  }

  private mutating func end(_ bracket: UInt8) {
    depth -= 1
    if !isFirst { breakLine() }
    text.append(bracket)
    isFirst = false
  }

  /// Comma and line break as they are due before a value or key.
  private mutating func beginItem() {
    if isAfterKey {
      isAfterKey = false
      return
    }
    if !isFirst { text.append(UInt8(ascii: ",")) }
    if depth > 0 { breakLine() }
    isFirst = false
  }

  private mutating func breakLine() {
    guard style == .readable else { return }
    text.append(UInt8(ascii: "\n"))
    text.append(UInt8(ascii: " "), times: 2 * depth)
    line += 1
  }

  private mutating func quote(_ string: String) {
    text.append(UInt8(ascii: "\""))
    let start = text.count
    text.append(string)
    // Nearly all texts are plain; the others are written anew.
    if text.contains(from: start, where: \.needsEscape) {
      text.removeAll(from: start)
      for byte in string.utf8 { escape(byte) }
    }
    text.append(UInt8(ascii: "\""))
  }

  private mutating func escape(_ byte: UInt8) {
    guard byte.needsEscape else { return text.append(byte) }
    text.append(UInt8(ascii: "\\"))
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): text.append(byte)
    case 0x08: text.append(UInt8(ascii: "b"))
    case 0x0C: text.append(UInt8(ascii: "f"))
    case 0x0A: text.append(UInt8(ascii: "n"))
    case 0x0D: text.append(UInt8(ascii: "r"))
    case 0x09: text.append(UInt8(ascii: "t"))
    default: text.append((byte < 0x10 ? "u000" : "u001") + String(byte & 0xF, radix: 16))
    }
  }
}

extension UInt8 {
  fileprivate var needsEscape: Bool {
    self < 0x20 || self == UInt8(ascii: "\"") || self == UInt8(ascii: "\\")
  }
}
