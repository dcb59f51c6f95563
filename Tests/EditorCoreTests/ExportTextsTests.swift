// The Terraform and the function that an export would hold, beside the diagram.

import EditorCore
import PipelineModel
import TestSupport
import Testing

@Suite struct ExportTextsTests {
  @Test func `only what the edit changed is marked`() throws {
    var editor = Editor("a, b<-a")
    editor.show(.terraform)
    var texts = ExportTexts()
    texts.update(editor)
    #expect(texts.changed.isEmpty)
    let range = try #require(texts.ranges[try editor.id("b")])
    #expect(texts.terraform[range.lowerBound].contains("blambda"))
    try editor.setField(.memory, of: [try editor.id("b")], to: .integer(1024))
    texts.update(editor)
    #expect(texts.changed.map { texts.terraform[$0] } == ["        \"memory_size\": 1024,"])
    #expect(texts.changed.allSatisfy(range.contains))
    try editor.pinWhereShown([try editor.id("b")])
    texts.update(editor)
    #expect(texts.changed.isEmpty)
  }

  @Test func `the function is the selected step's`() throws {
    var editor = Editor("a, b<-a")
    editor.show(.handler)
    var texts = ExportTexts()
    for name in ["a", "b"] {
      editor.select(try editor.id(name))
      texts.update(editor)
      #expect(texts.function.first?.text.hasSuffix("_\(name)") == true)
      #expect(texts.function.contains { $0.text.contains("\"step\": \"\(name)\"") })
    }
    #expect(texts.function.contains { $0.text == "def lambda_handler(event, context):" })
  }

  @Test func `while the draft has errors the last text stays and says so`() throws {
    var editor = Editor("a, b<-a")
    editor.show(.terraform)
    var texts = ExportTexts()
    texts.update(editor)
    let before = texts.terraform
    try editor.setField(.memory, of: [try editor.id("b")], to: .integer(3))
    texts.update(editor)
    #expect(texts.terraform == before)
    #expect(texts.staleReason != nil)
    try editor.undo()
    texts.update(editor)
    #expect(texts.staleReason == nil)
  }
}
