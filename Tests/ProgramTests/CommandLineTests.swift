import Glibc
import TestSupport
import Testing

struct CommandLineTests {
  @Test(arguments: [
    ("", "The pipeline has no name", 1), ("- a\n- b\n", "is a mapping of keys", 1),
    ("just text\n", "is a mapping of keys", 1), ("a: [1\n", "yaml", 1),
    ("pipeline: p\nsteps: {a: {code: 'def f(: pass'}}\n", "Python can't compile", 1),
  ])
  func `a file that is no pipeline is told with its mend`(text: String, part: String, code: Int32)
    throws
  {
    let scratch = try Scratch()
    _ = try scratch.write(text, to: "bad.sil")
    let result = scratch.call("check bad.sil")
    #expect(result.code == code)
    #expect(result.errors.hasPrefix("bad.sil"))
    #expect(result.errors.contains(": error: ") && result.errors.contains(" — "))
    #expect(part == "yaml" || result.errors.contains(part), "\(result.errors)")
    // The definition asks nothing of Python.
    #expect(scratch.call("asl bad.sil").code == (part.hasPrefix("Python") ? 0 : code))
    #expect(scratch.call("run bad.sil").code == code)
  }

  @Test func `functions of two pipelines that would have one name are told`() throws {
    let scratch = try Scratch()
    func write(_ pipeline: String, _ step: String, region: String = "us-east-1", to file: String)
      throws
    {
      _ = try scratch.write(
        "pipeline: \(pipeline)\nregion: \(region)\nsteps: {\(step): {code: 'def f(): pass'}}\n",
        to: file)
    }
    try write("a", "b_c", to: "a.sil")
    try write("a_b", "c", to: "ab.sil")
    try write("a_b", "c", region: "eu-west-1", to: "elsewhere.sil")
    try write("a", "b_c", to: "copy.sil")
    let both = scratch.call("check a.sil ab.sil")
    #expect(
      both.errors == """
        ab.sil:3:9: warning: The function of "c" is called a_b_c in AWS, as is that of "b_c" in a.sil — \
        Rename the step or one of the pipelines, unless they go to different accounts

        """)
    #expect(both.code == 0)
    #expect(scratch.call("check a.sil elsewhere.sil copy.sil").errors.isEmpty)
  }

  @Test func `a password is a warning that shows little of it`() throws {
    let scratch = try Scratch()
    let step = "{code: 'def f(): pass', env: {DB_PASSWORD: hunter2-and-more}}"
    _ = try scratch.write("pipeline: p\nsteps: {a: \(step)}\n", to: "p.sil")
    let result = scratch.call("check p.sil")
    #expect(result.code == 0)
    #expect(
      result.errors.hasPrefix(
        "p.sil:2:55: warning: env.DB_PASSWORD of \"a\" holds what looks like a password (hunt…) — "),
      "\(result.errors)")
  }

  @Test func `bytes that are not UTF-8 are told where they stand`() throws {
    let scratch = try Scratch()
    _ = try scratch.write(Array("pipeline: p".utf8) + [0xFF, 0x0A], to: "bad.sil")
    let result = scratch.call("check bad.sil")
    #expect(result.code == 1)
    #expect(result.errors.hasPrefix("bad.sil:1:12: error: Byte 11"), "\(result.errors)")
  }

  @Test(arguments: ["check", "asl", "run", "render", "edit"])
  func `a folder, and a file that is not there, are wrong calls`(command: String) throws {
    let scratch = try Scratch()
    #expect(scratch.call("\(command) .").code == 2)
    #expect(scratch.call("\(command) .").errors.contains("is a folder"))
    guard command != "edit" else { return }
    #expect(scratch.call("\(command) nothing.sil").code == 2)
    #expect(scratch.call("\(command) nothing.sil").errors.contains("there is no file"))
  }

  @Test func `the workbench without a terminal says what to do`() throws {
    let result = try Scratch().call("edit new.sil")
    #expect(result.code == 2)
    #expect(result.errors.contains("not a terminal"))
  }

  @Test func `a file of a hundred thousand lines is read to its end`() throws {
    let scratch = try Scratch()
    let steps = (0..<25_000).map { "  s\($0):\n    code: |\n      def f():\n        return 1\n" }
    _ = try scratch.write("pipeline: big\nsteps:\n" + steps.joined(), to: "big.sil")
    let result = scratch.call("check big.sil")
    #expect(result.code == 0, "\(result.errors.prefix(300))")
  }

  @Test func `check as JSON names file, line and column`() throws {
    let scratch = try Scratch()
    _ = try scratch.write("pipeline: p\nsteps:\n  a:\n    memroy: 5\n", to: "a.sil")
    let result = scratch.call("check --json a.sil")
    #expect(result.code == 1)
    #expect(result.output.contains(#""code": "unknown-key""#))
    #expect(result.output.contains(#""line": 4"#) && result.output.contains(#""column": 5"#))
  }

  @Test func `a failing step skips what hangs on it and the rest runs`() throws {
    let scratch = try Scratch()
    _ = try scratch.write(failing, to: "f.sil")
    let result = scratch.call("run f.sil")
    #expect(result.code == 1)
    #expect(result.errors.contains("ValueError: no luck (f.sil:6)"), "\(result.errors)")
    #expect(result.errors.contains("skipped, because bad failed"))
    #expect(result.output == "{\n  \"other\": 5\n}\n")
  }

  @Test func `run as JSON ends with the outputs`() throws {
    let scratch = try Scratch()
    _ = try scratch.write(failing, to: "f.sil")
    let result = scratch.call("run f.sil --json")
    let last = try #require(result.output.split(separator: "\n").last)
    #expect(last.hasPrefix(#"{"event":"finished","status":"failed","outputs":{"other":5}"#))
  }

  @Test func `an interrupted run leaves no process behind`() throws {
    let scratch = try Scratch()
    _ = try scratch.write(sleeping, to: "s.sil")
    let session = try PseudoTerminalSession(
      [builtProgram("sil-tui"), "run", "s.sil"], columns: 80, rows: 24,
      environment: ["XDG_STATE_HOME": scratch.path + "/state"], directory: scratch.path)
    try session.wait(untilShown: "pid ")
    let line = try #require(session.screen.lines.first { $0.contains("pid ") })
    let pid = try #require(line.split(separator: " ").last.flatMap { pid_t($0) })
    #expect(kill(pid, 0) == 0)
    try session.press("<C-c>")
    #expect(try session.waitForEnd() == .exited(code: 130))
    #expect(isGone(pid))
  }

  @Test func `every sample is sound and runs`() throws {
    let scratch = try Scratch()
    for sample in ["mytest.sil", "nightly-etl/nightly-etl.sil", "fan-out/fan-out.sil"] {
      let file = "'\(samplesFolder)/\(sample)'"
      #expect(scratch.call("check \(file)").errors == "", "\(sample)")
      #expect(scratch.call("run \(file)").code == 0, "\(sample)")
      #expect(scratch.call("asl \(file)").output.hasPrefix("{"), "\(sample)")
    }
  }

  /// Whether a process has ended, waiting a little for whoever buries it.
  private func isGone(_ pid: pid_t) -> Bool {
    for _ in 0..<200 {
      if kill(pid, 0) != 0 { return true }
      usleep(10_000)
    }
    return false
  }
}

private let failing = """
  pipeline: f
  steps:
    bad:
      code: |
        def bad():
            raise ValueError("no luck")
    after:
      args: [{from: bad}]
      code: |
        def after(x): return x
    other:
      code: |
        def other(): return 5
  """

private let sleeping = """
  pipeline: s
  steps:
    sleeper:
      code: |
        import os, time
        def sleeper():
            print("pid", os.getpid(), flush=True)
            time.sleep(600)
  """
