// The lines of new entries and items of a block collection, as those around them are written.

extension PatchWriter {
  /// The lines of new entries with their indentation, and blank lines where it is the custom.
  ///
  /// - Parameters:
  ///   - above: the entry above them; `nil` for no blank line in front.
  ///   - place: behind them; `nil` when an entry of ours follows.
  ///   - below: the entry below them; `nil` for no blank line behind.
  func newLines(
    _ change: BlockChange, after above: Int?, followedAt place: Int?, before below: Int? = nil
  ) -> [[UInt8]] {
    let collection = change.collection
    let column = column(of: collection)
    var lines: [[UInt8]] = []
    var isOpen = above.map { endsWithOpenText(value(at: $0, in: collection)) } ?? true
    var isLong = above.map { isLongEntry($0, in: collection) } ?? false
    let near = change.run.lowerBound
    for (index, new) in change.new.enumerated() {
      let isLast = index == change.new.count - 1
      let following = isLast ? place.map { Following(text, from: $0) } : nil
      let written = write(new, in: collection, at: column, following: following)
      let isNewLong = !written.lines.isEmpty
      if !isOpen, hasBlankLines(around: near, isLong: isLong || isNewLong, in: collection) {
        lines.append([])
      }
      lines.append(ValueWriter.spaces(column) + written.head)
      lines += written.lines
      (isOpen, isLong) = (written.keepsBlankLines, isNewLong)
    }
    if let below, !isOpen,
      hasBlankLines(
        around: near, isLong: isLong || isLongEntry(below, in: collection), in: collection)
    {
      lines.append([])
    }
    return lines
  }

  private func write(
    _ new: YAMLPatch.Insertion, in collection: YAMLNode, at column: Int, following: Following?
  ) -> WrittenValue {
    let writer = writer(around: collection)
    let quotes = StyleGuide.stringStyle(in: collection)
    guard let key = new.key else {
      return writer.item(
        new.value, at: column, following: following, offset: itemOffset(in: collection),
        scalarStyle: quotes)
    }
    return writer.entry(
      key, new.value, at: column, following: following, keyStyle: guide.keyStyle(in: collection),
      scalarStyle: quotes)
  }

  /// The value takes in blank lines that follow it, now or after its change.
  func endsWithOpenText(_ node: YAMLNode) -> Bool {
    var last = node
    while true {
      if let replacement = patch.replacements[last.index] {
        return replacement.value.endsWithBlankLine
      }
      let new = (patch.insertions[last.index] ?? []).last { $0.position == last.count }
      if let new { return new.value.endsWithBlankLine }
      guard last.kind.isBlockCollection else { break }
      let removed = patch.removals[last.index] ?? []
      guard let stays = (0..<last.count).last(where: { !removed.contains($0) }) else {
        return false
      }
      last = value(at: stays, in: last)
    }
    return text.blockScalar(last)?.chomping == .keep
  }

  /// Columns from a dash to its item, as the first items have it.
  private func itemOffset(in collection: YAMLNode) -> Int {
    guard collection.isSequence else { return 2 }
    for (position, item) in collection.items.prefix(8).enumerated() where !item.range.isEmpty {
      let dash = start(of: position, in: collection)
      let offset = item.range.lowerBound - dash
      if offset < 9, text.lineEnd(from: dash) > item.range.lowerBound { return offset }
    }
    return 2
  }

  /// Most pairs of entries near `position` have a blank line between them, counting those pairs
  /// of which one is long, or those of two short ones.
  private func hasBlankLines(around position: Int, isLong: Bool, in collection: YAMLNode) -> Bool {
    var (blank, gaps) = (0, 0)
    let nearby = max(1, position - 16)..<max(1, min(collection.count, position + 16))
    for next in nearby {
      let isPairLong = isLongEntry(next - 1, in: collection) || isLongEntry(next, in: collection)
      guard isPairLong == isLong else { continue }
      gaps += 1
      if text.isBlank(from: bodyEnd(of: next - 1, in: collection)) { blank += 1 }
    }
    return blank * 2 > gaps
  }

  /// The entry has several lines.
  private func isLongEntry(_ position: Int, in collection: YAMLNode) -> Bool {
    let start = start(of: position, in: collection)
    return text.linesEnd(of: value(at: position, in: collection)) > text.lineEnd(from: start)
  }
}
