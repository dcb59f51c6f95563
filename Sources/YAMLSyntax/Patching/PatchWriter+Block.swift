// Adds entries and items to block collections and removes them, by whole lines.

extension PatchWriter {
  // MARK: Where entries are

  /// Where an entry's key or an item's dash (or flow item) starts.
  func start(of position: Int, in collection: YAMLNode) -> Int {
    if collection.isMapping { return collection.entry(position).key.range.lowerBound }
    if collection.kind == .sequence(.flow) { return collection.child(position).range.lowerBound }
    if position == 0 { return collection.contentStart }
    return SourceText.afterBlanks(
      in: text.bytes, from: collection.child(position - 1).range.upperBound)
  }

  /// What stands last in an entry or item.
  private func value(at position: Int, in collection: YAMLNode) -> YAMLNode {
    collection.isMapping ? collection.entry(position).value : collection.child(position)
  }

  private func column(of collection: YAMLNode) -> Int {
    text.column(of: start(of: 0, in: collection))
  }

  /// Behind an entry's lines and the comments inside it.
  private func bodyEnd(of position: Int, in collection: YAMLNode) -> Int {
    text.bodyEnd(of: value(at: position, in: collection), column: column(of: collection))
  }

  /// Where an entry's lines and the comments that belong to it start.
  private func ownedStart(of position: Int, in collection: YAMLNode) -> Int {
    let limit =
      position == 0 ? 0 : text.linesEnd(of: value(at: position - 1, in: collection))
    return text.ownedStart(of: start(of: position, in: collection), limit: limit)
  }

  // MARK: Changes

  mutating func changeBlock(
    _ collection: YAMLNode, in slot: Slot, removed: Set<Int>,
    insertions: [Int: [YAMLPatch.Insertion]], depth: Int
  ) {
    var position = 0
    while position <= collection.count {
      var runEnd = position
      while removed.contains(runEnd) { runEnd += 1 }
      let new = (position...runEnd).flatMap { insertions[$0] ?? [] }
      let change = BlockChange(
        collection: collection, run: position..<runEnd, new: new, depth: depth)
      if !change.run.isEmpty {
        if !new.isEmpty {
          replaceRun(change)
        } else if removed.count == collection.count, insertions.isEmpty {
          empty(change, in: slot)
        } else {
          removeRun(change)
        }
      } else if !new.isEmpty {
        insertEntries(change)
      }
      position = runEnd + 1
    }
  }

  /// Entries side by side that go, and what comes in their place.
  struct BlockChange {
    var collection: YAMLNode
    var run: Range<Int>
    var new: [YAMLPatch.Insertion]
    var depth: Int
  }

  private mutating func insertEntries(_ change: BlockChange) {
    let position = change.run.lowerBound
    let collection = change.collection
    if position > 0 {
      let place = bodyEnd(of: position - 1, in: collection)
      let lines = entryLines(change, after: position - 1, followedAt: place)
      insert(joined(lines), at: place, depth: change.depth)
      return
    }
    let start = start(of: 0, in: collection)
    var lines = entryLines(change, after: nil, followedAt: nil)
    if text.isFirstInk(start) {
      let isOpen = change.new.last?.value.endsWithBlankLine ?? false
      if !isOpen, hasBlankLines(around: 0, isLong: change.isLong, in: collection) {
        lines.append([])
      }
      insert(joined(lines), at: ownedStart(of: 0, in: collection), depth: change.depth)
    } else {
      // The first entry stands behind a dash: the new one takes its place there.
      let column = column(of: collection)
      let bytes = joined(lines) + ValueWriter.spaces(column)
      insert(Array(bytes[column...]), at: start, depth: change.depth)
    }
  }

  private mutating func replaceRun(_ change: BlockChange) {
    let ranges = ranges(of: change.run, in: change.collection)
    let lines = entryLines(change, after: nil, followedAt: ranges[0].upperBound)
    let isCompact = !text.isFirstInk(start(of: change.run.lowerBound, in: change.collection))
    let bytes = joined(lines)
    note(
      ranges[0], isCompact ? Array(bytes[column(of: change.collection)...]) : bytes,
      depth: change.depth)
    for range in ranges.dropFirst() { note(range, [], depth: change.depth) }
  }

  private mutating func removeRun(_ change: BlockChange) {
    let collection = change.collection
    let first = change.run.lowerBound
    var ranges = ranges(of: change.run, in: collection)
    if !text.isFirstInk(start(of: first, in: collection)) {
      // What follows moves up behind the dash.
      let next = SourceText.afterSpaces(in: text.bytes, from: ranges[0].upperBound)
      ranges[0] = ranges[0].lowerBound..<next
    } else {
      let last = ranges.count - 1
      if dropsBlankLines(below: ranges[last], of: change, isAlone: last == 0) {
        let below = text.afterBlankLines(from: ranges[last].upperBound)
        ranges[last] = ranges[last].lowerBound..<below
      }
      if change.run.upperBound == collection.count {
        let limit = text.linesEnd(of: value(at: first - 1, in: collection))
        let above = text.beforeBlankLines(to: ranges[0].lowerBound, limit: limit)
        ranges[0] = above..<ranges[0].upperBound
      }
    }
    for range in ranges { note(range, [], depth: change.depth) }
  }

