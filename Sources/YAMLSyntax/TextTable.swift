// Finds texts by their bytes: the keys of a mapping, the names of steps. Keeps copies of the texts
// side by side, so that thousands of them are one allocation.

import Glibc

package struct TextTable: Sendable {
  /// Numbers of entries, plus one; 0 is free. Open addressing, half full at most.
  private var slots: [Int32]
  private var entries: [Entry] = []
  private var bytes: [UInt8] = []

  private struct Entry {
    var hash: Int
    var start: Int
    var count: Int
    var number: Int
  }

  /// - Parameter capacity: how many texts are expected.
  package init(capacity: Int) {
    var size = 8
    while size < capacity * 2 { size *= 2 }
    slots = [Int32](repeating: 0, count: size)
    entries.reserveCapacity(capacity)
  }

  /// Keeps `number` under `text`, in place of an earlier one.
  ///
  /// - Returns: the number that was there before.
  @discardableResult
  package mutating func set(_ text: ArraySlice<UInt8>, to number: Int) -> Int? {
    if entries.count * 2 >= slots.count { grow() }
    let hash = Self.hash(text)
    let slot = slot(of: text, hash)
    if slots[slot] > 0 {
      let entry = Int(slots[slot]) - 1
      defer { entries[entry].number = number }
      return entries[entry].number
    }
    entries.append(Entry(hash: hash, start: bytes.count, count: text.count, number: number))
    bytes += text
    slots[slot] = Int32(entries.count)
    return nil
  }

  /// The number kept under exactly these bytes.
  package func number(of text: ArraySlice<UInt8>) -> Int? {
    let entry = slots[slot(of: text, Self.hash(text))]
    return entry > 0 ? entries[Int(entry) - 1].number : nil
  }

  /// The slot that holds `text`, or the free one where it belongs.
  private func slot(of text: ArraySlice<UInt8>, _ hash: Int) -> Int {
    let mask = slots.count - 1
    var slot = hash & mask
    while slots[slot] > 0 {
      let entry = entries[Int(slots[slot]) - 1]
      if entry.hash == hash, hasSameBytes(text, bytes[entry.start..<entry.start + entry.count]) {
        return slot
      }
      slot = (slot + 1) & mask
    }
    return slot
  }

  private mutating func grow() {
    slots = [Int32](repeating: 0, count: slots.count * 2)
    let mask = slots.count - 1
    for (index, entry) in entries.enumerated() {
      var slot = entry.hash & mask
      while slots[slot] > 0 { slot = (slot + 1) & mask }
      slots[slot] = Int32(index + 1)
    }
  }

  /// Seeded for each process, so that no file can be made to collide.
  private static func hash(_ text: ArraySlice<UInt8>) -> Int {
    var hasher = Hasher()
    text.withUnsafeBytes { hasher.combine(bytes: $0) }
    return hasher.finalize()
  }
}

/// Whether two texts have the same bytes; faster than comparing element by element.
func hasSameBytes(_ one: ArraySlice<UInt8>, _ other: ArraySlice<UInt8>) -> Bool {
  guard one.count == other.count else { return false }
  return one.withUnsafeBytes { a in
    other.withUnsafeBytes { b in
      guard let first = a.baseAddress, let second = b.baseAddress else { return true }
      return memcmp(first, second, a.count) == 0
    }
  }
}
