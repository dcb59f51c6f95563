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
}

private func shown(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
