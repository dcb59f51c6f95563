// Writes a whole document anew in one style: two spaces, LF, block where asked or too wide for a
// line, quotes only where needed, one blank line where there were some. Comments stay with what
// they belong to:
//   above an entry, at its column   the entry's
//   at a line's end                 the line's
//   deeper than the entry above     inside that entry, or the end of its collection
//   after a blank line              nobody's; the blank line stays
// The order of keys and what the document says do not change. Lines are put together in
// FormattedLines.swift.

package struct FormatStyle: Sendable {
  /// Collections that get one entry per line in any case.
  package var needsBlock: @Sendable (YAMLNode) -> Bool
  /// Mappings whose entries have a blank line between them unless all are lines.
  package var isSpaced: @Sendable (YAMLNode) -> Bool

  package init(
    needsBlock: @escaping @Sendable (YAMLNode) -> Bool,
    isSpaced: @escaping @Sendable (YAMLNode) -> Bool
  ) {
    self.needsBlock = needsBlock
    self.isSpaced = isSpaced
  }
}

extension YAMLDocument {
  /// The same document in one style. Formatting the result again changes nothing.
  ///
  /// - Precondition: The document was read without errors.
  /// - Complexity: O(bytes).
  package func formatted(_ style: FormatStyle) -> [UInt8] {
    var formatter = DocumentFormatter(self, style)
    return formatter.format()
  }
}

struct DocumentFormatter {
  let document: YAMLDocument
  let style: FormatStyle
  let text: PatchText
  var comments: [SourceComment]
  /// The first comment that is not written yet.
  var next = 0
  var lines = FormattedLines()

  static let step = 2
  static let width = 100

  init(_ document: YAMLDocument, _ style: FormatStyle) {
    self.document = document
    self.style = style
    text = PatchText(document.bytes)
    comments = SourceComment.all(in: document)
  }

  mutating func format() -> [UInt8] {
    let end = document.bytes.count
    if let root = document.root {
      if isInline(root, column: 0, front: 0) {
        let pending = takeAbove(before: root.contentStart, column: 0)
        lines.append(inline(root))
        lines.attach(pending, to: lines.count - 1)
      } else if let anchor = root.anchor {
        // An anchor stands on a line of its own above a block collection.
        let pending = takeAbove(before: root.contentStart, column: 0)
        lines.append(Array("&\(anchor)".utf8))
        lines.attach(pending, to: lines.count - 1)
        collection(root, at: 0, sourceParent: -1, limit: end, prefix: nil)
      } else {
        collection(root, at: 0, sourceParent: -1, limit: end, prefix: nil)
      }
    }
    takeTrailing(before: end, line: lines.count - 1)
    takeOwnLines(before: end, deeperThan: -1, column: 0)
    return lines.bytes()
  }

  // MARK: Collections

  /// What stands before an entry that starts behind a dash.
  struct Prefix {
    var bytes: [UInt8]
    /// Of the dash: where comments above the entry go.
    var column: Int
    /// Comments for the end of its line.
    var pending: [[UInt8]]
  }

  /// Writes a collection with one entry per line.
  ///
  /// - Parameters:
  ///   - column: where its entries go now.
  ///   - sourceParent: where the entry stood that holds it.
  ///   - limit: where the text goes on behind it.
  private mutating func collection(
    _ node: YAMLNode, at column: Int, sourceParent: Int, limit: Int, prefix: Prefix?
  ) {
    let isFlow = node.kind == .sequence(.flow) || node.kind == .mapping(.flow)
    let isSpaced = isSpaced(node, column: column)
    let own = isFlow ? node.range.upperBound - 1 : limit
    for position in 0..<node.count {
      let isLast = position == node.count - 1
      let following = isLast ? own : start(of: position + 1, in: node)
      if position > 0, isSpaced { lines.wantBlank() }
      entry(
        position, in: node, at: column, limit: following, prefix: position == 0 ? prefix : nil)
    }
    if isFlow {
      while next < comments.count, comments[next].offset < own {
        if comments[next].isOwnLine {
          takeOwnLine(column: column)
        } else {
          takeTrailing(before: own, line: lines.count - 1, orAt: column)
        }
      }
      takeTrailing(before: limit, line: lines.count - 1, orAt: column)
    } else {
      takeOwnLines(before: own, deeperThan: sourceParent, column: column)
    }
  }

