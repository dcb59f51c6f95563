// What happens to a document in a hard world: crashes, other programs, another session, disks that
// are full or read-only. Each test is the real program in a real terminal.

import Glibc
import TestSupport
import Testing

@Suite(.serialized) struct SafetyTests {
  private let before =
    "pipeline: p  # mine\nsteps:\n  first:\n    code: |\n      def first(): return 1\n"

  private func scratch() throws -> Scratch {
    let scratch = try Scratch()
    _ = try scratch.write(before, to: "p.sil")
    return scratch
  }

  private func open(
    _ scratch: Scratch, _ file: String = "p.sil", showing text: String = "? help",
    environment: [String: String] = [:]
  ) throws -> PseudoTerminalSession {
    let state = ["XDG_STATE_HOME": scratch.path + "/state"]
    let session = try PseudoTerminalSession(
      [builtProgram("sil-tui"), "edit", file], columns: 100, rows: 30,
      environment: state.merging(environment) { $1 }, directory: scratch.path)
    try session.wait(untilShown: text)
    return session
  }

  private func add(_ name: String, _ session: PseudoTerminalSession, _ count: Int) throws {
    try session.press("Ga\(name)<Enter>")
    try session.wait(untilShown: "\(count) steps")
  }

  private func leave(_ session: PseudoTerminalSession, _ keys: String = "q") throws {
    try session.press(keys)
    #expect(try session.waitForEnd() == .exited(code: 0))
    #expect(session.leftBehind == [])
  }

  /// Ends a session with one unsaved step.
  private func crash(_ scratch: Scratch) throws {
    let session = try open(scratch)
    try add("lost", session, 2)
    session.send(signal: SIGTERM)
    #expect(try session.waitForEnd() == .exited(code: 128 + SIGTERM))
    #expect(scratch.read("p.sil") == before)
  }

  // MARK: After a crash

  @Test func `opening again offers what was lost, with the difference, and undo goes on`() throws {
    let scratch = try scratch()
    try crash(scratch)
    let session = try open(scratch, showing: "Recover the changes")
    #expect(session.screen.contains("+   lost:"))
    try session.press("r")
    try session.wait(untilShown: "2 steps")
    try session.press("u")
    try session.wait(untilShown: "undone: add lost")
    try session.press("U")
    try session.wait(untilShown: "2 steps")
    try session.press("<C-s>")
    try session.wait(untilShown: "saved p.sil")
    try leave(session)
    #expect(scratch.read("p.sil")?.contains("  lost:\n") == true)
  }

  @Test func `a comment typed in the file's page is recovered, saved and undone`() throws {
    let scratch = try scratch()
    let session = try open(scratch)
    try session.press("gy<C-w>j<Enter><End>")
    try session.press("  # typed<Esc>")
    try session.wait(untilShown: "taken as typed")
    session.send(signal: SIGTERM)
    _ = try session.waitForEnd()
    #expect(scratch.read("p.sil") == before)
    let again = try open(scratch, showing: "Recover the changes")
    #expect(again.screen.contains("# typed"))
    try again.press("r")
    try again.wait(untilShown: "recovered")
    try again.press("<C-s>")
    try again.wait(untilShown: "saved p.sil")
    #expect(scratch.read("p.sil") == before.replacing("  first:\n", with: "  first:  # typed\n"))
    try again.press("u<C-s>")
    try again.wait(untilShown: "saved p.sil")
    try leave(again)
    #expect(scratch.read("p.sil") == before)
  }

  @Test func `what is discarded is gone, and what is put aside is listed`() throws {
    let scratch = try scratch()
    try crash(scratch)
    let session = try open(scratch, showing: "Recover the changes")
    try session.press("k")
    try session.wait(untilShown: "put aside")
    try leave(session)
    #expect(scratch.call("recover").output.contains("/p.sil\n"))
    let again = try open(scratch)
    #expect(!again.screen.contains("Recover the changes"))
    try leave(again)
    #expect(scratch.call("recover p.sil --discard").code == 0)
    #expect(scratch.call("recover").output == "")
    try crash(scratch)
    let third = try open(scratch, showing: "Recover the changes")
    try third.press("d")
    try third.wait(untilShown: "discarded")
    try leave(third)
    #expect(scratch.call("recover").output == "")
  }

