// `sil-tui fmt` and `sil-tui schema` as a person or a CI calls them.

import TestSupport
import Testing

struct FormatCommandTests {
  private let untidy = "pipeline:   'p'\nsteps:\n    a: {code: \"def a(): pass\"}   # why\n"
  private let tidy = "pipeline: p\nsteps:\n  a: {code: \"def a(): pass\"}  # why\n"

  @Test func `a file gets the canonical style, and the second time nothing happens`() throws {
    let scratch = try Scratch()
    _ = try scratch.write(untidy, to: "a.sil")
    #expect(scratch.call("fmt a.sil") == (0, "a.sil\n", ""))
    #expect(scratch.read("a.sil") == tidy)
    #expect(scratch.call("fmt a.sil") == (0, "", ""))
  }

  @Test func `a check names what would change and changes nothing`() throws {
    let scratch = try Scratch()
    _ = try scratch.write(untidy, to: "a.sil")
    _ = try scratch.write(tidy, to: "b.sil")
    #expect(scratch.call("fmt --check a.sil b.sil") == (1, "a.sil\n", ""))
    #expect(scratch.read("a.sil") == untidy)
    #expect(scratch.call("fmt --check b.sil").code == 0)
  }

  @Test func `standard input goes to standard output`() throws {
    let scratch = try Scratch()
    _ = try scratch.write(untidy, to: "a.sil")
    #expect(scratch.call("fmt - <a.sil >out.sil; true").code == 0)
    #expect(scratch.read("out.sil") == tidy)
    #expect(scratch.read("a.sil") == untidy)
  }

  @Test func `a file with problems stays as it is, the others are formatted`() throws {
    let scratch = try Scratch()
    _ = try scratch.write("steps: [a\n", to: "bad.sil")
    _ = try scratch.write(untidy, to: "a.sil")
    let result = scratch.call("fmt bad.sil a.sil")
    #expect(result.code == 1)
    #expect(result.errors.hasPrefix("bad.sil:"), "\(result.errors)")
    #expect(scratch.read("bad.sil") == "steps: [a\n")
    #expect(scratch.read("a.sil") == tidy)
    #expect(scratch.call("fmt nothing.sil").code == 2)
  }

  @Test func `a formatted sample is the same state machine`() throws {
    let scratch = try Scratch()
    #expect(scratch.call("fmt - <'\(samplesFolder)/mytest.sil' >mytest.sil; true").code == 0)
    let (before, after) = (
      scratch.call("asl '\(samplesFolder)/mytest.sil'"), scratch.call("asl mytest.sil")
    )
    #expect(after.code == 0 && after.output == before.output, "\(after.errors)")
  }

  @Test func `the schema is one JSON object`() throws {
    let result = try Scratch().call("schema")
    #expect(result.code == 0)
    #expect(result.output.hasPrefix("{") && result.output.hasSuffix("}\n"))
    for key in ["memory", "needs", "args", "schedule"] {
      #expect(result.output.contains("\"\(key)\""), "\(key)")
    }
  }
}
