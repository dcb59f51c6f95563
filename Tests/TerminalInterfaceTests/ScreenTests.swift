// Drawing on a screen: clipping, wide characters, and what is shown in place of what would
// disorder a terminal.

import TerminalInterface
import TestSupport
import Testing

@Suite struct ScreenTests {
  private func drawn(_ columns: Int, _ rows: Int, _ draw: (inout Screen) -> Void) -> String {
    var screen = Screen(columns: columns, rows: rows)
    draw(&screen)
    screen.checkInvariants()
    return screen.lines.joined(separator: "|")
  }

  @Test func `text beyond an edge is left out`() {
    #expect(drawn(6, 2) { $0.write("transform", x: 2, y: 0) } == "  tran|")
    #expect(drawn(6, 2) { $0.write("transform", x: -5, y: 1) } == "|form")
    #expect(drawn(6, 2) { $0.write("transform", x: 0, y: 2) } == "|")
    #expect(drawn(6, 2) { $0.write("transform", x: 0, y: -1) } == "|")
    #expect(drawn(6, 2) { $0.write("transform", x: 9, y: 0) } == "|")
  }

  @Test func `text stays in the rectangle it is given`() {
    let pane = Rect(x: 2, y: 0, width: 3, height: 1)
    #expect(drawn(8, 2) { $0.write("clean", x: 0, y: 0, within: pane) } == "  ean|")
    #expect(drawn(8, 2) { $0.write("clean", x: 2, y: 0, within: pane) } == "  cle|")
    #expect(drawn(8, 2) { $0.write("clean", x: 2, y: 1, within: pane) } == "|")
  }

  @Test func `a name that is too long ends in an ellipsis`() {
    #expect(drawn(8, 1) { $0.write("preprocess", x: 0, y: 0, cut: .end) } == "preproc…")
    #expect(drawn(9, 1) { $0.write("preprocess", x: 3, y: 0, cut: .end) } == "   prepr…")
    #expect(drawn(9, 1) { $0.write("train", x: 0, y: 0, maxColumns: 5, cut: .end) } == "train")
    #expect(drawn(9, 1) { $0.write("train", x: 0, y: 0, maxColumns: 4, cut: .end) } == "tra…")
    #expect(drawn(9, 1) { $0.write("train", x: 0, y: 0, maxColumns: 0, cut: .end) } == "")
  }

  @Test func `the columns used say where the next text goes`() {
    var screen = Screen(columns: 10, rows: 1)
    let used = screen.write("数据", x: 0, y: 0)
    screen.write("!", x: used, y: 0)
    #expect(used == 4)
    #expect(screen.picture == "数据!")
    #expect(screen.write("abc", x: 8, y: 0) == 2)
  }

  @Test func `a wide character that does not fit is not half drawn`() {
    #expect(drawn(3, 1) { $0.write("数据", x: 0, y: 0) } == "数")
    #expect(drawn(3, 1) { $0.write("数据", x: -1, y: 0) } == " 据")
    #expect(drawn(4, 1) { $0.put("数", x: 3, y: 0, style: .plain) } == "")
  }

  @Test func `overwriting half of a wide character blanks the other half`() {
    func over(_ text: String, at x: Int) -> String {
      drawn(6, 1) {
        $0.write("数据", x: 1, y: 0)
        $0.write(text, x: x, y: 0)
      }
    }
    #expect(over("a", at: 1) == " a 据")
    #expect(over("a", at: 2) == "  a据")
    #expect(over("名", at: 2) == "  名")
    #expect(over("名", at: 0) == "名 据")
    #expect(over("ab", at: 4) == " 数 ab")
  }

  @Test func `filling a rectangle cuts the wide characters at its sides`() {
    let picture = drawn(8, 1) {
      $0.write("数据名称", x: 0, y: 0)
      $0.fill(Rect(x: 1, y: 0, width: 4, height: 1), style: .plain, with: "x")
    }
    #expect(picture == " xxxx 称")
  }

  @Test func `control characters are shown as pictures`() {
    #expect(drawn(9, 1) { $0.write("a\u{1B}[2J\u{7F}", x: 0, y: 0) } == "a␛[2J␡")
    #expect(drawn(9, 1) { $0.write("a\r\nb\té", x: 0, y: 0) } == "a␍␊b␉é")
    #expect(drawn(9, 1) { $0.write("é\r\né", x: 0, y: 0) } == "é␍␊é")
  }

