import Glibc
import TestSupport
import Testing

struct RunCommandTests {
  @Test func `a run is kept, listed and its logs shown`() throws {
    let scratch = try Scratch()
    _ = try scratch.write(failing, to: "f.sil")
    #expect(scratch.call("run f.sil").code == 1)
    #expect(scratch.call("runs f.sil").output.contains("  failed "))
    #expect(scratch.call("runs f.sil --json").output.contains(#""succeeded": 1"#))
    let logs = scratch.call("logs f.sil bad")
    #expect(logs.output == "so far\nto stderr\n")
    #expect(logs.errors.hasPrefix("ValueError: no luck\n"))
    #expect(logs.errors.contains("\"f.sil\", line 8"), "\(logs.errors)")
    #expect(scratch.call("logs f.sil nobody").code == 2)
    #expect(scratch.call("logs f.sil bad --run 2").code == 2)
  }

  @Test func `a mended step runs on kept results`() throws {
    let scratch = try Scratch()
    _ = try scratch.write(failing, to: "f.sil")
    _ = scratch.call("run f.sil")
    _ = try scratch.write(
      failing.replacing("raise ValueError(\"no luck\")", with: "return x"), to: "f.sil")
    let result = scratch.call("run f.sil --from bad --json")
    #expect(result.code == 0, "\(result.errors)")
    let lines = result.output.split(separator: "\n")
    #expect(lines.first?.contains(#""event":"succeeded","step":"first""#) == true)
    #expect(lines.first?.hasSuffix(#""reused":true}"#) == true)
    #expect(lines.last?.contains(#""outputs":{"first":1,"bad":1}"#) == true)
    let only = scratch.call("run f.sil --only bad")
    #expect(only.output == "{\n  \"bad\": 1\n}\n")
  }

  @Test(arguments: [
    "--only nobody", "--from nobody", "--only bad", "--only bad --from bad",
    "--jobs 0", "--limits maybe", "--python /nowhere/python", "--input '{' ",
    "--input @nothing.json",
  ])
  func `what can't be run so is a wrong call`(options: String) throws {
    let scratch = try Scratch()
    _ = try scratch.write(failing, to: "f.sil")
    let result = scratch.call("run f.sil \(options)")
    #expect(result.code == 2, "\(result.errors)")
    #expect(result.output == "")
    #expect(result.errors != "")
  }

  @Test func `limits become warnings when asked`() throws {
    let scratch = try Scratch()
    _ = try scratch.write(
      "pipeline: p\nsteps:\n  a:\n    code: |\n      def a(): return 'x' * 300000\n", to: "a.sil")
    let enforced = scratch.call("run a.sil")
    #expect(enforced.code == 1)
    #expect(enforced.errors.contains("States.DataLimitExceeded"))
    let warned = scratch.call("run a.sil --limits warn")
    #expect(warned.code == 0)
    #expect(warned.errors.contains("note: a: States.DataLimitExceeded on AWS: "))
  }

  @Test func `a timeline and a table of times come at the end`() throws {
    let scratch = try Scratch()
    _ = try scratch.write(failing, to: "f.sil")
    let result = scratch.call("run f.sil --timeline")
    #expect(result.errors.contains("step   ended      attempts   started    seconds\n"))
    #expect(result.errors.contains("◆ critical path: "))
    #expect(result.errors.contains(": first → bad\n"))
  }

  @Test func `an input comes from the command line or from a file`() throws {
    let scratch = try Scratch()
    _ = try scratch.write(
      "pipeline: p\ninputs: {n: {}}\nsteps:\n  a:\n    args: [{input: n}]\n    code: |\n      def a(n): return n\n",
      to: "a.sil")
    _ = try scratch.write(#"{"n": [1, "é"]}"#, to: "in.json")
    #expect(
      scratch.call("run a.sil --input @in.json --json").output.contains(#""outputs":{"a":[1,"é"]}"#)
    )
    #expect(
      scratch.call(#"run a.sil --input '{"n": 7}' --json"#).output.contains(#""outputs":{"a":7}"#))
    #expect(scratch.call("run a.sil").code == 2)
  }

  @Test func `on a terminal it shows how far the run is`() throws {
    let scratch = try Scratch()
    _ = try scratch.write(
      "pipeline: p\nsteps:\n  a:\n    code: |\n      import time\n      def a(): time.sleep(1)\n",
      to: "a.sil")
    let session = try PseudoTerminalSession(
      [builtProgram("sil-tui"), "run", "a.sil"], columns: 80, rows: 24,
      environment: ["XDG_STATE_HOME": scratch.path + "/state"], directory: scratch.path)
    try session.wait(untilShown: "0 of 1 steps · ")
    try session.wait(untilShown: "running: a")
    try session.wait(untilShown: "succeeded in ")
    #expect(!session.screen.lines.contains { $0.contains("0 of 1 steps") })
  }
}

private let failing = """
  pipeline: f
  steps:
    first: {code: "def first(): return 1"}
    bad:
      args: [{from: first}]
      code: |
        import sys
        def bad(x): print("so far"); print("to stderr", file=sys.stderr); raise ValueError("no luck")
  """
