// Puts a value in the place of another one: behind its colon or dash, and on the lines below.

/// The parts of a value's place in a block collection.
struct BlockPlace {
  /// Behind the colon or dash.
  var indicatorEnd: Int
  /// What the head of a new value stands instead of; empty when there is nothing on the line.
  var head: Range<Int>
  /// What the lines of a new value stand instead of; whole lines.
  var lines: Range<Int>
  /// An inline value that starts below its key can be replaced there by another one.
  var inPlace: Range<Int>?
}

extension PatchWriter {
  mutating func replace(
    _ node: YAMLNode, in slot: Slot, with replacement: YAMLPatch.Replacement,
    style: CollectionStyle? = nil, depth: Int
  ) {
    let anchor = replacement.anchor.map { Array("&\($0)".utf8) } ?? []
    switch slot {
    case .root: replaceRoot(node, with: replacement.value)
    case .flow(let needsColon, _):
      let front = needsColon ? ": " : node.range.isEmpty ? " " : ""
      let value = writer.flow(replacement.value, scalarStyle: node.customStyle)
      note(node.range, Array(front.utf8) + Self.joined(anchor, value), depth: depth)
    case .block(let indicatorEnd, let parentColumn, let isItem, let key):
      let place = place(of: node, behind: indicatorEnd, parentColumn: parentColumn)
      var inner = ValueSlot(parentColumn: parentColumn, isItem: isItem, key: key)
      inner.scalarStyle = node.customStyle
      inner.collectionStyle = style
      inner.textColumn = text.blockScalar(node)?.indentation
        .flatMap { $0 > parentColumn ? $0 : nil }
      inner.following = Following(text, from: place.lines.upperBound)
      inner.takesBlankLines = true
      if isItem, anchor.isEmpty, text.isBlank(from: place.head.upperBound) {
        inner.compactColumn = text.column(of: place.head.lowerBound) + (place.head.isEmpty ? 1 : 0)
      }
      var written = writer(around: node.parent).write(replacement.value, in: inner)
      written.head = Self.joined(anchor, written.head)
      put(written, in: place, depth: depth)
    }
  }

  private static func joined(_ anchor: [UInt8], _ value: [UInt8]) -> [UInt8] {
    anchor.isEmpty || value.isEmpty ? anchor + value : anchor + [0x20] + value
  }

  var writer: ValueWriter { ValueWriter(guide) }

  /// A writer with the indentation that other values of `parent` have.
  func writer(around parent: YAMLNode?) -> ValueWriter {
    var writer = writer
    guard let parent else { return writer }
    if let step = StyleGuide.step(of: parent, .mapping(.block), text) { writer.step = step }
    if let step = StyleGuide.step(of: parent, .sequence(.block), text) {
      writer.sequenceStep = step
    }
    return writer
  }

  func joined(_ lines: [[UInt8]]) -> [UInt8] { lines.flatMap { $0 + text.newline } }

  func place(of node: YAMLNode, behind indicatorEnd: Int, parentColumn: Int) -> BlockPlace {
    let lineEnd = text.lineEnd(from: indicatorEnd)
    let isBelow = node.range.lowerBound >= lineEnd
    var place = BlockPlace(
      indicatorEnd: indicatorEnd, head: indicatorEnd..<indicatorEnd, lines: lineEnd..<lineEnd)
    if node.kind.isBlockCollection {
      if node.contentStart < lineEnd {
        place.head = node.range.lowerBound..<text.textEnd(from: node.contentStart)
      } else if !isBelow {
        let anchor = node.range.lowerBound
        place.head = anchor..<SourceText.endOfProperty(in: text.bytes, from: anchor)
      }
      place.lines = lineEnd..<text.bodyEnd(of: node, column: parentColumn)
    } else if let scalar = text.blockScalar(node) {
      if !isBelow { place.head = node.range.lowerBound..<scalar.headerEnd }
      place.lines = (isBelow ? lineEnd : scalar.linesStart)..<scalar.textEnd
    } else if isBelow {
      place.lines = lineEnd..<text.linesEnd(of: node)
      place.inPlace = node.range
    } else {
      if !node.range.isEmpty { place.head = node.range }
      let linesEnd = text.lineEnd(from: place.head.upperBound)
      place.lines = linesEnd..<linesEnd
    }
    return place
  }

