import PipelineModel
import TestSupport
import Testing

struct RecordCodingTests {
  private func text(_ record: HistoryRecord) -> String {
    String(decoding: record.encoded, as: UTF8.self)
  }

  @Test func `a record is one line that a person can read`() {
    let record = HistoryRecord.perform(
      "rename a", time: 1_764_073_200, [.renameStep(StepID(3), to: "b \"c\"\n")])
    #expect(text(record) == #"do 1764073200 "rename a" (rename 3 "b \"c\"\n")"#)
    #expect(text(.go(7)) == "go 7")
    let typed = HistoryRecord.perform(
      "type", time: 5, [], typed: TypedText(Array("a:\n".utf8), steps: [StepID(2), StepID(0)]))
    #expect(text(typed) == #"do 5 "type" (typed "a:\n" 2 0)"#)
    let fields: [Edit] = [
      .setField(StepID(0), .memory, nil),
      .setDefault(.env, .mapping([.init("A", .decimal("1.5"))])),
      .insertArgument(StepID(1), Argument(name: "x", .step(.unknown("q"), pick: "a.b")), at: 2),
    ]
    #expect(
      text(.perform("", time: 0, fields))
        == #"do 0 "" (set 0 memory -) (default env {"A" #"1.5"}) (insert-argument 1 2 "x" from "q" "a.b")"#
    )
  }

  @Test(arguments: [
    "", "go", "go x", "go 1 2", "do 5", "do x \"a\"", "do 5 \"a", "do 5 \"a\" (rename 3)",
    "do 5 \"a\" (rename 3 \"b\"", "do 5 \"a\" (fly 3)", "do 5 \"a\" (set 1 colour null)",
    "do 5 \"a\" (typed \"t\" 1", "do 5 \"a\" (typed)", "do 5 \"a\" (typed \"t\") (rename 3 \"b\")",
    "do 5 \"\\q\"", "do 5 \"a\" (set 1 memory [1)", "do 5 \"a\" x",
  ])
  func `what is no record is refused`(text: String) {
    #expect(HistoryRecord(encoded: Array(text.utf8)) == nil)
  }

  @Test func `a text that is not UTF-8 is refused`() {
    let bytes = Array("do 5 \"".utf8) + [0xFF, UInt8(ascii: "\"")]
    #expect(HistoryRecord(encoded: bytes) == nil)
  }

  @Test(arguments: 0..<300 as Range<UInt64>)
  func `any record reads as it was written`(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let edits = (0..<Int.random(in: 1...6, using: &random)).map { _ in anyEdit(&random) }
    let typed: TypedText? =
      Bool.random(using: &random)
      ? nil : TypedText(Array(anyText(&random).utf8), steps: [StepID(3), StepID(0)])
    let record = HistoryRecord.perform(anyText(&random), time: -5, edits, typed: typed)
    #expect(HistoryRecord(encoded: record.encoded) == record, "seed \(seed)")
    #expect(!record.encoded.contains(0x0A), "seed \(seed)")
  }
}

// MARK: - Anything an edit may be

private func anyText(_ random: inout SplitMix64) -> String {
  let parts = [
    "a", " ", "\"", "\\", "\n", "\r\n", "\t", "\u{0}", "\u{7F}", "-", "(", ")", "[", "]", "{", "}",
    "é", "e\u{301}", "数", "😀", "#", "null", "\u{2028}", "\\n", "\\x00",
  ]
  return (0..<Int.random(in: 0..<6, using: &random)).map { _ in
    parts.randomElement(using: &random) ?? ""
  }.joined()
}

private func anyValue(_ random: inout SplitMix64, depth: Int = 0) -> Value {
  switch Int.random(in: 0..<(depth < 3 ? 8 : 6), using: &random) {
  case 0: return .null
  case 1: return .boolean(Bool.random(using: &random))
  case 2: return .integer([0, -1, .max, .min].randomElement(using: &random) ?? 0)
  case 3:
    return .decimal(["1.5", "1e30", "18446744073709551616"].randomElement(using: &random) ?? "")
  case 4, 5: return .text(anyText(&random))
  case 6:
    return .list(
      (0..<Int.random(in: 0..<4, using: &random)).map { _ in
        anyValue(&random, depth: depth + 1)
      })
  default:
    return .mapping(
      (0..<Int.random(in: 0..<4, using: &random)).map { number in
        .init(anyText(&random) + "\(number)", anyValue(&random, depth: depth + 1))
      })
  }
}

private func anyReference(_ random: inout SplitMix64) -> StepReference {
  Bool.random(using: &random)
    ? .step(StepID(Int.random(in: 0..<100, using: &random))) : .unknown(anyText(&random))
}

private func anyArgument(_ random: inout SplitMix64) -> Argument {
  let name = Bool.random(using: &random) ? anyText(&random) : nil
  let pick = Bool.random(using: &random) ? anyText(&random) : nil
  switch Int.random(in: 0..<3, using: &random) {
  case 0: return Argument(name: name, .step(anyReference(&random), pick: pick))
  case 1: return Argument(name: name, .input(anyText(&random), pick: pick))
  default: return Argument(name: name, .constant(anyValue(&random)))
  }
}

private func anyEdit(_ random: inout SplitMix64) -> Edit {
  let id = StepID(Int.random(in: 0..<9, using: &random))
  let place = Int.random(in: 0..<9, using: &random)
  let field = StepField.allCases.randomElement(using: &random) ?? .memory
  let value = Bool.random(using: &random) ? anyValue(&random) : nil
  switch Int.random(in: 0..<10, using: &random) {
  case 0:
    let step = Step(
      id: id, name: anyText(&random),
      fields: [field: value ?? .null, .code: .text(anyText(&random))],
      arguments: (0..<Int.random(in: 0..<3, using: &random)).map { _ in anyArgument(&random) },
      needs: (0..<Int.random(in: 0..<3, using: &random)).map { _ in anyReference(&random) })
    return .insertStep(step, at: place)
  case 1: return .removeStep(id)
  case 2: return .renameStep(id, to: anyText(&random))
  case 3: return .setField(id, field, value)
  case 4: return .setDefault(field, value)
  case 5:
    return .setPipelineField(PipelineField.allCases.randomElement(using: &random) ?? .region, value)
  case 6: return .insertArgument(id, anyArgument(&random), at: place)
  case 7: return .removeArgument(id, at: place)
  case 8: return .insertNeed(id, anyReference(&random), at: place)
  default: return .removeNeed(id, at: place)
  }
}
