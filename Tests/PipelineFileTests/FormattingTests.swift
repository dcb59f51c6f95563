// `fmt`: the same pipeline and the same comments in the canonical style.

import PipelineFile
import PipelineModel
import TestSupport
import Testing

struct FormattingTests {
  @Test(arguments: 0..<300 as Range<UInt64>)
  func `a formatted file says the same pipeline, and is formatted already`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let bytes = RandomDocument.bytes(using: &random)
    let (file, pipeline, _) = SilFile.read(bytes)
    let once = try file.formatted()
    let (again, reread, _) = SilFile.read(once)
    let shown =
      "seed \(seed)\n\(String(decoding: bytes, as: UTF8.self))\n--- to\n"
      + String(decoding: once, as: UTF8.self)
    let isSame = reread == pipeline
    #expect(isSame, "\(shown)")
    let twice = String(decoding: try again.formatted(), as: UTF8.self)
    #expect(twice == String(decoding: once, as: UTF8.self), "\(shown)")
  }

  @Test func `steps stand apart, and a file in braces gets lines`() throws {
    let text = #"{pipeline: p, steps: {a: {code: "def a():\n  return 1\n"}, b: {needs: [a]}}}"#
    let formatted = try SilFile.read(Array(text.utf8)).file.formatted()
    #expect(
      String(decoding: formatted, as: UTF8.self) == """
        pipeline: p
        steps:
          a:
            code: |
              def a():
                return 1

          b: {needs: [a]}

        """)
  }

  @Test func `what is not understood is not formatted`() {
    #expect(throws: WriteError.notUnderstood) {
      try SilFile.read(Array("steps: [a".utf8)).file.formatted()
    }
  }
}
