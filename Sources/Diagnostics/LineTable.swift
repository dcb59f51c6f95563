// From byte offsets to lines and columns, and the line of a diagnostic with a caret below it.

/// Where something stands in a text, as people count: both from 1, columns in characters
/// (Unicode scalars), not in bytes.
package struct SourceLocation: Hashable, Sendable {
  package var line: Int
  package var column: Int

  package init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }
}

/// The line starts of a text. A line ends at LF; a CR before it belongs to the line end.
package struct LineTable: Sendable {
  private let bytes: [UInt8]
  /// Byte offset of each line's first byte; never empty.
  package let starts: [Int]

  /// - Complexity: O(bytes).
  package init(_ bytes: [UInt8]) {
    self.bytes = bytes
    var starts = [0]
    bytes.withUnsafeBufferPointer { buffer in
      for offset in 0..<buffer.count where buffer[offset] == 0x0A { starts.append(offset + 1) }
    }
    self.starts = starts
  }

  /// Index of the line that holds the byte, from 0. Offsets past the end belong to the last line.
  package func line(at offset: Int) -> Int {
    var low = 0
    var high = starts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= offset { low = middle } else { high = middle }
    }
    return low
  }

  package func location(at offset: Int) -> SourceLocation {
    let line = line(at: offset)
    let end = min(max(offset, starts[line]), bytes.count)
    let column = bytes[starts[line]..<end].count { $0 & 0xC0 != 0x80 }
    return SourceLocation(line: line + 1, column: column + 1)
  }

  /// The bytes of a line without its line end. - Parameter line: from 0.
  package func content(ofLine line: Int) -> Range<Int> {
    let start = starts[line]
    var end = line + 1 < starts.count ? starts[line + 1] - 1 : bytes.count
    if end > start, end < bytes.count || line + 1 < starts.count, bytes[end - 1] == 0x0D {
      end -= 1
    }
    return start..<end
  }
}
