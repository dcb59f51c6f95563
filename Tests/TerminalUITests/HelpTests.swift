import EditorCore
import TerminalInterface
import Testing

@testable import TerminalUI

struct HelpTests {
  @Test func `what stands behind a command's name is taken`() throws {
    let desk = try Desk("a, b<-a")
    try desk.press(":set<Space>zoom=dots<Enter>")
    #expect(desk.message == "zoom is dots")
    #expect(desk.app.editor.view.zoom == .dots)
    try desk.press(":set<Space>zoom=large<Enter>")
    #expect(desk.message == "large can't be: use zoom=dots|names|cards")
    try desk.press(":theme<Space>light<Enter>")
    #expect(desk.app.themeName == "light")
    try desk.press(":theme<Space>none<Enter>")
    #expect(desk.message.contains("light"))
  }

  @Test func `all settings fit into a line of 80 columns`() throws {
    let desk = try Desk("a")
    try desk.press(":set<Enter>")
    #expect(desk.message.hasSuffix("=on|off"))
    for setting in Setting.allCases { #expect(desk.message.contains(setting.rawValue)) }
  }

  @Test func `a key without meaning says so and where help is`() throws {
    let desk = try Desk("a")
    try desk.press("J")
    #expect(desk.message == "J has no meaning here; ? lists the keys")
    try desk.press("gk")
    #expect(desk.message == "gk has no meaning; g? lists what follows g")
  }

  @Test func `a key that can do nothing now says why`() throws {
    let desk = try Desk("a")
    try desk.press("u")
    #expect(desk.message.contains("nothing to undo"))
    try desk.press("c")
    #expect(desk.message.contains("there is only one step: add another"))
  }

  @Test func `what may follow a prefix appears after a moment`() throws {
    let desk = try Desk("a")
    try desk.press("g")
    #expect(desk.app.deadline == 400)
    #expect(!desk.wait(300))
    #expect(!desk.picture.contains("Show what saving would change"))
    #expect(desk.wait(100))
    #expect(desk.picture.contains("Show what saving would change"))
    #expect(desk.app.deadline == nil)
    try desk.press("<Esc>")
    #expect(!desk.picture.contains("Show what saving would change"))
    #expect(desk.app.deadline == nil)
  }

  @Test func `what may follow a prefix appears at once when asked for`() throws {
    let desk = try Desk("a")
    try desk.press("z?")
    #expect(desk.picture.contains("Show more of each step"))
    try desk.press("i")
    #expect(desk.app.editor.view.zoom == .cards)
  }

  @Test func `help is filtered by typing and does what is chosen`() throws {
    let desk = try Desk("a, b<-a")
    try desk.press("?delst")
    #expect(desk.picture.contains("delete-step"))
    #expect(!desk.picture.contains("zoom-in"))
    try desk.press("<Enter>")
    #expect(desk.steps == "b")
  }

  @Test func `the palette shows each command's key`() throws {
    let desk = try Desk("a", 100, 24)
    try desk.press(":undo")
    let row = try #require(desk.screen.lines.first { $0.contains("▸ undo") })
    #expect(row.contains("Take back the last change") && row.contains("u  Space u"))
  }

  @Test func `a command is called by its name`() throws {
    let desk = try Desk("a, b<-a")
    try desk.press(":delete-step<Enter>")
    #expect(desk.steps == "b")
    try desk.press(":nonsense<Enter>")
    #expect(desk.message.contains("there is no command nonsense"))
  }

  @Test func `the command line goes back to what was carried out before`() throws {
    let desk = try Desk("a, b<-a, c<-b")
    try desk.press(":delete-step<Enter>:undo<Enter>:<Up><Up>")
    #expect(desk.picture.contains(": delete-step"))
    try desk.press("<Up><Down>")
    #expect(desk.picture.contains(": undo"))
    try desk.press("<Down>")
    #expect(!desk.picture.contains(": undo"))
    try desk.press("<Up><Up><Enter>")
    #expect(desk.steps == "b, c<-b")
  }

  @Test func `in a list that is typed into Up chooses`() throws {
    let desk = try Desk("a, b<-a")
    try desk.press(":undo<Enter>:re<Down><Up>")
    #expect(desk.picture.contains(": re"))
  }

  @Test func `the footer names only what works now and always help`() throws {
    let desk = try Desk("", 80, 24)
    #expect(
      desk.footer == "a add  s save  : command  q quit  ? help" || desk.footer.hasPrefix("a add"))
    #expect(!desk.footer.contains("connect") && !desk.footer.contains("delete"))
    #expect(desk.footer.hasSuffix("? help"))
    try desk.press("ax<Enter>ay<Enter>")
    #expect(desk.footer.contains("c connect") && desk.footer.contains("u undo"))
    desk.columns = 40
    #expect(desk.footer.hasSuffix("? help"))
  }

  @Test func `help begins with what the pane has of its own`() throws {
    let desk = try Desk("a", 80, 24)
    try desk.press("<Tab><Tab>?")
    #expect(desk.line(1).contains("help: definition"))
    #expect((2...8).contains { desk.line($0).contains("Scroll the text pane down by a line") })
    try desk.press("<Esc><Esc>?")
    #expect(desk.line(1).contains("help: graph"))
    #expect(desk.line(2).contains("move-left"))
  }

  @Test func `themes go round`() throws {
    let desk = try Desk("a")
    let first = desk.app.theme
    try desk.press(":next-theme<Enter>")
    #expect(desk.app.theme == Theme.builtIn("light") && desk.app.theme != first)
    for _ in 1..<Theme.builtIn.count { try desk.press(":next-theme<Enter>") }
    #expect(desk.app.theme == first)
  }
}