  private mutating func put(_ value: WrittenValue, in place: BlockPlace, depth: Int) {
    if value.lines.isEmpty, let inPlace = place.inPlace {
      note(inPlace, value.head, depth: depth)
      return
    }
    var lines = place.lines
    if let inPlace = place.inPlace, value.head.isEmpty, text.isComment(from: inPlace.upperBound) {
      // The comment behind the old value stays, now on a line of its own.
      note(inPlace.lowerBound..<text.ink(from: inPlace.upperBound), [], depth: depth)
      lines = lines.upperBound..<lines.upperBound
    }
    if value.head.isEmpty {
      note(place.indicatorEnd..<place.head.upperBound, [], depth: depth)
    } else {
      note(place.head, (place.head.isEmpty ? [0x20] : []) + value.head, depth: depth)
    }
    note(lines, joined(value.lines), depth: depth)
    if value.keepsBlankLines {
      // It has its own now.
      note(lines.upperBound..<text.afterBlankLines(from: lines.upperBound), [], depth: depth)
    }
  }

  // MARK: Opening an empty collection

  /// Gives its first children to a collection that is empty, or to a null.
  mutating func open(
    _ node: YAMLNode, in slot: Slot, with insertions: [YAMLPatch.Insertion], depth: Int
  ) {
    precondition(
      node.kind != .alias && (!node.isScalar || node.scalarValue == .null),
      "only an empty collection or null can be opened")
    let value = Self.collection(of: insertions)
    var style = insertions.lazy.compactMap(\.style).first
    switch slot {
    case .flow:
      if node.isScalar {
        replace(node, in: slot, with: .init(value: value), depth: depth)
      } else {
        changeFlow(node, removed: [], insertions: [0: insertions], depth: depth)
      }
    case .root, .block:
      style = slot.key.flatMap(guide.style(ofKey:)) ?? style
      let prefersBlock = insertions.contains { $0.value.prefersBlock }
      let hasComment = text.bytes[node.range].contains(UInt8(ascii: "#"))
      if !node.isScalar, hasComment || !prefersBlock && style != .block {
        changeFlow(node, removed: [], insertions: [0: insertions], depth: depth)
      } else {
        let demanded = value.hasLineFeeds || prefersBlock ? .block : style ?? .block
        replace(node, in: slot, with: .init(value: value), style: demanded, depth: depth)
      }
    }
  }

  private static func collection(of insertions: [YAMLPatch.Insertion]) -> YAMLValue {
    if insertions.first?.key == nil { return .list(insertions.map(\.value)) }
    return .mapping(insertions.map { YAMLEntry($0.key ?? "", $0.value) })
  }

  // MARK: The root

  mutating func writeNewRoot(_ value: YAMLValue) {
    let end = text.bytes.count
    insert(joined(rootLines(value, followedAt: end)), at: end, depth: 0)
  }

  mutating func replaceRoot(_ root: YAMLNode, with value: YAMLValue) {
    let start = root.range.lowerBound
    if root.range.isEmpty {
      // Behind `---`, with nothing in the document.
      let mark = SourceText.afterBlanks(in: text.bytes, from: text.lineStart(of: 0))
      let place = text.lineEnd(from: mark)
      insert(joined(rootLines(value, followedAt: place)), at: place, depth: 0)
    } else if text.isFirstInk(start) {
      let lines = text.lineStart(of: start)..<text.bodyEnd(of: root, column: 0)
      note(lines, joined(rootLines(value, followedAt: lines.upperBound)), depth: 0)
    } else {
      note(start..<text.textEnd(from: text.linesEnd(of: root) - 1), writer.flow(value), depth: 0)
    }
  }

  private func rootLines(_ value: YAMLValue, followedAt place: Int) -> [[UInt8]] {
    switch value {
    case .list, .mapping:
      var slot = ValueSlot(parentColumn: 0)
      slot.ownColumn = 0
      slot.following = Following(text, from: place)
      let written = writer.write(value, in: slot)
      return (written.head.isEmpty ? [] : [written.head]) + written.lines
    case .string, .plain: return [writer.flow(value)]
    }
  }
}

extension YAMLNode {
  /// The style that a new text keeps; `nil` for what is no text, and for the empty one.
  var customStyle: ScalarStyle? {
    guard case .scalar(let style) = kind else { return nil }
    return record.count == 0 ? nil : style
  }
}
