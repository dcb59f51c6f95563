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
  func value(at position: Int, in collection: YAMLNode) -> YAMLNode {
    collection.isMapping ? collection.entry(position).value : collection.child(position)
  }

  func column(of collection: YAMLNode) -> Int {
    text.column(of: start(of: 0, in: collection))
  }

  /// Behind an entry's lines and the comments inside it.
  func bodyEnd(of position: Int, in collection: YAMLNode) -> Int {
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
      let lines = newLines(change, after: position - 1, followedAt: place)
      insert(joined(lines), at: place, depth: change.depth)
      return
    }
    let start = start(of: 0, in: collection)
    let isFirstInk = text.isFirstInk(start)
    let lines = newLines(change, after: nil, followedAt: nil, before: isFirstInk ? 0 : nil)
    if isFirstInk {
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
    let lines = newLines(change, after: nil, followedAt: ranges[0].upperBound)
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
}
