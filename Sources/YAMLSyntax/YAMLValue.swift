// A value without a place: what is to be written, or what a node says with its aliases followed.

package enum YAMLValue: Sendable {
  /// `style` is how to write it where it can be; `nil` leaves it to the text around.
  case string(String, style: ScalarStyle? = nil)
  /// Null, a bool or a number, spelled as it is to be written, such as `512` or `0x1F`.
  case plain(String)
  /// `style` counts where the text around shows no custom for this key.
  case list([YAMLValue], style: CollectionStyle = .block)
  case mapping([YAMLEntry], style: CollectionStyle = .block)

  package static let null = YAMLValue.plain("null")
}

package struct YAMLEntry: Sendable {
  package var key: String
  package var value: YAMLValue

  package init(_ key: String, _ value: YAMLValue) {
    self.key = key
    self.value = value
  }
}

extension YAMLNode {
  /// What the node says, aliases followed.
  ///
  /// - Complexity: O(nodes that it stands for), which `YAMLDocument.read` has limited.
  package var value: YAMLValue {
    let node = resolved
    switch node.kind {
    case .scalar(let style):
      if style == .plain, ScalarValue.nonString(node.textBytes) != nil { return .plain(node.text) }
      return .string(node.text, style: style)
    case .sequence(let style): return .list(node.items.map(\.value), style: style)
    case .mapping(let style):
      return .mapping(node.entries.map { YAMLEntry($0.key.text, $0.value.value) }, style: style)
    case .alias: return .null  // of nothing: `read` has said so
    }
  }
}

/// Whether two values say the same: kind, order and text count, styles do not.
///
/// Strings are equal when their bytes are. Numbers are equal as numbers (`0x10` and `16`).
package func sameContent(_ a: YAMLValue, _ b: YAMLValue) -> Bool {
  switch (a, b) {
  case (.string(let first, _), .string(let second, _)):
    return first.utf8.elementsEqual(second.utf8)
  case (.plain(let first), .plain(let second)):
    return sameMeaning(Array(first.utf8)[...], Array(second.utf8)[...])
  case (.list(let first, _), .list(let second, _)):
    return first.count == second.count && zip(first, second).allSatisfy { sameContent($0, $1) }
  case (.mapping(let first, _), .mapping(let second, _)):
    return first.count == second.count
      && zip(first, second).allSatisfy {
        $0.key.utf8.elementsEqual($1.key.utf8) && sameContent($0.value, $1.value)
      }
  case (.string, _), (.plain, _), (.list, _), (.mapping, _): return false
  }
}

/// Whether two nodes say the same, aliases followed; see `sameContent` of values.
package func sameContent(_ a: YAMLNode, _ b: YAMLNode) -> Bool {
  let (a, b) = (a.resolved, b.resolved)
  switch (a.kind, b.kind) {
  case (.scalar(let first), .scalar(let second)):
    let isFirstString = first != .plain || ScalarValue.nonString(a.textBytes) == nil
    let isSecondString = second != .plain || ScalarValue.nonString(b.textBytes) == nil
    guard isFirstString == isSecondString else { return false }
    return isFirstString
      ? a.textBytes.elementsEqual(b.textBytes) : sameMeaning(a.textBytes, b.textBytes)
  case (.sequence, .sequence):
    return a.count == b.count && zip(a.items, b.items).allSatisfy { sameContent($0, $1) }
  case (.mapping, .mapping):
    return a.count == b.count
      && zip(a.entries, b.entries).allSatisfy {
        $0.key.textBytes.elementsEqual($1.key.textBytes) && sameContent($0.value, $1.value)
      }
  case (.alias, .alias): return true
  case (.scalar, _), (.sequence, _), (.mapping, _), (.alias, _): return false
  }
}

/// Whether two documents say the same; an empty one says null.
package func sameContent(_ a: YAMLDocument, _ b: YAMLDocument) -> Bool {
  switch (a.root, b.root) {
  case (let first?, let second?): sameContent(first, second)
  case (nil, nil): true
  case (let only?, nil), (nil, let only?): only.isScalar && only.scalarValue == .null
  }
}

private func sameMeaning(_ a: ArraySlice<UInt8>, _ b: ArraySlice<UInt8>) -> Bool {
  switch (ScalarValue.nonString(a), ScalarValue.nonString(b)) {
  case (.float(let first)?, .float(let second)?): first == second || first.isNaN && second.isNaN
  case (let first, let second): first == second
  }
}
