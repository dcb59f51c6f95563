// What is refused, where, and that no bytes bring the reader down.

import Diagnostics
import TestSupport
import Testing
import YAMLSyntax

@Test func `all problems of a file are listed at once`() {
  #expect(
    problems(
      "a: 1\nb: !!str 2\na: 3\nc: *no\nd: {x: 1, x: 2}\n<<: {}\n? e\n: f\n[g]: h\n&k : i\n]") == [
        "2:4 yaml-tag", "3:1 yaml-duplicate-key", "4:4 yaml-unknown-alias",
        "5:11 yaml-duplicate-key", "6:1 yaml-merge-key",
        "7:3 yaml-complex-key", "9:1 yaml-complex-key", "10:1 yaml-missing-key", "11:1 yaml-syntax",
      ])
}

@Test(arguments: [
  ("a: [1, 2\nb: 3\n", "2:2 yaml-syntax"), ("a: 'x\n", "2:1 yaml-syntax"),
  ("a:\n\tb: 1\n", "2:1 yaml-syntax"), ("a: b: c\n", "1:5 yaml-syntax"),
  ("a: 1\n b: 2\n", "2:3 yaml-syntax"), ("a: \"\\q\"\n", "1:5 yaml-syntax"),
  ("a: @x\n", "1:4 yaml-syntax"), ("%YAML 1.2\n---\na: 1\n", "1:1 yaml-directive"),
  ("a: 1\n---\nb: 2\n", "2:1 yaml-several-documents"), ("a: &x [*x]\n", "1:8 yaml-alias-cycle"),
  ("a: 1\rb: 2\n", "1:5 yaml-line-end"), ("a: \u{0}\n", "1:4 yaml-character"),
  ("{\"a\n b\"}", "1:2 yaml-complex-key"), ("a: &x:y z\n", "1:4 yaml-anchor-name"),
  ("é: \u{FFFF}\n", "1:4 yaml-character"), ("a: x\u{FEFF}\n", "1:5 yaml-character"),
])
func `a mistake has its place`(text: String, problem: String) {
  #expect(problems(text) == [problem])
}

@Test(
  arguments: [
    ([0x61, 0x3A, 0x20, 0xFF], "1:4"), ([0x0A, 0xC3], "2:1"), ([0xE0, 0x80, 0x80], "1:1"),
    ([0xED, 0xA0, 0x80], "1:1"), ([0xF4, 0x90, 0x80, 0x80], "1:1"),
  ] as [([UInt8], String)])
func `bytes that are not UTF-8 have a place`(bytes: [UInt8], place: String) {
  #expect(problems(bytes).first == "\(place) yaml-invalid-utf8")
  #expect(YAMLDocument.read(bytes).document == nil)
}

@Test func `many keys are compared as few are`() {
  let keys = (0..<40).map { "k\($0): \($0)\n" }.joined()
  #expect(problems(keys).isEmpty)
  #expect(
    problems(keys + "k7: x\nk7: y\n").map { $0.suffix(18) } == [
      "yaml-duplicate-key", "yaml-duplicate-key",
    ])
}

@Test func `nesting has a limit that aliases count for`() throws {
  func nested(_ depth: Int, _ inner: String = "x") -> String {
    String(repeating: "[", count: depth) + inner + String(repeating: "]", count: depth)
  }
  _ = try document(nested(64))
  #expect(problems(nested(65)) == ["1:65 yaml-too-deep"])
  #expect(problems(nested(100_000)) == ["1:65 yaml-too-deep"])
  _ = try document("a: &a \(nested(40))\nb: \(nested(23, "*a"))\n")
  #expect(problems("a: &a \(nested(40))\nb: \(nested(24, "*a"))\n") == ["2:28 yaml-too-deep"])
}

@Test func `a bomb of aliases is refused and takes no memory`() {
  var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
  for level in 1...9 {
    text += "a\(level): &a\(level) [" + String(repeating: "*a\(level - 1), ", count: 10) + "]\n"
  }
  #expect(problems(text) == ["6:45 yaml-alias-expansion"])
}

@Test(arguments: 0..<300)
func `no bytes bring the reader down`(seed: UInt64) throws {
  var random = SplitMix64(seed: seed)
  let signs = Array("ab: -?,[]{}&*!|>'\"%@#\n\n  \t\r~<.1+é\u{2028}\u{85}\u{FEFF}\u{0}".utf8)
  var bytes = (0..<Int.random(in: 0...120, using: &random)).map { _ in
    signs[Int.random(in: 0..<signs.count, using: &random)]
  }
  if seed % 5 == 0, let place = bytes.indices.randomElement(using: &random) {
    bytes[place] = UInt8.random(in: 0...255, using: &random)
  }
  let (document, diagnostics) = YAMLDocument.read(bytes)
  #expect(document != nil || !diagnostics.isEmpty)
  for diagnostic in diagnostics {
    guard case .bytes(let range)? = diagnostic.place else { continue }
    #expect(range.upperBound <= bytes.count)
  }
  if let root = document?.root { checkPlaces(of: root, in: 0..<bytes.count) }
}

/// Children stand inside their parent, in order, and do not overlap.
func checkPlaces(of node: YAMLNode, in range: Range<Int>) {
  #expect(range.lowerBound <= node.range.lowerBound && node.range.upperBound <= range.upperBound)
  var rest = node.range
  let children = Array(node.items) + node.entries.flatMap { [$0.key, $0.value] }
  for child in children {
    #expect(child.parent == node)
    checkPlaces(of: child, in: rest)
    rest = child.range.upperBound..<max(child.range.upperBound, rest.upperBound)
  }
}

@Test func `a file above 64 MiB is not looked at`() {
  let bytes = [UInt8](repeating: 0x20, count: (64 << 20) + 1)
  #expect(YAMLDocument.read(bytes).diagnostics.map(\.code) == ["yaml-too-large"])
}
