import TerminalInterface
import Testing

@testable import TerminalUI

struct TextFieldTests {
  /// The field after the keys, with `|` where the cursor is.
  func field(_ start: String, _ keys: String) throws -> String {
    var field = TextField(start)
    for key in try KeyStroke.parse(keys) {
      let isTaken = field.handle(key)
      #expect(isTaken, "\(key)")
    }
    return field.before + "|" + field.after
  }

  @Test(arguments: [
    ("", "clean", "clean|"),
    ("clean", "<BS><BS>", "cle|"),
    ("clean", "<Home>x", "x|clean"),
    ("clean", "<Left><Left>x<End>y", "clexany|"),
    ("clean", "<C-a><C-d>", "|lean"),
    ("load raw_rows", "<C-w>", "load |"),
    ("load raw_rows", "<M-b>", "load |raw_rows"),
    ("load raw_rows", "<Home><M-f><C-k>", "load|"),
    ("load raw_rows", "<C-Left><C-Left><C-Right>!", "load!| raw_rows"),
    ("load", "<C-u>", "|"),
    ("", "<BS><Del><Left><Right><C-w>", "|"),
    ("日本語", "<BS><Left>é", "日é|本"),
  ])
  func `editing keys do what they do in a shell`(start: String, keys: String, end: String) throws {
    #expect(try field(start, keys) == end)
  }

  @Test func `keys that edit nothing are left to others`() throws {
    var field = TextField("a")
    for key in try KeyStroke.parse("<Enter><Esc><Tab><Up><C-s><F2>") {
      let isTaken = field.handle(key)
      #expect(!isTaken, "\(key)")
    }
    #expect(field.text == "a")
  }

  @Test func `backspace takes a letter with its accent, and an accent joins its letter`() throws {
    #expect(try field("cafe\u{301}", "<BS>") == "caf|")
    #expect(try field("cafe", "\u{301}<Left>") == "caf|e\u{301}")
  }

  @Test func `a paste comes in as one line without control characters`() {
    var field = TextField("a")
    field.insert("one\r\ntwo\tthree\u{1B}[31m\u{7F}\u{9B}")
    #expect(field.text == "aone two three[31m")
  }

  @Test func `a long text scrolls with the cursor`() {
    var screen = Screen(columns: 10, rows: 1)
    var field = TextField("extract-everything")
    let area = Rect(x: 1, y: 0, width: 8, height: 1)
    #expect(field.draw(on: &screen, in: area, style: .plain) == Position(x: 8, y: 0))
    #expect(screen.picture == " rything")
    for _ in 0..<18 { _ = field.handle(KeyStroke(.left)) }
    #expect(field.draw(on: &screen, in: area, style: .plain) == Position(x: 1, y: 0))
    #expect(screen.picture == " extract-")
  }
}
