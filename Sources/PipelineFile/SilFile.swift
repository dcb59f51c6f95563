// A pipeline file: the bytes as first read, the tree over them, and the pipeline that they say.
// Reading is in PipelineReader.swift, writing in SilFile+Writing.swift; files are opened elsewhere.

package import Diagnostics
package import PipelineModel
import YAMLSyntax

package struct SilFile: Sendable {
  /// As first read. What is written later is always these bytes with patches, so that whatever is
  /// undone gives them back.
  package let bytes: [UInt8]
  /// What `bytes` say. Steps have the ids 0, 1, … in the order of the file.
  package let pipeline: Pipeline
  /// Whether all of the file has a meaning, right or wrong. A file that is not understood is shown
  /// and never written.
  package let isUnderstood: Bool
  let document: YAMLDocument?

  /// Reads a pipeline file. Never fails: whatever is wrong is among the diagnostics, each with its
  /// place in the bytes, in the order of the file.
  ///
  /// - Complexity: O(bytes).
  package static func read(_ bytes: [UInt8]) -> (
    file: SilFile, pipeline: Pipeline, diagnostics: [Diagnostic]
  ) {
    let (document, problems) = YAMLDocument.read(bytes)
    var reader = PipelineReader(problems)
    let pipeline = reader.read(document?.root)
    let isUnderstood =
      document != nil && !problems.contains(where: \.isError) && reader.isUnderstood
    let file = SilFile(
      bytes: bytes, pipeline: pipeline, isUnderstood: isUnderstood, document: document)
    return (file, pipeline, reader.diagnostics)
  }

  /// The file that is not there yet: no bytes, and nothing said.
  package static var empty: SilFile { read([]).file }
}

// MARK: - Places

extension SilFile {
  /// The bytes that a place of a diagnostic means; those of the nearest key above it when the file
  /// lacks the key itself. `nil` for other files and for places that nothing here leads to.
  package func range(of place: Place) -> Range<Int>? {
    switch place {
    case .bytes(let range): return range
    case .file: return nil
    case .key(let keys, let line):
      guard let root = document?.root else { return nil }
      return range(of: keys, line: line, from: root)
    }
  }

  private func range(of keys: [DocumentKey], line: Int?, from root: YAMLNode) -> Range<Int>? {
    var node = root
    var found: Range<Int>?
    for (depth, key) in keys.enumerated() {
      let parent = node.resolved
      switch key {
      case .name(let name):
        guard let index = parent.index(ofKey: name) else { return found }
        let entry = parent.entries[parent.entries.startIndex + index]
        let isLast = depth == keys.count - 1
        // A key whose value is a block is pointed at itself, not at its first line.
        found = isLast && entry.value.isScalar ? entry.value.range : entry.key.range
        node = entry.value
      case .index(let index):
        guard parent.items.indices.contains(index) else { return found }
        node = parent.items[parent.items.startIndex + index]
        found = node.range
      }
    }
    if let line, case .scalar(let style) = node.resolved.kind, style.isBlock {
      let start = node.resolved.offset(ofTextLine: line)
      return start..<start
    }
    return found
  }
}
