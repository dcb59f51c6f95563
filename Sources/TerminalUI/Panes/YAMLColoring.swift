// Splits one line of a pipeline file into pieces of different meaning: its key, a comment at its
// end, and the rest. One line knows nothing of those before it: code is coloured as text.

enum YAMLColoring {
  static func pieces(of line: String) -> [TextPiece] {
    let bytes = Array(line.utf8)
    func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
    let start = bytes.firstIndex { $0 != 0x20 } ?? bytes.count
    if start < bytes.count, bytes[start] == UInt8(ascii: "#") {
      return [TextPiece(line, .definitionPunctuation)]
    }
    let end = commentStart(bytes)
    guard let colon = keyEnd(bytes[start..<end]) else {
      return [TextPiece(text(0..<end), .code), TextPiece(text(end..<bytes.count), .dim)]
    }
    return [
      TextPiece(text(0..<colon), .definitionKey), TextPiece(":", .definitionPunctuation),
      TextPiece(text(colon + 1..<end), .definitionString),
      TextPiece(text(end..<bytes.count), .dim),
    ]
  }

  /// A key is a plain word, perhaps behind `- `, before a colon that a blank or the end follows.
  private static func keyEnd(_ line: ArraySlice<UInt8>) -> Int? {
    for index in line.indices {
      let byte = line[index]
      if byte == UInt8(ascii: ":") {
        let isEnd = index + 1 == line.endIndex || line[index + 1] == 0x20
        return isEnd && index > line.startIndex ? index : nil
      }
      let isWord =
        byte >= 0x80 || (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
        || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".")
      if !isWord { return nil }
    }
    return nil
  }

  private static func commentStart(_ bytes: [UInt8]) -> Int {
    var quote: UInt8?
    for (index, byte) in bytes.enumerated() {
      if let open = quote {
        if byte == open { quote = nil }
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
      } else if byte == UInt8(ascii: "#"), index > 0, bytes[index - 1] == 0x20 {
        return index
      }
    }
    return bytes.count
  }
}
