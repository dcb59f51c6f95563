// Looks at the bytes before they are parsed: UTF-8, the characters that YAML allows, line ends.
// Finds no structure. After it, libyaml's reader has nothing left to refuse.

import Diagnostics

/// What one pass over the bytes tells.
struct SourceCheck {
  private(set) var diagnostics: [Diagnostic] = []
  /// Every character is one byte (a byte order mark at the start aside).
  private(set) var isASCII = true
  /// NEL, LS or PS occur: for libyaml, which reads YAML 1.1, they end a line.
  private(set) var hasOldLineBreaks = false
  /// 3 when the text starts with a byte order mark, else 0.
  let markLength: Int

  /// More places of one mistake tell nothing new: the file is something else than text.
  private static let mostDiagnostics = 10

  /// - Complexity: O(bytes).
  init(_ bytes: [UInt8]) {
    markLength = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    bytes.withUnsafeBufferPointer { buffer in
      var offset = markLength
      while offset < buffer.count, diagnostics.count < Self.mostDiagnostics {
        let byte = buffer[offset]
        if byte >= 0x20, byte < 0x7F || byte == 0x0A {
          offset += 1
        } else if byte < 0x80 {
          checkControl(byte, at: offset, in: buffer)
          offset += 1
        } else {
          isASCII = false
          offset += checkWide(at: offset, in: buffer)
        }
      }
    }
  }

  private mutating func checkControl(
    _ byte: UInt8, at offset: Int, in buffer: UnsafeBufferPointer<UInt8>
  ) {
    switch byte {
    case 0x09, 0x0A: break
    case 0x0D:
      if offset + 1 == buffer.count || buffer[offset + 1] != 0x0A {
        diagnostics.append(.yamlLoneCarriageReturn(at: offset))
      }
    default: diagnostics.append(.yamlCharacter(UInt32(byte), at: offset..<offset + 1))
    }
  }

  /// Checks a character above ASCII. - Returns: its length in bytes, or how many to pass over.
  private mutating func checkWide(at offset: Int, in buffer: UnsafeBufferPointer<UInt8>) -> Int {
    guard let (scalar, length) = Self.decode(at: offset, in: buffer) else {
      diagnostics.append(.yamlInvalidUTF8(at: offset, byte: buffer[offset]))
      return 1
    }
    switch scalar {
    case 0x85, 0x2028, 0x2029: hasOldLineBreaks = true
    case 0x80...0x9F, 0xFEFF, 0xFFFE, 0xFFFF:
      diagnostics.append(.yamlCharacter(scalar, at: offset..<offset + length))
    default: break
    }
    return length
  }

  /// Well-formed sequences by table 3-7 of the Unicode Standard. `nil` for anything else.
  private static func decode(at offset: Int, in buffer: UnsafeBufferPointer<UInt8>) -> (
    scalar: UInt32, length: Int
  )? {
    let lead = buffer[offset]
    let length: Int
    var second: ClosedRange<UInt8> = 0x80...0xBF
    switch lead {
    case 0xC2...0xDF: length = 2
    case 0xE0: (length, second) = (3, 0xA0...0xBF)
    case 0xED: (length, second) = (3, 0x80...0x9F)
    case 0xE1...0xEF: length = 3
    case 0xF0: (length, second) = (4, 0x90...0xBF)
    case 0xF1...0xF3: length = 4
    case 0xF4: (length, second) = (4, 0x80...0x8F)
    default: return nil
    }
    guard offset + length <= buffer.count, second.contains(buffer[offset + 1]) else { return nil }
    var scalar = UInt32(lead) & (0x7F >> UInt32(length))
    for next in offset + 1..<offset + length {
      guard buffer[next] & 0xC0 == 0x80 else { return nil }
      scalar = scalar << 6 | UInt32(buffer[next] & 0x3F)
    }
    return (scalar, length)
  }
}
