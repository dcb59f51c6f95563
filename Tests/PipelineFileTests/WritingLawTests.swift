import PipelineFile
import PipelineModel
import TestSupport
import Testing

struct WritingLawTests {
  @Test(arguments: 0..<400 as Range<UInt64>)
  func `a file without edits keeps every byte`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let bytes = RandomDocument.bytes(using: &random)
    let (file, pipeline, diagnostics) = SilFile.read(bytes)
    let isUnderstood = file.isUnderstood
    try #require(isUnderstood, "seed \(seed): \(diagnostics)\n\(shown(bytes))")
    let written = try file.bytes(saying: pipeline)
    #expect(shown(written) == shown(bytes), "seed \(seed)")
  }

  @Test(arguments: 0..<400 as Range<UInt64>)
  func `what is written reads as what was meant, and undone gives the first bytes`(seed: UInt64)
    throws
  {
    var random = SplitMix64(seed: seed)
    let bytes = RandomDocument.bytes(using: &random)
    var (file, pipeline, _) = SilFile.read(bytes)
    var history = EditHistory()
    for _ in 0..<Int.random(in: 1...6, using: &random) {
      // Refused edits are no matter here.
      try? history.perform("edit", [randomEdit(on: pipeline, using: &random)], on: &pipeline)
    }
    let written = try file.bytes(saying: pipeline)
    let (again, reread, diagnostics) = SilFile.read(written)
    let text = "seed \(seed)\n--- before\n\(shown(bytes))\n--- after\n\(shown(written))"
    let isUnderstood = again.isUnderstood
    #expect(isUnderstood, "\(diagnostics) \(text)")
    let isSame = outline(reread) == outline(pipeline)
    #expect(isSame, "\(text)")
    while history.undo(&pipeline) != nil {}
    let undone = try file.bytes(saying: pipeline)
    #expect(shown(undone) == shown(bytes), "\(text)")
    file = again
    let unchanged = try again.bytes(saying: again.pipeline)
    #expect(shown(unchanged) == shown(written), "\(text)")
  }

  @Test(arguments: 0..<300 as Range<UInt64>)
  func `a changed field changes lines of its step only`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let bytes = RandomDocument.bytes(using: &random)
    let (file, pipeline, _) = SilFile.read(bytes)
    guard let step = pipeline.steps.randomElement(using: &random) else { return }
    var changed = pipeline
    let value: Value? = Bool.random(using: &random) ? .integer(2048) : nil
    try changed.apply(.setField(step.id, .memory, value))
    let written = try file.bytes(saying: changed)
    let text = "seed \(seed)\n--- before\n\(shown(bytes))\n--- after\n\(shown(written))"
    let (before, after) = (lines(bytes), lines(written))
    let head = zip(before, after).prefix { $0 == $1 }.count
    let tail = zip(before.dropFirst(head).reversed(), after.dropFirst(head).reversed())
      .prefix { $0 == $1 }.count
    // One line replaced, added or taken away, with comment lines that belonged to it; a last line
    // without a line end may get one.
    #expect(before.count - head - tail <= 4 && after.count - head - tail <= 2, "\(text)")
  }
}

private func lines(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
  bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
}

private func shown(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

/// A pipeline without its ids: two that say the same are equal.
private func outline(_ pipeline: Pipeline) -> [String] {
  func named(_ reference: StepReference) -> String { "→" + pipeline.name(of: reference) }
  func source(_ source: ArgumentSource) -> String {
    switch source {
    case .step(let reference, let pick): named(reference) + " \(pick ?? "")"
    case .input(let name, let pick): "input \(name) \(pick ?? "")"
    case .constant(let value): "\(value)"
    }
  }
  let top = PipelineField.allCases.map { "\($0) \(pipeline.fields[$0].map { "\($0)" } ?? "-")" }
  let defaults = StepField.allCases.map { "\($0) \(pipeline.defaults[$0].map { "\($0)" } ?? "-")" }
  return top + defaults
    + pipeline.steps.map { step in
      let fields = StepField.allCases.map { "\(step.fields[$0].map { "\($0)" } ?? "-")" }
      let arguments = step.arguments.map { "\($0.name ?? "") \(source($0.source))" }
      return "\(step.name) \(fields) \(arguments) \(step.needs.map(named))"
    }
}

private func randomEdit(on draft: Pipeline, using random: inout SplitMix64) -> Edit {
  let one = draft.steps.randomElement(using: &random)?.id ?? StepID(0)
  let other = draft.steps.randomElement(using: &random)?.id ?? StepID(0)
  let place = Int.random(in: 0..<3, using: &random)
  switch Int.random(in: 0..<11, using: &random) {
  case 0:
    let step = Step(
      id: draft.freshStepID, name: randomName(&random),
      fields: [.code: .text("def f(x):\n    return x\n"), .memory: .integer(128)],
      arguments: draft.steps.isEmpty ? [] : [Argument(.step(.step(one)))])
    return .insertStep(step, at: .random(in: 0...draft.steps.count, using: &random))
  case 1: return .removeStep(one)
  case 2: return .renameStep(one, to: randomName(&random))
  case 3: return .setField(one, .description, randomText(&random))
  case 4: return .setField(one, .code, randomText(&random))
  case 5:
    let list = Value.list([.text("files/a.txt"), .text("b: c")])
    return .setField(one, .files, Bool.random(using: &random) ? list : nil)
  case 6:
    let variables = Value.mapping([.init("STAGE", .text("dev")), .init("NEW", .text("yes"))])
    return .setField(one, .env, Bool.random(using: &random) ? variables : nil)
  case 7: return .insertNeed(one, .step(other), at: place)
  case 8: return .removeNeed(one, at: place)
  case 9: return .removeArgument(one, at: place)
  default:
    let name = draft[one]?.arguments.first?.name == nil ? nil : "n\(place)"
    let source: ArgumentSource =
      Bool.random(using: &random) ? .step(.step(other)) : .constant(randomText(&random) ?? .null)
    return .insertArgument(one, Argument(name: name, source), at: place)
  }
}

private func randomName(_ random: inout SplitMix64) -> String {
  ["new", "two words", "null", "3", "né", "a: b", "#x", "- y", "'q'"].randomElement(using: &random)
    ?? "new"
}

private func randomText(_ random: inout SplitMix64) -> Value? {
  [
    nil, .text("plain"), .text("a: b # c"), .text("line\nline\n"), .text("  led by blanks\n"),
    .text("true"), .text(""), .text("tab\there"), .text("😀 \u{2028} end"), .text("no end\n\n\n"),
    .integer(7), .text("- x"), .text("cr\r\nlf"),
  ].randomElement(using: &random) ?? nil
}
