// What of a document goes on one line, and how its scalars are written.

extension DocumentFormatter {
  /// Whether the value stands behind its key or dash on one line.
  func isInline(_ node: YAMLNode, column: Int, front: Int) -> Bool {
    switch node.kind {
    case .alias: return true
    case .scalar: return !isBlockText(node)
    case .sequence(.block), .mapping(.block): return false
    case .sequence(.flow), .mapping(.flow):
      if node.count == 0 { return true }
      return !style.needsBlock(node) && !hasComments(in: node) && !hasLines(node)
        && column + front + inline(node).count <= Self.width
    }
  }

  /// Whether the value is a text on lines of its own, `|` or `>`.
  func isBlockText(_ node: YAMLNode) -> Bool {
    guard node.isScalar else { return false }
    return !scalar(node, .block, column: 0).lines.isEmpty
  }

  private func hasComments(in node: YAMLNode) -> Bool {
    var (low, high) = (0, comments.count)
    while low < high {
      let middle = (low + high) / 2
      if comments[middle].offset < node.contentStart { low = middle + 1 } else { high = middle }
    }
    return low < comments.count && comments[low].offset < node.range.upperBound
  }

  /// Some text in it has several lines.
  private func hasLines(_ node: YAMLNode) -> Bool {
    switch node.kind {
    case .alias: false
    case .scalar: node.textBytes.contains(0x0A)
    case .sequence: node.items.contains { hasLines($0) }
    case .mapping: node.entries.contains { hasLines($0.value) }
    }
  }

  /// A value on one line, with its anchor.
  func inline(_ node: YAMLNode, inFlow: Bool = false) -> [UInt8] {
    let anchor = node.anchor.map { Array("&\($0) ".utf8) } ?? []
    switch node.kind {
    case .alias: return Array(node.source)
    case .scalar:
      let written = scalar(node, inFlow ? .flow : .block, column: 0).head
      return written.isEmpty ? Array(anchor.dropLast()) : anchor + written
    case .sequence:
      let items = node.items.map { inline($0, inFlow: true) }
      return anchor + [UInt8(ascii: "[")] + items.joined(separator: Array(", ".utf8))
        + [UInt8(ascii: "]")]
    case .mapping:
      let entries = node.entries.map { entry -> [UInt8] in
        keyBytes(entry.key, .flowKey) + Array(": ".utf8) + inline(entry.value, inFlow: true)
      }
      return anchor + [UInt8(ascii: "{")] + entries.joined(separator: Array(", ".utf8))
        + [UInt8(ascii: "}")]
    }
  }

  func keyBytes(_ key: YAMLNode, _ context: ScalarPlace.Context = .blockKey) -> [UInt8] {
    let anchor = key.anchor.map { Array("&\($0) ".utf8) } ?? []
    return anchor + scalar(key, context, column: 0).head
  }

  /// Numbers and such as they are spelled; strings with quotes only where they need them.
  func scalar(_ node: YAMLNode, _ context: ScalarPlace.Context, column: Int) -> WrittenScalar {
    guard case .scalar(let style) = node.kind else { return WrittenScalar(style: .plain, head: []) }
    let isFlow = context == .flow || context == .flowKey
    if style == .plain, ScalarValue.nonString(node.textBytes) != nil {
      let spelled = Array(node.textBytes)
      return WrittenScalar(
        style: .plain, head: spelled.isEmpty && isFlow ? Array("null".utf8) : spelled)
    }
    let place = ScalarPlace(
      context, parentColumn: column, contentColumn: column + Self.step)
    return ScalarWriter(node.text, in: place).write(wanted(node, style, isFlow: isFlow))
  }

  /// A text that was broken over lines stays so when it is long.
  private func wanted(_ node: YAMLNode, _ style: ScalarStyle, isFlow: Bool) -> ScalarStyle? {
    if isFlow { return nil }
    if style.isBlock { return style }
    let isBroken = node.source.contains(0x0A) && !node.textBytes.contains(0x0A)
    return isBroken && node.textBytes.count > 80 ? .folded : nil
  }
}
