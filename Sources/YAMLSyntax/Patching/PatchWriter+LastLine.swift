// A file without a line end at its end keeps lacking it, where that does not change what it says.

extension PatchWriter {
  /// - Parameter edits: of the text with a line end at its end.
  func withoutLastLineEnd(_ edits: [SourceEdit]) -> [SourceEdit] {
    guard let last = edits.last, last.range.upperBound > text.fileCount else { return edits }
    let earlier = Array(edits.dropLast()) + strippedLastText(between: edits)
    let file = patch.document.bytes
    let start = min(last.range.lowerBound, text.fileCount)
    let isAppended = last.range.lowerBound == text.bytes.count
    let replacement = (isAppended ? text.newline : []) + last.replacement
    let whole = SourceEdit(range: start..<text.fileCount, replacement: replacement)
    var cut = whole
    if last.replacement.isEmpty {
      cut.range = text.textEnd(from: text.lineStart(of: max(0, start - 1)))..<text.fileCount
    } else if replacement.ends(with: text.newline) {
      cut.replacement.removeLast(text.newline.count)
    }
    let (withEnd, _) = YAMLDocument.read(file.applying(earlier + [whole]))
    let (withoutEnd, _) = YAMLDocument.read(file.applying(earlier + [cut]))
    if let withEnd, let withoutEnd, sameContent(withEnd, withoutEnd) { return earlier + [cut] }
    return earlier + [whole]
  }

  /// A block text that ended with the file has no line end as its last character. Text behind it
  /// would give it one, so that its header has to say that it has none.
  private func strippedLastText(between edits: [SourceEdit]) -> [SourceEdit] {
    guard let last = edits.last, last.range.lowerBound >= text.fileCount,
      let root = patch.document.root
    else { return [] }
    let node = text.lastNode(in: root)
    guard let scalar = text.blockScalar(node), scalar.chomping != .strip,
      node.range.upperBound == text.fileCount, let end = node.textBytes.last, end != 0x0A,
      !edits.dropLast().contains(where: { $0.range.upperBound >= node.range.lowerBound })
    else { return [] }
    let plus = (node.contentStart..<scalar.headerEnd).first {
      text.bytes[$0] == UInt8(ascii: "+")
    }
    let range = plus.map { $0..<$0 + 1 } ?? scalar.headerEnd..<scalar.headerEnd
    return [SourceEdit(range: range, replacement: [UInt8(ascii: "-")])]
  }
}

extension [UInt8] {
  fileprivate func ends(with end: [UInt8]) -> Bool {
    count >= end.count && self[(count - end.count)...].elementsEqual(end)
  }
}
