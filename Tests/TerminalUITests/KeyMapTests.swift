import EditorCore
import PipelineModel
import TerminalInterface
import Testing

@testable import TerminalUI

struct KeyMapTests {
  let map = KeyMap([
    ("a", "add-after"), ("gg", "go-first"), ("gf", "next-problem"), ("<C-s>", "save"),
    ("ZZ", "save"), ("<Space>w", "save"),
  ])

  /// What comes of each key in turn.
  func read(_ keys: String) throws -> [KeyReader.Outcome] {
    var reader = KeyReader()
    return try KeyStroke.parse(keys).map { reader.read($0, in: map, at: 0) }
  }

  @Test func `a key asks for its command`() throws {
    #expect(try read("a") == [.command("add-after", count: nil)])
    #expect(try read("gg<C-s>").last == .command("save", count: nil))
  }

  @Test func `digits in front are a count`() throws {
    #expect(try read("12a") == [.pending, .pending, .command("add-after", count: 12)])
    #expect(try read("99999999gg").last == .command("go-first", count: 9999))
  }

  @Test func `escape takes back what was begun`() throws {
    #expect(try read("3g<Esc>a").suffix(2) == [.cancelled, .command("add-after", count: nil)])
  }

  @Test func `keys without a meaning are named`() throws {
    #expect(try read("gx").last == .unknown(try KeyStroke.parse("gx")))
  }

  @Test func `a question mark behind a prefix asks what may follow`() throws {
    #expect(try read("g?").last == .showContinuations)
    #expect(try read("?").last == .unknown([KeyStroke("?")]))
  }

  @Test func `the first key in the table is the one shown`() {
    #expect(map.keys(for: "save").map(\.label) == ["Ctrl-s", "ZZ", "Space w"])
    #expect(map.continuations(of: [KeyStroke("g")]).map(\.label) == ["gg", "gf"])
  }
}

struct DesktopKeyTests {
  @Test func `the keys of desktop programs come when asked for, and go`() throws {
    let desk = try Desk("a, b<-a")
    try desk.press("x")
    #expect(desk.steps == "b")
    #expect(try desk.press("<C-z>") == [.suspend])
    try desk.press(":set<Space>cua=on<Enter>")
    #expect(desk.message == "cua is on")
    try desk.press("<C-z>")
    #expect(desk.steps == "a, b<-a")
    try desk.press("gg<C-c><C-v>")
    #expect(desk.app.editor.pipeline.steps.count == 3)
    try desk.press(":set<Space>cua=off<Enter>")
    #expect(try desk.press("<C-z>") == [.suspend])
  }

  @Test func `< and > move a step in the flow`() throws {
    let desk = try Desk("p, a<-p, b<-a, c<-b")
    try desk.press("ww<lt>")
    #expect(desk.steps == "p, a<-b, b<-p, c<-a")
    #expect(desk.message == "b runs before a now")
    try desk.press(">")
    #expect(desk.steps == "p, a<-p, b<-a, c<-b")
  }
}
