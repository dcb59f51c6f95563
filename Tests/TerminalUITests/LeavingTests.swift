import EditorCore
import Testing

@testable import TerminalUI

struct LeavingTests {
  @Test(arguments: ["q", ":q<Enter>", "<F10>", ":quit<Enter>", ":wq<Enter>", ":x<Enter>"])
  func `without changes one leaves at once`(keys: String) throws {
    let desk = try Desk("a")
    #expect(try desk.press(keys) == [.quit])
  }

  @Test(arguments: ["q", ":q<Enter>", "<F10>"])
  func `unsaved changes are asked about`(keys: String) throws {
    let desk = try Desk("a")
    try desk.press("ab<Enter>")
    #expect(try desk.press(keys) == [])
    #expect(desk.picture.contains("not everything is saved"))
    #expect(try desk.press("<Esc>") == [])
    #expect(!desk.picture.contains("not everything is saved"))
  }

  @Test(arguments: [
    ("qs", [Effect.save, .quit]), ("qd", [.quit]), ("qc", []), ("q<Enter>", [.save, .quit]),
    ("qj<Enter>", [.quit]), ("qjj<Enter>", []), ("qq", []), (":wq<Enter>", [.save, .quit]),
    (":q!<Enter>", [.quit]), (":w<Enter>", [.save]), ("ZZ", [.save]), ("<C-s>", [.save]),
  ])
  func `each answer does what it says`(keys: String, effects: [Effect]) throws {
    let desk = try Desk("a")
    try desk.press("ab<Enter>")
    #expect(try desk.press(keys) == effects)
  }

  @Test func `escape never leaves`() throws {
    let desk = try Desk("a, b<-a")
    for start in [
      "", "c", "X", "f", "?", ":", "/", "ax", "r", "g", "3", "<Enter>", "<Tab>", "gu", "m", "+",
      "M",
    ] {
      #expect(try desk.press(start + "<Esc><Esc><Esc>") == [])
      #expect(desk.app.focus == .graph)
      #expect(desk.steps == "a, b<-a")
      if case .none = desk.app.interaction { continue }
      Issue.record("\(start) is still going on")
    }
  }

  @Test func `q leaves a side pane first`() throws {
    let desk = try Desk("a")
    #expect(try desk.press("<Tab>q") == [])
    #expect(desk.app.focus == .graph)
    #expect(try desk.press("q") == [.quit])
  }

  @Test func `what the shell must do comes out as it is`() throws {
    let desk = try Desk("a")
    let step = try #require(desk.app.editor.selection.step)
    #expect(try desk.press("e") == [.editCode(step)])
    #expect(try desk.press("<C-z>") == [.suspend])
    #expect(try desk.press("<C-l>") == [.redraw])
    #expect(try desk.press("yn") == [.copyToClipboard("a")])
  }
}