  @Test func `recover shows, copies and applies without a screen`() throws {
    let scratch = try scratch()
    try crash(scratch)
    let list = scratch.call("recover")
    #expect(list.output.contains("/p.sil\n  1 change, the last on "))
    #expect(scratch.call("recover p.sil --show").output.contains("+  lost:"))
    #expect(scratch.call("recover p.sil --to q.sil").code == 0)
    #expect(scratch.read("q.sil")?.contains("  lost:\n") == true)
    #expect(scratch.read("p.sil") == before)
    #expect(scratch.call("recover p.sil --apply").code == 0)
    #expect(scratch.read("p.sil") == scratch.read("q.sil"))
    #expect(scratch.call("recover").output == "")
  }

  @Test func `undo survives a restart, and what was discarded is still in the history`() throws {
    let scratch = try scratch()
    let session = try open(scratch)
    try add("kept", session, 2)
    try session.press("<C-s>")
    try session.wait(untilShown: "saved p.sil")
    try add("dropped", session, 3)
    try leave(session, "qd")
    let again = try open(scratch, showing: "2 steps")
    try again.press("U")
    try again.wait(untilShown: "3 steps")
    try again.press("uu")
    try again.wait(untilShown: "1 step ")
    try again.press("<C-s>")
    try again.wait(untilShown: "saved p.sil")
    #expect(scratch.read("p.sil") == before)
    try leave(again)
    // A file that somebody else has written since begins a new history.
    _ = try scratch.write(before + "# theirs\n", to: "p.sil")
    let third = try open(scratch)
    try third.press("U")
    try third.wait(untilShown: "nothing to do again")
    try leave(third)
  }

  @Test func `edits are on the disk before the person's editor gets the terminal`() throws {
    let scratch = try scratch()
    let script = """
      #!/bin/sh
      pid=$PPID
      while [ "$(cat /proc/$pid/comm)" != sil-tui ]; do
        pid=$(cut -d' ' -f4 /proc/$pid/stat)
      done
      kill -9 $pid
      """
    _ = try scratch.write(script, to: "editor")
    chmod(scratch.path + "/editor", 0o755)
    let session = try open(scratch, environment: ["EDITOR": scratch.path + "/editor"])
    try session.press("Galost<Enter>e")
    #expect(try session.waitForEnd() == .killed(signal: SIGKILL))
    #expect(scratch.call("recover p.sil --show").output.contains("+  lost:"))
  }

  // MARK: Saving

  @Test func `a copy overwrites another file only when it is told to`() throws {
    let scratch = try scratch()
    _ = try scratch.write("mine", to: "other.sil")
    let session = try open(scratch)
    try add("new", session, 2)
    try session.press(":w other.sil<Enter>")
    try session.wait(untilShown: ":w! other.sil overwrites it")
    #expect(scratch.read("other.sil") == "mine")
    try session.press(":w! other.sil<Enter>")
    try session.wait(untilShown: "a copy is in other.sil")
    #expect(scratch.read("other.sil")?.contains("  new:\n") == true)
    #expect(scratch.read("p.sil") == before)
    // The file itself by another path is saved, and known to be.
    try session.press(":w! ./p.sil<Enter>")
    try session.wait(untilShown: "saved p.sil")
    try leave(session)
    #expect(scratch.read("p.sil") == scratch.read("other.sil"))
  }

  @Test func `links stay links and other names stay names`() throws {
    let scratch = try scratch()
    #expect(link(scratch.path + "/p.sil", scratch.path + "/hard.sil") == 0)
    #expect(symlink("p.sil", scratch.path + "/soft.sil") == 0)
    let session = try open(scratch, "soft.sil")
    try add("new", session, 2)
    try session.press("<C-s>")
    try session.wait(untilShown: "saved soft.sil")
    try leave(session)
    #expect(scratch.read("p.sil")?.contains("  new:\n") == true)
    #expect(scratch.read("hard.sil") == scratch.read("p.sil"))
    var status = stat()
    #expect(lstat(scratch.path + "/soft.sil", &status) == 0 && status.st_mode & S_IFMT == S_IFLNK)
  }

