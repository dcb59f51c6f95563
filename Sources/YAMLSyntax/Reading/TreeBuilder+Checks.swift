// What a pipeline file may not have although YAML does: tags, odd keys, keys twice, aliases that
// go nowhere, too deep or too far. Every check notes a diagnostic, and reading goes on.

import Diagnostics

extension TreeBuilder {
  /// Notes anchor and tag of the node that will be `index`.
  ///
  /// - Returns: where the node goes on behind them.
  mutating func addProperties(
    of index: Int32, _ range: Range<Int>, anchor: UnsafeMutablePointer<UInt8>?,
    tag: UnsafeMutablePointer<UInt8>?, to record: inout NodeRecord
  ) -> Int {
    guard anchor != nil || tag != nil else { return range.lowerBound }
    record.hasProperties = true
    var name = range.lowerBound..<range.lowerBound
    var offset = range.lowerBound
    var end = offset
    while offset < range.upperBound || record.kind.isBlockCollection, offset < bytes.count,
      bytes[offset] == UInt8(ascii: "&") || bytes[offset] == UInt8(ascii: "!")
    {
      let isAnchor = bytes[offset] == UInt8(ascii: "&")
      end = SourceText.endOfProperty(in: bytes, from: offset)
      if isAnchor {
        name = offset + 1..<end
        // libyaml ends the name at a colon, YAML 1.2 at a blank only.
        if !Self.string(anchor).utf8.elementsEqual(bytes[name]) {
          note(.yamlAnchorName(String(decoding: bytes[name], as: UTF8.self), at: offset..<end))
        }
      } else {
        let tag = String(decoding: bytes[offset..<end], as: UTF8.self)
        note(.yamlTag(tag, at: offset..<end))
      }
      offset = SourceText.afterBlanks(in: bytes, from: end)
    }
    let isEmpty = offset > range.upperBound && !record.kind.isBlockCollection
    let contentStart = isEmpty ? range.upperBound : offset
    anchors[index] = AnchorRecord(name: name, contentStart: contentStart)
    return contentStart
  }

  // MARK: Aliases and depth

  /// - Returns: what the alias stands for; `nil`, with a diagnostic, when that is nothing sound.
  mutating func target(ofAlias name: String, at range: Range<Int>) -> Anchored? {
    guard let target = anchored[name] else {
      note(.yamlUnknownAlias(name, at: range))
      return nil
    }
    guard !openCollections.contains(where: { $0.node == target.node }) else {
      note(.yamlAliasCycle(name, at: range))
      return nil
    }
    guard aliasedNodes + target.size <= YAMLLimits.aliasedNodes else {
      if aliasedNodes <= YAMLLimits.aliasedNodes {
        note(.yamlAliasExpansion(name, at: range))
      }
      aliasedNodes = YAMLLimits.aliasedNodes + 1
      return nil
    }
    guard openCollections.count + target.height <= YAMLLimits.depth else {
      note(.yamlTooDeep(at: range))
      return nil
    }
    aliasedNodes += target.size
    return target
  }

  /// What comes after is not read.
  var isTooDeep: Bool { openCollections.count > YAMLLimits.depth }

  /// Adds a child to the innermost collection's account.
  mutating func count(size: Int, height: Int) {
    let last = openCollections.count - 1
    openCollections[last].size += size
    openCollections[last].height = max(openCollections[last].height, height)
  }

  mutating func noteSize(of closed: OpenCollection) {
    guard nodes[Int(closed.node)].hasProperties, let anchor = anchors[closed.node],
      !anchor.name.isEmpty
    else { return }
    let name = String(decoding: bytes[anchor.name], as: UTF8.self)
    guard anchored[name]?.node == closed.node else { return }
    anchored[name] = Anchored(node: closed.node, size: closed.size, height: closed.height + 1)
  }

  // MARK: Keys

  /// Called before `node` is linked into the innermost collection.
  mutating func checkChild(_ node: Int32) {
    guard let open = openCollections.last, open.isMapping, !isAtValue else { return }
    let record = nodes[Int(node)]
    // A key that is missing at the very end has no byte to point at.
    let end = min(bytes.count, max(Int(record.end), Int(record.start) + 1))
    let range = Int(record.start)..<end
    guard case .scalar(let style) = record.kind, !isExplicit(record, in: open),
      !bytes[Int(record.start)..<Int(record.end)].contains(0x0A)
    else {
      note(.yamlComplexKey(at: range))
      return
    }
    guard style == .plain else { return }
    if record.count == 0 {
      note(.yamlMissingKey(at: range))
    } else if record.count == 2, text(of: node).elementsEqual("<<".utf8) {
      note(.yamlMergeKey(at: range))
    }
  }

  /// The key has a question mark in front of it.
  private func isExplicit(_ key: NodeRecord, in open: OpenCollection) -> Bool {
    var offset = open.contentEnd
    while offset < Int(key.start) {
      offset = SourceText.afterBlanks(in: bytes, from: offset)
      guard offset < Int(key.start) else { return false }
      if bytes[offset] == UInt8(ascii: "?") { return true }
      offset += 1
    }
    return false
  }

  mutating func checkKeys(of mapping: Int32) {
    for (key, first) in duplicateKeys(of: mapping) {
      let record = nodes[Int(key)]
      note(
        .yamlDuplicateKey(
          String(decoding: text(of: key), as: UTF8.self),
          firstLine: lines.line(at: Int(nodes[Int(first)].start)) + 1,
          at: Int(record.start)..<Int(record.end)))
    }
  }

  /// Each key that repeats an earlier one, with one above it that says the same.
  private func duplicateKeys(of mapping: Int32) -> [(key: Int32, first: Int32)] {
    let children = children(of: mapping)
    var found: [(key: Int32, first: Int32)] = []
    if children.count <= 24 {
      for index in stride(from: children.startIndex + 2, to: children.endIndex, by: 2) {
        for earlier in stride(from: children.startIndex, to: index, by: 2)
        where isSameText(children[earlier], children[index]) {
          found.append((children[index], children[earlier]))
          break
        }
      }
      return found
    }
    var table = TextTable(capacity: children.count / 2)
    for index in stride(from: children.startIndex, to: children.endIndex, by: 2) {
      let key = children[index]
      guard case .scalar = nodes[Int(key)].kind else { continue }
      if let first = table.set(text(of: key), to: Int(key)) { found.append((key, Int32(first))) }
    }
    return found
  }

  private func isSameText(_ a: Int32, _ b: Int32) -> Bool {
    guard nodes[Int(a)].count == nodes[Int(b)].count, case .scalar = nodes[Int(a)].kind,
      case .scalar = nodes[Int(b)].kind
    else { return false }
    return hasSameBytes(text(of: a), text(of: b))
  }
}

extension YAMLNode.Kind {
  var isBlockCollection: Bool { self == .sequence(.block) || self == .mapping(.block) }
}
