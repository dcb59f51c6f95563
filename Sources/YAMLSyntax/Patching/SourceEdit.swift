// A change of a text: these bytes in place of those.

package struct SourceEdit: Hashable, Sendable {
  /// Bytes of the text before the change. Empty for an insertion.
  package var range: Range<Int>
  package var replacement: [UInt8]

  package init(range: Range<Int>, replacement: [UInt8]) {
    self.range = range
    self.replacement = replacement
  }
}

extension [UInt8] {
  /// The text after all `edits`.
  ///
  /// - Precondition: The edits are in order, and no two share a byte or a place of insertion.
  /// - Complexity: O(bytes of the old and the new text).
  package func applying(_ edits: [SourceEdit]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(count + edits.reduce(0) { $0 + $1.replacement.count - $1.range.count })
    var done = 0
    for edit in edits {
      precondition(done <= edit.range.lowerBound, "edits must be in order and apart")
      result += self[done..<edit.range.lowerBound]
      result += edit.replacement
      done = edit.range.upperBound
    }
    result += self[done...]
    return result
  }
}
