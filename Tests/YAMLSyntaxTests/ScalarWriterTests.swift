// Texts written as scalars: they read back as they were, in the style wanted where it can be.

import TestSupport
import Testing
import YAMLSyntax

@Test(arguments: [
  ("abc", "abc"), ("", "\"\""), ("512", "\"512\""), ("true", "\"true\""), ("~", "\"~\""),
  ("yes", "\"yes\""), ("0777", "\"0777\""), ("a: b", "\"a: b\""), ("a #b", "\"a #b\""),
  ("a:b#c", "a:b#c"), (" a", "\" a\""), ("a ", "\"a \""), ("- a", "\"- a\""), ("-a", "-a"),
  ("cron(0 3 * * ? *)", "cron(0 3 * * ? *)"), ("it's", "it's"), ("'a'", "\"'a'\""),
  ("a\tb", "\"a\\tb\""), ("a\r", "\"a\\r\""), ("\u{2028}", "\"\\u2028\""), ("日本", "日本"),
  ("arn:aws:lambda:us-east-1", "arn:aws:lambda:us-east-1"), ("a\nb", "|-\n  a\n  b\n"),
  ("a\n", "|\n  a\n"), ("a\n\n", "|+\n  a\n\n"), ("  a\nb\n", "|2\n    a\n  b\n"),
  ("\n", "\"\\n\""), ("\na\n", "|\n\n  a\n"), ("\u{10FFFF}", "\u{10FFFF}"), ("<<", "\"<<\""),
])
func `a new text has the simplest style that holds it`(text: String, source: String) {
  #expect(written(text, nil, ScalarPlace(.block)) == source)
}

@Test(
  arguments: [
    ("a b", .singleQuoted, "'a b'"), ("it's", .singleQuoted, "'it''s'"),
    ("a\tb\u{1}", .singleQuoted, "\"a\\tb\\u0001\""), ("a", .doubleQuoted, "\"a\""),
    ("a\nb", .doubleQuoted, "\"a\\nb\""), ("a\nb", .singleQuoted, "|-\n  a\n  b\n"),
    ("a", .literal, "|-\n  a\n"), ("", .literal, "\"\""),
    ("a\u{2028}\n", .literal, "|\n  a\u{2028}\n"),
    ("a\nb\n\nc", .folded, ">-\n  a\n\n  b\n\n\n  c\n"), (" a\n", .folded, "|2\n   a\n"),
    ("1.2.3", .plain, "1.2.3"), ("1.2", .plain, "\"1.2\""),
  ] as [(String, ScalarStyle, String)])
func `a text keeps the style of the one it replaces`(
  text: String, style: ScalarStyle, source: String
) {
  #expect(written(text, style, ScalarPlace(.block)) == source)
}

@Test func `commas and line ends need quotes in brackets`() {
  let place = ScalarPlace(.flow, quotes: .singleQuoted)
  #expect(
    ["a,b", "a\nb", "a", "[x]", "a?"].map { written($0, nil, place) } == [
      "'a,b'", "\"a\\nb\"", "a", "'[x]'", "'a?'",
    ])
}

@Test func `line ends are those of the file`() {
  let text = scalarText("a\nb\n", style: nil, in: ScalarPlace(.block), lineEnd: [0x0D, 0x0A])
  #expect(String(decoding: text, as: UTF8.self) == "|\r\n  a\r\n  b\r\n")
}

private func written(_ text: String, _ style: ScalarStyle?, _ place: ScalarPlace) -> String {
  String(decoding: scalarText(text, style: style, in: place), as: UTF8.self)
}

@Test(arguments: 0..<200)
func `every text reads back as it was`(seed: UInt64) throws {
  var random = SplitMix64(seed: seed)
  let text = randomText(using: &random)
  let styles: [ScalarStyle?] = [nil, .plain, .singleQuoted, .doubleQuoted, .literal, .folded]
  let lineEnd: [UInt8] = seed % 2 == 0 ? [0x0A] : [0x0D, 0x0A]
  for style in styles {
    for (place, before, after) in places {
      let source = scalarText(text, style: style, in: place, lineEnd: lineEnd)
      let bytes = Array(before.utf8) + source + Array(after.utf8)
      let shown = String(decoding: bytes, as: UTF8.self)
      let root = try #require(try document(bytes).root, "\(shown)")
      let node =
        place.context == .block
        ? root["k"]
        : root.items.first?.entries.first.map { entry in
          place.context == .flow ? entry.value : entry.key
        }
      let key = place.context == .blockKey ? root.entries.first?.key : nil
      let read = try #require(node ?? key)
      #expect(read.text.utf8.elementsEqual(text.utf8), "\(shown)")
      #expect(read.scalarValue?.isString == true, "\(shown)")
    }
  }
}

private let places: [(ScalarPlace, String, String)] = [
  (ScalarPlace(.block), "k: ", "\nz: 1\n"),
  (ScalarPlace(.flow, quotes: .singleQuoted), "[{k: ", "}, 2]\n"),
  (ScalarPlace(.flowKey), "[{", ": 1}]\n"),
  (ScalarPlace(.blockKey, quotes: .singleQuoted), "", ": 1\n"),
]
