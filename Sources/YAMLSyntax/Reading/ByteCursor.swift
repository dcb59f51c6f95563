// Turns libyaml's marks, which count characters, into byte offsets.

/// A place in a text, known as character and as byte; walks to the next place asked for.
///
/// Marks come nearly in order, so that all walks together are linear in the text.
struct ByteCursor {
  private let isASCII: Bool
  private let base: Int
  private var index = 0
  private var offset: Int

  /// - Parameter base: the byte at which libyaml starts counting.
  init(base: Int, isASCII: Bool) {
    self.base = base
    self.isASCII = isASCII
    offset = base
  }

  /// The byte at which character `wanted` (from 0) starts; the end of the text for any past it.
  mutating func offset(of wanted: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int {
    guard !isASCII else { return min(base + wanted, bytes.count) }
    while index < wanted, offset < bytes.count {
      repeat { offset += 1 } while offset < bytes.count && bytes[offset] & 0xC0 == 0x80
      index += 1
    }
    while index > wanted {
      repeat { offset -= 1 } while bytes[offset] & 0xC0 == 0x80
      index -= 1
    }
    return offset
  }
}
