// The law of patching: a patched text says what was meant, and all else keeps its bytes.

import Diagnostics
import TestSupport
import Testing
import YAMLSyntax

@Test(arguments: 0..<300)
func `random changes of random documents do what they say and nothing else`(seed: UInt64) throws {
  let bytes = RandomDocument.text(seed: seed)
  let shown = String(decoding: bytes, as: UTF8.self)
  let old = try document(bytes)
  let change = RandomPatch(of: old, seed: seed &+ 1_000_000)
  let patched = change.patch.patchedBytes()
  let story =
    "\n--- from\n\(shown)\n--- by\n\(change.words.joined(separator: "\n"))\n--- to\n"
    + String(decoding: patched, as: UTF8.self)
  let (new, diagnostics) = YAMLDocument.read(patched)
  guard let new, diagnostics.isEmpty else {
    Issue.record("\(diagnostics.map(\.message)) \(story)")
    return
  }
  if let expected = change.expected(), let root = new.root, let wrong = mismatch(root, expected) {
    Issue.record("\(wrong) \(story)")
  }
  let lost = lostComments(from: old, by: change, in: patched)
  if !lost.isEmpty { Issue.record("lost \(lost) \(story)") }
}

/// Odd texts, as people leave them: what is asked for comes out, or it can be seen that it did not.
@Test(arguments: 0..<300)
func `changes of damaged documents do not harm them`(seed: UInt64) throws {
  var random = SplitMix64(seed: seed)
  var bytes = RandomDocument.text(seed: seed)
  for _ in 0..<Int.random(in: 1...4, using: &random) where !bytes.isEmpty {
    let place = Int.random(in: 0..<bytes.count, using: &random)
    let signs = Array(" \n-:#,[]{}'\"|>&*!?\t~a".utf8)
    switch Int.random(in: 0..<3, using: &random) {
    case 0: bytes.remove(at: place)
    case 1: bytes[place] = signs[Int.random(in: 0..<signs.count, using: &random)]
    default: bytes.insert(signs[Int.random(in: 0..<signs.count, using: &random)], at: place)
    }
  }
  let (old, diagnostics) = YAMLDocument.read(bytes)
  guard let old, diagnostics.isEmpty, let root = old.root else { return }
  checkPlaces(of: root, in: 0..<bytes.count)
  let change = RandomPatch(of: old, seed: seed)
  let patched = change.patch.patchedBytes()
  let (new, found) = YAMLDocument.read(patched)
  let story =
    "\n--- from\n\(String(decoding: bytes, as: UTF8.self))\n--- by\n\(change.words.joined(separator: "\n"))\n--- to\n"
    + String(decoding: patched, as: UTF8.self)
  guard let new, found.isEmpty else {
    Issue.record("\(found.map(\.message)) \(story)")
    return
  }
  if let expected = change.expected(), let root = new.root, let wrong = mismatch(root, expected) {
    Issue.record("\(wrong) \(story)")
  }
}

@Test(arguments: 0..<50)
func `a patch without changes has no edits`(seed: UInt64) throws {
  let bytes = RandomDocument.text(seed: seed)
  #expect(YAMLPatch(try document(bytes)).edits().isEmpty)
}

/// Comments that are gone although they do not belong to what was removed or replaced.
private func lostComments(
  from old: YAMLDocument, by change: RandomPatch, in patched: [UInt8]
) -> [String] {
  let after = Set(comments(in: patched).map(\.text))
  let spans = change.touched.map { reach(of: $0, in: old.bytes) }
  return comments(in: old.bytes).filter { comment in
    !after.contains(comment.text) && !spans.contains { $0.contains(comment.offset) }
  }.map(\.text)
}

/// The lines of an entry with all comment lines directly above and the deeper ones behind it.
private func reach(of entry: Range<Int>, in bytes: [UInt8]) -> Range<Int> {
  let first = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  func lineStart(_ offset: Int) -> Int {
    var start = max(offset, first)
    while start > first, bytes[start - 1] != 0x0A { start -= 1 }
    return start
  }
  func ink(_ lineStart: Int) -> Int { bytes[lineStart...].firstIndex { $0 != 0x20 } ?? bytes.count }
  var start = lineStart(entry.lowerBound)
  let column = entry.lowerBound - start
  while start > first, bytes[ink(lineStart(start - 1))] == UInt8(ascii: "#") {
    start = lineStart(start - 1)
  }
  var end = entry.upperBound
  if end == 0 || bytes[end - 1] != 0x0A {
    end = bytes[end...].firstIndex(of: 0x0A).map { $0 + 1 } ?? bytes.count
  }
  while end < bytes.count {
    let ink = ink(end)
    let isBlank = ink == bytes.count || bytes[ink] == 0x0A || bytes[ink] == 0x0D
    guard isBlank || bytes[ink] == UInt8(ascii: "#") && ink - end > column else { break }
    end = bytes[ink...].firstIndex(of: 0x0A).map { $0 + 1 } ?? bytes.count
  }
  return start..<end
}

private func comments(in bytes: [UInt8]) -> [(offset: Int, text: String)] {
  let marks = ["# apart", "# above", "# deep", "# tail", "# in", "# end"].map { Array($0.utf8) }
  return bytes.indices.filter { bytes[$0] == UInt8(ascii: "#") }.compactMap { offset in
    guard marks.contains(where: { bytes[offset...].starts(with: $0) }) else { return nil }
    let text = bytes[offset...].prefix { $0 != 0x0A && $0 != 0x0D }
    return (offset, String(decoding: text, as: UTF8.self))
  }
}
