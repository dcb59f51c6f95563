import Glibc
import TestSupport
import Testing

/// Pipelines that are begun from nothing or from a sample.
struct NewCommandTests {
  @Test func `a first pipeline is sound, runs, and has the file's name`() throws {
    let scratch = try Scratch()
    let made = scratch.call("new true.sil")
    #expect(made.code == 0 && made.output == "next: sil-tui edit true.sil\n")
    #expect(scratch.read("true.sil")?.contains("\npipeline: \"true\"\n") == true)
    #expect(scratch.call("check true.sil").code == 0)
    #expect(scratch.call("fmt --check true.sil").code == 0)
    #expect(scratch.call("run true.sil").output.contains("6"))
  }

  @Test func `a sample is the folder's, file for file`() throws {
    for (name, file) in [
      ("mytest", "mytest.sil"), ("nightly-etl", "nightly-etl/nightly-etl.sil"),
      ("fan-out", "fan-out/fan-out.sil"),
    ] {
      let scratch = try Scratch()
      #expect(scratch.call("new made/here/p.sil --sample \(name)").code == 0)
      let same = scratch.run("cmp made/here/p.sil '\(samplesFolder)/\(file)'")
      #expect(same.code == 0, "\(same.output)")
      #expect(scratch.call("check made/here/p.sil").code == 0)
      if name == "mytest" { continue }
      // Nothing of the sample is missing, and nothing else is there.
      let difference = scratch.run(
        "diff -r made/here '\(samplesFolder)/\(name)' --exclude '*.sil'")
      #expect(difference.code == 0, "\(difference.output)")
    }
  }

  @Test func `what is there is never written over`() throws {
    let scratch = try Scratch()
    _ = try scratch.write("mine\n", to: "p.sil")
    let refused = scratch.call("new p.sil")
    #expect(refused.code == 2 && refused.errors.contains("already"))
    mkdir(scratch.path + "/data", 0o755)
    _ = try scratch.write("mine\n", to: "data/rates.csv")
    let beside = scratch.call("new q.sil --sample nightly-etl")
    #expect(beside.code == 2 && beside.errors.contains("data/rates.csv"))
    #expect(scratch.read("q.sil") == nil && scratch.read("data/orders.csv") == nil)
    #expect(scratch.read("data/rates.csv") == "mine\n" && scratch.read("p.sil") == "mine\n")
    #expect(scratch.call("new q.sil --sample nothing").errors.contains("choose mytest"))
  }
}
