// Cuts what a process prints into lines.

struct LineSplitter {
  /// What is longer comes in pieces, so that endless output without a line end needs no memory.
  static let longest = 32_768
  private var rest: [UInt8] = []

  /// The lines that are complete now, without their line ends.
  mutating func split(_ bytes: [UInt8]) -> [String] {
    var lines: [String] = []
    var start = 0
    while let place = bytes[start...].firstIndex(of: 0x0A) {
      take(bytes[start..<place], &lines)
      lines.append(takeRest())
      start = place + 1
    }
    take(bytes[start...], &lines)
    return lines
  }

  /// What stands after the last line end.
  mutating func finish() -> String? { rest.isEmpty ? nil : takeRest() }

  private mutating func take(_ bytes: ArraySlice<UInt8>, _ lines: inout [String]) {
    var bytes = bytes
    while rest.count + bytes.count > Self.longest {
      let piece = bytes.prefix(Self.longest - rest.count)
      rest += piece
      bytes = bytes.dropFirst(piece.count)
      lines.append(takeRest())
    }
    rest += bytes
  }

  private mutating func takeRest() -> String {
    defer { rest.removeAll(keepingCapacity: true) }
    let end = rest.last == 0x0D ? rest.count - 1 : rest.count
    return String(decoding: rest[..<end], as: UTF8.self)
  }
}
