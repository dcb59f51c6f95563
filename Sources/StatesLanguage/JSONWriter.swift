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
package struct JSONWriter {
  package private(set) var bytes: [UInt8] = []
  /// The line that is being written, from 0.
  package private(set) var line = 0
  private let style: JSONStyle
  private var depth = 0
  /// Nothing stands yet in the array or object that was begun last.
  private var isFirst = true
  /// A line end and many spaces.
  private var lineStart = [UInt8(ascii: "\n")]
  /// A key has been written, its value has not.
  private var isAfterKey = false

  /// - Parameter expecting: about how many bytes there will be, so that they move less often.
  package init(_ style: JSONStyle, expecting: Int = 0) {
    self.style = style
    bytes.reserveCapacity(expecting)
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
    bytes.append(UInt8(ascii: ":"))
    if style == .readable { bytes.append(UInt8(ascii: " ")) }
    isAfterKey = true
  }

  private mutating func scalar(_ text: String) {
    beginItem()
    bytes.append(contentsOf: text.utf8)
  }

  private mutating func begin(_ bracket: UInt8) {
    beginItem()
    bytes.append(bracket)
    depth += 1
    isFirst = true
  }

  private mutating func end(_ bracket: UInt8) {
    depth -= 1
    if !isFirst { breakLine() }
    bytes.append(bracket)
    isFirst = false
  }

  /// Comma and line break as they are due before a value or key.
  private mutating func beginItem() {
    if isAfterKey {
      isAfterKey = false
      return
    }
    if !isFirst { bytes.append(UInt8(ascii: ",")) }
    if depth > 0 { breakLine() }
    isFirst = false
  }

  private mutating func breakLine() {
    guard style == .readable else { return }
    if lineStart.count < 1 + 2 * depth {
      lineStart += [UInt8](repeating: UInt8(ascii: " "), count: 64 + 2 * depth)
    }
    bytes.append(contentsOf: lineStart[..<(1 + 2 * depth)])
    line += 1
  }

  private mutating func quote(_ text: String) {
    var text = text
    text.withUTF8 { buffer in
      bytes.append(UInt8(ascii: "\""))
      // Without an early end, so that many bytes are looked at at once.
      var isPlain = true
      for byte in buffer where byte.needsEscape { isPlain = false }
      if isPlain { bytes.append(contentsOf: buffer) } else { for byte in buffer { escape(byte) } }
      bytes.append(UInt8(ascii: "\""))
    }
  }

  private mutating func escape(_ byte: UInt8) {
    guard byte.needsEscape else { return bytes.append(byte) }
    bytes.append(UInt8(ascii: "\\"))
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.append(byte)
    case 0x08: bytes.append(UInt8(ascii: "b"))
    case 0x0C: bytes.append(UInt8(ascii: "f"))
    case 0x0A: bytes.append(UInt8(ascii: "n"))
    case 0x0D: bytes.append(UInt8(ascii: "r"))
    case 0x09: bytes.append(UInt8(ascii: "t"))
    default:
      bytes.append(contentsOf: (byte < 0x10 ? "u000" : "u001").utf8 + hexadecimal(byte & 0xF))
    }
  }

  private func hexadecimal(_ digit: UInt8) -> [UInt8] { Array(String(digit, radix: 16).utf8) }
}

extension UInt8 {
  fileprivate var needsEscape: Bool {
    self < 0x20 || self == UInt8(ascii: "\"") || self == UInt8(ascii: "\\")
  }
}
