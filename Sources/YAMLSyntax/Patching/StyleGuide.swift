// What is customary in a document, for new text to imitate. Where it shows no custom: two spaces,
// double quotes.

struct StyleGuide {
  private(set) var step = 2
  /// Spaces from a key to the dashes of its list; 0 for lists that are not indented.
  private(set) var sequenceStep = 2
  private(set) var quotes = ScalarStyle.doubleQuoted
  /// The quotes that all keys have.
  private(set) var keyStyle: ScalarStyle?
  /// `{ a: 1 }` and not `{a: 1}`.
  private(set) var hasPaddedBraces = false
  private var stylesOfKeys: [ArraySlice<UInt8>: (block: Int, flow: Int)] = [:]

  /// Enough to tell a custom.
  private static let mostNodes = 20_000

  init(_ document: YAMLDocument, _ text: PatchText) {
    var (isStepKnown, isSequenceStepKnown, isPaddingKnown) = (false, false, false)
    var (singles, doubles, keys, quotedKeys) = (0, 0, 0, 0)
    for index in document.storage.nodes.indices.prefix(Self.mostNodes) {
      let node = YAMLNode(storage: document.storage, index: Int32(index))
      switch node.kind {
      case .scalar(.singleQuoted): singles += 1
      case .scalar(.doubleQuoted): doubles += 1
      case .scalar, .alias: break
      case .sequence, .mapping:
        for entry in node.entries {
          keys += 1
          if case .scalar(let style) = entry.key.kind, style.isQuoted { quotedKeys += 1 }
          note(entry)
        }
        if !isStepKnown, let found = Self.step(of: node, .mapping(.block), text) {
          step = found
          isStepKnown = true
        }
        if !isSequenceStepKnown, let found = Self.step(of: node, .sequence(.block), text) {
          sequenceStep = found
          isSequenceStepKnown = true
        }
        if !isPaddingKnown, node.kind == .mapping(.flow), node.count > 0,
          text.bytes[node.contentStart] == UInt8(ascii: "{")
        {
          hasPaddedBraces = text.bytes[node.contentStart + 1] == 0x20
          isPaddingKnown = true
        }
      }
    }
    if !isSequenceStepKnown { sequenceStep = step }
    if singles > doubles { quotes = .singleQuoted }
    if keys > 0, quotedKeys == keys { keyStyle = quotes }
  }

  private mutating func note(_ entry: YAMLNode.Entry) {
    guard entry.value.count > 0 else { return }
    let isFlow = entry.value.kind == .sequence(.flow) || entry.value.kind == .mapping(.flow)
    var styles = stylesOfKeys[entry.key.textBytes] ?? (0, 0)
    if isFlow { styles.flow += 1 } else { styles.block += 1 }
    stylesOfKeys[entry.key.textBytes] = styles
  }

  /// How most lists and mappings below this key are written; `nil` when there are none.
  func style(ofKey key: String) -> CollectionStyle? {
    stylesOfKeys[Array(key.utf8)[...]].map { $0.flow > $0.block ? .flow : .block }
  }

  /// Spaces from `mapping`, a block mapping, to a value of the given kind below it.
  static func step(of mapping: YAMLNode, _ kind: YAMLNode.Kind, _ text: PatchText) -> Int? {
    guard mapping.kind == .mapping(.block) else { return nil }
    for entry in mapping.entries.prefix(16) where entry.value.kind == kind {
      let column = text.column(of: entry.value.contentStart)
      guard text.isFirstInk(entry.value.contentStart) else { continue }
      let step = column - text.column(of: mapping.contentStart)
      if (kind == .sequence(.block) ? 0...9 : 1...9).contains(step) { return step }
    }
    return nil
  }

  /// The quotes that the strings of `collection` all have, to be had by a new one too.
  static func stringStyle(in collection: YAMLNode) -> ScalarStyle? {
    let values = collection.isMapping ? collection.entries.map(\.value) : Array(collection.items)
    let styles = values.prefix(16).compactMap { value -> ScalarStyle? in
      guard case .scalar(let style) = value.kind, value.scalarValue?.isString == true else {
        return nil
      }
      return style
    }
    guard styles.count >= (collection.isMapping ? 2 : 1), let first = styles.first, first.isQuoted,
      styles.allSatisfy({ $0 == first })
    else { return nil }
    return first
  }

  /// The quotes that the keys of `mapping` all have.
  func keyStyle(in mapping: YAMLNode) -> ScalarStyle? {
    guard mapping.count > 0 else { return keyStyle }
    let styles = mapping.entries.prefix(16).map { entry -> ScalarStyle in
      if case .scalar(let style) = entry.key.kind { style } else { .plain }
    }
    guard let first = styles.first, first.isQuoted, styles.allSatisfy({ $0 == first }) else {
      return nil
    }
    return first
  }
}
