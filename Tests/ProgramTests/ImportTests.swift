// `sil-tui import`, through the real program.

import Glibc
import TestSupport
import Testing

private let script = """
  import sys
  from step_in_line.step import step
  from step_in_line.pipeline import Pipeline

  print("declaring", *sys.argv[1:])

  @step
  def load(x): return x + 1

  @step(retry_count=2)
  def double(x): return x * 2

  Pipeline("mine", steps=[double(x=load(1))])
  """

struct ImportTests {
  @Test func `a script becomes files that run`() throws {
    let scratch = try Scratch()
    _ = try scratch.write(script, to: "script.py")
    let result = scratch.call("import script.py -- --stage prod")
    #expect(result.code == 0, "\(result.errors)")
    #expect(
      result.output == """
        new     script/mine.sil
        new     script/steps/double.py
        new     script/steps/load.py
        Next: sil-tui edit script/mine.sil

        """)
    #expect(result.errors == "declaring --stage prod\n")
    #expect(
      scratch.read("script/mine.sil") == """
        pipeline: mine
        defaults:
          runtime: python3.10
        steps:
          load:
            source: steps/load.py
            args: [1]

          double:
            source: steps/double.py
            args:
              x: {from: load}
            retry: 2

        """)
    #expect(scratch.call("check script/mine.sil").code == 0)
    #expect(scratch.call("fmt --check script/mine.sil").code == 0)
    #expect(scratch.call("run script/mine.sil").output == "{\n  \"load\": 2,\n  \"double\": 4\n}\n")
    #expect(!scratch.names.contains("__pycache__"))
  }

  @Test func `nothing that is there is replaced without --force`() throws {
    let scratch = try Scratch()
    _ = try scratch.write(script, to: "script.py")
    #expect(scratch.call("import script.py --to p --dry-run").code == 0)
    #expect(!scratch.names.contains("p"))
    #expect(scratch.call("import script.py --to p").code == 0)
    #expect(scratch.call("import script.py --to p").output.hasPrefix("p is up to date."))
    _ = try scratch.write("mine", to: "p/steps/load.py")
    let refused = scratch.call("import script.py --to p")
    #expect(refused.code == 1)
    #expect(refused.errors.contains("p/steps/load.py: error: there is something else already"))
    #expect(scratch.read("p/steps/load.py") == "mine")
    let forced = scratch.call("import script.py --to p --force")
    #expect(forced.output.hasPrefix("changed p/steps/load.py\n"), "\(forced.output)")
  }

  @Test func `a folder that happens to have the script's name is left alone`() throws {
    let scratch = try Scratch()
    _ = try scratch.write(script, to: "script.py")
    mkdir(scratch.path + "/script", 0o700)
    let result = scratch.call("import script.py")
    #expect(result.code == 1)
    #expect(result.errors.contains("script: error: there is such a folder already"))
  }

  @Test func `what is missing keeps all from being written but on request`() throws {
    let scratch = try Scratch()
    _ = try scratch.write(script + "\nraise ValueError('no luck')\n", to: "script.py")
    let result = scratch.call("import script.py --to p")
    #expect(result.code == 1)
    #expect(result.errors.contains("line 14, in <module>\n    raise ValueError('no luck')"))
    #expect(!result.errors.contains("sil-tui import>"))
    #expect(
      result.errors.contains("script.py:14:1: error: The script raises ValueError: no luck — "))
    #expect(result.errors.hasSuffix("Nothing was written; --partial writes what there is.\n"))
    #expect(!scratch.names.contains("p"))
    #expect(scratch.call("import script.py --to p --partial").code == 0)
    #expect(scratch.read("p/mine.sil") != nil)
  }

  @Test func `a machine comes from standard input, a script does not`() throws {
    let scratch = try Scratch()
    let states = "{\"StartAt\": \"a\", \"States\": {\"a\": {\"Type\": \"Pass\", \"End\": true}}}"
    _ = try scratch.write(states, to: "m.json")
    _ = try scratch.write(script, to: "script.py")
    let program = "'\(builtProgram("sil-tui"))'"
    #expect(scratch.run("(cat m.json | \(program) import - --partial)").code == 0)
    #expect(scratch.names.contains("imported"))
    #expect(scratch.run("(cat script.py | \(program) import -)").code == 2)
  }

  @Test(arguments: [".tf", ".yaml", ".sil"])
  func `files of other kinds are told to be none`(ending: String) throws {
    let scratch = try Scratch()
    _ = try scratch.write("a: b\n", to: "file" + ending)
    let result = scratch.call("import file\(ending)")
    #expect(result.code == 2)
    #expect(result.errors.contains("is not imported — Import a Python script"))
  }

  @Test func `Ctrl-C ends a script that never ends, with all that it started`() throws {
    let scratch = try Scratch()
    _ = try scratch.write(
      """
      import os, time
      if os.fork() == 0: time.sleep(600)
      print("pid", os.getpid(), flush=True)
      while True: time.sleep(0.01)
      """, to: "script.py")
    let session = try PseudoTerminalSession(
      [builtProgram("sil-tui"), "import", "script.py"], columns: 80, rows: 24,
      environment: [:], directory: scratch.path)
    try session.wait(untilShown: "pid ")
    try session.press("<C-c>")
    #expect(try session.waitForEnd() == .exited(code: 130))
    #expect(scratch.names == ["script.py"])
  }

  @Test func `an export comes back as the pipeline that it was made of`() throws {
    let scratch = try Scratch()
    let sample = "'\(samplesFolder)/nightly-etl/nightly-etl.sil'"
    #expect(scratch.call("export \(sample) --to out").code == 0)
    let result = scratch.call("import out/main.tf.json --to again")
    #expect(result.code == 0, "\(result.errors)")
    #expect(result.errors == "")
    #expect(scratch.call("check again/nightly-etl.sil").code == 0)
    #expect(scratch.call("fmt --check again/nightly-etl.sil").code == 0)
    #expect(
      scratch.call("asl again/nightly-etl.sil").output == scratch.call("asl \(sample)").output)
  }
}
