// Copied steps and where they go.

import EditorCore
import PipelineModel
import TestSupport
import Testing

@Suite struct CopyTests {
  /// Copies steps of one pipeline and pastes them into another one.
  private func expectPasted(
    _ names: [String], of source: String, into before: String, at selected: String?,
    isAfter: Bool = true, _ after: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let text = try copy(names, of: source)
    try expectChange(before, after, sourceLocation: sourceLocation) {
      let copied = try #require(CopiedSteps(text: Array(text.utf8)))
      if let selected { try $0.select(selected) }
      try $0.paste(copied, isAfter: isAfter)
    }
  }

  private func copy(_ names: [String], of source: String) throws -> String {
    var editor = Editor(source)
    editor.setMarks(try names.map { try editor.id($0) })
    let command = try #require(Command.named("copy"))
    guard case .copyToClipboard(let text)? = editor.perform(command).first else { return "" }
    return text
  }

  @Test func `a step pasted in its own pipeline takes what the selected one gives`() throws {
    try expectPasted(["b"], of: "a, b<-a", into: "a, b<-a", at: "b", "a, b<-a, b-2<-b")
  }

  @Test func `connections among copied steps come along`() throws {
    try expectPasted(
      ["b", "c"], of: "a, b<-a, c<-b", into: "x", at: "x", "x, b<-x, c<-b")
  }

  @Test func `a step that took nothing waits for the selected one`() throws {
    try expectPasted(["a"], of: "a", into: "x, y<-x", at: "x", "x, a<~x, y<-x")
  }

  @Test func `the selected step waits for what is pasted before it`() throws {
    try expectPasted(["a"], of: "a", into: "x", at: "x", isAfter: false, "x<~a, a")
  }

  @Test func `what was taken from a step that is not here is left out`() throws {
    try expectPasted(["b", "c"], of: "q, b, c<-b+q", into: "x", at: "x", "x, b<~x, c<-b")
  }

  @Test func `what was taken from a step that is here is taken again`() throws {
    try expectPasted(
      ["b", "c"], of: "q, b, c<-b+q", into: "q, x", at: "x", "q, x, b<~x, c<-b+q")
  }

  @Test func `nothing pasted before a step waits for that step`() throws {
    try expectPasted(
      ["b"], of: "a, b<-a", into: "a, x<-a", at: "a", isAfter: false, "a<~b, x<-a, b")
  }

  @Test func `steps go into an empty pipeline`() throws {
    try expectPasted(["a", "b"], of: "a, b<-a", into: "", at: nil, "a, b<-a")
  }

  @Test(arguments: ["", "no pipeline", "pipeline: p\n", "a: [1\n"])
  func `text without steps is nothing to paste`(text: String) {
    #expect(CopiedSteps(text: Array(text.utf8)) == nil)
  }

  @Test func `a copied state is JSON of its own`() throws {
    var editor = Editor("a, b<-a")
    let command = try #require(Command.named("copy-state"))
    guard case .copyToClipboard(let text)? = editor.perform(command).first else {
      Issue.record("nothing was copied: \(editor.message?.text ?? "")")
      return
    }
    #expect(text.hasPrefix("\"a\": {\n  \"Type\": \"Task\""), "\(text)")
  }

  @Test(arguments: 1...60)
  func `random steps pasted anywhere are one undo and make no cycle`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let start = randomPipeline(steps: 6, density: 0.4, using: &random)
    var editor = Editor(start)
    guard !editor.topology.hasCycle else { return }
    let ids = start.steps.map(\.id)
    editor.setMarks(ids.filter { _ in Bool.random(using: &random) })
    if let id = ids.randomElement(using: &random) { editor.select(id) }
    _ = editor.perform(try #require(Command.named("copy")))
    let name = Bool.random(using: &random) ? "paste-after" : "paste-before"
    _ = editor.perform(try #require(Command.named(name)))
    #expect(!editor.topology.hasCycle, "seed \(seed)")
    #expect(editor.history.done.count == 1, "seed \(seed)")
    try expectUndoable(editor, to: start)
  }
}