  @Test(.enabled(if: mayMount, "mounting is not allowed here"))
  func `on a full disk the file stays, the recovery file is named, and it is saved elsewhere`()
    throws
  {
    let scratch = try Scratch()
    let disk = scratch.path + "/disk"
    try #require(mkdir(disk, 0o755) == 0 && mount("none", disk, "tmpfs", 0, "size=64k") == 0)
    defer { umount2(disk, Int32(MNT_DETACH)) }
    let filling = String(repeating: "# filling the disk with comments\n", count: 700)
    _ = try scratch.write(filling + before, to: "disk/p.sil")
    _ = try scratch.write(String(repeating: "x", count: 36_000), to: "disk/other")
    let session = try open(scratch, "disk/p.sil")
    try add("new", session, 2)
    try session.press("<C-s>")
    try session.wait(untilShown: "Save elsewhere")
    #expect(session.screen.contains("the disk is full"))
    #expect(session.screen.contains(".journal"))
    #expect(scratch.read("disk/p.sil") == filling + before)
    try session.press("w")
    try session.press("rescued.sil<Enter>")
    try session.wait(untilShown: "a copy is in rescued.sil")
    #expect(scratch.read("rescued.sil")?.contains("  new:\n") == true)
    try leave(session, "qd")
  }

  @Test(.enabled(if: mayMount, "mounting is not allowed here"))
  func `a recovery disk that is full is told, and editing and saving go on`() throws {
    let scratch = try scratch()
    let disk = scratch.path + "/state"
    try #require(mkdir(disk, 0o755) == 0 && mount("none", disk, "tmpfs", 0, "size=64k") == 0)
    defer { umount2(disk, Int32(MNT_DETACH)) }
    let descriptor = Glibc.open(disk + "/filler", O_WRONLY | O_CREAT, 0o600)
    let block = [UInt8](repeating: 0, count: 1024)
    while write(descriptor, block, block.count) > 0 {}
    close(descriptor)
    let session = try open(scratch)
    try add("new", session, 2)
    try session.wait(untilShown: "no recovery file: the disk is full")
    try add("more", session, 3)
    try session.press("<C-s>")
    try session.wait(untilShown: "saved p.sil")
    try leave(session)
    #expect(scratch.read("p.sil")?.contains("  more:\n") == true)
  }

  @Test(.enabled(if: mayMount, "mounting is not allowed here"))
  func `on a read-only disk the file stays and can be saved elsewhere`() throws {
    let scratch = try Scratch()
    let disk = scratch.path + "/disk"
    try #require(mkdir(disk, 0o755) == 0 && mount("none", disk, "tmpfs", 0, "size=64k") == 0)
    defer { umount2(disk, Int32(MNT_DETACH)) }
    _ = try scratch.write(before, to: "disk/p.sil")
    let session = try open(scratch, "disk/p.sil")
    try add("new", session, 2)
    try #require(mount("none", disk, "", UInt(MS_REMOUNT | MS_RDONLY), "") == 0)
    try session.press("<C-s>")
    try session.wait(untilShown: "is read-only")
    try session.press("wcopy.sil<Enter>")
    try session.wait(untilShown: "a copy is in copy.sil")
    try leave(session, "qd")
    #expect(scratch.read("disk/p.sil") == before)
    #expect(scratch.read("copy.sil")?.contains("  new:\n") == true)
  }

  // MARK: Changed on disk

  @Test func `what somebody else writes is taken up while nothing was changed, and undone`() throws
  {
    let scratch = try scratch()
    let session = try open(scratch)
    let theirs = before + "  theirs:\n    code: |\n      def theirs(): return 2\n"
    _ = try scratch.write(theirs, to: "p.sil")
    try session.wait(untilShown: "2 steps")
    try session.press("u")
    try session.wait(untilShown: "1 step ")
    try session.press("<C-s>")
    try session.wait(untilShown: "saved p.sil")
    try leave(session)
    #expect(scratch.read("p.sil") == before)
  }

  @Test func `what was changed here and there is joined`() throws {
    let scratch = try scratch()
    let session = try open(scratch)
    try add("mine", session, 2)
    let theirs = before + "  theirs:\n    code: |\n      def theirs(): return 2\n"
    _ = try scratch.write(theirs, to: "p.sil")
    try session.wait(untilShown: "changed on disk")
    try session.press("<C-s>")
    try session.wait(untilShown: "Overwrite what is on disk")
    #expect(scratch.read("p.sil") == theirs)
    try session.press("m")
    try session.wait(untilShown: "3 steps")
    try session.press("<C-s>")
    try session.wait(untilShown: "saved p.sil")
    try leave(session)
    let text = scratch.read("p.sil") ?? ""
    #expect(text.contains("  mine:\n") && text.contains("  theirs:\n"))
    #expect(text.hasPrefix("pipeline: p  # mine\n"))
  }