  private mutating func entry(
    _ position: Int, in node: YAMLNode, at column: Int, limit: Int, prefix: Prefix?
  ) {
    let start = start(of: position, in: node)
    let value = value(at: position, in: node)
    let key = node.isMapping ? keyBytes(node.entry(position).key) : nil
    let isBlockSource = node.kind == .mapping(.block) || node.kind == .sequence(.block)
    let front = key.map { $0 + [UInt8(ascii: ":")] } ?? [UInt8(ascii: "-")]
    let isInline = isInline(value, column: column, front: front.count + 1)
    let isCompact = key == nil && !isInline && !isBlockText(value) && value.anchor == nil
    let noteColumn = prefix?.column ?? column
    var pending = (prefix?.pending ?? []) + takeAbove(before: start, column: noteColumn)
    if prefix == nil, hasBlankAbove(start, position, in: node) { lines.wantBlank() }
    let content = isInline || isBlockText(value) ? value.range.upperBound : start
    pending += takeAbove(
      before: isCompact ? firstStart(in: value) : content, column: noteColumn)
    let head = (prefix?.bytes ?? ValueWriter.spaces(column)) + front
    if isCompact {
      let inner = Prefix(bytes: head + [0x20], column: noteColumn, pending: pending)
      collection(
        value, at: column + Self.step, sourceParent: text.column(of: start), limit: limit,
        prefix: inner)
      return
    }
    let anchor = value.anchor.map { Array(" &\($0)".utf8) } ?? []
    if isInline {
      let written = inline(value)
      lines.append(head + (written.isEmpty ? [] : [0x20] + written))
      lines.attach(pending, to: lines.count - 1)
    } else if isBlockText(value) {
      let scalar = scalar(value, .block, column: column)
      lines.append(head + anchor + [0x20] + scalar.head)
      lines.attach(pending, to: lines.count - 1)
      takeTrailing(before: limit, line: lines.count - 1)
      lines.append(text: scalar)
    } else {
      lines.append(head + anchor, opensCollection: true)
      lines.attach(pending, to: lines.count - 1)
      takeTrailing(before: firstStart(in: value), line: lines.count - 1)
      collection(
        value, at: column + Self.step, sourceParent: text.column(of: start), limit: limit,
        prefix: nil)
      return
    }
    takeTrailing(before: limit, line: lines.count - 1)
    if isBlockSource {
      takeOwnLines(
        before: limit, deeperThan: text.column(of: start),
        column: column + (lines.endsWithText ? 1 : Self.step))
    }
  }

  private func isSpaced(_ node: YAMLNode, column: Int) -> Bool {
    guard style.isSpaced(node) else { return false }
    return node.entries.contains { entry in
      !isInline(entry.value, column: column, front: keyBytes(entry.key).count + 2)
    }
  }

  /// There is a blank line above the entry that is no line of a text.
  private func hasBlankAbove(_ start: Int, _ position: Int, in node: YAMLNode) -> Bool {
    guard text.isFirstInk(start) else { return false }
    let first = node.isMapping ? node.entry(position).key : node.child(position)
    return text.isBlankAbove(start, after: first.endOfTextBefore)
  }

  /// Where an entry's key, an item's dash or a flow item starts.
  private func start(of position: Int, in node: YAMLNode) -> Int {
    if node.isMapping { return node.entry(position).key.range.lowerBound }
    guard node.kind == .sequence(.block) else { return node.child(position).range.lowerBound }
    let from = position == 0 ? node.contentStart : node.child(position - 1).range.upperBound
    return SourceText.afterBlanks(in: text.bytes, from: from)
  }

  /// Where the first thing in a collection starts that is not a dash or bracket.
  private func firstStart(in node: YAMLNode) -> Int {
    guard node.count > 0 else { return node.contentStart }
    return start(of: 0, in: node)
  }

  private func value(at position: Int, in node: YAMLNode) -> YAMLNode {
    node.isMapping ? node.entry(position).value : node.child(position)
  }
}
