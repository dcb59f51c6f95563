// The workbench as a person has it: the real program in a real terminal.

import Glibc
import TestSupport
import Testing

@Suite(.serialized) struct WorkbenchTests {
  private func open(_ file: String, in scratch: Scratch, _ columns: Int, _ rows: Int) throws
    -> PseudoTerminalSession
  {
    let session = try PseudoTerminalSession(
      [builtProgram("sil-tui"), "edit", file], columns: columns, rows: rows,
      environment: ["XDG_STATE_HOME": scratch.path + "/state"], directory: scratch.path)
    try session.wait(untilShown: "? help")
    return session
  }

  private func leave(_ session: PseudoTerminalSession, _ keys: String = "q") throws {
    try session.press(keys)
    #expect(try session.waitForEnd() == .exited(code: 0))
    #expect(session.leftBehind == [])
    #expect(session.screen.unknown == [])
  }

  @Test(arguments: [(80, 24), (200, 60)])
  func `a pipeline is made, connected, changed, undone, saved and opened again`(
    columns: Int, rows: Int
  ) throws {
    let scratch = try Scratch()
    let session = try open("new.sil", in: scratch, columns, rows)
    try session.press("aload<Enter>")
    try session.wait(untilShown: "def load")
    try session.press("Aclean<Enter>")
    try session.wait(untilShown: "def clean")
    try session.press("aprint<Enter>")
    try session.wait(untilShown: "def print")
    // print takes clean's output by now; load's goes to it as well.
    try session.press("ggc")
    try session.wait(untilShown: "connect load to")
    try session.press("/print<Enter>")
    try session.wait(untilShown: "load → print")
    // The definition follows.
    try session.press(":show-definition<Enter>")
    try session.wait(untilShown: "\"load\": {")
    for _ in 0..<4 { try session.press("u") }
    try session.wait(untilShown: "0 steps")
    for _ in 0..<4 { try session.press("U") }
    try session.wait(untilShown: "3 steps")
    try session.press("<C-s>")
    try session.wait(untilShown: "saved new.sil")
    try leave(session)
    #expect(scratch.read("new.sil") == made)
    let again = try open("new.sil", in: scratch, columns, rows)
    try again.wait(untilShown: "3 steps")
    try again.wait(untilShown: "print")
    try leave(again)
  }

  @Test func `an export shows what it writes, writes it, and is what the command writes`() throws {
    let scratch = try Scratch()
    _ = try scratch.write(made, to: "p.sil")
    let session = try open("p.sil", in: scratch, 80, 24)
    try session.press("<Space>e")
    try session.wait(untilShown: "export to the folder: deploy")
    try session.press("<C-u>out/tf<Enter>")
    try session.wait(untilShown: "+ main.tf.json")
    #expect(scratch.read("out/tf/main.tf.json") == nil)
    try session.press("w")
    try session.wait(untilShown: "exported; next: cd out/tf && terraform init")
    try session.press("<Space>e<Enter>")
    try session.wait(untilShown: "out/tf is up to date")
    try leave(session)
    let again = try open("p.sil", in: scratch, 80, 24)
    try again.press("<Space>e")
    try again.wait(untilShown: "export to the folder: out/tf")
    try leave(again, "<Esc>q")
    #expect(scratch.call("export p.sil --to command").code == 0)
    for file in ["main.tf.json", "definition.asl.json", "functions/load.zip"] {
      let bytes = try #require(scratch.read("out/tf/" + file))
      #expect(bytes == scratch.read("command/" + file))
    }
  }

