// Hides NEL, LS and PS from libyaml. YAML 1.2 has them as plain characters, libyaml (YAML 1.1)
// ends lines at them; so it reads characters of the same length that the text does not use.

struct LineBreakMask {
  /// The real and the stand-in character of each, as UTF-8 of equal length.
  private var pairs: [(real: [UInt8], mask: [UInt8])] = []

  /// - Returns: `nil` when the text uses every stand-in there is.
  init?(for bytes: [UInt8]) {
    var usedPairs = Set<Int>()
    var usedTriples = Set<Int>()
    for offset in bytes.indices where bytes[offset] >= 0xC0 {
      if bytes[offset] < 0xE0 {
        usedPairs.insert(Self.key(bytes[offset..<offset + 2]))
      } else if bytes[offset] == 0xEE {
        usedTriples.insert(Self.key(bytes[offset..<offset + 3]))
      }
    }
    // U+0700 to U+07FF (Syriac to N'Ko), and the private use area.
    let two = (0xDC...0xDF).lazy.flatMap { lead in (0x80...0xBF).lazy.map { [lead, $0] } }
    let three = (0x80...0xBF).lazy.flatMap { a in (0x80...0xBF).lazy.map { [0xEE, a, $0] } }
    let freePair = two.first { !usedPairs.contains(Self.key($0)) }
    let freeTriples = three.filter { !usedTriples.contains(Self.key($0)) }.prefix(2)
    guard let freePair, let first = freeTriples.first, let second = freeTriples.dropFirst().first
    else { return nil }
    pairs = [
      ([0xC2, 0x85], freePair), ([0xE2, 0x80, 0xA8], first), ([0xE2, 0x80, 0xA9], second),
    ].map { (real: $0.0, mask: $0.1.map { UInt8($0) }) }
  }

  private static func key(_ sequence: some Sequence<some BinaryInteger>) -> Int {
    sequence.reduce(0) { $0 << 8 | Int($1) }
  }

  func masked(_ bytes: [UInt8]) -> [UInt8] {
    pairs.reduce(bytes) { Self.replacing($1.real, by: $1.mask, in: $0) }
  }

  func unmasked(_ bytes: [UInt8]) -> [UInt8] {
    pairs.reduce(bytes) { Self.replacing($1.mask, by: $1.real, in: $0) }
  }

  private static func replacing(_ old: [UInt8], by new: [UInt8], in bytes: [UInt8]) -> [UInt8] {
    var result = bytes
    var offset = 0
    while offset + old.count <= result.count {
      if result[offset] == old[0], result[offset..<offset + old.count].elementsEqual(old) {
        result.replaceSubrange(offset..<offset + old.count, with: new)
        offset += old.count
      } else {
        offset += 1
      }
    }
    return result
  }
}
