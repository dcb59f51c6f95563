// Frames as bytes: a terminal that showed one frame shows the next, whatever both hold, and few
// bytes are sent for it.

import TerminalInterface
import TestSupport
import Testing

@Suite struct FrameEncoderTests {
  private func encoder(_ erasing: FrameEncoder.Erasing = .inBackground) -> FrameEncoder {
    FrameEncoder(erasing: erasing) { style in
      func parameters(_ color: Color, _ set: Int) -> [UInt8] {
        switch color.form {
        case .terminal: Array("\(set + 1)".utf8)
        case .palette(let index): Array("\(set);5;\(index)".utf8)
        case .rgb(let red, let green, let blue): Array("\(set);2;\(red);\(green);\(blue)".utf8)
        }
      }
      return StyleCodes(
        look: style, foreground: parameters(style.foreground, 38),
        background: parameters(style.background, 48))
    }
  }

  /// What is sent for the second of two screens, readable.
  private func sent(_ old: Screen, _ change: (inout Screen) -> Void) -> String {
    var encoder = encoder()
    _ = encoder.encode(old, over: nil)
    var new = old
    change(&new)
    let bytes = encoder.encode(new, over: old)
    return String(decoding: bytes, as: UTF8.self).replacing("\u{1B}[", with: "^")
  }

