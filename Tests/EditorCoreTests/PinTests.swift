// Places on the grid: pinning, moving with what is shown, and taking it back.

import EditorCore
import GraphLayout
import PipelineModel
import TestSupport
import Testing

@Suite struct PinTests {
  /// Names in the order in which their boxes stand, from left to right and then down.
  private func order(_ editor: Editor, _ names: String...) throws -> [String] {
    try names.sorted { one, other in
      let a = try #require(editor.diagram.box(of: try editor.id(one)))
      let b = try #require(editor.diagram.box(of: try editor.id(other)))
      return (a.column, a.row) < (b.column, b.row)
    }
  }

  @Test func `moving a step down passes its neighbour`() throws {
    var editor = Editor("a, b<-a, c<-a, d<-a")
    let before = try order(editor, "b", "c", "d")
    editor.shiftMove([try editor.id(before[0])], .down)
    #expect(try order(editor, "b", "c", "d") == [before[1], before[0], before[2]])
    #expect(editor.history.undoLabel == nil)
  }

  @Test func `what was shown while moving is what is kept`() throws {
    var editor = Editor("a, b<-a, c<-a, d<-a")
    editor.shiftMove([try editor.id("d")], .up)
    editor.shiftMove([try editor.id("d")], .up)
    let shown = editor.diagram.drawing
    try editor.keepMove()
    #expect(editor.diagram.drawing == shown)
    #expect(editor.history.done.count == 1)
    // Opened again it is drawn anew: the steps stand in the same order.
    let again = Editor(editor.pipeline)
    #expect(try order(again, "a", "b", "c", "d") == order(editor, "a", "b", "c", "d"))
    try expectUndoable(editor, to: pipeline("a, b<-a, c<-a, d<-a"))
  }

  @Test func `giving up a move shows what was there before`() throws {
    var editor = Editor("a, b<-a, c<-a")
    let before = editor.diagram.drawing
    editor.shiftMove([try editor.id("b")], .down)
    #expect(editor.diagram.drawing != before)
    editor.cancelMove()
    #expect(editor.diagram.drawing == before)
    #expect(!editor.isMoving)
  }

  @Test func `a step may stand in a later layer`() throws {
    var editor = Editor("a, b<-a, c<-b, x<-a")
    let box = try #require(editor.diagram.box(of: try editor.id("x")))
    editor.shiftMove([try editor.id("x")], .right)
    let c = try #require(editor.diagram.box(of: try editor.id("c")))
    let moved = try #require(editor.diagram.box(of: try editor.id("x")))
    #expect(moved.column == c.column)
    #expect(moved.column > box.column)
  }

  @Test func `a step held by its arrows says so`() throws {
    var editor = Editor("a, b<-a")
    editor.shiftMove([try editor.id("b")], .left)
    #expect(editor.message?.kind == .warning)
    #expect(!editor.isMoving)
  }

  @Test func `a pin goes into the order of the pins there are`() throws {
    var editor = Editor("a, b<-a, c<-b")
    try editor.pin([
      try editor.id("a"): GridPosition(column: 10, row: 2),
      try editor.id("c"): GridPosition(column: 20, row: 2),
    ])
    try editor.pinWhereShown([try editor.id("b")])
    let place = try #require(editor.pipeline.step(named: "b")?.position)
    #expect((11...19).contains(place.column))
    #expect(place.row == 2)
  }

  @Test func `pins without room between them are numbered anew`() throws {
    var editor = Editor("a, b<-a, c<-b")
    try editor.pin([
      try editor.id("a"): GridPosition(column: 4, row: 0),
      try editor.id("c"): GridPosition(column: 5, row: 0),
    ])
    try editor.pinWhereShown([try editor.id("b")])
    let columns = editor.pipeline.steps.map { $0.position?.column }
    #expect(columns == [0, 1, 2])
    #expect(editor.history.done.last?.label == "pin b at 1, 0")
  }

  @Test func `unpinning takes the place out of the file`() throws {
    var editor = Editor("a, b")
    try editor.pinWhereShown([try editor.id("a")])
    #expect(editor.isPinned(try editor.id("a")))
    try editor.unpin([try editor.id("a")])
    #expect(editor.pipeline == pipeline("a, b"))
    #expect(throws: Refusal.notPinned) { try editor.unpin([try editor.id("a")]) }
  }

  @Test(arguments: 0..<12 as Range<UInt64>)
  func `what is kept of any moves looks as it was shown`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    var editor = Editor(randomPipeline(steps: 9, density: 0.2, using: &random))
    editor.setFlow(Bool.random(using: &random) ? .right : .down)
    let id = try #require(editor.topology.steps.randomElement(using: &random))
    for _ in 0..<4 {
      editor.shiftMove([id], try #require(Direction.allCases.randomElement(using: &random)))
    }
    let shown = editor.diagram.drawing
    try editor.keepMove()
    #expect(editor.diagram.drawing == shown)
  }
}
