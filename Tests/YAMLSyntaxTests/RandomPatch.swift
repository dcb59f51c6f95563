// Random changes of a document, together with what the document must say after them.

import TestSupport
import YAMLSyntax

/// What a node must be after a patch.
indirect enum Expected {
  /// The old node, in its old bytes.
  case kept(YAMLNode)
  case value(YAMLValue)
  case list([Expected])
  case mapping([(key: ExpectedKey, value: Expected)])
}

enum ExpectedKey {
  case kept(YAMLNode)
  case text(String)
}

struct RandomPatch {
  let document: YAMLDocument
  private(set) var patch: YAMLPatch
  private(set) var words: [String] = []
  private var random: SplitMix64
  private var nodes: [YAMLNode] = []
  private var count = 0
  private var replaced: [YAMLNode: YAMLValue] = [:]
  private var removed: [YAMLNode: Set<Int>] = [:]
  private var inserted: [YAMLNode: [(position: Int, key: String?, value: YAMLValue)]] = [:]
  private var renamed: [YAMLNode: String] = [:]

  init(of document: YAMLDocument, seed: UInt64) {
    self.document = document
    patch = YAMLPatch(document)
    random = SplitMix64(seed: seed)
    if let root = document.root { collect(root) }
    for _ in 0..<[1, 2, 2, 3, 6, 9][Int.random(in: 0..<6, using: &random)] { change() }
  }

  private mutating func collect(_ node: YAMLNode) {
    nodes.append(node)
    for item in node.items { collect(item) }
    for entry in node.entries { collect(entry.value) }
  }

  private mutating func change() {
    guard let node = nodes.randomElement(using: &random) else { return }
    let isOpen =
      node.count == 0 && (!node.isScalar || node.scalarValue == .null) && node.kind != .alias
    switch Int.random(in: 0..<6, using: &random) {
    case 0 where node.parent != nil || !node.isScalar: replace(node)
    case 1...2 where node.count > 0: remove(from: node)
    case 3 where node.isMapping && node.count > 0:
      let position = Int.random(in: 0..<node.count, using: &random)
      let key = newKey()
      renamed[Array(node.entries)[position].key] = key
      patch.renameKey(at: position, of: node, to: key)
      words.append("rename \(position) of \(node.range) to \(key.debugDescription)")
    case 4...5 where node.count > 0 || isOpen: insert(into: node)
    default: break
    }
  }

  private mutating func replace(_ node: YAMLNode) {
    let value = newValue(depth: 2)
    replaced[node] = value
    patch.replace(node, with: value)
    words.append("replace \(node.range) with \(value)")
  }

  private mutating func remove(from node: YAMLNode) {
    let isAll = Int.random(in: 0..<4, using: &random) == 0
    let positions = isAll ? Array(0..<node.count) : [Int.random(in: 0..<node.count, using: &random)]
    for position in positions {
      removed[node, default: []].insert(position)
      patch.remove(at: position, from: node)
      words.append("remove \(position) from \(node.range)")
    }
  }

  private mutating func insert(into node: YAMLNode) {
    let position = Int.random(in: 0...node.count, using: &random)
    let value = newValue(depth: 2)
    let isMapping =
      node.isMapping || node.isScalar && inserted[node]?.first?.key != nil
      || node.isScalar && inserted[node] == nil
    let key = isMapping ? newKey() : nil
    inserted[node, default: []].append((position, key, value))
    if let key {
      patch.insertEntry(key, value, into: node, at: position)
    } else {
      patch.insertItem(value, into: node, at: position)
    }
    words.append("insert \(key.debugDescription) \(value) at \(position) into \(node.range)")
  }

  private mutating func newKey() -> String {
    count += 1
    return "new\(count)"
      + (Int.random(in: 0..<4, using: &random) == 0 ? randomText(using: &random) : "")
  }

  private mutating func newValue(depth: Int) -> YAMLValue {
    let style: CollectionStyle = Bool.random(using: &random) ? .block : .flow
    switch Int.random(in: 0..<8, using: &random) {
    case 0: return .plain(["1", "true", "null", "0x1F"][Int.random(in: 0..<4, using: &random)])
    case 1 where depth > 0:
      return .list(
        (0..<Int.random(in: 0...3, using: &random)).map { _ in newValue(depth: depth - 1) },
        style: style)
    case 2 where depth > 0:
      return .mapping(
        (0..<Int.random(in: 0...3, using: &random)).map { _ in
          YAMLEntry(newKey(), newValue(depth: depth - 1))
        }, style: style)
    case 3: return .string("line\n  more\n" + (Bool.random(using: &random) ? "\n" : ""))
    default: return .string(randomText(using: &random))
    }
  }

