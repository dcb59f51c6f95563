// What the JSON reader takes, what it refuses, and where it points.

import StatesLanguage
import Testing

private func parse(_ text: String) throws(JSONError) -> JSON {
  try JSON.parse(Array(text.utf8))
}

/// `nil` when the text is taken.
private func refusal(_ bytes: [UInt8]) -> JSONError? {
  do throws(JSONError) {
    _ = try JSON.parse(bytes)
    return nil
  } catch {
    return error
  }
}

@Test func `each kind of value is read`() throws {
  let text = #" {"a": [null, true, false, 7, -7, 1.50, "x"], "b": {}, "c": []} "#
  let value = try parse(text)
  #expect(
    value
      == .object([
        .init(
          "a",
          .array([
            .null, .bool(true), .bool(false), .integer(7), .integer(-7), .number("1.50"),
            .string("x"),
          ])),
        .init("b", .object([])), .init("c", .array([])),
      ]))
}

@Test func `a number keeps its digits when no integer says the same`() throws {
  let kept = ["1.0", "1e3", "-0", "0.1E-7", "9223372036854775808", "1e400"]
  for digits in kept { #expect(try parse(digits) == .number(digits)) }
  #expect(try parse("9223372036854775807") == .integer(.max))
  #expect(try parse("-9223372036854775808") == .integer(.min))
  #expect(try parse("0") == .integer(0))
}

@Test(arguments: [
  (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"),
  (#""a\u0041\u00e9z""#, "aA\u{E9}z"),
  (#""\ud83d\ude00""#, "\u{1F600}"),
  (#""\uDBFF\uDFFF""#, "\u{10FFFF}"),
  ("\"\u{7F}\u{2028}\u{1F469}\u{200D}\u{1F52C}\"", "\u{7F}\u{2028}\u{1F469}\u{200D}\u{1F52C}"),
  (#""\u0000""#, "\0"),
])
func `a string is read with its escapes`(text: String, meaning: String) throws {
  #expect(try parse(text) == .string(meaning))
}

@Test func `two spellings of one letter are two keys`() throws {
  let value = try parse("{\"\u{E9}\": 1, \"e\u{301}\": 2}")
  #expect(value["\u{E9}"] == .integer(1))
  #expect(value["e\u{301}"] == .integer(2))
}

@Test(arguments: [
  ("", 0), ("  ", 2), ("[1,]", 3), ("[1 2]", 3), ("[1", 2), ("{\"a\" 1}", 5), ("{\"a\":1,}", 7),
  ("{a:1}", 1), ("'a'", 0), ("01", 0), ("-", 1), ("1.", 2), (".5", 0), ("+1", 0), ("1e", 2),
  ("nul", 0), ("True", 0), ("NaN", 0), ("[1]]", 3), ("\"a", 2), ("\"a\tb\"", 2), (#""\x""#, 1),
  (#""\u12g4""#, 1), (#""\ud800""#, 1), (#""\ud800\u0041""#, 1), (#""\udc00""#, 1), ("// x", 0),
  ("\u{FEFF}1", 0), ("{\"a\":1,\"b\":2,\"a\":3}", 13), ("1\u{A0}", 1), ("[1,\n}", 4),
])
func `what is no JSON is refused where it goes wrong`(text: String, offset: Int) {
  #expect(refusal(Array(text.utf8))?.offset == offset)
}

@Test(arguments: [
  ([0x22, 0x61, 0xFF, 0x22], 2), ([0x22, 0xC3, 0xA9, 0xC3, 0x22], 3),
  ([0x22, 0xED, 0xA0, 0x80, 0x22], 1), ([0x22, 0xC0, 0x80, 0x22], 1),
])
func `a byte that is not UTF-8 is found`(bytes: [UInt8], offset: Int) {
  #expect(refusal(bytes)?.offset == offset)
}

@Test func `nesting ends at its limit`() throws {
  let deep = [UInt8](repeating: UInt8(ascii: "["), count: 3) + Array("]]]".utf8)
  #expect(throws: Never.self) { try JSON.parse(deep, maximumDepth: 3) }
  #expect(throws: JSONError.self) { try JSON.parse(deep, maximumDepth: 2) }
  let bomb = [UInt8](repeating: UInt8(ascii: "["), count: 1_000_000)
  #expect(refusal(bomb)?.offset == 512)
}

@Test(arguments: [1, 7, 8, 9, 40])
func `a key that stands twice is noticed in objects of any size`(size: Int) throws {
  let members = (0..<size).map { "\"k\($0)\":\($0)" }.joined(separator: ",")
  #expect(refusal(Array("{\(members)}".utf8)) == nil)
  let twice = Array("{\(members),\"k\(size / 2)\":-1}".utf8)
  #expect(refusal(twice)?.offset == members.utf8.count + 2)
  let last = try JSON.parse(twice, duplicateKeys: .lastWins)
  #expect(last.members?.count == size)
  #expect(last.members?[size / 2] == .init("k\(size / 2)", .integer(-1)))
}
