// Writes new values as text in the style of the document. Knows where a value goes only by its
// slot; putting it there is the work of PatchWriter.

/// A written value: what stands behind the colon or dash, and the lines below it.
struct WrittenValue {
  /// Without a space in front; empty when all stands in the lines below.
  var head: [UInt8] = []
  /// With their indentation, without line ends.
  var lines: [[UInt8]] = []
  /// Blank lines that follow would become part of it.
  var keepsBlankLines = false
}

/// Where a value is to be written.
struct ValueSlot {
  /// Spaces in front of the key or dash.
  var parentColumn: Int
  var isItem = false
  /// Of a block collection; `nil` for where it belongs below `parentColumn`.
  var ownColumn: Int?
  /// Where a collection may start behind the dash itself; `nil` when it must start below.
  var compactColumn: Int?
  /// Spaces in front of the text lines of a block scalar.
  var textColumn: Int?
  var key: String?
  var scalarStyle: ScalarStyle?
  /// Decides about a collection, whatever it prefers.
  var collectionStyle: CollectionStyle?
  /// What comes behind the value; `nil` for values that are followed by lines of ours.
  var following: Following?
  /// The lines that follow may be taken into a block scalar that keeps them.
  var takesBlankLines = false
}

struct ValueWriter {
  let guide: StyleGuide
  var step: Int
  var sequenceStep: Int
  /// Flow collections wider than this become block collections where they can.
  private static let widestFlow = 100

  init(_ guide: StyleGuide) {
    self.guide = guide
    step = guide.step
    sequenceStep = guide.sequenceStep
  }

  func write(_ value: YAMLValue, in slot: ValueSlot) -> WrittenValue {
    switch value {
    case .plain(let text): return WrittenValue(head: Array(text.utf8))
    case .string(let text, let style): return write(text, style, in: slot)
    case .list(let items, let style):
      guard blockOrFlow(value, style, in: slot) == .block else {
        return WrittenValue(head: flow(value))
      }
      return write(items, in: slot)
    case .mapping(let entries, let style):
      guard blockOrFlow(value, style, in: slot) == .block else {
        return WrittenValue(head: flow(value))
      }
      return write(entries, in: slot)
    }
  }

  // MARK: Scalars

  private func write(_ text: String, _ style: ScalarStyle?, in slot: ValueSlot) -> WrittenValue {
    let column = slot.textColumn ?? slot.parentColumn + step
    let place = ScalarPlace(
      .block, parentColumn: slot.parentColumn, contentColumn: column, quotes: guide.quotes)
    let written = ScalarWriter(text, in: place).write(slot.scalarStyle ?? style)
    if written.style.isBlock, let following = slot.following {
      let isKept = written.keepsBlankLines && following.hasBlankLine && !slot.takesBlankLines
      if isKept || !following.allowsBlockScalar(column: column) {
        let quoted = ScalarWriter(text, in: place).write(.doubleQuoted)
        return WrittenValue(head: quoted.head)
      }
    }
    return WrittenValue(
      head: written.head, lines: written.lines, keepsBlankLines: written.keepsBlankLines)
  }

  // MARK: Block collections

  private func write(_ items: [YAMLValue], in slot: ValueSlot) -> WrittenValue {
    let column = column(in: slot, step: sequenceStep)
    return stacked(items.count, at: column, in: slot) { index, inner in
      item(items[index], at: column, following: inner)
    }
  }

  private func write(_ entries: [YAMLEntry], in slot: ValueSlot) -> WrittenValue {
    let column = column(in: slot, step: step)
    return stacked(entries.count, at: column, in: slot) { index, inner in
      entry(entries[index].key, entries[index].value, at: column, following: inner)
    }
  }

  private func column(in slot: ValueSlot, step: Int) -> Int {
    if let column = slot.ownColumn ?? slot.compactColumn { return column }
    return slot.parentColumn + (slot.isItem ? 2 : step)
  }

  private func stacked(
    _ count: Int, at column: Int, in slot: ValueSlot,
    write: (Int, Following?) -> WrittenValue
  ) -> WrittenValue {
    var result = WrittenValue()
    for index in 0..<count {
      let isLast = index == count - 1
      let child = write(index, isLast ? slot.following : nil)
      result.lines.append(Self.spaces(column) + child.head)
      result.lines += child.lines
      if isLast { result.keepsBlankLines = child.keepsBlankLines }
    }
    if slot.isItem, slot.compactColumn != nil {
      result.head = Array(result.lines.removeFirst()[column...])
    }
    return result
  }

  /// An entry's lines: the head is the first one without its indentation.
  func entry(
    _ key: String, _ value: YAMLValue, at column: Int, following: Following?,
    keyStyle: ScalarStyle? = nil, scalarStyle: ScalarStyle? = nil
  ) -> WrittenValue {
    let slot = ValueSlot(
      parentColumn: column, key: key, scalarStyle: Self.style(of: value, or: scalarStyle),
      following: following)
    return behind(
      keyText(key, .blockKey, keyStyle) + [UInt8(ascii: ":")], write(value, in: slot))
  }

