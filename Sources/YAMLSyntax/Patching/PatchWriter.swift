// Walks the tree of a patched document and notes the byte changes; in the end joins them.
// The changes of one kind of place each are in the extensions.

struct PatchWriter {
  let patch: YAMLPatch
  let text: PatchText
  let guide: StyleGuide
  let changedNodes: Set<Int32>
  private var changes: [Change] = []
  /// Behind values that change on their line.
  var trailingComments = Set<TrailingComment>()

  struct Change {
    var range: Range<Int>
    var replacement: [UInt8]
    /// How deep in the tree; inner insertions come before outer ones at the same place …
    var depth = 0
    /// … but for those that open a node, which come behind what is put in front of it.
    var isOpening = false
    var order = 0
  }

  init(_ patch: YAMLPatch) {
    self.patch = patch
    text = PatchText(patch.document.bytes)
    guide = StyleGuide(patch.document, text)
    changedNodes = patch.changedNodes()
  }

  mutating func note(
    _ range: Range<Int>, _ replacement: [UInt8], depth: Int, isOpening: Bool = false
  ) {
    guard !range.isEmpty || !replacement.isEmpty else { return }
    changes.append(
      Change(
        range: range, replacement: replacement, depth: depth, isOpening: isOpening,
        order: changes.count))
  }

  mutating func insert(_ replacement: [UInt8], at offset: Int, depth: Int) {
    note(offset..<offset, replacement, depth: depth)
  }

  // MARK: The walk

  mutating func write() {
    if let value = patch.newRoot { writeNewRoot(value) }
    guard let root = patch.document.root else { return }
    if let replacement = patch.replacements[root.index] {
      replaceRoot(root, with: replacement.value)
    } else {
      write(root, in: .root, depth: 0)
    }
  }

  /// Where a node stands in its parent.
  enum Slot {
    case root
    /// Behind a colon or dash; `parentColumn` is that of the key or dash.
    case block(behind: Int, parentColumn: Int, isItem: Bool, key: String?)
    /// In brackets or braces; an entry without a colon still needs one.
    case flow(needsColon: Bool, key: String?)

    var key: String? {
      switch self {
      case .root: nil
      case .block(_, _, _, let key), .flow(_, let key): key
      }
    }
  }

  private mutating func write(_ node: YAMLNode, in slot: Slot, depth: Int) {
    guard changedNodes.contains(node.index) else { return }
    if let replacement = patch.replacements[node.index] {
      replace(node, in: slot, with: replacement, depth: depth)
      return
    }
    let removed = patch.removals[node.index] ?? []
    let insertions = patch.insertions[node.index] ?? []
    if !removed.isEmpty || !insertions.isEmpty {
      let insertions = Dictionary(grouping: insertions, by: \.position)
      if node.count == 0 {
        open(node, in: slot, with: insertions[0] ?? [], depth: depth)
      } else if node.kind.isBlockCollection {
        changeBlock(node, in: slot, removed: removed, insertions: insertions, depth: depth)
      } else {
        changeFlow(node, removed: removed, insertions: insertions, depth: depth)
      }
    }
    for position in 0..<node.count where !removed.contains(position) {
      let child = node.isMapping ? node.entry(position).value : node.child(position)
      let isRenamed = node.isMapping && patch.renames[node.entry(position).key.index] != nil
      guard isRenamed || changedNodes.contains(child.index) else { continue }
      let slot = self.slot(of: position, in: node)
      if isRenamed { writeKey(node.entry(position).key, of: node, depth: depth + 1) }
      noteComment(behind: child, in: slot)
      write(child, in: slot, depth: depth + 1)
    }
  }

  private mutating func writeKey(_ key: YAMLNode, of mapping: YAMLNode, depth: Int) {
    guard let name = patch.renames[key.index], case .scalar(let style) = key.kind else { return }
    let context: ScalarPlace.Context = mapping.kind == .mapping(.flow) ? .flowKey : .blockKey
    let place = ScalarPlace(context, quotes: guide.quotes)
    note(
      key.contentStart..<key.range.upperBound, ScalarWriter(name, in: place).write(style).head,
      depth: depth)
  }

  func slot(of position: Int, in node: YAMLNode) -> Slot {
    guard node.isMapping else {
      guard node.kind == .sequence(.block) else { return .flow(needsColon: false, key: nil) }
      let dash = start(of: position, in: node)
      return .block(behind: dash + 1, parentColumn: text.column(of: dash), isItem: true, key: nil)
    }
    let entry = node.entry(position)
    let colon = SourceText.afterBlanks(in: text.bytes, from: entry.key.range.upperBound)
    let hasColon = colon < text.bytes.count && text.bytes[colon] == UInt8(ascii: ":")
    guard node.kind == .mapping(.block) else {
      return .flow(needsColon: !hasColon, key: entry.key.text)
    }
    return .block(
      behind: colon + 1, parentColumn: text.column(of: entry.key.range.lowerBound),
      isItem: false, key: entry.key.text)
  }

  // MARK: The end

  /// The changes as edits of the file: in order, those that touch joined.
  func edits() -> [SourceEdit] {
    let sorted = Self.inOrder(changes)
    let aligned = Self.inOrder(sorted + alignments(after: sorted))
    var joined: [SourceEdit] = []
    for change in aligned {
      if let last = joined.last, change.range.lowerBound <= last.range.upperBound {
        joined[joined.count - 1] = SourceEdit(
          range: last.range.lowerBound..<max(last.range.upperBound, change.range.upperBound),
          replacement: last.replacement + change.replacement)
      } else {
        joined.append(SourceEdit(range: change.range, replacement: change.replacement))
      }
    }
    return text.lacksLineEnd ? withoutLastLineEnd(joined) : joined
  }

  private static func inOrder(_ changes: [Change]) -> [Change] {
    changes.sorted { a, b in
      if a.range.lowerBound != b.range.lowerBound { return a.range.lowerBound < b.range.lowerBound }
      if a.range.isEmpty != b.range.isEmpty { return a.range.isEmpty }
      if a.isOpening != b.isOpening { return b.isOpening }
      if a.depth != b.depth { return (a.depth > b.depth) != a.isOpening }
      return a.order < b.order
    }
  }
}
