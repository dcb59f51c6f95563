// What the JSON writer writes, and that reading gives it back.

import StatesLanguage
import TestSupport
import Testing

private func text(_ value: JSON, _ style: JSONStyle = .readable) -> String {
  String(decoding: value.write(style), as: UTF8.self)
}

private let sample: JSON = .object([
  .init("b", .array([.integer(1), .object([]), .array([])])),
  .init("a", .object([.init("x", .null), .init("y", .number("4.0"))])),
])

@Test func `readable text has a line for each member`() {
  #expect(
    text(sample) == """
      {
        "b": [
          1,
          {},
          []
        ],
        "a": {
          "x": null,
          "y": 4.0
        }
      }
      """)
}

@Test func `compact text is one line without spaces`() {
  #expect(text(sample, .compact) == #"{"b":[1,{},[]],"a":{"x":null,"y":4.0}}"#)
}

@Test func `only what must be escaped is escaped`() {
  #expect(
    text(.string("\"\\/\n\t\r\u{8}\u{C}\u{0}\u{1F}\u{7F}é😀\u{2028}"))
      == "\"\\\"\\\\/\\n\\t\\r\\b\\f\\u0000\\u001f\u{7F}é😀\u{2028}\"")
}

@Test func `the writer knows its line`() {
  var writer = JSONWriter(.readable)
  writer.beginObject()
  writer.write("a", .array([.integer(1)]))
  writer.write(key: "b")
  #expect(writer.line == 4)
  writer.write(.null)
  writer.endObject()
  #expect(writer.line == 5)
}

@Test(arguments: 0..<40 as Range<UInt64>)
func `what is written reads as what was meant`(seed: UInt64) throws {
  var random = SplitMix64(seed: seed)
  let value = randomValue(depth: 5, &random)
  for style in [JSONStyle.readable, .compact] {
    let bytes = value.write(style)
    #expect(try JSON.parse(bytes) == value, "seed \(seed): \(text(value, .compact))")
    #expect(try JSON.parse(bytes).write(style) == bytes)
  }
}

private func randomValue(depth: Int, _ random: inout SplitMix64) -> JSON {
  switch Int.random(in: 0..<(depth > 0 ? 8 : 6), using: &random) {
  case 0: return .null
  case 1: return .bool(Bool.random(using: &random))
  case 2: return .integer(Int.random(in: .min ... .max, using: &random))
  case 3:
    let digits = ["0.5", "1e9", "-0", "123456789012345678901", "4.0"]
    return .number(digits.randomElement(using: &random) ?? "0.5")
  case 4, 5: return .string(randomText(&random))
  case 6:
    let count = Int.random(in: 0..<5, using: &random)
    return .array((0..<count).map { _ in randomValue(depth: depth - 1, &random) })
  default:
    let count = Int.random(in: 0..<14, using: &random)
    return .object(
      (0..<count).map { number in
        .init("\(number)" + randomText(&random), randomValue(depth: depth - 1, &random))
      })
  }
}

private func randomText(_ random: inout SplitMix64) -> String {
  let letters: [Unicode.Scalar] = ["a", "\"", "\\", "\n", "\u{0}", "é", "\u{301}", "😀", "/", " "]
  var text = ""
  for _ in 0..<Int.random(in: 0..<12, using: &random) {
    text.unicodeScalars.append(letters.randomElement(using: &random) ?? "a")
  }
  return text
}
