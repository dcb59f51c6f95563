// The law of formatting: nothing is lost, nothing says something else, and twice is as once.

import Diagnostics
import Glibc
import TestSupport
import Testing
import YAMLSyntax

private let plainStyle = FormatStyle(needsBlock: { $0.parent == nil }, isSpaced: { _ in false })

private func formatted(_ text: String) throws -> String {
  String(decoding: try document(text).formatted(plainStyle), as: UTF8.self)
}

/// The seeds of the usual run; SIL_TUI_DOCUMENTS=100000 takes as many others, which no run had before.
private let seeds: Range<UInt64> = {
  guard let wanted = getenv("SIL_TUI_DOCUMENTS").flatMap({ UInt64(String(cString: $0)) }) else {
    return 0..<400
  }
  let first = UInt64.random(in: 1_000..<1 << 40)
  return first..<first + wanted
}()

@Test func `formatting keeps every comment and what a document says, and is stable`() throws {
  for seed in seeds { try expectFormattingLaw(seed: seed) }
}

private func expectFormattingLaw(seed: UInt64) throws {
  let bytes = RandomDocument.text(seed: seed)
  let old = try document(bytes)
  let once = old.formatted(plainStyle)
  let story =
    "seed \(seed)\n--- from\n\(String(decoding: bytes, as: UTF8.self))\n--- to\n"
    + String(decoding: once, as: UTF8.self)
  let (new, diagnostics) = YAMLDocument.read(once)
  guard let new, diagnostics.isEmpty else {
    Issue.record("\(diagnostics.map(\.message)) \(story)")
    return
  }
  #expect(sameContent(old, new), "\(story)")
  let (before, after) = (old.comments.map(\.shown).sorted(), new.comments.map(\.shown).sorted())
  #expect(before == after, "\(story)")
  let twice = String(decoding: new.formatted(plainStyle), as: UTF8.self)
  #expect(twice == String(decoding: once, as: UTF8.self), "\(story)\n--- twice\n\(twice)")
}

@Test(arguments: [
  // Indentation, quotes, dashes.
  ("a:\n    b: 'x'\n    c:\n    - \"1\"\n    -   z\n", "a:\n  b: x\n  c:\n    - \"1\"\n    - z\n"),
  // Blank lines: one is enough, none below a key or at the ends.
  ("\n\na: 1\n\n\n\nb:\n\n  c: 2\n\n", "a: 1\n\nb:\n  c: 2\n"),
  // A comment above an entry goes with it; after a blank line it is nobody's.
  ("a:\n   # x\n   b: 1\n\n   # y\n\n   c: 2\n", "a:\n  # x\n  b: 1\n\n  # y\n\n  c: 2\n"),
  // Comments deeper than the entry above stay inside.
  (
    "a:\n    b: 1\n      # in b\n    # in a\n# top\nc: 2\n",
    "a:\n  b: 1\n    # in b\n  # in a\n# top\nc: 2\n"
  ),
  // Comments at the ends of neighbouring lines stand in a column.
  ("a: 1 # x\nbcd: 2     # y\ne: 3\nf: 4 # z\n", "a: 1    # x\nbcd: 2  # y\ne: 3\nf: 4  # z\n"),
  // Brackets are one line when they have no comments, and lines when they do.
  ("a: [1,\n  2]\nb: {x: 1,  # why\n  y: 2}\n", "a: [1, 2]\nb:\n  x: 1  # why\n  y: 2\n"),
  // A comment between key and value goes above the key.
  ("a:\n  # why\n  text\n", "# why\na: text\n"),
  // A text of several lines is a block.
  ("a: \"x\\ny\\n\"\n", "a: |\n  x\n  y\n"),
  // Line ends, marks.
  ("\u{FEFF}---\r\na: 1\r\n...\r\n", "a: 1\n"),
  // Anchors stay.
  ("a: &x\n    b: 1\nc: *x\nd: &y 2\n", "a: &x\n  b: 1\nc: *x\nd: &y 2\n"),
  ("# only\n\n\n# comments", "# only\n\n# comments\n"),
  // Two comments behind a text's last line: each gets a line.
  (
    "a: [\n  {b: , c: \"x\\ny\"}  # 1\n]  # 2\n",
    "a:\n  - b:\n    c: |-\n      x\n      y\n    # 1\n  # 2\n"
  ),
  // A comment below a text that keeps its blank lines: the blank line after it is nobody's.
  (
    "- a: {b: \"x\\n\\n\"}  # 1\n\n- c\n",
    "- a:\n    b: |+\n      x\n\n    # 1\n\n- c\n"
  ),
  // Blanks that are a text's own last line are no blank line.
  ("a: |2-\n    x\n    \n# 1\nb: 2\n", "a: |2-\n    x\n    \n# 1\nb: 2\n"),
])
func `the canonical style`(text: String, expected: String) throws {
  let once = try formatted(text)
  #expect(once == expected, "\n\(once)")
  #expect(try formatted(once) == expected)
}

extension [UInt8] {
  fileprivate var shown: String { String(decoding: self, as: UTF8.self) }
}