  @Test(arguments: [("h<Enter>", "128"), ("d<Enter>", "256")])
  func `a key changed on both sides is asked about`(keys: String, memory: String) throws {
    let scratch = try scratch()
    _ = try scratch.write(before + "    memory: 512\n", to: "p.sil")
    let session = try open(scratch)
    try session.press(":open-form<Enter>")
    try session.wait(untilShown: "description")
    for _ in 0..<20 where !session.screen.lines.contains(where: isMemoryMarked) {
      let marked = session.screen.lines.first { $0.contains("▸") } ?? ""
      try session.press("j")
      try session.wait(until: "the mark moves") { screen in
        (screen.lines.first { $0.contains("▸") } ?? "") != marked
      }
    }
    try session.press("<Enter><C-u>128<Enter>")
    try session.wait(untilShown: "128 MB")
    _ = try scratch.write(before + "    memory: 256\n", to: "p.sil")
    try session.wait(untilShown: "changed on disk")
    try session.press(":merge<Enter>")
    try session.wait(untilShown: "on disk: 256")
    #expect(session.screen.contains("memory of first") && session.screen.contains("here: 128"))
    try session.press(keys)
    try session.wait(untilShown: "merged with what is on disk")
    try session.press("<C-s>")
    try session.wait(untilShown: "saved p.sil")
    #expect(scratch.read("p.sil") == before + "    memory: \(memory)\n")
    try leave(session, "<F10>")
  }

  private func isMemoryMarked(_ line: String) -> Bool {
    line.contains("▸") && line.contains("memory")
  }

  @Test func `a session that was killed after a reload is recovered on the new text`() throws {
    let scratch = try scratch()
    let session = try open(scratch)
    let theirs = before + "  theirs:\n    code: |\n      def theirs(): return 2\n"
    _ = try scratch.write(theirs, to: "p.sil")
    try session.wait(untilShown: "2 steps")
    try add("mine", session, 3)
    usleep(300_000)
    session.send(signal: SIGKILL)
    try session.waitForEnd()
    let again = try open(scratch, showing: "Recover the changes")
    try again.press("r")
    try again.wait(untilShown: "3 steps")
    try again.press("<C-s>")
    try again.wait(untilShown: "saved p.sil")
    try leave(again)
    #expect(scratch.read("p.sil")?.hasPrefix(theirs) == true)
  }

  // MARK: Two sessions

  @Test func `the second session reads only, until it takes over with what was not saved`() throws {
    let scratch = try scratch()
    let first = try open(scratch)
    try add("mine", first, 2)
    let second = try open(scratch, showing: "read-only")
    try second.press("x")
    try second.wait(untilShown: "nothing can be changed: process")
    try second.press(":w copy.sil<Enter>")
    try second.wait(untilShown: "a copy is in copy.sil")
    try second.press(":w p.sil<Enter>")
    try second.wait(untilShown: "not saved")
    try second.press(":steal<Enter>")
    try second.wait(untilShown: "Recover the changes")
    try first.wait(untilShown: "taken over")
    try first.press("x")
    try first.wait(untilShown: "nothing can be changed")
    try second.press("r")
    try second.wait(untilShown: "2 steps")
    try second.press("<C-s>")
    try second.wait(untilShown: "saved p.sil")
    try leave(second)
    try leave(first, "qd")
    #expect(scratch.read("p.sil")?.contains("  mine:\n") == true)
    #expect(scratch.read("copy.sil")?.contains("  mine:\n") == false)
    let third = try open(scratch)
    #expect(!third.screen.contains("Recover the changes") && !third.screen.contains("read-only"))
    try leave(third)
  }
}

private let mayMount: Bool = {
  guard let scratch = try? Scratch() else { return false }
  defer { umount(scratch.path) }
  return mount("none", scratch.path, "tmpfs", 0, "size=64k") == 0
}()
