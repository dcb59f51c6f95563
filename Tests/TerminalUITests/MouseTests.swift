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

  /// Presses at one place, moves over those between, lets go at the last.
  @discardableResult
  func drag(_ desk: Desk, _ places: (x: Int, y: Int)...) -> [Effect] {
    var effects: [Effect] = []
    for (number, place) in places.enumerated() {
      let action: MouseEvent.Action = number == 0 ? .press(.left) : .drag(.left)
      effects += desk.app.handle(.mouse(MouseEvent(action, x: place.x, y: place.y)), at: 0)
      desk.draw()
    }
    if let end = places.last {
      effects += desk.app.handle(.mouse(MouseEvent(.release(.left), x: end.x, y: end.y)), at: 0)
      desk.draw()
    }
    return effects
  }

  @Test func `a line drawn from a box's right border connects`() throws {
    let desk = try Desk("load, train", 59, 24)
    let (load, train) = (try place(of: "load", on: desk), try place(of: "train", on: desk))
    drag(desk, (load.x + "load ".count, load.y), (train.x - 3, train.y), train)
    #expect(desk.steps == "load, train<-load")
    try desk.press("u")
    #expect(desk.steps == "load, train")
  }

  @Test func `a line drawn from a box's left border takes the other's output`() throws {
    let desk = try Desk("load, train", 59, 24)
    let (load, train) = (try place(of: "load", on: desk), try place(of: "train", on: desk))
    drag(desk, (train.x - 2, train.y), load)
    #expect(desk.steps == "load, train<-load")
  }

  @Test func `a line that would close a cycle says so where it is let go`() throws {
    let desk = try Desk("load, train<-load", 59, 24)
    let (load, train) = (try place(of: "load", on: desk), try place(of: "train", on: desk))
    drag(desk, (train.x + "train ".count, train.y), load)
    #expect(desk.steps == "load, train<-load")
    #expect(desk.message.contains("train → load"))
  }

  @Test func `a line let go beside all boxes connects nothing`() throws {
    let desk = try Desk("load, train", 59, 24)
    let load = try place(of: "load", on: desk)
    drag(desk, (load.x + "load ".count, load.y), (load.x + 9, load.y + 9))
    #expect(desk.steps == "load, train")
    #expect(desk.message == "not connected: let go on the other step's box")
  }

  @Test func `a box dragged below its neighbour is pinned there in one undo`() throws {
    let desk = try Desk("a, one<-a, two<-a, three<-a", 59, 24)
    let start = desk.app.editor.pipeline
    let (one, three) = (try place(of: "one", on: desk), try place(of: "three", on: desk))
    drag(desk, one, (one.x, one.y + 2), (one.x, three.y + 1))
    let (lower, upper) = (try place(of: "one", on: desk), try place(of: "two", on: desk))
    #expect(lower.y > upper.y)
    try desk.press("u")
    #expect(desk.app.editor.pipeline == start)
  }

  @Test func `Esc gives up what is dragged`() throws {
    let desk = try Desk("a, one<-a, two<-a", 59, 24)
    let start = desk.picture
    let one = try place(of: "one", on: desk)
    _ = desk.app.handle(.mouse(MouseEvent(.press(.left), x: one.x, y: one.y)), at: 0)
    _ = desk.app.handle(.mouse(MouseEvent(.drag(.left), x: one.x, y: one.y + 5)), at: 0)
    try desk.press("<Esc>")
    _ = desk.app.handle(.mouse(MouseEvent(.release(.left), x: one.x, y: one.y + 5)), at: 0)
    try desk.press("gg")
    #expect(desk.picture == start)
    #expect(!desk.app.editor.isModified)
  }

  @Test func `a second click opens the form`() throws {
    let desk = try Desk("load", 59, 24)
    try click("load", on: desk)
    try click("load", on: desk)
    #expect(desk.app.focus == .step)
  }

  @Test func `a click on a line selects it`() throws {
    let desk = try Desk("load, train<-load", 59, 24)
    let load = try place(of: "load", on: desk)
    let there = MouseEvent(.press(.left), x: load.x + "load ─".count, y: load.y)
    _ = desk.app.handle(.mouse(there), at: 0)
    #expect(desk.app.editor.selection.edge != nil)
  }

  @Test func `the cursor in the definition selects the step of its line`() throws {
    let desk = try Desk("load, train<-load", 160, 40)
    try desk.press("<Tab><Tab>")
    #expect(desk.selected == "load")
    try desk.press("G5k")
    #expect(desk.selected == "train")
    try click("\"load.$\": \"$.Payload", on: desk)
    #expect(desk.selected == "load")
    try desk.press("<Enter>")
    #expect(desk.app.focus == .graph)
  }
}
