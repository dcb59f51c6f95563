// A YAML text and the tree that was read from it. The text is kept byte for byte; the tree is
// an index into it. Reading is in TreeBuilder.swift, changing the text in YAMLPatch.swift.

package import Diagnostics

package struct YAMLDocument: Sendable {
  let storage: TreeStorage

  package var bytes: [UInt8] { storage.bytes }

  /// `nil` when the text has nothing but blank lines and comments.
  package var root: YAMLNode? { storage.nodes.isEmpty ? nil : YAMLNode(storage: storage, index: 0) }

  /// How many nodes the text has; aliases count one each.
  package var nodeCount: Int { storage.nodes.count }

  /// Reads one YAML 1.2 document.
  ///
  /// The document is there whenever its whole tree could be built, also when there are errors that
  /// leave the structure clear (a key that is there twice, a tag); do not patch it then. All
  /// diagnostics have a place in `bytes`.
  ///
  /// - Complexity: O(bytes).
  package static func read(_ bytes: [UInt8]) -> (document: YAMLDocument?, diagnostics: [Diagnostic])
  {
    guard bytes.count <= YAMLLimits.bytes else { return (nil, [.yamlTooLarge(bytes.count)]) }
    let check = SourceCheck(bytes)
    guard check.diagnostics.isEmpty else { return (nil, check.diagnostics) }
    var builder = TreeBuilder(bytes, check)
    let isWhole = builder.build()
    let document = YAMLDocument(storage: builder.finish())
    return (isWhole ? document : nil, builder.diagnostics)
  }
}

/// What is refused without using the memory that it asks for.
enum YAMLLimits {
  static let bytes = 64 << 20
  /// Collections in one another, aliases followed.
  static let depth = 64
  /// How many nodes all aliases together may stand for.
  static let aliasedNodes = 1_000_000
}

/// The arrays behind a document; never changed after they are built.
final class TreeStorage: Sendable {
  let bytes: [UInt8]
  /// In the order of the text: a collection before its children.
  let nodes: [NodeRecord]
  /// The children of each collection side by side; of a mapping key, value, key, value.
  let children: [Int32]
  /// Texts of scalars that are not spelled in `bytes` as they read.
  let decoded: [UInt8]
  let anchors: [Int32: AnchorRecord]

  init(
    bytes: [UInt8], nodes: [NodeRecord], children: [Int32], decoded: [UInt8],
    anchors: [Int32: AnchorRecord]
  ) {
    self.bytes = bytes
    self.nodes = nodes
    self.children = children
    self.decoded = decoded
    self.anchors = anchors
  }
}

/// One node in 28 bytes. All offsets are bytes of the text.
struct NodeRecord {
  var kind: YAMLNode.Kind
  /// The text of this scalar stands in `TreeStorage.decoded`.
  var isDecoded = false
  var hasProperties = false
  var start: Int32
  var end: Int32
  /// Scalar: where its text starts. Collection: where its children start. Alias: its target.
  var first: Int32 = 0
  /// Scalar: bytes of text. Collection: number of children.
  var count: Int32 = 0
  /// -1 for the root.
  var parent: Int32
}

/// The anchor of a node, and where the node goes on after it.
struct AnchorRecord {
  /// Without `&`; empty when the node has a (refused) tag only.
  var name: Range<Int>
  var contentStart: Int
}
