// Comparing with a revision of git: in the workbench and in words.

import Glibc
import TestSupport
import Testing

@Suite(.enabled(if: hasGit, "there is no git")) struct CompareTests {
  private static let before = """
    pipeline: p
    steps:
      load:
        code: |
          def load(): return 1
      old:
        args: [{from: load}]
        code: |
          def old(x): return x

    """
  private static let after = """
    pipeline: p
    # a comment is no difference
    steps:
      load:
        memory: 512
        code: |
          def load(): return 1
      new:
        args: [{from: load}]
        code: |
          def new(x): return x + 1

    """

  /// A repository in which `p.sil` was committed and changed since.
  private func repository() throws -> Scratch {
    let scratch = try Scratch()
    _ = try scratch.write(Self.before, to: "p.sil")
    let git = "git -C '\(scratch.path)' -c user.name=a -c user.email=a@b"
    #expect(
      system("\(git) init -q . && \(git) add p.sil && \(git) commit -qm first && \(git) tag v1")
        == 0)
    _ = try scratch.write(Self.after, to: "p.sil")
    return scratch
  }

  @Test(arguments: ["", "--against v1", "--against HEAD"])
  func `it tells in words what differs`(words: String) throws {
    let call = try repository().call("compare p.sil \(words)")
    #expect(call.code == 0)
    let lines = call.output.split(separator: "\n")
    #expect(lines.first?.contains("1 step added, 1 changed, 1 removed; ") == true)
    #expect(
      lines.dropFirst() == [
        "~ step load: memory none → 512", "+ step new", "- step old", "+ connection load → new",
        "- connection load → old",
      ])
  }

  @Test(arguments: [
    ("--against none", "git knows no revision none"),
    ("--against=--upload-pack=x", "git knows no revision --upload-pack=x"),
  ])
  func `a revision that is none is told`(words: String, text: String) throws {
    let call = try repository().call("compare p.sil \(words)")
    #expect(call.code == 2)
    #expect(call.errors.contains(text))
  }

  @Test func `a file that the revision has not is told, and so is a folder without a repository`()
    throws
  {
    let scratch = try repository()
    _ = try scratch.write(Self.after, to: "q.sil")
    #expect(scratch.call("compare q.sil").errors.contains("HEAD has no file q.sil"))
    let other = try Scratch()
    _ = try other.write(Self.after, to: "q.sil")
    #expect(other.call("compare q.sil").errors.contains("git knows no repository"))
  }

  @Test func `the workbench marks what differs, through a link too, and Esc ends it`() throws {
    let scratch = try repository()
    #expect(mkdir(scratch.path + "/sub", 0o755) == 0)
    #expect(symlink("../p.sil", scratch.path + "/sub/link.sil") == 0)
    let session = try PseudoTerminalSession(
      [builtProgram("sil-tui"), "edit", "sub/link.sil"], columns: 100, rows: 30,
      environment: ["XDG_STATE_HOME": scratch.path + "/state"], directory: scratch.path)
    try session.wait(untilShown: "? help")
    try session.press(":compare HEAD<Enter>")
    try session.wait(untilShown: "compared with HEAD: +1 ~1 -1 steps  +1 -1 connections")
    #expect(session.screen.contains("-old"))
    try session.press("<Esc>")
    try session.wait(untilShown: "compared no longer")
    try session.press(":compare nothing<Enter>")
    try session.wait(untilShown: "git knows no revision nothing")
    try session.press("q")
    #expect(try session.waitForEnd() == .exited(code: 0))
  }
}

private let hasGit = system("git --version > /dev/null 2>&1") == 0
