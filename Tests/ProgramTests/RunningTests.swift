// Running from the workbench: the real program, a real terminal, real Python.

import Glibc
import TestSupport
import Testing

@Suite(.serialized) struct RunningTests {
  private let text = """
    pipeline: p
    steps:
      load:
        code: |
          def load():
              print("loading")
              return [1, 2]
      clean:
        args: [{from: load}]
        code: |
          def clean(rows):
              if len(rows) < 3:
                  raise ValueError("too few rows")
              return len(rows)
      report:
        args: [{from: clean}]
        code: "def report(n): return n"

    """

  private func open(
    _ text: String, _ columns: Int = 80, _ rows: Int = 24, _ environment: [String: String] = [:]
  ) throws -> (Scratch, PseudoTerminalSession) {
    let scratch = try Scratch()
    _ = try scratch.write(text, to: "p.sil")
    let session = try PseudoTerminalSession(
      [builtProgram("sil-tui"), "edit", "p.sil"], columns: columns, rows: rows,
      environment: ["XDG_STATE_HOME": scratch.path + "/state", "TMPDIR": scratch.path]
        .merging(environment) { $1 }, directory: scratch.path)
    try session.wait(untilShown: "? help")
    return (scratch, session)
  }

  private func leave(_ session: PseudoTerminalSession, _ keys: String) throws {
    try session.press(keys)
    #expect(try session.waitForEnd() == .exited(code: 0))
    #expect(session.leftBehind == [])
  }

  @Test(arguments: [(80, 24), (200, 60)])
  func `a failing step is seen, found, and runs with an input that is typed`(
    columns: Int, rows: Int
  ) throws {
    let (scratch, session) = try open(text, columns, rows)
    try session.press("!!")
    try session.wait(untilShown: "ran 1/3, 1 failed")
    try session.wait(untilShown: "loading")
    try session.press("gf")
    try session.wait(untilShown: "ValueError: too few rows")
    try session.wait(untilShown: "line 13, in")
    try session.press("l")
    try session.wait(untilShown: "skipped: clean failed")
    try session.press("h!i<C-u>[[1,2,3]]<Enter>")
    try session.wait(untilShown: "ran 1/1")
    try session.press("!d")
    try session.wait(untilShown: "input, changed since run 1")
    try leave(session, "q")
    #expect(scratch.read("p.sil") == text)
  }

  @Test func `what a step printed that ran alone is kept`() throws {
    let (scratch, session) = try open(text)
    try session.press("gg!s")
    try session.wait(untilShown: "ran 1/1")
    try leave(session, "q")
    let logs = scratch.call("logs p.sil load")
    #expect(logs.code == 0)
    #expect(logs.output == "loading\n")
  }

  @Test func `a run is stopped, and the editor goes on`() throws {
    let (scratch, session) = try open(
      text.replacing("return [1, 2]", with: "import time; time.sleep(600)"))
    try session.press("!!")
    try session.wait(untilShown: "loading")
    try session.press("!k")
    try session.wait(untilShown: "the run was stopped")
    try session.wait(untilShown: "■")
    try leave(session, "q")
    withExtendedLifetime(scratch) {}
  }

  @Test func `edits during a run leave it alone, and leaving ends it`() throws {
    let (scratch, session) = try open(
      text.replacing("return [1, 2]", with: "import time; time.sleep(600)"))
    try session.press("!!")
    try session.wait(untilShown: "loading")
    try session.press("Gaextra<Enter>")
    try session.wait(untilShown: "4 steps")
    try session.wait(untilShown: "running 0/3")
    try session.press("u")
    try session.wait(untilShown: "3 steps")
    try session.press("q")
    try session.wait(untilShown: "a run goes on")
    try leave(session, "e")
    #expect(system("ls -d '\(scratch.path)'/sil-run-* >/dev/null 2>&1") != 0)
  }

  @Test func `the editor opens at the line that failed`() throws {
    let scratch = try Scratch()
    _ = try scratch.write(text, to: "p.sil")
    _ = try scratch.write("#!/bin/sh\necho \"$1\" > '\(scratch.path)/line'\n", to: "editor")
    chmod(scratch.path + "/editor", 0o755)
    let session = try PseudoTerminalSession(
      [builtProgram("sil-tui"), "edit", "p.sil"], columns: 80, rows: 24,
      environment: [
        "EDITOR": scratch.path + "/editor", "XDG_STATE_HOME": scratch.path + "/state",
      ], directory: scratch.path)
    try session.wait(untilShown: "? help")
    try session.press("!!")
    try session.wait(untilShown: "1 failed")
    try session.press("gf!e")
    try session.wait(untilShown: "the code is as it was")
    #expect(scratch.read("line") == "+3\n")
    try leave(session, "q")
  }

  @Test func `keys are answered while a step floods its output`() throws {
    let (scratch, session) = try open(
      text.replacing("return [1, 2]", with: "while True: print('x' * 100)"))
    try session.press("!!")
    try session.wait(untilShown: "loading")
    try session.wait(untilShown: "xxxx")
    try session.press("l")
    try session.wait(untilShown: "clean  ○")
    try session.press("!k")
    try session.wait(untilShown: "the run was stopped")
    try leave(session, "q")
    withExtendedLifetime(scratch) {}
  }
}
