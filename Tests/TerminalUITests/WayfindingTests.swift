import EditorCore
import PipelineModel
import TerminalInterface
import TestSupport
import Testing

@testable import TerminalUI

/// Finding one's way, copying, and keys that type keys.
struct WayfindingTests {
  @Test func `jumps are gone back and forward`() throws {
    let desk = try Desk("a, b<-a, c<-b, d<-c")
    try desk.press("G g g G")
    try desk.press("g;")
    #expect(desk.selected == "a")
    try desk.press("g;")
    #expect(desk.message.contains("oldest"))
    try desk.press("g,")
    #expect(desk.selected == "d")
    try desk.press("g,")
    #expect(desk.message.contains("newest"))
  }

  @Test func `walking leaves no place in the list of jumps`() throws {
    let desk = try Desk("a, b<-a, c<-b")
    try desk.press("l l <C-o>")
    #expect(desk.selected == "c")
    #expect(desk.message.contains("oldest"))
  }

  @Test func `a search is one jump`() throws {
    let desk = try Desk("a, b<-a, c<-b, last<-c")
    try desk.press("l / las <Enter> <M-Left>")
    #expect(desk.selected == "b")
  }

  @Test func `recorded keys are typed again`() throws {
    let desk = try Desk("a")
    try desk.press("Q a x <Enter> Q")
    #expect(desk.message == "recorded 3 keys: @ types them again")
    try desk.press("u g g")
    #expect(desk.steps == "a")
    try desk.press("@")
    #expect(desk.steps == "a, x<-a")
  }

  @Test func `recorded keys stop where one is refused`() throws {
    let desk = try Desk("a, b<-a")
    try desk.press("Q l Q g g 5@")
    #expect(desk.selected == "b")
    #expect(desk.message.contains("edge of graph"))
  }

  @Test func `keys that record themselves say so`() throws {
    let desk = try Desk("a")
    try desk.press("@")
    #expect(desk.message.contains("Q begins"))
    try desk.press("Q")
    #expect(desk.line(0).contains("recording"))
  }

  @Test func `all there is to know of a step is listed`() throws {
    let desk = try Desk("a, b<-a, c<-b")
    try desk.press("l K")
    let picture = desk.picture
    #expect(picture.contains("waits for") && picture.contains("a (argument 1)"))
    #expect(picture.contains("needed by") && picture.contains("2 of 3 in the flow"))
    try desk.press("<Esc>")
    #expect(!desk.picture.contains("in the flow"))
  }

  @Test(arguments: [
    ("v w w", "a b c"), ("v l l", "a d e"), ("v l <Esc> l", "a d"), ("w V", "b c"),
    ("s/ b <Enter>", "b c"),
    ("s/ zzz <Enter>", ""),
  ])
  func `steps are marked by moving, by branch and by text`(keys: String, marked: String) throws {
    let desk = try Desk("a, b<-a, c<-b, d<-a, e<-c+d")
    try desk.press(keys)
    let names = desk.app.editor.selection.marks.map { desk.app.editor.name(of: $0) }
    #expect(names == marked.split(separator: " ").map(String.init))
  }

  @Test func `who uses an output is gone to`() throws {
    let desk = try Desk("a, b<-a, c<-a")
    try desk.press("gr")
    #expect(desk.message.contains("who waits for a"))
    try desk.press("a")
    #expect(desk.selected == "c")
    try desk.press("gr")
    #expect(desk.message == "nothing waits for c")
  }

  @Test func `a label opens a form`() throws {
    let desk = try Desk("a, b<-a")
    try desk.press("F a")
    #expect(desk.selected == "b" && desk.app.focus == .step)
  }

  @Test func `copied steps are pasted behind the selected one`() throws {
    let desk = try Desk("a, b<-a")
    let effects = try desk.press("l yy p")
    #expect(desk.steps == "a, b<-a, b-2<-b")
    guard case .copyToClipboard(let text)? = effects.first else {
      Issue.record("nothing went to the clipboard")
      return
    }
    let other = try Desk("x")
    _ = other.app.handle(.paste(Array(text.utf8)), at: 0)
    #expect(other.steps == "x, b<-x")
  }

  @Test func `other text is not pasted into the graph`() throws {
    let desk = try Desk("x")
    _ = desk.app.handle(.paste(Array("dd".utf8)), at: 0)
    #expect(desk.steps == "x")
    #expect(desk.message.contains("holds no steps"))
  }

  @Test func `a map shows where one is in a large graph`() throws {
    let steps = (1...40).map { "step\($0)" + ($0 == 1 ? "" : "<-step\($0 - 1)") }
    let desk = try Desk(steps.joined(separator: ", "))
    #expect(!desk.picture.contains("map"))
    try desk.press("zm")
    #expect(desk.picture.contains("╭ map ─"))
    try desk.press("zm <Esc>")
    #expect(!desk.picture.contains("╭ map ─"))
  }

  @Test func `the menu key opens the box of what Space begins`() throws {
    let desk = try Desk("a")
    try desk.press("<F9>")
    #expect(desk.picture.contains("Write the pipeline to its file"))
  }

  @Test func `a graph that has no room beside a side pane has the screen`() throws {
    let chain = try Desk("extract, clean<-extract, train<-clean, score<-train, publish<-score")
    #expect(chain.app.shown.frames.keys.sorted { $0.rawValue < $1.rawValue } == [.graph])
    try chain.press("<Enter>")
    #expect(chain.app.shown.frames[.step] != nil)
    try chain.press("<Esc>")
    #expect(chain.app.shown.frames[.step] == nil)
    #expect(try Desk("a, b<-a").app.shown.frames[.step] != nil)
  }

  @Test func `a move shows the neighbours too where there is room`() throws {
    let steps = (1...30).map { "step\($0)" + ($0 == 1 ? "" : "<-step\($0 - 1)") }
    let desk = try Desk(steps.joined(separator: ", "))
    for _ in 0..<20 { try desk.press("l") }
    #expect(desk.picture.contains("step20") && desk.picture.contains("step22"))
  }
}
