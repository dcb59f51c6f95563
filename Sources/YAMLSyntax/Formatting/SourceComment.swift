// Finds the comments of a document: whatever starts with # in the gaps between its scalars.

struct SourceComment {
  /// Of its `#`.
  var offset: Int
  /// From `#` on, without blanks at its end.
  var text: [UInt8]
  var column: Int
  /// Nothing but blanks stands before it on its line.
  var isOwnLine: Bool
  /// It has a line of its own, and the line above is blank.
  var hasBlankAbove: Bool

  /// In the order of the text.
  ///
  /// - Complexity: O(bytes).
  static func all(in document: YAMLDocument) -> [SourceComment] {
    let text = PatchText(document.bytes)
    var found: [SourceComment] = []
    var position = 0
    for index in document.storage.nodes.indices {
      let node = YAMLNode(storage: document.storage, index: Int32(index))
      guard node.isScalar || node.kind == .alias else { continue }
      scan(text, from: position, to: node.contentStart, &found)
      if let block = text.blockScalar(node) {
        scan(text, from: block.headerEnd, to: block.linesStart, &found)
      }
      position = max(position, node.range.upperBound)
    }
    scan(text, from: position, to: document.bytes.count, &found)
    return found
  }

  private static func scan(
    _ text: PatchText, from start: Int, to end: Int, _ found: inout [SourceComment]
  ) {
    var offset = start
    while offset < end {
      guard text.bytes[offset] == UInt8(ascii: "#") else {
        offset += 1
        continue
      }
      let lineEnd = text.textEnd(from: offset)
      var comment = Array(text.bytes[offset..<lineEnd])
      while let last = comment.last, SourceText.isBlank(last) { comment.removeLast() }
      let isOwnLine = text.isFirstInk(offset)
      found.append(
        SourceComment(
          offset: offset, text: comment, column: text.column(of: offset), isOwnLine: isOwnLine,
          hasBlankAbove: isOwnLine && text.isBlankAbove(offset, after: start)))
      offset = lineEnd
    }
  }
}

extension PatchText {
  /// The line above the one that holds `offset` is blank, and behind the text that ends at `end`.
  func isBlankAbove(_ offset: Int, after end: Int) -> Bool {
    let start = lineStart(of: offset)
    guard start > 0, lineStart(of: start - 1) < start else { return false }
    let above = lineStart(of: start - 1)
    return above >= end && isBlank(from: above)
  }
}

extension YAMLNode {
  /// Where the last scalar before this node ends.
  var endOfTextBefore: Int {
    var previous = Int(index) - 1
    while previous >= 0 {
      let node = YAMLNode(storage: storage, index: Int32(previous))
      if node.isScalar || node.kind == .alias { return node.range.upperBound }
      previous -= 1
    }
    return 0
  }
}

extension YAMLDocument {
  /// The comments, in order, without blanks at their ends.
  package var comments: [[UInt8]] { SourceComment.all(in: self).map(\.text) }
}
