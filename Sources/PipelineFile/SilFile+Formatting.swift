// The canonical style of a pipeline file: `sil-tui fmt`. What the style is in general is
// YAMLSyntax's; here it is said which parts of a pipeline get lines of their own.

import YAMLSyntax

extension SilFile {
  /// The file in the canonical style: the same keys in the same order, the same comments.
  /// Formatting twice gives the same bytes.
  ///
  /// - Throws: `notUnderstood` for a file that is no sound YAML or no pipeline;
  ///   `wouldReadDifferently` when this program made a mistake.
  package func formatted() throws(WriteError) -> [UInt8] {
    guard isUnderstood, let document else { throw .notUnderstood }
    let text = document.formatted(Self.canonicalStyle)
    let (again, diagnostics) = YAMLDocument.read(text)
    guard let again, diagnostics.isEmpty, sameContent(document, again),
      sameComments(document, again)
    else { throw .wouldReadDifferently(text) }
    return text
  }

  /// The top, `steps` and bodies with code in lines; a blank line between steps.
  private static var canonicalStyle: FormatStyle {
    FormatStyle(
      needsBlock: { node in node.parent == nil || isSteps(node) },
      isSpaced: isSteps)
  }

  @Sendable private static func isSteps(_ node: YAMLNode) -> Bool {
    guard let parent = node.parent, parent.parent == nil else { return false }
    return parent["steps"] == node
  }

  private func sameComments(_ one: YAMLDocument, _ other: YAMLDocument) -> Bool {
    one.comments.sorted { $0.lexicographicallyPrecedes($1) }
      == other.comments.sorted { $0.lexicographicallyPrecedes($1) }
  }
}
