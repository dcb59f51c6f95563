import EditorCore
import PipelineModel
import TerminalInterface
import Testing

@testable import TerminalUI

/// Keys in, document out.
struct EditingTests {
  @Test(arguments: [
    ("extract", "a clean <Enter>", "extract, clean<-extract"),
    ("", "a extract <Enter>", "extract"),
    ("a, b<-a", "a mid <Enter>", "a, mid<-a, b<-mid"),
    ("a, b<-a", "l i mid <Enter>", "a, mid<-a, b<-mid"),
    ("a, b<-a", "a side <Tab><Enter>", "a, side<-a, b<-a"),
    ("a", "3a x <Enter> y <Enter> z <Enter>", "a, x<-a, y<-x, z<-y"),
    ("a, b<-a", "l x", "a"),
    ("a, b<-a, c<-b", "l x", "a, c<-a"),
    ("a, b<-a, c<-b", "l x u", "a, b<-a, c<-b"),
    ("a, b<-a, c<-b", "l x u <C-r>", "a, c<-a"),
    ("a", "r <C-u> start <Enter>", "start"),
    ("a, b<-a", "r 2 <Enter>", "a2, b<-a2"),
    ("a", "a x <Esc>", "a"),
    ("a, b", ": undo <Enter>", "a, b"),
  ])
  func `keys change the document`(start: String, keys: String, end: String) throws {
    let desk = try Desk(start)
    try desk.press(keys)
    #expect(desk.steps == end)
  }

  @Test func `a name that is taken is refused while it is typed`() throws {
    let desk = try Desk("clean")
    try desk.press("a clean")
    #expect(desk.message.contains("there is a step clean already"))
    try desk.press("<Enter>")
    #expect(desk.steps == "clean")
    try desk.press("2 <Enter>")
    #expect(desk.steps == "clean, clean2<-clean")
  }

  @Test func `a label connects and Tab makes it order only`() throws {
    let desk = try Desk("a, b, c")
    try desk.press("ca")
    #expect(desk.steps == "a, b<-a, c")
    try desk.press("<Tab><Tab>")
    #expect(desk.steps == "a, b<~a, c")
    #expect(desk.app.editor.history.done.count == 1)
    try desk.press("<Enter> u")
    #expect(desk.steps == "a, b, c")
  }

  @Test func `a step is connected by part of its name`() throws {
    let desk = try Desk("load, clean, extract, train")
    try desk.press("c / tra <Enter>")
    #expect(desk.steps == "load, clean, extract, train<-load")
  }

  @Test func `what would be a cycle says so instead`() throws {
    let desk = try Desk("a, b<-a, c<-b")
    try desk.press("ll c")
    #expect(desk.steps == "a, b<-a, c<-b")
    #expect(desk.message.contains("cycle") || desk.message.contains("wait for itself"))
  }

  @Test func `arrows choose what has no label and tell the reason`() throws {
    let desk = try Desk("a, b<-a, c<-b, d")
    try desk.press("ll c <Left>")
    #expect(desk.message.contains("that would be a cycle: c → b"))
    try desk.press("<Enter>")
    #expect(desk.steps == "a, b<-a, c<-b, d")
    try desk.press("<Esc>")
    #expect(desk.selected == "c")
  }

  @Test func `a line is taken away by its label`() throws {
    let desk = try Desk("a, b<-a")
    try desk.press("X")
    #expect(desk.footer.contains("label"))
    try desk.press("a")
    #expect(desk.steps == "a, b")
  }

  @Test func `a line is split by its label`() throws {
    let desk = try Desk("a, b<-a")
    try desk.press("S a mid <Enter>")
    #expect(desk.steps == "a, mid<-a, b<-mid")
  }

  @Test func `the source of a connection can be chosen`() throws {
    let desk = try Desk("a, b")
    try desk.press("w C a")
    #expect(desk.steps == "a, b<-a")
  }

  @Test func `marked steps are wired in series`() throws {
    let desk = try Desk("a, b, c")
    try desk.press("m w m w m c c")
    #expect(desk.steps == "a, b<-a, c<-b")
  }

  @Test func `marked steps go into one`() throws {
    let desk = try Desk("a, b, c")
    try desk.press("m w m c a")
    #expect(desk.steps == "a, b, c<-a+b")
  }

  @Test func `a field is edited in its form as one undo`() throws {
    let desk = try Desk("a")
    try desk.press("<Enter>")
    let row = try #require(desk.app.formRows.firstIndex { $0.label == "memory" })
    try desk.press(String(repeating: "j", count: row) + "<Enter> 1024 <Enter>")
    #expect(desk.app.editor.selectedStep?.fields[.memory] == .integer(1024))
    try desk.press("<Esc> u")
    #expect(desk.app.editor.selectedStep?.fields[.memory] == nil)
    #expect(desk.app.editor.history.done.isEmpty)
  }

  @Test func `a field that can't be read stays open and says why`() throws {
    let desk = try Desk("a")
    try desk.press("<Enter>")
    let row = try #require(desk.app.formRows.firstIndex { $0.label == "memory" })
    try desk.press(String(repeating: "j", count: row) + "<Enter> lots <Enter>")
    #expect(desk.message.contains("lots is no whole number"))
    try desk.press("<C-u> <Enter> <Esc>")
    #expect(desk.app.editor.history.done.isEmpty)
  }

