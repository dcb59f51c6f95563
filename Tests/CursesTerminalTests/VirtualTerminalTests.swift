// The terminal that the tests look at is a terminal.

import TestSupport
import Testing

@Suite struct VirtualTerminalTests {
  private func shown(_ text: String, columns: Int = 10, rows: Int = 3) -> String {
    var terminal = VirtualTerminal(columns: columns, rows: rows)
    terminal.receive(text)
    #expect(terminal.unknown == [])
    return terminal.lines.joined(separator: "|")
  }

  @Test func `text wraps at the last column and scrolls at the last row`() {
    #expect(shown("abcdef", columns: 4, rows: 2) == "abcd|ef")
    #expect(shown("abcdefghij", columns: 4, rows: 2) == "efgh|ij")
    #expect(shown("abcd\r\nx", columns: 4, rows: 2) == "abcd|x")
    #expect(shown("abc数", columns: 4, rows: 2) == "abc|数")
  }

  @Test func `the cursor goes where it is sent`() {
    #expect(shown("\u{1B}[2;3Hx\u{1B}[Hy\u{1B}[3dz\u{1B}[9Gw") == "y|  x| z      w")
    #expect(shown("abc\u{1B}[2Dx\u{8}y\u{1B}[B1\u{1B}[A2\u{1B}[5C3") == "ayc2     3|  1|")
  }

  @Test func `erasing and shifting work on cells`() {
    #expect(shown("abcdef\u{1B}[3D\u{1B}[K") == "abc||")
    #expect(shown("abcdef\u{1B}[3D\u{1B}[1K") == "    ef||")
    #expect(shown("abcdef\u{1B}[4D\u{1B}[2P") == "abef||")
    #expect(shown("abcdef\u{1B}[4D\u{1B}[2@") == "ab  cdef||")
    #expect(shown("abcdef\u{1B}[4D\u{1B}[2X") == "ab  ef||")
    #expect(shown("a\u{1B}[3b") == "aaaa||")
  }

  @Test func `rows scroll within their margins`() {
    #expect(shown("a\r\nb\r\nc\u{1B}[1;2r\u{1B}[2;1H\n") == "b||c")
    #expect(shown("a\r\nb\r\nc\u{1B}[2;1H\u{1B}[L") == "a||b")
    #expect(shown("a\r\nb\r\nc\u{1B}[1;1H\u{1B}[M") == "b|c|")
    #expect(shown("a\r\nb\r\nc\u{1B}[1;1H\u{1B}M") == "|a|b")
  }

  @Test func `overwriting half of a wide character blanks the other`() {
    #expect(shown("数据\u{1B}[2Gx") == " x据||")
    #expect(shown("e\u{301}x") == "e\u{301}x||")
  }

  @Test func `lines are drawn by the other character set`() {
    #expect(shown("\u{1B}(0lqk\u{1B}(Blq") == "┌─┐lq||")
    #expect(shown("\u{1B})0\u{E}x\u{F}x") == "│x||")
  }

  @Test func `colours and attributes stay with the cell`() {
    var terminal = VirtualTerminal(columns: 8, rows: 1)
    terminal.receive(
      "\u{1B}[1;38;5;208mA\u{1B}[0;48;2;1;2;3mB\u{1B}[38:2::1:2:3mC\u{1B}[91mD\u{1B}[mE")
    #expect(terminal[0, 0].look == .init(foreground: 208, attributes: [.bold]))
    #expect(terminal[1, 0].look == .init(background: 0x101_0203))
    #expect(terminal[2, 0].look.foreground == 0x101_0203)
    #expect(terminal[3, 0].look.foreground == 9)
    #expect(terminal[4, 0].look == .init())
  }

  @Test func `the other screen leaves the first one as it was`() {
    #expect(shown("shell\u{1B}[?1049h\u{1B}[Hprogram\u{1B}[?1049l!") == "shell!||")
  }

  @Test func `a synchronized frame is seen when it is whole`() {
    var terminal = VirtualTerminal(columns: 8, rows: 1)
    terminal.receive("old\r\u{1B}[?2026hnew")
    #expect(terminal.picture == "old")
    terminal.receive("er\u{1B}[?2026l")
    #expect(terminal.picture == "newer")
    #expect(terminal.synchronizedFrames == 1)
  }

  @Test func `questions are answered`() {
    var terminal = VirtualTerminal(columns: 8, rows: 2)
    terminal.receive("ab\u{1B}[6n\u{1B}[?2026$p\u{1B}[?9999$p")
    let answers = String(decoding: terminal.answers, as: UTF8.self)
    #expect(answers == "\u{1B}[1;3R\u{1B}[?2026;2$y\u{1B}[?9999;0$y")
  }

  @Test func `what it does not know is told`() {
    var terminal = VirtualTerminal(columns: 8, rows: 1)
    terminal.receive("\u{1B}[5y\u{1B}[77mx\u{1B}Q\u{FF}\u{1B}]0;a title\u{7}")
    #expect(terminal.unknown == ["CSI 5y", "SGR 77", "ESC Q"])
    #expect(terminal.title == "a title")
  }
}
