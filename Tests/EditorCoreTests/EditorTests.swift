// The document, its history, the honest mark for unsaved changes, and the selection through all.

import EditorCore
import PipelineModel
import TestSupport
import Testing

@Suite struct EditorTests {
  @Test func `undo says what it took back`() throws {
    var editor = Editor("a, b")
    try editor.connect(try editor.id("a"), to: try editor.id("b"))
    try editor.undo()
    #expect(editor.message == .info("undone: connect a → b"))
    try editor.redo()
    #expect(editor.message == .info("done again: connect a → b"))
  }

  @Test func `undo selects again what was selected`() throws {
    var editor = Editor("a, b<-a, c<-b")
    try editor.select("b")
    editor.toggleMark(try editor.id("c"))
    try editor.deleteSteps([try editor.id("b")])
    try editor.select("a")
    try editor.undo()
    #expect(editor.selectedStep?.name == "b")
    #expect(editor.selection.marks == [try editor.id("c")])
  }

  @Test func `a change that is taken back by hand is no change`() throws {
    var editor = Editor("a")
    try editor.rename(try editor.id("a"), to: "b")
    #expect(editor.isModified)
    try editor.rename(try editor.id("b"), to: "a")
    #expect(!editor.isModified)
  }

  @Test func `undo after saving is a change`() throws {
    var editor = Editor("a")
    try editor.rename(try editor.id("a"), to: "b")
    editor.saved()
    #expect(!editor.isModified)
    try editor.undo()
    #expect(editor.isModified)
  }

  @Test func `another spelling of a letter is a change`() throws {
    var editor = Editor("caf\u{E9}")
    try editor.rename(editor.pipeline.steps[0].id, to: "cafe\u{301}")
    #expect(editor.isModified)
  }

  @Test func `a file that was not understood is not changed`() throws {
    var editor = Editor(pipeline("a"), fileRefusal: "the file has errors")
    let rename = try #require(Command.named("rename"))
    #expect(editor.perform(rename).isEmpty)
    #expect(editor.message == .warning("nothing can be changed: the file has errors"))
    #expect(throws: Refusal.readOnly("the file has errors")) {
      try editor.rename(try editor.id("a"), to: "b")
    }
  }

  @Test func `what the shell learns is judged at once`() throws {
    var editor = Editor("a")
    #expect(editor.problemCounts.isEmpty)
    let code = Array("def step(*inputs):\n    return \"a\"\n".utf8)
    let verdict = CompilerVerdict.refused(message: "bad", line: 2, column: 1)
    editor.learn(Surroundings(compiled: [code: verdict]))
    #expect(editor.problemCounts.errors == 1)
    #expect(editor.problems.map(\.step) == [try editor.id("a")])
  }

  @Test func `ids of deleted steps are not given out again`() throws {
    var editor = Editor("a, b")
    let old = try editor.id("b")
    try editor.deleteSteps([old])
    #expect(try editor.addStep(named: "c", at: .alone) != old)
  }

  @Test func `a new step waits for is found by a name written before`() throws {
    var editor = Editor("a<~late")
    #expect(editor.picture == "a<~?late")
    try editor.addStep(named: "late", at: .alone)
    #expect(editor.picture == "a<~late, late")
    try expectUndoable(editor, to: pipeline("a<~late"))
  }

  @Test func `the called function stays when the step among several is renamed`() throws {
    var editor = Editor("a")
    let code = "def a():\n    return helper()\n\ndef helper():\n    return 1\n"
    try editor.setCode(of: try editor.id("a"), to: Array(code.utf8))
    try editor.rename(try editor.id("a"), to: "b")
    #expect(editor.selectedStep?.fields[.function] == .text("a"))
  }

  @Test func `code is taken to the byte`() throws {
    var editor = Editor("a")
    let code = "def a():\r\n\treturn 'e\u{301}'"
    try editor.setCode(of: try editor.id("a"), to: Array(code.utf8))
    #expect(editor.selectedStep?.fields[.code] == .text(code))
    #expect(throws: Refusal.notUTF8) {
      try editor.setCode(of: try editor.id("a"), to: [0x64, 0xFF])
    }
  }
}
