// Bytes that grow at their end. A text of megabytes is put together from pieces of a few bytes, and
// asking an array for each piece, as anybody else could hold it too, costs more than the piece.

struct ByteBuffer: ~Copyable {
  /// How many bytes are written.
  private(set) var count = 0
  private var start: UnsafeMutablePointer<UInt8>
  private var capacity: Int

  /// - Parameter capacity: about how many bytes there will be.
  init(capacity: Int) {
    self.capacity = max(capacity, 64)
    start = .allocate(capacity: self.capacity)
  }

  deinit { start.deallocate() }

  /// - Complexity: O(count).
  var bytes: [UInt8] { Array(UnsafeBufferPointer(start: start, count: count)) }

  @inline(__always)
  mutating func append(_ byte: UInt8) {
    makeRoom(1)
    start[count] = byte
    count += 1
  }

  @inline(__always)
  mutating func append(_ byte: UInt8, times: Int) {
    makeRoom(times)
    (start + count).update(repeating: byte, count: times)
    count += times
  }

  mutating func append(_ text: String) {
    var text = text
    text.withUTF8 { added in
      guard let source = added.baseAddress else { return }
      makeRoom(added.count)
      (start + count).update(from: source, count: added.count)
      count += added.count
    }
  }

  /// Whether any of the bytes from `first` on is one of those.
  @inline(__always)
  func contains(from first: Int, where isWanted: (UInt8) -> Bool) -> Bool {
    // Without an early end, so that many bytes are looked at at once.
    var isFound = false
    for place in first..<count where isWanted(start[place]) { isFound = true }
    return isFound
  }

  mutating func removeAll(from first: Int) { count = first }

  @inline(__always)
  private mutating func makeRoom(_ added: Int) {
    if count + added > capacity { grow(by: added) }
  }

  private mutating func grow(by added: Int) {
    capacity = 2 * capacity + added
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
    larger.update(from: start, count: count)
    start.deallocate()
    start = larger
  }
}