  @Test(arguments: [(80, 24), (200, 60)])
  func `a field typed in the form is one undo, and saved in its line`(columns: Int, rows: Int)
    throws
  {
    let scratch = try Scratch()
    let before =
      "pipeline: p  # mine\nsteps:\n  a:   # first\n    code: |\n      def a(): return 1\n"
    _ = try scratch.write(before, to: "p.sil")
    let session = try open("p.sil", in: scratch, columns, rows)
    try session.press("<Enter>")
    try session.wait(untilShown: "description")
    while session.screen.lines.first(where: { $0.contains("▸") && $0.contains("memory") }) == nil {
      let marked = session.screen.lines.first { $0.contains("▸") } ?? ""
      try session.press("j")
      try session.wait(until: "the mark moves") { screen in
        (screen.lines.first { $0.contains("▸") } ?? "") != marked
      }
    }
    try session.press("<Enter><C-u>1024<Enter>")
    try session.wait(untilShown: "1024 MB")
    try session.press("q")
    try session.wait(untilShown: "a add")
    try session.press("u")
    try session.wait(untilShown: "undone: set memory")
    try session.press("U")
    try session.wait(untilShown: "done again: set memory")
    try session.press("<C-s>")
    try session.wait(untilShown: "saved p.sil")
    try leave(session)
    #expect(
      scratch.read("p.sil")
        == "pipeline: p  # mine\nsteps:\n  a:   # first\n    memory: 1024\n    code: |\n      def a(): return 1\n"
    )
  }

  @Test func `leaving with unsaved changes asks, and discarding keeps every byte`() throws {
    let scratch = try Scratch()
    let text = "pipeline: p\r\nsteps: {a: {code: 'def a(): pass'}}"
    _ = try scratch.write(text, to: "p.sil")
    let session = try open("p.sil", in: scratch, 80, 24)
    try session.press("ab<Enter>")
    try session.wait(untilShown: "2 steps")
    try session.press("q")
    try session.wait(untilShown: "not everything is saved")
    try session.press("c")
    try session.wait(until: "the question is gone") { !$0.contains("not everything is saved") }
    try session.press("q")
    try session.wait(untilShown: "not everything is saved")
    try leave(session, "d")
    #expect(scratch.read("p.sil") == text)
  }

  @Test func `code comes back from the person's editor`() throws {
    let scratch = try Scratch()
    _ = try scratch.write(
      "pipeline: p\nsteps:\n  a:\n    code: |\n      def a(): return 1\n", to: "p.sil")
    _ = try scratch.write("#!/bin/sh\nprintf 'def a():\\n    return 2\\n' > \"$1\"\n", to: "editor")
    chmod(scratch.path + "/editor", 0o755)
    let session = try PseudoTerminalSession(
      [builtProgram("sil-tui"), "edit", "p.sil"], columns: 80, rows: 24,
      environment: [
        "EDITOR": scratch.path + "/editor", "XDG_STATE_HOME": scratch.path + "/state",
      ], directory: scratch.path)
    try session.wait(untilShown: "? help")
    try session.press("e")
    try session.wait(untilShown: "return 2")
    try session.press("<C-s>")
    try session.wait(untilShown: "saved p.sil")
    try leave(session)
    #expect(
      scratch.read("p.sil")
        == "pipeline: p\nsteps:\n  a:\n    code: |\n      def a():\n          return 2\n")
  }

  @Test(arguments: ["mytest.sil", "nightly-etl/nightly-etl.sil", "fan-out/fan-out.sil"])
  func `every sample opens, follows the window, and gives the terminal back`(sample: String) throws
  {
    let scratch = try Scratch()
    let session = try open("\(samplesFolder)/\(sample)", in: scratch, 80, 24)
    session.resize(columns: 160, rows: 50)
    try session.wait(untilShown: "definition 1/8")
    session.resize(columns: 40, rows: 12)
    try session.wait(until: "the small screen") { !$0.contains("[definition]") }
    session.send(signal: SIGTERM)
    #expect(try session.waitForEnd() == .exited(code: 143))
    #expect(session.leftBehind == [])
  }

  @Test func `a file that is not understood is shown and not written`() throws {
    let scratch = try Scratch()
    _ = try scratch.write("pipeline: p\nsteps: [a, b]\n", to: "p.sil")
    let session = try open("p.sil", in: scratch, 80, 24)
    try session.press("a")
    try session.wait(untilShown: "nothing can be changed")
    try leave(session)
    #expect(scratch.read("p.sil") == "pipeline: p\nsteps: [a, b]\n")
  }
}

private let made = """
  pipeline: new
  steps:
    load:
      code: |
        def load():
            return None
    clean:
      args: [{from: load}]
      code: |
        def clean(load):
            return load
    print:
      args: [{from: clean}, {from: load}]
      code: |
        def print(clean, load):
            return [clean, load]

  """
