// What a disk that fails in the middle of a save does to the file, and what the person is told: every
// sync or every rename of the program gives an error.

import Glibc
import TestSupport
import Testing

private let mayFail =
  system("'\(builtProgram("FailingDisk"))' sync EIO /bin/true 2> /dev/null") == 0

@Suite(.serialized, .enabled(if: mayFail, "filters of system calls are not allowed here"))
struct FailingDiskTests {
  private let before =
    "pipeline: p  # mine\nsteps:\n  first:\n    code: |\n      def first(): return 1\n"

  private static let failures = [
    ("sync", "EIO", "Input/output error"), ("sync", "EDQUOT", "the disk is full"),
    ("sync", "ENOSPC", "the disk is full"), ("rename", "EIO", "Input/output error"),
    ("rename", "EDQUOT", "the disk is full"),
  ]

  private func open(_ scratch: Scratch, _ call: String, _ error: String) throws
    -> PseudoTerminalSession
  {
    let session = try PseudoTerminalSession(
      [builtProgram("FailingDisk"), call, error, builtProgram("sil-tui"), "edit", "p.sil"],
      columns: 100, rows: 30, environment: ["XDG_STATE_HOME": scratch.path + "/state"],
      directory: scratch.path)
    try session.wait(untilShown: "? help")
    try session.press("Ganew<Enter>")
    try session.wait(untilShown: "2 steps")
    return session
  }

  private func leave(_ session: PseudoTerminalSession) throws {
    try session.press("qd")
    #expect(try session.waitForEnd() == .exited(code: 0))
    #expect(session.leftBehind == [])
  }

  @Test(arguments: failures)
  func `a command that can't write leaves the file and says why`(
    call: String, error: String, reason: String
  ) throws {
    let scratch = try Scratch()
    let text = "pipeline:   p\nsteps: {first: {code: 'def first(): return 1'}}\n"
    _ = try scratch.write(text, to: "p.sil")
    let programs = [builtProgram("FailingDisk"), call, error, builtProgram("sil-tui")]
    let result = scratch.run(
      "XDG_STATE_HOME='\(scratch.path)/state' '\(programs.joined(separator: "' '"))' fmt p.sil")
    #expect(result.code == 2, "\(result.errors)")
    #expect(result.errors.contains(reason), "\(result.errors)")
    #expect(scratch.read("p.sil") == text)
    #expect(!scratch.names.contains { $0.hasPrefix(".sil-tui") }, "\(scratch.names)")
  }

  @Test(arguments: failures)
  func `a save that fails leaves the file, names the recovery file and offers another place`(
    call: String, error: String, reason: String
  ) throws {
    let scratch = try Scratch()
    _ = try scratch.write(before, to: "p.sil")
    let session = try open(scratch, call, error)
    try session.press("<C-s>")
    try session.wait(untilShown: "Save elsewhere: type")
    #expect(session.screen.contains(reason))
    #expect(session.screen.contains(".journal"))
    #expect(scratch.read("p.sil") == before)
    try session.press("b")
    try session.wait(untilShown: "? help")
    try leave(session)
    #expect(scratch.read("p.sil") == before)
    #expect(!scratch.names.contains { $0.hasPrefix(".sil-tui") }, "\(scratch.names)")
  }

  @Test func `a recovery file that can't be written is told, and saving goes on`() throws {
    let scratch = try Scratch()
    _ = try scratch.write(before, to: "p.sil")
    let session = try open(scratch, "datasync", "EIO")
    try session.wait(untilShown: "no recovery file: ")
    try session.press("<C-s>")
    try session.wait(untilShown: "saved p.sil")
    try session.press("q")
    #expect(try session.waitForEnd() == .exited(code: 0))
    #expect(scratch.read("p.sil")?.contains("  new:\n") == true)
  }
}
