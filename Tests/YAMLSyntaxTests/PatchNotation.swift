// Patches as text: what a file says before and after.

import Diagnostics
import Testing
import YAMLSyntax

/// Changes a text and compares; the new text must be free of problems.
func expectPatch(
  _ text: String, _ change: (inout YAMLPatch, YAMLNode) throws -> Void, gives expected: String,
  sourceLocation: Testing.SourceLocation = #_sourceLocation
) throws {
  let document = try document(text, sourceLocation: sourceLocation)
  let root = try #require(document.root, sourceLocation: sourceLocation)
  var patch = YAMLPatch(document)
  try change(&patch, root)
  let patched = patch.patchedBytes()
  #expect(
    String(decoding: patched, as: UTF8.self).utf8.elementsEqual(expected.utf8),
    "\n\(String(decoding: patched, as: UTF8.self))", sourceLocation: sourceLocation)
  #expect(YAMLDocument.read(patched).diagnostics.isEmpty, sourceLocation: sourceLocation)
}

extension YAMLNode {
  /// The value below keys and positions, such as `at("steps", 0, "args")`.
  func at(_ path: any PathStep...) throws -> YAMLNode {
    try path.reduce(self) { try #require($1.child(of: $0)) }
  }
}

protocol PathStep { func child(of node: YAMLNode) -> YAMLNode? }

extension String: PathStep {
  func child(of node: YAMLNode) -> YAMLNode? { node[self] }
}

extension Int: PathStep {
  func child(of node: YAMLNode) -> YAMLNode? { Array(node.items)[self] }
}
