// `:set learn=on`: what a key would change is said before it is done.

import EditorCore
import TestSupport
import Testing

@testable import TerminalUI

struct LearningTests {
  private func desk(_ notation: String = "a, b<-a, c<-b, d<-c, e<-d") throws -> Desk {
    let desk = try Desk(notation)
    try desk.press(":set<Space>learn=on<Enter>")
    return desk
  }

  @Test func `a key says what it would change, and Enter does it`() throws {
    let desk = try desk()
    try desk.press("x")
    #expect(desk.message.hasPrefix("x  Delete the marked steps or the selected one"))
    #expect(desk.footer == "Enter do it  Esc leave it")
    #expect(desk.steps.hasPrefix("a, "))
    try desk.press("j")
    #expect(desk.message.contains("Enter does it, Esc leaves it"))
    try desk.press("<Enter>")
    #expect(desk.steps == "b, c<-b, d<-c, e<-d")
  }

  @Test func `Esc leaves everything as it is`() throws {
    let desk = try desk()
    try desk.press("2x")
    #expect(desk.message.hasPrefix("2x  "))
    try desk.press("<Esc>")
    #expect(desk.steps == "a, b<-a, c<-b, d<-c, e<-d")
    try desk.press("w")
    #expect(desk.selected == "b")
  }

  @Test func `a key that was used three times is known`() throws {
    let desk = try desk()
    try desk.press("x<Enter>x<Enter>x")
    try desk.press("<Enter>x")
    #expect(desk.steps == "e")
    // Another key for the same command is known with it; other commands are not.
    try desk.press("u")
    #expect(desk.message.contains("Take back the last change"))
  }

  @Test func `what only looks is done at once, and what can't be done says why`() throws {
    let desk = try desk()
    try desk.press("wzi")
    #expect(desk.selected == "b" && desk.app.editor.view.zoom == .cards)
    try desk.press("U")
    #expect(desk.message.contains("nothing to do again"))
  }

  @Test func `commands by name and recorded keys ask nothing`() throws {
    let desk = try desk()
    try desk.press(":delete-step<Enter>")
    #expect(desk.steps == "b, c<-b, d<-c, e<-d")
    try desk.press("QxQ@")
    #expect(desk.steps == "d, e<-d")
    try desk.press(":set<Space>learn=off<Enter>x")
    #expect(desk.steps == "e")
  }
}
