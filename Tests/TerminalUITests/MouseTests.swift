import EditorCore
import TerminalInterface
import Testing

@testable import TerminalUI

struct MouseTests {
  /// The cell where a text stands on the screen.
  func place(of text: String, on desk: Desk) throws -> (x: Int, y: Int) {
    for (y, line) in desk.screen.lines.enumerated() {
      guard let start = line.ranges(of: text).first?.lowerBound else { continue }
      return (columns(of: String(line[..<start])), y)
    }
    throw MissingText(text: text, picture: desk.picture)
  }

  struct MissingText: Error {
    let text: String
    let picture: String
  }

  @discardableResult
  func click(_ text: String, on desk: Desk) throws -> [Effect] {
    let (x, y) = try place(of: text, on: desk)
    let effects = desk.app.handle(.mouse(MouseEvent(.press(.left), x: x, y: y)), at: 0)
    desk.draw()
    return effects
  }

  @Test func `a click on a box selects its step`() throws {
    let desk = try Desk("load, train<-load")
    try click("train", on: desk)
    #expect(desk.selected == "train")
  }

  @Test func `a click on a key in the footer presses it`() throws {
    let desk = try Desk("load")
    try click("a add", on: desk)
    #expect(desk.message.hasPrefix("new step after load"))
    try click("Esc cancel", on: desk)
    #expect(desk.message.hasPrefix("load"))
  }

  @Test func `a click on a row of a list does it`() throws {
    let desk = try Desk("load, train<-load")
    try desk.press(":delete")
    try click("delete-step", on: desk)
    #expect(desk.steps == "train")
  }

  @Test func `a click chooses the target of a connection`() throws {
    let desk = try Desk("load, train")
    try desk.press("c")
    try click("train", on: desk)
    #expect(desk.steps == "load, train<-load")
  }

  @Test func `a click in the form goes to its row`() throws {
    let desk = try Desk("load")
    try click("memory", on: desk)
    #expect(desk.app.focus == .step)
    #expect(desk.app.currentRow?.label == "memory")
  }

  @Test func `the wheel scrolls what is under it`() throws {
    let desk = try Desk("a, b<-a, c<-a, d<-a, e<-a, f<-a, g<-a, h<-a, i<-a, j<-a", 80, 24)
    let before = desk.line(4)
    for _ in 0..<3 {
      _ = desk.app.handle(.mouse(MouseEvent(.wheel(.down), x: 10, y: 10)), at: 0)
      desk.draw()
    }
    #expect(desk.line(4) != before)
    #expect(desk.selected == "a")
  }
}