  /// An item's lines: the head is the first one without its indentation.
  func item(
    _ value: YAMLValue, at column: Int, following: Following?, offset: Int = 2,
    scalarStyle: ScalarStyle? = nil
  ) -> WrittenValue {
    let slot = ValueSlot(
      parentColumn: column, isItem: true, compactColumn: column + offset,
      scalarStyle: Self.style(of: value, or: scalarStyle), following: following)
    let dash = [UInt8(ascii: "-")] + Self.spaces(offset - 2)
    return behind(dash, write(value, in: slot))
  }

  private func behind(_ front: [UInt8], _ value: WrittenValue) -> WrittenValue {
    var result = value
    result.head = value.head.isEmpty ? front : front + [0x20] + value.head
    return result
  }

  /// A string's own wish counts before the custom of its neighbours.
  private static func style(of value: YAMLValue, or custom: ScalarStyle?) -> ScalarStyle? {
    switch value {
    case .string(_, let style?): style
    case .string(let text, nil): text.utf8.contains(0x0A) ? nil : custom
    case .plain, .list, .mapping: nil
    }
  }

  static func spaces(_ count: Int) -> [UInt8] { [UInt8](repeating: 0x20, count: max(0, count)) }
}

// MARK: - Flow

extension ValueWriter {
  func keyText(_ key: String, _ context: ScalarPlace.Context, _ style: ScalarStyle?) -> [UInt8] {
    let place = ScalarPlace(context, quotes: guide.quotes)
    return ScalarWriter(key, in: place).write(style ?? guide.keyStyle).head
  }

  func flow(_ value: YAMLValue, scalarStyle: ScalarStyle? = nil) -> [UInt8] {
    switch value {
    case .plain(let text): return Array((text.isEmpty ? "null" : text).utf8)
    case .string(let text, let style):
      let place = ScalarPlace(.flow, quotes: guide.quotes)
      return ScalarWriter(text, in: place).write(scalarStyle ?? style).head
    case .list(let items, _):
      let texts = items.map { flow($0) }
      return [UInt8(ascii: "[")] + texts.joined(separator: Array(", ".utf8))
        + [UInt8(ascii: "]")]
    case .mapping(let entries, _):
      let padding: [UInt8] = guide.hasPaddedBraces && !entries.isEmpty ? [0x20] : []
      let texts = entries.map { flowEntry($0.key, $0.value) }
      return [UInt8(ascii: "{")] + padding + texts.joined(separator: Array(", ".utf8)) + padding
        + [UInt8(ascii: "}")]
    }
  }

  func flowEntry(
    _ key: String, _ value: YAMLValue, keyStyle: ScalarStyle? = nil,
    scalarStyle: ScalarStyle? = nil
  ) -> [UInt8] {
    keyText(key, .flowKey, keyStyle) + Array(": ".utf8)
      + flow(value, scalarStyle: Self.style(of: value, or: scalarStyle))
  }

  /// What the slot demands, else what fits, else the custom of the key, else the preference.
  private func blockOrFlow(_ value: YAMLValue, _ preferred: CollectionStyle, in slot: ValueSlot)
    -> CollectionStyle
  {
    if value.isEmptyCollection { return .flow }
    if let style = slot.collectionStyle { return style }
    let wanted = slot.key.flatMap { guide.style(ofKey: $0) } ?? preferred
    if wanted == .block || value.hasLineFeeds { return .block }
    let width = slot.parentColumn + (slot.key?.utf8.count ?? 0) + 2 + flow(value).count
    return width > Self.widestFlow ? .block : .flow
  }
}

extension YAMLValue {
  var isEmptyCollection: Bool {
    switch self {
    case .list(let items, _): items.isEmpty
    case .mapping(let entries, _): entries.isEmpty
    case .string, .plain: false
    }
  }

  /// Some text in it has several lines, and would be one long line in brackets.
  var hasLineFeeds: Bool {
    switch self {
    case .plain: false
    case .string(let text, let style):
      style == .doubleQuoted ? false : text.utf8.contains(0x0A)
    case .list(let items, _): items.contains(where: \.hasLineFeeds)
    case .mapping(let entries, _): entries.contains(where: \.value.hasLineFeeds)
    }
  }

  /// It would be written as a block collection if nothing else counted.
  var prefersBlock: Bool {
    switch self {
    case .plain: false
    case .string: hasLineFeeds
    case .list(let items, let style): style == .block && !items.isEmpty || hasLineFeeds
    case .mapping(let entries, let style): style == .block && !entries.isEmpty || hasLineFeeds
    }
  }

  /// Its last text ends with a blank line, so that it takes in blank lines that follow.
  var endsWithBlankLine: Bool {
    switch self {
    case .plain: false
    case .string(let text, _): text.utf8.reversed().starts(with: [0x0A, 0x0A])
    case .list(let items, _): items.last?.endsWithBlankLine ?? false
    case .mapping(let entries, _): entries.last?.value.endsWithBlankLine ?? false
    }
  }
}
