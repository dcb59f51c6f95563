// Lines, blanks and comments of a text. Knows no nodes.

enum SourceText {
  /// Behind the line feed of the line that holds `offset`, or the end of the text.
  static func lineEnd(in bytes: [UInt8], from offset: Int) -> Int {
    var end = offset
    while end < bytes.count, bytes[end] != 0x0A { end += 1 }
    return min(end + 1, bytes.count)
  }

  /// Passes over blanks, line ends and comments.
  ///
  /// - Parameter offset: behind a token, or at the start of a line.
  static func afterBlanks(in bytes: [UInt8], from offset: Int) -> Int {
    var next = offset
    while next < bytes.count {
      switch bytes[next] {
      case 0x20, 0x09, 0x0A, 0x0D: next += 1
      case UInt8(ascii: "#") where next == 0 || isBlank(bytes[next - 1]):
        next = lineEnd(in: bytes, from: next)
      default: return next
      }
    }
    return next
  }

  /// Passes over blanks and line ends.
  static func afterSpaces(in bytes: [UInt8], from offset: Int) -> Int {
    var next = offset
    while next < bytes.count, isBlank(bytes[next]) { next += 1 }
    return next
  }

  /// Behind an anchor or tag that starts at `offset`.
  static func endOfProperty(in bytes: [UInt8], from offset: Int) -> Int {
    var end = offset
    let isVerbatim = bytes[offset...].starts(with: "!<".utf8)
    while end < bytes.count, !isBlank(bytes[end]) {
      if !isVerbatim, [0x2C, 0x5B, 0x5D, 0x7B, 0x7D].contains(bytes[end]) { break }
      end += 1
    }
    return end
  }

  /// Space, tab or line end.
  static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
  }
}
