// `sil-tui view` in a real terminal, beside programs that write the file.

import Glibc
import TestSupport
import Testing

@Suite(.serialized) struct ViewCommandTests {
  private let before =
    "pipeline: p\nsteps:\n  first:\n    code: |\n      def first(): return 1\n"
  private let second = "  second:\n    code: |\n      def second(): return 2\n"

  private func open(_ command: String, _ scratch: Scratch) throws -> PseudoTerminalSession {
    let session = try PseudoTerminalSession(
      [builtProgram("sil-tui"), command, "p.sil"], columns: 100, rows: 30,
      environment: ["XDG_STATE_HOME": scratch.path + "/state"],
      directory: scratch.path)
    try session.wait(untilShown: "? help")
    return session
  }

  private func leave(_ session: PseudoTerminalSession) throws {
    try session.press("q")
    #expect(try session.waitForEnd() == .exited(code: 0))
    #expect(session.leftBehind == [])
  }

  @Test func `it follows the file, keeps the last picture of an invalid one, and leaves nothing`()
    throws
  {
    let scratch = try Scratch()
    _ = try scratch.write(before, to: "p.sil")
    let view = try open("view", scratch)
    #expect(view.screen.lines[0].hasPrefix(" p.sil view "))
    _ = try scratch.write(before + second, to: "p.sil")
    try view.wait(untilShown: "2 steps")
    #expect(view.screen.contains("second"))
    _ = try scratch.write(before + second + "  third: [\n", to: "p.sil")
    try view.wait(untilShown: "not understood on disk")
    #expect(view.screen.contains("2 steps") && view.screen.contains("line "))
    _ = try scratch.write(before, to: "p.sil")
    try view.wait(untilShown: "1 step ")
    #expect(!view.screen.contains("on disk"))
    unlink(scratch.path + "/p.sil")
    try view.wait(untilShown: "gone from the disk")
    _ = try scratch.write(before + second, to: "p.sil")
    try view.wait(untilShown: "2 steps")
    try view.press("Gax<C-s>")
    try view.wait(untilShown: "“sil-tui edit p.sil” changes and runs it")
    try leave(view)
    #expect(scratch.read("p.sil") == before + second)
    #expect(access(scratch.path + "/state", F_OK) != 0)
  }

  @Test func `a session that edits is not disturbed by views`() throws {
    let scratch = try Scratch()
    _ = try scratch.write(before, to: "p.sil")
    let early = try open("view", scratch)
    let session = try open("edit", scratch)
    #expect(!session.screen.contains("read-only"))
    let late = try open("view", scratch)
    try session.press("Ganew<Enter>")
    try session.wait(untilShown: "2 steps")
    try leave(late)
    try session.press("<C-s>")
    try session.wait(untilShown: "saved p.sil")
    try early.wait(untilShown: "2 steps")
    try session.press("u")
    try session.wait(untilShown: "1 step ")
    try session.press("<C-s>")
    try session.wait(untilShown: "saved p.sil")
    try early.wait(untilShown: "1 step ")
    try leave(session)
    try leave(early)
    #expect(scratch.read("p.sil") == before)
    #expect(scratch.call("recover").output == "")
  }

  @Test func `a file that is not there is not begun`() throws {
    let scratch = try Scratch()
    let call = scratch.call("view none.sil")
    #expect(call.code == 2)
    #expect(call.errors.contains("there is no file none.sil"))
    #expect(scratch.read("none.sil") == nil)
  }
}