  // MARK: What must come out

  /// Entries and items that are removed or get another value, key included.
  var touched: [Range<Int>] {
    let values = replaced.keys.map { entryRange(of: $0) }
    let gone = removed.flatMap { node, positions in
      positions.map { position in
        entryRange(
          of: node.isMapping ? Array(node.entries)[position].value : Array(node.items)[position])
      }
    }
    return values + gone
  }

  /// The first dash that only blanks, blank lines and comments stand in front of.
  private func dash(from offset: Int) -> Int {
    var (next, isComment) = (offset, false)
    while next < document.bytes.count {
      switch document.bytes[next] {
      case UInt8(ascii: "-") where !isComment: return next
      case UInt8(ascii: "#"): isComment = true
      case 0x0A: isComment = false
      default: break
      }
      next += 1
    }
    return offset
  }

  private func entryRange(of node: YAMLNode) -> Range<Int> {
    let key = node.parent?.entries.first { $0.value == node }?.key ?? node
    if let parent = node.parent, parent.kind == .sequence(.block) {
      let items = Array(parent.items)
      let before = items.firstIndex(of: node).flatMap { $0 == 0 ? nil : items[$0 - 1] }
      return dash(from: before?.range.upperBound ?? parent.contentStart)..<node.range.upperBound
    }
    return key.range.lowerBound..<max(key.range.upperBound, node.range.upperBound)
  }

  func expected() -> Expected? { document.root.map { expected($0) } }

  private func expected(_ node: YAMLNode) -> Expected {
    if let value = replaced[node] { return .value(value) }
    if node.kind == .alias { return .value(node.value) }
    guard node.count > 0 || inserted[node] != nil else { return .kept(node) }
    let isMapping = node.isMapping || inserted[node]?.first?.key != nil
    var entries: [(key: ExpectedKey, value: Expected)] = []
    for position in 0...node.count {
      for new in inserted[node] ?? [] where new.position == position {
        entries.append((.text(new.key ?? ""), .value(new.value)))
      }
      guard position < node.count, removed[node]?.contains(position) != true else { continue }
      if node.isMapping {
        let entry = Array(node.entries)[position]
        entries.append(
          (renamed[entry.key].map { .text($0) } ?? .kept(entry.key), expected(entry.value)))
      } else {
        entries.append((.text(""), expected(Array(node.items)[position])))
      }
    }
    return isMapping ? .mapping(entries) : .list(entries.map(\.value))
  }
}

/// Whether a node of the new text is what it must be; what is not, in words.
func mismatch(_ new: YAMLNode, _ expected: Expected) -> String? {
  switch expected {
  case .value(let value):
    return sameContent(new.value, value) ? nil : "\(new.value) is not \(value)"
  case .kept(let old):
    let (was, now) = (source(of: old), source(of: new.resolved))
    if now == was || new.text == old.text && isOnlyHeaderDifferent(was, now) { return nil }
    return "the bytes \(was.debugDescription) became \(now.debugDescription)"
  case .list(let items):
    guard new.isSequence, new.count == items.count else { return "\(new.value) has other items" }
    return zip(new.items, items).lazy.compactMap { mismatch($0, $1) }.first
  case .mapping(let entries):
    guard new.isMapping, new.count == entries.count else { return "\(new.value) has other entries" }
    return zip(new.entries, entries).lazy.compactMap { new, expected in
      switch expected.key {
      case .kept(let old) where source(of: old) != source(of: new.key): "key \(old.text) changed"
      case .text(let text) where !text.utf8.elementsEqual(new.key.text.utf8):
        "key \(text) is missing"
      default: mismatch(new.value, expected.value)
      }
    }.first
  }
}

/// A block text that was the last thing in a file without a line end at its end says so in its
/// header when something comes behind it.
private func isOnlyHeaderDifferent(_ was: String, _ now: String) -> Bool {
  let (was, now) = (was.split(whereSeparator: \.isNewline), now.split(whereSeparator: \.isNewline))
  return was.count > 1 && was.dropFirst() == now.dropFirst() && was[0].first == now[0].first
}

/// A node's bytes without its anchor, and without blank lines at their end.
private func source(of node: YAMLNode) -> String {
  var bytes = Array(node.source.dropFirst(node.contentStart - node.range.lowerBound))
  while let last = bytes.last, last == 0x0A || last == 0x0D { bytes.removeLast() }
  return String(decoding: bytes, as: UTF8.self)
}
