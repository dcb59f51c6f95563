// The state machine beside the diagram, and what of it an edit changed.

import EditorCore
import PipelineModel
import TestSupport
import Testing

@Suite struct DefinitionTests {
  /// The trimmed lines that the last edit changed.
  private func changed(_ editor: Editor) -> [String] {
    editor.definition.changed.map { line in
      String(editor.definition.lines[line].drop { $0 == " " })
    }
  }

  @Test func `each step's state is found in the text`() throws {
    let editor = Editor("a, b<-a, c<-a")
    for step in editor.pipeline.steps {
      let range = try #require(editor.definition.ranges[step.id])
      #expect(editor.definition.lines[range.lowerBound].contains("\"\(step.name)\": {"))
      #expect(editor.definition.lines[range.upperBound - 1].contains("}"))
    }
  }

  @Test func `only what the edit changed is marked`() throws {
    var editor = Editor("a, b<-a")
    #expect(editor.definition.changed.isEmpty)
    try editor.setField(.timeout, of: [try editor.id("b")], to: .integer(60))
    let range = try #require(editor.definition.ranges[try editor.id("b")])
    #expect(!editor.definition.changed.isEmpty)
    #expect(editor.definition.changed.allSatisfy(range.contains))
  }

  @Test func `an edit without effect on the machine marks nothing`() throws {
    var editor = Editor("a, b<-a")
    try editor.setField(.timeout, of: [try editor.id("b")], to: .integer(60))
    try editor.pinWhereShown([try editor.id("b")])
    #expect(editor.definition.changed.isEmpty)
  }

  @Test func `undo marks what it brought back`() throws {
    var editor = Editor("a")
    let before = editor.definition.lines
    try editor.setField(.timeout, of: [try editor.id("a")], to: .integer(60))
    try editor.undo()
    #expect(editor.definition.lines == before)
    #expect(!changed(editor).isEmpty)
  }

  @Test func `how long steps took decides what waits for what`() throws {
    // Neither form of c <- a, d <- a and b is the pipeline's: either c waits for b, or b for a.
    var editor = Editor("a, b, c<-a, d<-a+b")
    editor.learn(Surroundings(durations: ["a": 1, "b": 60, "c": 60, "d": 1]))
    let slow = editor.definition.lines
    editor.learn(Surroundings(durations: ["a": 60, "b": 1, "c": 1, "d": 60]))
    #expect(editor.definition.lines != slow)
    #expect(editor.definition.changed.isEmpty == false)
    editor.learn(Surroundings(durations: ["a": 1, "b": 60, "c": 60, "d": 1]))
    #expect(editor.definition.lines == slow)
  }

  @Test func `while there is an error the last text stays and says why`() throws {
    var editor = Editor("a")
    let before = editor.definition.lines
    try editor.setField(.memory, of: [try editor.id("a")], to: .integer(1))
    #expect(editor.definition.lines == before)
    #expect(editor.definition.staleReason == "memory is 1, outside 128 to 10240")
    try editor.undo()
    #expect(editor.definition.staleReason == nil)
  }
}

@Suite struct LaterDefinitionTests {
  /// An editor that leaves the definition to be made when it is asked for.
  private func editor(_ picture: String) throws -> Editor {
    let editor = Editor(picture)
    return Editor(editor.pipeline, definesLater: true)
  }

  @Test func `the definition waits and then says the same`() throws {
    var (late, early) = (try editor("a, b<-a"), Editor("a, b<-a"))
    #expect(late.isDefinitionDue && late.definition.lines.isEmpty)
    late.updateDefinition()
    #expect(!late.isDefinitionDue && late.definition.lines == early.definition.lines)
    for timeout in [60, 70] {
      try late.setField(.timeout, of: [try late.id("b")], to: .integer(timeout))
      try early.setField(.timeout, of: [try early.id("b")], to: .integer(timeout))
    }
    #expect(late.isDefinitionDue && late.definition.lines != early.definition.lines)
    late.updateDefinition()
    #expect(late.definition.lines == early.definition.lines)
    #expect(late.definition.changed == early.definition.changed)
  }

  @Test func `an error is said at once`() throws {
    var editor = try editor("a")
    editor.updateDefinition()
    try editor.setField(.memory, of: [try editor.id("a")], to: .integer(1))
    #expect(!editor.isDefinitionDue && editor.definition.staleReason != nil)
  }

