// What is read from a text: kinds, styles and exact places of nodes.

import Testing
import YAMLSyntax

@Test func `every node knows its own bytes`() throws {
  #expect(
    try outline("a: 'it''s' # why\nb:\n- x\n- {k: [1, \"2\"]}\n\n# end\nc: |\n  text\n\n\nd:\n")
      == """
      mapping <a: 'it''s' # why⏎b:⏎- x⏎- {k: [1, "2"]}⏎⏎# end⏎c: |⏎  text⏎⏎⏎d:>
        plain <a>
        single <'it''s'>
        plain <b>
        list <- x⏎- {k: [1, "2"]}>
          plain <x>
          {mapping} <{k: [1, "2"]}>
            plain <k>
            [list] <[1, "2"]>
              plain <1>
              double <"2">
        plain <c>
        literal <|⏎  text⏎>
        plain <d>
        plain <>
      """)
}

@Test func `blank lines behind a block text are its own only with a plus`() throws {
  #expect(
    try outline("- |\n  a\n\n  b\n\n- |+\n  c\n\n# note\n- >-\n  d\n  \n") == """
      list <- |⏎  a⏎⏎  b⏎⏎- |+⏎  c⏎⏎# note⏎- >-⏎  d⏎>
        literal <|⏎  a⏎⏎  b⏎>
        literal <|+⏎  c⏎⏎>
        folded <>-⏎  d⏎>
      """)
}

@Test func `a line of more spaces than the indentation is text`() throws {
  let root = try #require(try document("a: |-\n  x\n    \n").root)
  #expect(root["a"]?.text == "x\n  ")
  #expect(root["a"]?.range == 3..<15)
}

@Test func `an anchor belongs to its node`() throws {
  let read = try document("a: &x {k: 1}\nb: &y\n  c: &z\nd: *x\n")
  let root = try #require(read.root)
  #expect(root["a"]?.anchor == "x")
  #expect(root["a"]?.range == 3..<12)
  #expect(root["a"]?.contentStart == 6)
  #expect(root["b"]?.anchor == "y")
  #expect(root["b"]?.contentStart == 21)
  #expect(root["b"]?["c"]?.range == 24..<26)
  #expect(root["b"]?["c"]?.contentStart == 26)
  #expect(root["d"]?.kind == .alias)
  #expect(root["d"]?.resolved == root["a"])
}

@Test func `a value that is left out stands behind its colon`() throws {
  let root = try #require(try document("{a: , b, c : }").root)
  #expect(root.entries.map(\.value.range) == [3..<3, 7..<7, 12..<12])
}

@Test func `a pair in a list needs no braces`() throws {
  #expect(
    try outline("[a: b, c]") == """
      [list] <[a: b, c]>
        {mapping} <a: b>
          plain <a>
          plain <b>
        plain <c>
      """)
}

@Test func `places count bytes in wide text`() throws {
  #expect(
    try outline("\u{FEFF}é: 😀 # 日本\n日: [ü, \"\\u00e9\"]\n") == """
      mapping <é: 😀 # 日本⏎日: [ü, "\\u00e9"]>
        plain <é>
        plain <😀>
        plain <日>
        [list] <[ü, "\\u00e9"]>
          plain <ü>
          double <"\\u00e9">
      """)
}

@Test func `old line breaks are characters`() throws {
  let root = try #require(try document("a: x\u{2028}y # z\u{85}w: 1\nb: |\n  c\u{2029}\n").root)
  #expect(root["a"]?.text == "x\u{2028}y")
  #expect(root["b"]?.text == "c\u{2029}\n")
  #expect(root.count == 2)
}

@Test(arguments: ["", "\n\n", "# only\n# notes", "\u{FEFF}"])
func `a text without content has no root`(text: String) throws {
  #expect(try document(text).root == nil)
}

@Test func `texts are read as they mean`() throws {
  let root = try #require(
    try document("- a\n  b\n- 'x''y'\n- \"\\u00e9\\n\"\n- |2-\n    i\n- >\n  f\n  g\n- ''\n").root)
  #expect(root.items.map(\.text) == ["a b", "x'y", "é\n", "  i", "f g\n", ""])
}

@Test func `the lines of a block text have places`() throws {
  let root = try #require(try document("code: |\n  one\n    two\n").root)
  let code = try #require(root["code"])
  #expect([0, 1, 2].map { code.offset(ofTextLine: $0) } == [10, 18, 6])
}

@Test(arguments: [
  ("", "null"), ("~", "null"), ("NULL", "null"), ("nUll", "string"), ("true", "bool(true)"),
  ("False", "bool(false)"), ("yes", "string"), ("no", "string"), ("on", "string"),
  ("0", "int(0)"), ("-12", "int(-12)"), ("+7", "int(7)"), ("0o17", "int(15)"),
  ("0xfF", "int(255)"), ("0x-1", "string"), ("0777", "string"), ("1_000", "string"),
  ("1:30", "string"), ("1.5", "float(1.5)"), (".5", "float(0.5)"), ("5.", "float(5.0)"),
  ("-1e3", "float(-1000.0)"), ("1.e2", "float(100.0)"), (".", "string"), ("-", "string"),
  ("+", "string"), ("1e", "string"), ("-.inf", "float(-inf)"), (".NaN", "float(nan)"),
  ("9223372036854775808", "float(9.223372036854776e+18)"), ("1.2.3", "string"),
  ("0x1p3", "string"), ("infinity", "string"), ("nan", "string"), ("1 2", "string"),
])
func `plain scalars mean what the core schema says`(text: String, meaning: String) {
  let value = ScalarValue(plain: Array(text.utf8)[...])
  #expect(value.isString == (meaning == "string"))
  if !value.isString { #expect("\(value)" == meaning) }
}

@Test func `contents are equal whatever their style`() throws {
  let block = try document("a: &x\n- 1\n- 'two'\nb: *x\nc: ~\n")
  let flow = try document("{\"a\": [0x1, two], b: [1, \"two\"], c: }")
  #expect(sameContent(block, flow))
  #expect(!sameContent(block, try document("{a: ['1', two], b: [1, two], c: }")))
  #expect(!sameContent(try document("é: 1"), try document("e\u{301}: 1")))
}
