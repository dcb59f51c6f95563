// `sil-tui view`: everything can be looked at, nothing changed.

import EditorCore
import PipelineModel
import TerminalInterface
import TestSupport
import Testing

@testable import TerminalUI

struct ViewTests {
  private func view(_ notation: String = "a, b<-a, c<-a, done<-b+c") throws -> Desk {
    let desk = try Desk(notation, 80, 16)
    desk.app.editor.access = .views("“sil-tui edit test.sil” changes and runs it")
    return desk
  }

  @Test(arguments: UserCommand.all.map(\.name))
  func `no command changes anything, whatever is typed after it`(name: String) throws {
    let desk = try view()
    try desk.press("wmwmyy")
    let before = desk.app.editor.pipeline
    let command = try #require(UserCommand.named(name))
    var effects = desk.app.run(command, count: 2)
    effects += try desk.press("<Enter>xy<Enter>y<Esc><Esc>:")
    _ = desk.app.handle(.paste(Array("\(name) other".utf8)), at: 0)
    effects += try desk.press("<Enter><Esc>")
    #expect(effects.allSatisfy { $0.reach == .screen })
    #expect(desk.app.editor.pipeline.isIdentical(to: before))
    #expect(desk.app.editor.history.moments.count == 1)
  }

  @Test(arguments: [
    "a", "x", "c", "e", "E", "!!", "!s", "<Space>e", "<C-s>", "u", "p", "r",
    ":w<Space>x.sil<Enter>",
  ])
  func `a key that would change something says what does`(keys: String) throws {
    let desk = try view()
    try desk.press(keys)
    #expect(desk.message == "this is sil-tui view: “sil-tui edit test.sil” changes and runs it")
    #expect(desk.footer.contains("? help"))
  }

  @Test func `moving, finding, zooming, texts, facts and copying work`() throws {
    let desk = try view()
    try desk.press("w")
    #expect(desk.selected == "b")
    try desk.press("/done<Enter>")
    #expect(desk.selected == "done")
    try desk.press("zi")
    #expect(desk.app.editor.view.zoom == .cards)
    try desk.press("gs")
    #expect(desk.app.editor.view.sideTab == .diff)
    try desk.press("K")
    #expect(desk.picture.contains("needs"))
    try desk.press("<Esc>")
    #expect(try desk.press("yn") == [.copyToClipboard("done")])
    #expect(try desk.press("yy").count == 1)
  }

  @Test func `fields can be read and not typed into`() throws {
    let desk = try view()
    try desk.press("<Enter>jj<Enter>")
    #expect(desk.message.contains("this is sil-tui view"))
    try desk.press("x")
    #expect(desk.message.contains("this is sil-tui view"))
    #expect(desk.steps == "a, b<-a, c<-a, done<-b+c")
  }

  @Test func `the box of keys shows dim what would change something`() throws {
    let desk = try view()
    try desk.press("g?")
    let screen = desk.screen
    let row = try #require(screen.lines.firstIndex { $0.contains("Add a step that is connected") })
    let column = try #require(columnOf("Add", in: screen.lines[row]))
    #expect(screen[column, row].style == desk.app.theme[.popupRefused])
    let other = try #require(
      screen.lines.firstIndex { $0.contains("Select a step by part of its name") })
    #expect(screen[column, other].style == desk.app.theme[.popup])
  }

  @Test func `what others write is shown with the selection where it was`() throws {
    let desk = try view()
    try desk.press("wwzi")
    #expect(desk.selected == "c")
    let editor = desk.app.editor
    let theirs = desk.app.editor.aligned(pipeline("x, c<-x, e<-c"))
    desk.app.editor.follow(theirs, [])
    #expect(desk.selected == "c")
    #expect(desk.steps == "x, c<-x, e<-c")
    #expect(desk.app.editor.view == editor.view)
    #expect(!desk.app.editor.isModified)
    try desk.press("u")
    #expect(desk.message.contains("this is sil-tui view"))
  }

  private func columnOf(_ text: String, in line: String) -> Int? {
    line.firstRange(of: text).map { columns(of: String(line[..<$0.lowerBound])) }
  }
}
