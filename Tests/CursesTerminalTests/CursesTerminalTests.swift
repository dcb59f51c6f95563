// The terminal as a person has it: what is drawn, what keys do, and that it is as it was
// afterwards, however the program ends.

import Glibc
import TerminalInterface
import TestSupport
import Testing

@Suite struct CursesTerminalTests {
  private func start(
    columns: Int = 60, rows: Int = 20, _ environment: [String: String] = [:]
  ) throws -> PseudoTerminalSession {
    let session = try PseudoTerminalSession(
      [builtProgram("TerminalProbe")], columns: columns, rows: rows, environment: environment)
    try session.wait(until: "the first frame") {
      $0.contains("ready") && ["╯", "┘"].contains($0[columns - 1, rows - 1].text)
    }
    return session
  }

  private func quit(_ session: PseudoTerminalSession) throws {
    try session.press("q")
    #expect(try session.waitForEnd() == .exited(code: 0))
    #expect(session.leftBehind == [])
    #expect(session.screen.unknown == [])
    #expect(session.screen.contains("ended well"))
  }

  @Test func `what is drawn is what is seen`() throws {
    let session = try start(columns: 30, rows: 6)
    #expect(
      session.screen.lines == [
        "╭────────────────────────────╮", "数据 é e\u{301} 한글 ␛[2J → …",
        "palette true xterm-256color", "  ready", "", "╰────────────────────────────╯",
      ])
    #expect(session.screen[0, 0].look == .init(foreground: 4, attributes: [.bold]))
    #expect(session.screen[0, 1].look == .init(foreground: 208, background: 17))
    #expect(!session.screen.isCursorVisible)
    try quit(session)
  }

  @Test(arguments: ["tmux-256color", "screen-256color", "xterm", "linux", "vt100", "rxvt"])
  func `the same screen on other terminals`(name: String) throws {
    let session = try start(columns: 30, rows: 6, ["TERM": name])
    #expect(session.screen.lines[0] == "╭────────────────────────────╮")
    #expect(session.screen.lines[1] == "数据 é e\u{301} 한글 ␛[2J → …")
    #expect(session.screen.lines[5] == "╰────────────────────────────╯")
    try quit(session)
  }

  @Test func `without UTF-8 there are lines and ASCII`() throws {
    let session = try start(columns: 30, rows: 6, ["LANG": "C"])
    #expect(session.screen.lines[0] == "┌────────────────────────────┐")
    #expect(session.screen.lines[1] == "???? ? e ???? ?[2J > ~")
    #expect(session.screen.lines[5] == "└────────────────────────────┘")
    try quit(session)
  }

  /// Frames of any text after one another, with wide characters, marks and control characters
  /// everywhere: the terminal shows what the screen holds.
  @Test(arguments: ["xterm-256color", "tmux-256color", "linux"])
  func `any frames are shown as they are drawn`(name: String) throws {
    var random = SplitMix64(seed: 31)
    let pieces = [
      "a", " ", "    ", "数", "据", "한", "e\u{301}", "─", "│", "👩", "\u{7}", "é", "bcd", "\t",
    ]
    let session = try start(columns: 24, rows: 6, ["TERM": name])
    for _ in 0..<40 {
      let rows = (0..<6).map { _ in
        (0..<Int.random(in: 0...20, using: &random)).map { _ in
          pieces[Int.random(in: 0..<pieces.count, using: &random)]
        }.joined()
      }
      var expected = Screen(columns: 24, rows: 6)
      for (y, row) in rows.enumerated() { expected.write(row, x: 0, y: y) }
      session.paste("frame\n" + rows.joined(separator: "\n"))
      try session.wait(until: "the frame\n\(expected.picture)") { $0.lines == expected.lines }
    }
    #expect(session.screen.unknown == [])
    try session.press("q")
    try session.waitForEnd()
  }

  @Test(arguments: [["LANG": ""], ["LANG": "de_DE.UTF-8"], ["LC_ALL": "en_US.utf8", "LANG": "C"]])
  func `a UTF-8 locale need not be installed`(environment: [String: String]) throws {
    let session = try start(environment)
    #expect(session.screen.contains("palette true"))
    try quit(session)
  }

  @Test func `without colours attributes remain`() throws {
    let session = try start(["NO_COLOR": "1"])
    #expect(session.screen.contains("none true"))
    #expect(session.screen[0, 0].look == .init(attributes: [.bold]))
    #expect(session.screen[0, 1].look == .init())
    try quit(session)
  }

  @Test(arguments: ["dumb", "no-such-terminal", ""])
  func `a terminal that cannot be used is refused with the mend`(name: String) throws {
    let session = try PseudoTerminalSession(
      [builtProgram("TerminalProbe")], environment: ["TERM": name])
    #expect(try session.waitForEnd() == .exited(code: 2))
    #expect(session.screen.contains("TERM"))
    #expect(session.leftBehind == [])
    #expect(session.screen.unknown == [])
  }

  @Test func `keys, mouse and paste arrive`() throws {
    let session = try start(columns: 300)
    try session.press("j<C-s><M-x><Left><Esc>é<F5>")
    try session.wait(untilShown: "key <F5>")
    session.click(x: 279, y: 4)
    session.click(.wheelDown, x: 0, y: 0)
    session.paste("two\nlines")
    try session.wait(untilShown: "paste 9")
    let lines = Array(session.screen.lines.map { $0.drop { $0 == " " } }[3...])
    #expect(
      lines.prefix(12) == [
        "ready", "key j", "key <C-s>", "key <M-x>", "key <Left>", "key <Esc>", "key é", "key <F5>",
        "mouse press(TerminalInterface.MouseEvent.Button.left) 279,4",
        "mouse release(Optional(TerminalInterface.MouseEvent.Button.left)) 279,4",
        "mouse wheel(TerminalInterface.MouseEvent.Direction.down) 0,0", "paste 9",
      ])
    try quit(session)
  }

  @Test func `a key sends few bytes and silence none`() throws {
    let session = try start(columns: 200, rows: 60)
    let before = session.output.count
    try session.press("j")
    try session.wait(untilShown: "key j")
    let after = session.output.count
    #expect(after - before < 40)
    try session.press("l")
    try session.wait(until: "the whole screen again") { $0.bytesReceived > after + 500 }
    try quit(session)
  }

  @Test func `long frames come in one piece where the terminal can do that`() throws {
    let session = try start()
    session.resize(columns: 50, rows: 15)
    try session.wait(untilShown: "resized 50x15")
    #expect(session.screen.lines[14].hasPrefix("╰"))
    #expect(session.screen.synchronizedFrames > 0)
    try quit(session)
  }

  @Test func `the editor has the terminal and then we have it again`() throws {
    let session = try start(["EDITOR": "printf 'editing %s ' \"$0\"; stty -a | head -1; cat; :"])
    try session.press("e")
    try session.wait(untilShown: "speed")
    #expect(session.leftBehind == [])
    session.resize(columns: 70, rows: 18)
    session.type(Array("typed into the editor\r".utf8))
    try session.wait(until: "the editor's echo") {
      $0.lines.filter { $0 == "typed into the editor" }.count == 2
    }
    session.type([4])
    try session.wait(untilShown: "exited(code: 0)")
    try session.wait(untilShown: "resized 70x18")
    #expect(session.screen.modes.isSuperset(of: [1049, 1002, 1006, 2004]))
    #expect(!session.screen.contains("key t"))
    try quit(session)
  }

  @Test func `an editor that is not there is told`() throws {
    let session = try start(["VISUAL": "no-such-editor"])
    try session.press("e")
    try session.wait(untilShown: "exited(code: 127)")
    try quit(session)
  }

  @Test func `Ctrl-Z gives the terminal to the shell until it continues us`() throws {
    let program = builtProgram("TerminalProbe")
    let session = try PseudoTerminalSession(
      ["/bin/bash", "--norc", "--noprofile", "-i"], columns: 60, rows: 20,
      environment: ["PS1": "$ "])
    try session.wait(untilShown: "$")
    try session.press("\(program)<Enter>")
    try session.wait(untilShown: "ready")
    try session.press("<C-z>")
    try session.wait(untilShown: "Stopped")
    #expect(session.screen.modes.isDisjoint(with: [1049, 1002, 1006]))
    try session.press("fg<Enter>")
    try session.wait(untilShown: "continued")
    #expect(session.screen.modes.isSuperset(of: [1049, 1002, 1006, 2004]))
    try session.press("q")
    try session.wait(untilShown: "ended well")
    try session.press("exit<Enter>")
    #expect(try session.waitForEnd() == .exited(code: 0))
  }

  @Test func `where no shell could continue us we go on`() throws {
    let session = try start()
    try session.press("<C-z>")
    try session.wait(untilShown: "nothing stopped us")
    try quit(session)
  }

  @Test func `a mistake of ours leaves the terminal as it was`() throws {
    let session = try start()
    try session.press("T")
    guard case .killed(let signal) = try session.waitForEnd() else {
      Issue.record("it did not crash")
      return
    }
    #expect([SIGILL, SIGTRAP].contains(signal))
    #expect(session.leftBehind == [])
    #expect(session.hasSent("a mistake of ours"))
    #expect(session.screen.contains("the work is in the recovery file"))
  }

  @Test func `a bad memory access leaves the terminal as it was`() throws {
    let session = try start()
    try session.press("S")
    #expect(try session.waitForEnd() == .killed(signal: SIGSEGV))
    #expect(session.leftBehind == [])
    #expect(session.screen.contains("the work is in the recovery file"))
  }

  @Test func `exit and a request to end leave the terminal as it was`() throws {
    let exiting = try start()
    try exiting.press("x")
    #expect(try exiting.waitForEnd() == .exited(code: 3))
    #expect(exiting.leftBehind == [])

    let ended = try start()
    ended.send(signal: SIGTERM)
    #expect(try ended.waitForEnd() == .exited(code: 0))
    #expect(ended.leftBehind == [])
  }

  @Test func `a closed window ends the program`() throws {
    let session = try start()
    session.hangUp()
    #expect(try session.waitForEnd() == .killed(signal: SIGHUP))
  }

  @Test func `what a library writes to standard error is shown afterwards`() throws {
    let session = try start()
    try session.press("wj")
    try session.wait(untilShown: "key j")
    #expect(!session.screen.contains("a library complains"))
    try session.press("q")
    try session.waitForEnd()
    #expect(session.screen.contains("a library complains"))
  }

  @Test func `timers and other threads reach the loop`() throws {
    let session = try start()
    try session.press("tm")
    try session.wait(untilShown: "time is up")
    try session.wait(untilShown: "from elsewhere")
    try quit(session)
  }
}
