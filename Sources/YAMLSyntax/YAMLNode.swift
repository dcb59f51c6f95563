// A node of a document: its kind, style, text and exact place. Only looks; changes nothing.

package struct YAMLNode: Sendable {
  package enum Kind: Hashable, Sendable {
    case scalar(ScalarStyle)
    case sequence(CollectionStyle)
    case mapping(CollectionStyle)
    case alias
  }

  let storage: TreeStorage
  let index: Int32

  var record: NodeRecord { storage.nodes[Int(index)] }

  package var kind: Kind { record.kind }

  package var isScalar: Bool { if case .scalar = kind { true } else { false } }
  package var isSequence: Bool { if case .sequence = kind { true } else { false } }
  package var isMapping: Bool { if case .mapping = kind { true } else { false } }

  /// The node's bytes, an anchor before it included. A value that is left out has an empty range
  /// behind its `:` or `-`. A block scalar ends behind its last line of text, line end included.
  package var range: Range<Int> { Int(record.start)..<Int(record.end) }

  /// Where the node starts behind its anchor.
  package var contentStart: Int {
    record.hasProperties
      ? storage.anchors[index]?.contentStart ?? Int(record.start) : Int(record.start)
  }

  /// The bytes of `range`.
  package var source: ArraySlice<UInt8> { storage.bytes[range] }

  /// The anchor's name, without `&`.
  package var anchor: String? {
    guard record.hasProperties, let anchor = storage.anchors[index], !anchor.name.isEmpty else {
      return nil
    }
    return String(decoding: storage.bytes[anchor.name], as: UTF8.self)
  }

  package var parent: YAMLNode? {
    record.parent < 0 ? nil : YAMLNode(storage: storage, index: record.parent)
  }

  /// The node that an alias stands for; any other node itself.
  package var resolved: YAMLNode {
    record.kind == .alias ? YAMLNode(storage: storage, index: record.first) : self
  }
}

extension YAMLNode: Hashable {
  package static func == (a: YAMLNode, b: YAMLNode) -> Bool {
    a.index == b.index && a.storage === b.storage
  }

  package func hash(into hasher: inout Hasher) { hasher.combine(index) }
}

// MARK: - Scalars

extension YAMLNode {
  /// What a scalar says, escapes and folding undone; empty for other nodes.
  package var textBytes: ArraySlice<UInt8> {
    guard isScalar else { return [] }
    let record = record
    let range = Int(record.first)..<Int(record.first + record.count)
    return record.isDecoded ? storage.decoded[range] : storage.bytes[range]
  }

  /// What a scalar says as a string; empty for other nodes.
  package var text: String { String(decoding: textBytes, as: UTF8.self) }

  /// What a scalar means by the core schema of YAML 1.2. `nil` for collections and aliases.
  package var scalarValue: ScalarValue? {
    guard case .scalar(let style) = kind else { return nil }
    return style == .plain ? ScalarValue(plain: textBytes) : .string(text)
  }

  /// Where line `line` (from 0) of a scalar's text stands. Block scalars know each line; of other
  /// scalars, and for lines past the end, it is the start.
  package func offset(ofTextLine line: Int) -> Int {
    guard case .scalar(let style) = kind, style == .literal, line >= 0 else { return contentStart }
    var offset = contentStart
    for _ in 0...line {
      guard let lineFeed = storage.bytes[offset..<Int(record.end)].firstIndex(of: 0x0A) else {
        return contentStart
      }
      offset = lineFeed + 1
    }
    guard offset < Int(record.end) else { return contentStart }
    let text = storage.bytes[offset..<Int(record.end)]
    return text.firstIndex { $0 != 0x20 } ?? offset
  }
}

// MARK: - Collections

extension YAMLNode {
  package struct Entry: Sendable {
    package let key: YAMLNode
    package let value: YAMLNode
  }

  /// How many items or entries a collection has; 0 for other nodes.
  package var count: Int {
    switch kind {
    case .sequence: Int(record.count)
    case .mapping: Int(record.count) / 2
    case .scalar, .alias: 0
    }
  }

  /// The items of a sequence; empty for other nodes.
  package var items: LazyMapSequence<Range<Int>, YAMLNode> {
    (0..<(isSequence ? count : 0)).lazy.map { child($0) }
  }

  /// The entries of a mapping; empty for other nodes.
  package var entries: LazyMapSequence<Range<Int>, Entry> {
    (0..<(isMapping ? count : 0)).lazy.map { entry($0) }
  }

  /// The entry whose key says `key`, byte for byte.
  ///
  /// - Complexity: O(entries).
  package func index(ofKey key: String) -> Int? {
    entries.firstIndex { $0.key.textBytes.elementsEqual(key.utf8) }
  }

  /// The value of the entry whose key says `key`.
  package subscript(key: String) -> YAMLNode? { index(ofKey: key).map { entry($0).value } }

  func child(_ position: Int) -> YAMLNode {
    YAMLNode(storage: storage, index: storage.children[Int(record.first) + position])
  }

  func entry(_ position: Int) -> Entry {
    Entry(key: child(2 * position), value: child(2 * position + 1))
  }
}
