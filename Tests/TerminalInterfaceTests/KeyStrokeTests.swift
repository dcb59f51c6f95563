// Names of keys: what is printed is read back as the same key.

import TerminalInterface
import Testing

@Suite struct KeyStrokeTests {
  private func printed(_ text: String) throws -> String {
    try KeyStroke.parse(text).map(\.description).joined()
  }

  @Test func `keys are read and printed in one notation`() throws {
    #expect(try KeyStroke.parse("gg") == [KeyStroke("g"), KeyStroke("g")])
    #expect(try KeyStroke.parse("<C-s>") == [KeyStroke("s", .control)])
    #expect(try KeyStroke.parse("<S-Tab>") == [KeyStroke(.backtab)])
    #expect(try KeyStroke.parse("<C-M-Left>") == [KeyStroke(.left, [.control, .alt])])
    #expect(
      try KeyStroke.parse("d<F12>é") == [KeyStroke("d"), KeyStroke(.function(12)), KeyStroke("é")])
    #expect(try KeyStroke.parse("<C->>") == [KeyStroke(">", .control)])
    #expect(
      try KeyStroke.parse("<C-lt><C-Space>") == [
        KeyStroke("<", .control), KeyStroke(" ", .control),
      ])
    #expect(try printed("<return><ESC><pageup><A-x><bs>") == "<Enter><Esc><PgUp><M-x><BS>")
  }

  @Test func `the keys for smaller and larger are written alone or by name`() throws {
    #expect(try KeyStroke.parse("<") == [KeyStroke("<")])
    #expect(try KeyStroke.parse(">") == [KeyStroke(">")])
    #expect(try printed("<lt><") == "<lt><lt>")
    #expect(KeyStroke("<").label == "<")
  }

  @Test func `what a terminal cannot tell apart is one key`() throws {
    #expect(try printed("<C-i><C-m><C-j><C-h><C-[>") == "<Tab><Enter><Enter><BS><Esc>")
    #expect(try printed("<S-a><C-A><S-!>") == "A<C-a>!")
  }

  @Test func `labels are as people say them`() {
    #expect(KeyStroke("s", .control).label == "Ctrl-s")
    #expect(KeyStroke(.backtab).label == "Shift-Tab")
    #expect(KeyStroke(.left, .alt).label == "Alt-Left")
    #expect(KeyStroke(" ").label == "Space")
    #expect(KeyStroke("G").label == "G")
  }

  @Test(arguments: ["<Foo>", "<C-Foo>", "<F0>", "<F99>", "<Enter", "a<X-b>", "<g>"])
  func `a name of no key is refused by name`(text: String) {
    #expect(throws: KeyNameError.self) { try KeyStroke.parse(text) }
  }

  @Test func `every key with every modifier reads back as itself`() throws {
    var keys: [Key] = [
      .enter, .tab, .backtab, .escape, .backspace, .delete, .insert, .up, .down, .left, .right,
      .home, .end, .pageUp, .pageDown,
    ]
    keys += (1...35).map { .function($0) }
    keys += "aZ0 <>-[]é数".unicodeScalars.map { .character($0) }
    for key in keys {
      for bits in UInt8(0)..<8 {
        let stroke = KeyStroke(key, KeyStroke.Modifiers(rawValue: bits))
        #expect(try KeyStroke.parse(stroke.description) == [stroke])
      }
    }
  }
}