  /// Whether the blank lines below a removed run would be too many where it was, or would become
  /// part of the text above it.
  private func dropsBlankLines(below range: Range<Int>, of change: BlockChange, isAlone: Bool)
    -> Bool
  {
    guard text.isBlank(from: range.upperBound) else { return false }
    let first = change.run.lowerBound
    if isAlone, first > 0 {
      let above = value(at: first - 1, in: change.collection)
      if endsWithOpenText(above) { return true }
      if let column = text.blockScalar(text.lastNode(in: above))?.indentation,
        !Following(text, from: range.upperBound).allowsBlockScalar(column: column)
      {
        return true
      }
    }
    if change.run.upperBound == change.collection.count { return false }
    if text.beforeBlankLines(to: range.lowerBound, limit: 0) < range.lowerBound { return true }
    guard isAlone, first == 0 else { return false }
    // The next entry becomes the first, right below its key.
    let start = text.lineStart(of: range.lowerBound)
    return start == text.lineStart(of: 0) || !text.isComment(from: text.lineStart(of: start - 1))
  }

  private mutating func empty(_ change: BlockChange, in slot: Slot) {
    let collection = change.collection
    let brackets = Array((collection.isMapping ? "{}" : "[]").utf8)
    let start = start(of: 0, in: collection)
    var ranges = ranges(of: change.run, in: collection)
    guard text.isFirstInk(start), case .block(let indicatorEnd, _, _, _) = slot else {
      let indentation = text.isFirstInk(start) ? ValueWriter.spaces(column(of: collection)) : []
      note(ranges[0], indentation + brackets + text.newline, depth: change.depth)
      for range in ranges.dropFirst() { note(range, [], depth: change.depth) }
      return
    }
    let lineEnd = text.lineEnd(from: indicatorEnd)
    let isAnchored = indicatorEnd..<lineEnd ~= collection.range.lowerBound
    let place =
      isAnchored
      ? SourceText.endOfProperty(in: text.bytes, from: collection.range.lowerBound) : indicatorEnd
    insert([0x20] + brackets, at: place, depth: change.depth)
    ranges[0] =
      text.beforeBlankLines(to: ranges[0].lowerBound, limit: lineEnd)..<ranges[0].upperBound
    for range in ranges { note(range, [], depth: change.depth) }
  }

  /// The lines of a run of entries, the blank lines between them included; comments between them
  /// that belong to nobody part it.
  private func ranges(of run: Range<Int>, in collection: YAMLNode) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    for position in run {
      let range =
        ownedStart(of: position, in: collection)..<bodyEnd(of: position, in: collection)
      if let last = ranges.last, text.afterBlankLines(from: last.upperBound) >= range.lowerBound {
        ranges[ranges.count - 1] = last.lowerBound..<range.upperBound
      } else {
        ranges.append(range)
      }
    }
    return ranges
  }

  // MARK: New lines

  /// The lines of new entries with their indentation, and blank lines where it is the custom.
  ///
  /// - Parameters:
  ///   - above: the entry above them; `nil` for no blank line in front.
  ///   - place: behind them; `nil` when an entry of ours follows.
  private func entryLines(_ change: BlockChange, after above: Int?, followedAt place: Int?)
    -> [[UInt8]]
  {
    let collection = change.collection
    let column = column(of: collection)
    let writer = writer(around: collection)
    let offset = itemOffset(in: collection)
    let quotes = StyleGuide.stringStyle(in: collection)
    let keyStyle = collection.isMapping ? guide.keyStyle(in: collection) : nil
    let near = change.run.lowerBound
    let separates = hasBlankLines(around: near, isLong: change.isLong, in: collection)
    var lines: [[UInt8]] = []
    var keepsBlankLines = above.map { endsWithOpenText(value(at: $0, in: collection)) } ?? true
    for (index, new) in change.new.enumerated() {
      let isLast = index == change.new.count - 1
      let following = isLast ? place.map { Following(text, from: $0) } : nil
      let written =
        if let key = new.key {
          writer.entry(
            key, new.value, at: column, following: following, keyStyle: keyStyle,
            scalarStyle: quotes)
        } else {
          writer.item(
            new.value, at: column, following: following, offset: offset, scalarStyle: quotes)
        }
      if separates, !keepsBlankLines { lines.append([]) }
      lines.append(ValueWriter.spaces(column) + written.head)
      lines += written.lines
      keepsBlankLines = written.keepsBlankLines
    }
    return lines
  }

  /// The value takes in blank lines that follow it, now or after its change.
  private func endsWithOpenText(_ node: YAMLNode) -> Bool {
    var last = node
    while true {
      if let replacement = patch.replacements[last.index] {
        return replacement.value.endsWithBlankLine
      }
      guard last.kind.isBlockCollection, last.count > 0 else { break }
      last = value(at: last.count - 1, in: last)
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

  /// Most entries like the new one have a blank line between them and the next.
  private func hasBlankLines(around position: Int, isLong: Bool, in collection: YAMLNode) -> Bool {
    var (blank, gaps) = (0, 0)
    let lower = max(0, min(position, collection.count) - 16)
    let upper = min(collection.count, position + 16)
    for next in lower..<upper where next > 0 {
      let isGapLong = isLongEntry(next - 1, in: collection) || isLongEntry(next, in: collection)
      guard isGapLong == (isLong || isLongNeighbour(of: position, in: collection)) else { continue }
      gaps += 1
      if text.isBlank(from: bodyEnd(of: next - 1, in: collection)) { blank += 1 }
    }
    return blank * 2 > gaps
  }

  private func isLongNeighbour(of position: Int, in collection: YAMLNode) -> Bool {
    position > 0 && isLongEntry(position - 1, in: collection)
  }

  /// The entry has several lines.
  private func isLongEntry(_ position: Int, in collection: YAMLNode) -> Bool {
    let start = start(of: position, in: collection)
    return text.linesEnd(of: value(at: position, in: collection)) > text.lineEnd(from: start)
  }
}

extension PatchWriter.BlockChange {
  /// Some new entry has several lines.
  var isLong: Bool { new.contains { $0.value.prefersBlock } }
}