  @Test func `what is copied is up to date`() throws {
    var editor = try editor("a")
    try editor.setField(.timeout, of: [try editor.id("a")], to: .integer(61))
    let copy = try #require(Command.named("copy-definition"))
    #expect(copy.unavailableReason(editor) == nil)
    guard case .copyToClipboard(let text)? = editor.perform(copy).first else {
      Issue.record("nothing was copied")
      return
    }
    #expect(text.contains("91"))
  }
}

@Suite struct LineDiffTests {
  private func diff(_ old: String, _ new: String) -> String {
    let diff = LineDiff(from: old.map(String.init), to: new.map(String.init))
    let removed = diff.removed.map { "-\($0)" }
    let added = diff.added.map { "+\($0)" }
    return (removed + added).joined(separator: " ")
  }

  @Test(arguments: [
    ("abc", "abc", ""), ("abc", "axc", "-1 +1"), ("abc", "abcd", "+3"), ("abc", "bc", "-0"),
    ("", "ab", "+0 +1"), ("ab", "", "-0 -1"), ("abcabba", "cbabac", "-0 -1 -5 +1 +5"),
    ("xaby", "xcdy", "-1 -2 +1 +2"),
  ]) func `lines that differ are found`(old: String, new: String, expected: String) {
    #expect(diff(old, new) == expected)
  }

  @Test func `two spellings of a letter differ`() {
    let diff = LineDiff(from: ["caf\u{E9}"], to: ["cafe\u{301}"])
    #expect(diff.added == [0] && diff.removed == [0])
  }

  @Test(arguments: 0..<100 as Range<UInt64>)
  func `what is left of both is the same`(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    func text() -> [String] {
      (0..<Int.random(in: 0...20, using: &random)).map { _ in
        ["a", "b", "c", "d"].randomElement(using: &random) ?? ""
      }
    }
    let old = text()
    let new = text()
    let diff = LineDiff(from: old, to: new)
    let keptOld = old.indices.filter { !diff.removed.contains($0) }.map { old[$0] }
    let keptNew = new.indices.filter { !diff.added.contains($0) }.map { new[$0] }
    #expect(keptOld == keptNew)
    #expect(diff.removed == diff.removed.sorted() && diff.added == diff.added.sorted())
  }

  @Test func `texts without anything in common differ as a whole`() {
    let old = (0..<600).map { "old \($0)" }
    let new = (0..<600).map { "new \($0)" }
    let diff = LineDiff(from: old, to: new)
    #expect(diff.removed.count == 600 && diff.added.count == 600)
  }

  @Test func `whatever was undone, the definition is that of a session that begins there`() throws {
    for seed in 0..<20 {
      var random = SplitMix64(seed: UInt64(seed))
      var editor = Editor("a, b<-a, c<-a, d<-b+c, e<-c, f<-d+e, g<-b, h<-g+f")
      for _ in 0..<30 {
        switch Int.random(in: 0..<4, using: &random) {
        case 0 where editor.pipeline.steps.count > 3:
          if let step = editor.pipeline.steps.randomElement(using: &random) {
            editor.select(step.id)
            _ = editor.perform(try #require(Command.named("delete-step")))
          }
        case 1: _ = editor.perform(try #require(Command.named("redo")))
        default: _ = editor.perform(try #require(Command.named("undo")))
        }
        let fresh = Editor(editor.pipeline)
        #expect(
          editor.definition.lines == fresh.definition.lines, "seed \(seed)")
      }
    }
  }

  @Test func `a definition that was made beside is taken, and stays due when it is late`() throws {
    var editor = Editor(Editor("a, b<-a").pipeline, definesLater: true)
    var copy = editor
    copy.updateDefinition()
    editor.takeDefinition(of: copy)
    #expect(!editor.isDefinitionDue && editor.definition.lines == copy.definition.lines)

    try editor.setField(.timeout, of: [try editor.id("b")], to: .integer(60))
    copy = editor
    copy.updateDefinition()
    try editor.setField(.timeout, of: [try editor.id("b")], to: .integer(61))
    editor.takeDefinition(of: copy)
    #expect(editor.isDefinitionDue && editor.definition.lines == copy.definition.lines)
    let late = copy
    copy = editor
    copy.updateDefinition()
    editor.takeDefinition(of: copy)
    #expect(!editor.isDefinitionDue)
    // What is up to date is not replaced by what was made before.
    editor.takeDefinition(of: late)
    #expect(editor.definition.lines == copy.definition.lines)
  }
}