  @Test func `a step that is moved is pinned where it is put`() throws {
    let desk = try Desk("a, b<-a, c<-a")
    try desk.press("w M j <Enter>")
    #expect(desk.app.editor.selectedStep?.position != nil)
    try desk.press("u")
    #expect(desk.app.editor.selectedStep?.position == nil)
  }

  @Test func `a move that is given up changes nothing`() throws {
    let desk = try Desk("a, b<-a, c<-a")
    try desk.press("w M j <Esc>")
    #expect(desk.app.editor.history.done.isEmpty)
    #expect(desk.app.editor.selectedStep?.position == nil)
  }

  @Test func `a paste goes into the field and never into the graph`() throws {
    let desk = try Desk("a")
    #expect(desk.app.handle(.paste(Array("xx".utf8)), at: 0).isEmpty)
    #expect(desk.steps == "a")
    try desk.press("a")
    _ = desk.app.handle(.paste(Array("load\n".utf8)), at: 0)
    try desk.press("<Enter>")
    #expect(desk.app.editor.pipeline.steps.last?.name == "load ")
  }

  @Test func `a document that can't be changed says why`() throws {
    let desk = try Desk(Pipeline(name: "p"), readOnly: "the file was not understood")
    try desk.press("a")
    #expect(desk.message.contains("the file was not understood"))
    #expect(desk.steps.isEmpty)
  }

  @Test func `Shift and the arrows mark on the way`() throws {
    let desk = try Desk("a, b<-a, c<-b")
    try desk.press("<S-Right><S-Right>")
    #expect(desk.app.editor.selection.marks.count == 3)
    try desk.press("<Esc>")
    #expect(desk.app.editor.selection.marks.isEmpty)
  }

  @Test func `an argument is completed from the steps there are`() throws {
    let desk = try Desk("load, clean, train<-load")
    try desk.press("G<Enter>")
    while desk.selected != "train" { try desk.press("<Esc>b<Enter>") }
    let row = try #require(desk.app.formRows.firstIndex { $0.label == "arg 2" })
    try desk.press(String(repeating: "j", count: row) + "<Enter>cle<C-n><Enter>")
    #expect(desk.steps == "load, clean, train<-load+clean")
  }

  @Test func `a field that is cleared goes back to its default`() throws {
    let desk = try Desk("a")
    try desk.press("<Enter>")
    let row = try #require(desk.app.formRows.firstIndex { $0.label == "memory" })
    try desk.press(String(repeating: "j", count: row) + "<Enter>1024<Enter>x")
    #expect(desk.app.editor.selectedStep?.fields[.memory] == nil)
    try desk.press("x")
    #expect(desk.message.contains("memory says nothing"))
  }

  @Test func `Tab keeps a field and edits the next one`() throws {
    let desk = try Desk("a")
    try desk.press("<Enter>")
    let row = try #require(desk.app.formRows.firstIndex { $0.label == "memory" })
    try desk.press(String(repeating: "j", count: row) + "<Enter>1024<Tab>60<Enter>")
    #expect(desk.app.editor.selectedStep?.fields[.memory] == .integer(1024))
    #expect(desk.app.editor.selectedStep?.fields[.timeout] == .integer(60))
    #expect(desk.app.editor.history.done.count == 2)
  }

  @Test func `labels stand on lines also when several keys come before one frame`() throws {
    let slow = try Desk("a, b<-a, c<-b, d<-c, e<-d, f<-e+a, g<-f+b", 80, 24)
    try slow.press("wwwwwX")
    let fast = try Desk("a, b<-a, c<-b, d<-c, e<-d, f<-e+a, g<-f+b", 80, 24)
    for key in try KeyStroke.parse("wwwwwX") { _ = fast.app.handle(.key(key), at: 0) }
    #expect(fast.picture == slow.picture)
  }

  @Test func `a field of all marked steps is set as one undo`() throws {
    let desk = try Desk("a, b<-a, c<-b")
    func memory() throws -> String {
      let row = try #require(desk.app.formRows.firstIndex { $0.label == "memory" })
      return String(repeating: "j", count: row) + "<Enter>"
    }
    try desk.press("mwm<Enter>")
    #expect(desk.picture.contains("2 marked steps"))
    #expect(!desk.picture.contains("arg 1"))
    try desk.press(memory() + "1024<Enter>")
    let set = desk.app.editor.pipeline.steps.map { $0.fields[.memory]?.integer }
    #expect(set == [1024, 1024, nil])
    try desk.press("<Esc><Esc>gg<Enter>")
    try desk.press(memory() + "<C-u>256<Enter><Esc>mwm<Enter>")
    #expect(desk.picture.contains("(mixed)"))
    try desk.press("<Esc>uu")
    #expect(!desk.app.editor.isModified)
  }

  @Test func `a form offers what other steps say already`() throws {
    let desk = try Desk("a, b")
    let layer = Value.text("arn:aws:lambda:us-east-1:123456789012:layer:x:1")
    try desk.app.editor.setField(.layers, of: [StepID(0)], to: .list([layer]))
    desk.draw()
    try desk.press("w<Enter>")
    let row = try #require(desk.app.formRows.firstIndex { $0.label == "layers" })
    try desk.press(String(repeating: "j", count: row) + "<Enter>arn<C-n><Enter>")
    let layers = desk.app.editor.pipeline.steps[1].fields[.layers]
    #expect(layers == .list([layer]))
  }
}
