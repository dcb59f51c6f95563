// Splits one line of a state machine's JSON into pieces of different meaning. The lines come from
// our own writer: a string never goes over a line end.

enum JSONColoring {
  static func pieces(of line: String) -> [TextPiece] {
    let bytes = Array(line.utf8)
    var pieces: [TextPiece] = []
    var start = 0
    func add(_ end: Int, _ role: StyleRole) {
      if end > start {
        pieces.append(TextPiece(String(decoding: bytes[start..<end], as: UTF8.self), role))
      }
      start = end
    }
    var place = 0
    // A colon or comma looks like what it follows: each other look costs bytes on the way.
    func takeMark() {
      let isMark =
        place < bytes.count
        && (bytes[place] == UInt8(ascii: ":") || bytes[place] == UInt8(ascii: ","))
      if isMark { place += 1 }
    }
    while place < bytes.count {
      switch bytes[place] {
      case UInt8(ascii: "\""):
        add(place, .definitionPunctuation)
        place = endOfString(bytes, from: place)
        let isKey = place < bytes.count && bytes[place] == UInt8(ascii: ":")
        takeMark()
        add(place, isKey ? .definitionKey : .definitionString)
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"),
        UInt8(ascii: "a")...UInt8(ascii: "z"):
        add(place, .definitionPunctuation)
        while place < bytes.count, !isEnd(bytes[place]) { place += 1 }
        takeMark()
        add(place, .definitionNumber)
      default: place += 1
      }
    }
    add(bytes.count, .definitionPunctuation)
    return pieces
  }

  private static func endOfString(_ bytes: [UInt8], from start: Int) -> Int {
    var place = start + 1
    while place < bytes.count, bytes[place] != UInt8(ascii: "\"") {
      place += bytes[place] == UInt8(ascii: "\\") ? 2 : 1
    }
    return min(place + 1, bytes.count)
  }

  private static func isEnd(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ",") || byte == UInt8(ascii: " ") || byte == UInt8(ascii: "]")
      || byte == UInt8(ascii: "}")
  }
}
