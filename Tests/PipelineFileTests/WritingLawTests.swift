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

  /// Rules 1 to 4 of the writer, undoing, formatting: see `FileLaws`.
  @Test(arguments: 0..<1000 as Range<UInt64>)
  func `any edit of any file is written, undone and formatted by the laws`(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let bytes = RandomDocument.bytes(using: &random)
    if let broken = FileLaws.broken(for: bytes, seed: seed) {
      Issue.record("seed \(seed): \(broken)")
    }
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