  @Test func `what is the same is not sent`() {
    var screen = Screen(columns: 40, rows: 10)
    screen.write("extract", x: 3, y: 2)
    #expect(sent(screen) { _ in } == "")
    #expect(sent(screen) { $0.write("E", x: 3, y: 2) } == "^3;4HE")
    #expect(sent(screen) { $0.write("E", x: 0, y: 4) } == "^5HE")
    // Blanks in another foreground look the same.
    #expect(
      sent(screen) { $0.write("  ", x: 20, y: 2, style: .init(foreground: .palette(3))) } == "")
  }

  @Test func `a short gap is written again and a long one skipped`() {
    var screen = Screen(columns: 40, rows: 10)
    screen.write("one two three four five", x: 0, y: 0)
    #expect(
      sent(screen) {
        $0.write("O", x: 0, y: 0)
        $0.write("T", x: 4, y: 0)
        $0.write("F", x: 19, y: 0)
      } == "^1HOne T^14CF")
    let bold = Style(attributes: .bold)
    screen.write("n", x: 1, y: 0, style: bold)
    #expect(
      sent(screen) {
        $0.write("O", x: 0, y: 0)
        $0.write("E", x: 2, y: 0)
      } == "^1HO^CE")
  }

  @Test func `blanks are erased when that is shorter`() {
    let blue = Style(background: .palette(17))
    var screen = Screen(columns: 40, rows: 10, style: blue)
    screen.write(String(repeating: "x", count: 40), x: 0, y: 0, style: blue)
    #expect(sent(screen) { $0.write("   ", x: 4, y: 0, style: blue) } == "^1;5H   ")
    #expect(
      sent(screen) { $0.fill(Rect(x: 4, y: 0, width: 20, height: 1), style: blue) } == "^1;5H^20X")
    #expect(
      sent(screen) { $0.fill(Rect(x: 4, y: 0, width: 36, height: 1), style: blue) } == "^1;5H^K")
    #expect(
      sent(screen) {
        $0.fill(Rect(x: 4, y: 0, width: 36, height: 1), style: .plain)
      } == "^1;5H^49m^K")
  }

  @Test func `only what differs of a look is set`() {
    let screen = Screen(columns: 40, rows: 10)
    let style = Style(foreground: .palette(7), background: .palette(4), attributes: .bold)
    var other = style
    other.foreground = .palette(2)
    #expect(
      sent(screen) {
        $0.write("a", x: 0, y: 1, style: style)
        $0.write("b", x: 1, y: 1, style: other)
        $0.write("c", x: 2, y: 1, style: .plain)
      } == "^2H^1;38;5;7;48;5;4ma^38;5;2mb^0mc")
  }

  @Test func `after a character that terminals disagree on the place is said anew`() {
    let screen = Screen(columns: 40, rows: 10)
    #expect(sent(screen) { $0.write("数x", x: 0, y: 1) } == "^2H数^2;3Hx")
    #expect(sent(screen) { $0.write("e\u{301}x", x: 0, y: 1) } == "^2He\u{301}^2;2Hx")
    #expect(sent(screen) { $0.write("é─▶x", x: 0, y: 1) } == "^2Hé─▶x")
  }

  @Test func `the cursor is placed last`() {
    var screen = Screen(columns: 40, rows: 10)
    screen.cursor = Position(x: 5, y: 5)
    #expect(sent(screen) { $0.write("x", x: 0, y: 0) } == "^1Hx^6;6H")
    #expect(sent(screen) { $0.cursor = Position(x: 0, y: 1) } == "^2H")
    #expect(sent(screen) { $0.cursor = nil } == "")
  }

  // MARK: Laws

  private static let pieces = [
    "a", " ", "  ", "            ", "数", "据", "한", "e\u{301}", "─", "│", "╮", "👩", "é", "bcd",
    "step_07", "▶", "…", "\u{7}", "                        ",
  ]

  private func change(_ screen: inout Screen, _ random: inout SplitMix64) {
    let colors: [Color] = [.terminal, .palette(4), .palette(234), .rgb(1, 2, 3)]
    let style = Style(
      foreground: colors.randomElement(using: &random) ?? .terminal,
      background: colors.randomElement(using: &random) ?? .terminal,
      attributes: Bool.random(using: &random)
        ? [] : Style.Attributes(rawValue: UInt16.random(in: 0..<32, using: &random)))
    let x = Int.random(in: -3..<screen.columns, using: &random)
    let y = Int.random(in: 0..<screen.rows, using: &random)
    switch Int.random(in: 0..<8, using: &random) {
    case 0:
      let width = Int.random(in: 1...screen.columns, using: &random)
      screen.fill(
        Rect(x: x, y: y, width: width, height: Int.random(in: 1...4, using: &random)), style: style)
    case 1:
      let y = Int.random(in: -2...2, using: &random)
      let old = screen
      screen.draw(old, x: Int.random(in: -2...2, using: &random), y: y)
    case 2: screen.cursor = Position(x: max(0, x), y: y)
    case 3: screen.cursor = nil
    default:
      let text = (0..<Int.random(in: 1...6, using: &random)).map { _ in
        Self.pieces.randomElement(using: &random) ?? ""
      }.joined()
      screen.write(text, x: x, y: y, style: style)
    }
  }

  private func looks(_ cell: Cell) -> VirtualTerminal.Look {
    func number(_ color: Color) -> Int? {
      switch color.form {
      case .terminal: nil
      case .palette(let index): Int(index)
      case .rgb: 0x100_0000 | Int(color.packed & 0xFF_FFFF)
      }
    }
    let all: [(Style.Attributes, VirtualTerminal.Attribute)] = [
      (.bold, .bold), (.dim, .dim), (.italic, .italic), (.underline, .underline),
      (.reverse, .reverse),
    ]
    return VirtualTerminal.Look(
      foreground: number(cell.style.foreground), background: number(cell.style.background),
      attributes: Set(all.filter { cell.style.attributes.contains($0.0) }.map(\.1)))
  }

  /// Of a blank the foreground and most attributes are not seen.
  private func seen(_ look: VirtualTerminal.Look, of text: String) -> VirtualTerminal.Look {
    guard text == " ", look.attributes.isDisjoint(with: [.underline, .reverse]) else { return look }
    return VirtualTerminal.Look(background: look.background)
  }

  private func difference(_ terminal: VirtualTerminal, _ screen: Screen) -> String? {
    for y in 0..<screen.rows {
      for x in 0..<screen.columns {
        let (cell, wanted) = (terminal[x, y], screen[x, y])
        if cell.text != wanted.text { return "\(x),\(y): \(cell.text) for \(wanted.text)" }
        let (seenNow, seenThen) = (
          seen(cell.look, of: cell.text), seen(looks(wanted), of: wanted.text)
        )
        if seenNow != seenThen { return "\(x),\(y): \(seenNow) for \(seenThen)" }
      }
    }
    if let cursor = screen.cursor, terminal.cursor != (cursor.x, cursor.y) { return "the cursor" }
    return terminal.unknown.isEmpty ? nil : "\(terminal.unknown)"
  }

  @Test(arguments: [FrameEncoder.Erasing.inBackground, .notUsed])
  func `a terminal shows every frame after any other`(erasing: FrameEncoder.Erasing) {
    for seed in 0..<300 {
      var random = SplitMix64(seed: UInt64(seed))
      let (columns, rows) = (
        Int.random(in: 1...40, using: &random), Int.random(in: 1...8, using: &random)
      )
      var terminal = VirtualTerminal(columns: columns, rows: rows)
      var encoder = encoder(erasing)
      var screen = Screen(columns: columns, rows: rows)
      var shown: Screen?
      for frame in 0..<12 {
        for _ in 0..<Int.random(in: 0...5, using: &random) { change(&screen, &random) }
        if Int.random(in: 0..<20, using: &random) == 0 {
          // Something else has written there.
          terminal.receive("\u{1B}[31;7mnoise\u{1B}[3;3H")
          shown = nil
        }
        let bytes = encoder.encode(screen, over: shown)
        if shown == screen { #expect(bytes.isEmpty) }
        terminal.receive(bytes)
        shown = screen
        if let difference = difference(terminal, screen) {
          Issue.record("seed \(seed), frame \(frame): \(difference)\n\(screen.picture)")
          return
        }
      }
    }
  }
}
