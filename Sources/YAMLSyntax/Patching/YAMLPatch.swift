// Collects changes of one document and turns them into byte edits that touch nothing else.
// All changes name nodes and positions of the document as it was read, in any order.
// The caller reads the new text again and compares.

package struct YAMLPatch: Sendable {
  package let document: YAMLDocument
  var replacements: [Int32: Replacement] = [:]
  var removals: [Int32: Set<Int>] = [:]
  var insertions: [Int32: [Insertion]] = [:]
  var renames: [Int32: String] = [:]
  /// What an empty document is to say.
  var newRoot: YAMLValue?

  struct Replacement: Sendable {
    var value: YAMLValue
    /// The value is given this anchor, because aliases below need it.
    var anchor: String?
  }

  struct Insertion: Sendable {
    /// 0 is in front of the first child, `count` behind the last.
    var position: Int
    /// `nil` for items.
    var key: String?
    var value: YAMLValue
    var style: CollectionStyle?
  }

  package init(_ document: YAMLDocument) { self.document = document }

  package var isEmpty: Bool {
    replacements.isEmpty && removals.isEmpty && insertions.isEmpty && renames.isEmpty
      && newRoot == nil
  }

  /// Makes an empty document say `value`, below the comments it has.
  ///
  /// - Precondition: The document has no root.
  package mutating func setRoot(to value: YAMLValue) {
    precondition(document.root == nil, "the document has a root: replace that")
    newRoot = value
  }

  /// Makes a node say something else. A scalar keeps its style when it can hold the new text.
  /// Changes inside the node, and inside its old value, are dropped.
  ///
  /// Aliases of the node keep saying what it said: the first of them becomes the value.
  ///
  /// - Precondition: `node` is a value, item or root, not a key; for keys there is `renameKey`.
  package mutating func replace(_ node: YAMLNode, with value: YAMLValue) {
    replacements[node.index] = Replacement(value: value)
  }

  /// Adds an entry to a mapping, in front of the one that is at `position` now.
  ///
  /// Several entries at one position come out in the order of the calls.
  ///
  /// - Parameters:
  ///   - mapping: may be empty or null too; then it is opened. Not an alias: replace that.
  ///   - style: how to open it; `nil` for what the text around or the braces there suggest.
  package mutating func insertEntry(
    _ key: String, _ value: YAMLValue, into mapping: YAMLNode, at position: Int,
    style: CollectionStyle? = nil
  ) {
    precondition(!mapping.isSequence && position <= mapping.count, "no place for an entry")
    insertions[mapping.index, default: []].append(
      Insertion(position: position, key: key, value: value, style: style))
  }

  /// Adds an item to a sequence, in front of the one that is at `position` now; see `insertEntry`.
  package mutating func insertItem(
    _ value: YAMLValue, into sequence: YAMLNode, at position: Int, style: CollectionStyle? = nil
  ) {
    precondition(!sequence.isMapping && position <= sequence.count, "no place for an item")
    insertions[sequence.index, default: []].append(
      Insertion(position: position, value: value, style: style))
  }

  /// Removes an entry or item with its lines, the comment lines directly above it at its
  /// indentation and those inside it. A collection that has nothing left becomes `{}` or `[]`.
  package mutating func remove(at position: Int, from collection: YAMLNode) {
    precondition(0..<collection.count ~= position, "no entry or item to remove")
    removals[collection.index, default: []].insert(position)
  }

  /// Gives an entry another key, in the quotes of the old one where they can hold it.
  package mutating func renameKey(at position: Int, of mapping: YAMLNode, to key: String) {
    precondition(mapping.isMapping && 0..<mapping.count ~= position, "no key to rename")
    renames[mapping.entry(position).key.index] = key
  }

  /// The text with all changes.
  package func patchedBytes() -> [UInt8] { document.bytes.applying(edits()) }

  /// The edits, in order and apart, as `[UInt8].applying` wants them.
  ///
  /// - Complexity: O(nodes + bytes) at worst; mostly O(changes + siblings of what is changed).
  package func edits() -> [SourceEdit] {
    guard !isEmpty else { return [] }
    var writer = PatchWriter(savingAliases())
    writer.write()
    return writer.edits()
  }
}
