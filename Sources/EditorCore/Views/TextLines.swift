// A text as its bytes and where its lines begin: kept and compared without a string for each line.

import Glibc

/// The lines of a text, without their ends; a text that ends with a line end has an empty last line.
package struct TextLines: Hashable, Sendable, RandomAccessCollection {
  /// UTF-8; the lines end with U+000A.
  package let bytes: [UInt8]
  /// Where each line begins, and where one behind the last one would.
  private let starts: [Int]

  /// No lines at all.
  package init() { (bytes, starts) = ([], [0]) }

  package init(_ bytes: [UInt8]) {
    var starts = [0]
    bytes.withUnsafeBufferPointer { buffer in
      for place in buffer.indices where buffer[place] == 0x0A { starts.append(place + 1) }
    }
    starts.append(bytes.count + 1)
    (self.bytes, self.starts) = (bytes, starts)
  }

  /// - Parameter lines: without line ends in them.
  package init(_ lines: [String]) {
    var bytes: [UInt8] = []
    var starts = [0]
    for line in lines {
      bytes.append(contentsOf: line.utf8)
      bytes.append(0x0A)
      starts.append(bytes.count)
    }
    if !bytes.isEmpty { bytes.removeLast() }
    (self.bytes, self.starts) = (bytes, starts)
  }

  package var startIndex: Int { 0 }
  package var endIndex: Int { starts.count - 1 }
  package subscript(line: Int) -> String { String(decoding: bytes[range(of: line)], as: UTF8.self) }

  /// A line's place in the bytes.
  func range(of line: Int) -> Range<Int> { starts[line]..<starts[line + 1] - 1 }

  /// Whether a line is the same as one of another text, to the byte.
  func isSame(_ line: Int, _ other: TextLines, _ otherLine: Int) -> Bool {
    let (mine, theirs) = (range(of: line), other.range(of: otherLine))
    guard mine.count == theirs.count else { return false }
    return bytes.withUnsafeBytes { one in
      other.bytes.withUnsafeBytes { two in
        guard let one = one.baseAddress, let two = two.baseAddress else { return true }
        return memcmp(one + mine.lowerBound, two + theirs.lowerBound, mine.count) == 0
      }
    }
  }
}

/// Gives equal lines of several texts the same number, from 0 in the order of their first use.
struct LineNumbers {
  private struct Entry {
    let hash: UInt64
    let text: Int
    let line: Int
  }

  private let texts: [TextLines]
  private var entries: [Entry] = []
  /// Open addressing: one more than the entry's place, or 0.
  private var slots: [Int32]

  /// - Parameter count: how many lines will be numbered at most.
  init(_ texts: [TextLines], count: Int) {
    self.texts = texts
    var size = 16
    while size < 2 * count { size *= 2 }
    slots = [Int32](repeating: 0, count: size)
  }

  mutating func number(text: Int, line: Int) -> Int {
    let hash = hash(text, line)
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot] != 0 {
      let place = Int(slots[slot]) - 1
      let entry = entries[place]
      if entry.hash == hash, texts[text].isSame(line, texts[entry.text], entry.line) {
        return place
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    entries.append(Entry(hash: hash, text: text, line: line))
    slots[slot] = Int32(entries.count)
    return entries.count - 1
  }

  // After Fowler, Noll, Vo, FNV-1a with 64 bits; the upper bits are mixed into the lower ones.
  private func hash(_ text: Int, _ line: Int) -> UInt64 {
    let range = texts[text].range(of: line)
    return texts[text].bytes.withUnsafeBufferPointer { bytes in
      var hash: UInt64 = 0xCBF2_9CE4_8422_2325
      for place in range { hash = (hash ^ UInt64(bytes[place])) &* 0x100_0000_01B3 }
      return hash ^ hash >> 32
    }
  }
}
