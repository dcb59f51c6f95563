import EditorCore
import PipelineModel
import TestSupport
import Testing

struct ReorderTests {
  private func moved(_ notation: String, _ name: String, later: Bool = false) throws -> Editor {
    var editor = Editor(notation)
    let step = try #require(editor.pipeline.steps.first { $0.name == name })
    editor.select(step.id)
    if later { try editor.moveLater(step.id) } else { try editor.moveEarlier(step.id) }
    #expect(editor.selection.step == step.id)
    return editor
  }

  @Test(arguments: [
    ("p, a<-p, b<-a, c<-b", "b", "p, a<-b, b<-p, c<-a"),
    ("p, a<~p, b<~a, c<~b", "b", "p, a<~b, b<~p, c<~a"),
    ("a, b<~a", "b", "a<~b, b"),
    ("p, a<-p, b<-a, c<-b, d<-a", "b", "p, a<-b, b<-p, c<-a, d<-a"),
    ("p, a<-p, b<-a, c<-b, d<-b", "b", "p, a<-b, b<-p, c<-a, d<-a"),
  ])
  func `a step earlier changes places with the one that it waits for`(
    start: String, name: String, end: String
  ) throws {
    var editor = try moved(start, name)
    #expect(editor.picture == end)
    try editor.undo()
    #expect(editor.picture == start)
  }

  @Test func `a step later is the next one earlier`() throws {
    let later = try moved("p, a<-p, b<-a, c<-b", "a", later: true)
    let earlier = try moved("p, a<-p, b<-a, c<-b", "b")
    #expect(later.pipeline == earlier.pipeline)
  }

  @Test(arguments: [
    ("a, b<-a", "a", false, "a waits for nothing: it is at the start"),
    ("a, b<-a", "b", true, "nothing waits for b: it is at an end"),
    ("a, b, c<-a+b", "c", false, "c waits for 2 steps: X takes connections away first"),
    (
      "a, b<-a, c<-a", "a", true,
      "2 steps wait for a: select the one to move before it, then <"
    ),
    (
      "a, b<-a", "b", false,
      "b takes the output of a, which takes no single one that it could take instead"
    ),
  ])
  func `what can't be moved says why and changes nothing`(
    start: String, name: String, isLater: Bool, reason: String
  ) throws {
    var editor = Editor(start)
    let step = try #require(editor.pipeline.steps.first { $0.name == name })
    #expect(throws: Refusal.unavailable(reason)) {
      if isLater { try editor.moveLater(step.id) } else { try editor.moveEarlier(step.id) }
    }
    #expect(editor.picture == start)
  }
}
