// Small words for the tests: texts in and out, trees and problems as text.

import Diagnostics
import Testing
import YAMLSyntax

/// The document of a text that has nothing wrong.
func document(_ text: String, sourceLocation: Testing.SourceLocation = #_sourceLocation) throws
  -> YAMLDocument
{
  try document(Array(text.utf8), sourceLocation: sourceLocation)
}

func document(_ bytes: [UInt8], sourceLocation: Testing.SourceLocation = #_sourceLocation) throws
  -> YAMLDocument
{
  let (document, diagnostics) = YAMLDocument.read(bytes)
  #expect(
    diagnostics.isEmpty, "\(diagnostics) in \(String(decoding: bytes, as: UTF8.self))",
    sourceLocation: sourceLocation)
  return try #require(document, sourceLocation: sourceLocation)
}

/// The nodes of a text, one per line with their own bytes: `scalar <a>`.
func outline(_ text: String) throws -> String {
  let document = try document(text)
  return document.root.map { outline($0, of: document, indent: "") } ?? "nothing"
}

private func outline(_ node: YAMLNode, of document: YAMLDocument, indent: String) -> String {
  let source = String(decoding: document.bytes[node.range], as: UTF8.self)
    .split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "⏎")
  var lines = ["\(indent)\(name(of: node.kind)) <\(source)>"]
  lines += node.items.map { outline($0, of: document, indent: indent + "  ") }
  lines += node.entries.flatMap { entry in
    [entry.key, entry.value].map { outline($0, of: document, indent: indent + "  ") }
  }
  return lines.joined(separator: "\n")
}

private func name(of kind: YAMLNode.Kind) -> String {
  switch kind {
  case .scalar(.plain): "plain"
  case .scalar(.singleQuoted): "single"
  case .scalar(.doubleQuoted): "double"
  case .scalar(.literal): "literal"
  case .scalar(.folded): "folded"
  case .sequence(.block): "list"
  case .sequence(.flow): "[list]"
  case .mapping(.block): "mapping"
  case .mapping(.flow): "{mapping}"
  case .alias: "alias"
  }
}

/// What is wrong with a text: `line:column code`, in order.
func problems(_ text: String) -> [String] { problems(Array(text.utf8)) }

func problems(_ bytes: [UInt8]) -> [String] {
  let lines = LineTable(bytes)
  return YAMLDocument.read(bytes).diagnostics.map { diagnostic in
    guard case .bytes(let range)? = diagnostic.place else { return "nowhere \(diagnostic.code)" }
    let place = lines.location(at: range.lowerBound)
    return "\(place.line):\(place.column) \(diagnostic.code)"
  }
}