  @Test(arguments: [
    "\u{202E}", "\u{2066}", "\u{200B}", "\u{FEFF}", "\u{0085}", "\u{2028}", "\u{E0041}", "\u{0378}",
    "\u{3164}", "\u{0301}",
  ])
  func `characters that reorder or hide text are shown as a replacement`(character: String) {
    #expect(drawn(5, 1) { $0.write(character, x: 0, y: 0) } == "\u{FFFD}")
  }

  @Test func `joined emoji show their first character`() {
    #expect(drawn(9, 1) { $0.write("👩‍👩‍👧x", x: 0, y: 0) } == "👩x")
    #expect(drawn(9, 1) { $0.write("👍🏽x", x: 0, y: 0) } == "👍x")
    #expect(drawn(9, 1) { $0.write("🇩🇪x", x: 0, y: 0) } == "🇩x")
    #expect(drawn(9, 1) { $0.write("❤️x", x: 0, y: 0) } == "❤x")
  }

  @Test func `marks beyond the second are dropped`() {
    let lines = drawn(9, 1) { $0.write("e\u{301}\u{302}\u{303}x", x: 0, y: 0) }
    #expect(lines.unicodeScalars.elementsEqual("e\u{301}\u{302}x".unicodeScalars))
  }

  @Test func `a selection changes the looks and not the text`() {
    var screen = Screen(columns: 4, rows: 2)
    screen.write("ab", x: 0, y: 0)
    screen.restyle(Rect(x: 1, y: 0, width: 9, height: 1)) { $0.attributes.insert(.reverse) }
    #expect(screen.lines == ["ab", ""])
    let picture = screen.stylePicture([Style(attributes: .reverse): "R"])
    #expect(picture == ".RRR\n....")
  }

  @Test func `a screen is drawn onto another within a rectangle`() {
    var inner = Screen(columns: 4, rows: 1)
    inner.write("数据", x: 0, y: 0)
    let clip = Rect(x: 1, y: 0, width: 3, height: 1)
    #expect(drawn(6, 1) { $0.draw(inner, x: 1, y: 0, within: clip) } == " 数")
  }

  @Test func `cells are compared as bytes`() {
    #expect(MemoryLayout<Cell>.size == 24)
    #expect(MemoryLayout<Cell>.stride == 24)
  }

  /// Any drawing keeps the pairs of wide characters whole and the size as it was.
  @Test(arguments: [1, 2, 3, 4] as [UInt64])
  func `random drawing keeps the screen sound`(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let texts = ["abc", "数据", "a数b据c", "é\u{1B}", "👩‍👩‍👧", "한글x", "\u{301}"]
    var screen = Screen(columns: 12, rows: 4)
    for _ in 0..<400 {
      let x = Int.random(in: -5...13, using: &random)
      let y = Int.random(in: -1...4, using: &random)
      let clip = Rect(
        x: Int.random(in: -2...9, using: &random), y: Int.random(in: -1...3, using: &random),
        width: Int.random(in: 0...8, using: &random), height: Int.random(in: 0...4, using: &random))
      let before = screen
      switch Int.random(in: 0..<4, using: &random) {
      case 0: screen.fill(clip, style: .plain, with: "░")
      case 1:
        let text = texts[Int.random(in: 0..<texts.count, using: &random)]
        screen.write(text, x: x, y: y, within: clip, cut: .middle)
      case 2: screen.put("数", x: x, y: y, style: .plain, within: clip)
      default: screen.draw(before, x: x, y: y, within: clip)
      }
      screen.checkInvariants()
      expectUntouched(outside: clip, before, screen)
    }
  }

  /// Outside of the clip only the lost half of a wide character may change, to a blank.
  private func expectUntouched(outside clip: Rect, _ before: Screen, _ after: Screen) {
    for y in 0..<before.rows {
      for x in 0..<before.columns where !clip.contains(x: x, y: y) {
        let isHalf = before[x, y].width != 1 && after[x, y].text == " "
        #expect(before[x, y] == after[x, y] || isHalf)
      }
    }
  }
}
