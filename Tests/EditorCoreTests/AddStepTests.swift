// New steps: where they go, and how data flows on through them.

import EditorCore
import PipelineModel
import TestSupport
import Testing

@Suite struct AddStepTests {
  private func expectAdded(
    _ before: String, _ after: String, sourceLocation: SourceLocation = #_sourceLocation,
    _ placement: (Editor) throws -> Placement
  ) throws {
    try expectChange(before, after, sourceLocation: sourceLocation) { editor in
      try editor.addStep(named: "new", at: placement(editor))
      #expect(editor.selectedStep?.name == "new", sourceLocation: sourceLocation)
    }
  }

  @Test func `the first step of an empty pipeline stands alone`() throws {
    try expectAdded("", "new") { _ in .alone }
  }

  @Test func `a step after the last one takes its output`() throws {
    try expectAdded("a, b<-a", "a, b<-a, new<-b") { .after(try $0.id("b")) }
  }

  @Test func `a step after one with a successor goes in between`() throws {
    try expectAdded("a, b<-a", "a, new<-a, b<-new") { .after(try $0.id("a")) }
  }

  @Test func `a step between two that only wait only waits`() throws {
    try expectAdded("a, b<~a", "a, new<~a, b<~new") { .after(try $0.id("a")) }
  }

  @Test func `a step before a fork serves all branches`() throws {
    try expectAdded("a, b<-a, c<~a", "a, new<-a, b<-new, c<~new") { .after(try $0.id("a")) }
  }

  @Test func `a new branch leaves the others alone`() throws {
    try expectAdded("a, b<-a, c<-a", "a, new<-a, b<-a, c<-a") { .branch(try $0.id("a")) }
  }

  @Test func `a step in front of another takes its input`() throws {
    try expectAdded("a, b<-a", "a, new<-a, b<-new") { .before(try $0.id("b")) }
  }

  @Test func `a step in front of the first is waited for`() throws {
    try expectAdded("a, b<-a", "new, a<~new, b<-a") { .before(try $0.id("a")) }
  }

  @Test func `a step in front of one with two inputs leaves its data alone`() throws {
    try expectAdded("a, b, c<-a+b", "a, b, new<~a+b, c<-a+b~new") { .before(try $0.id("c")) }
  }

  @Test func `a parallel step has the same needs and the same users`() throws {
    try expectAdded("a, b<-a, c<-b, d<~b", "a, b<-a, new<-a, c<-b+new, d<~b+new") {
      .beside(try $0.id("b"))
    }
  }

  @Test func `a parallel step above stands before it in the file`() throws {
    try expectAdded("a, b<-a", "a, new<-a, b<-a") { .besideAbove(try $0.id("b")) }
  }

  @Test func `a step on a connection splits only that one`() throws {
    try expectAdded("a, b<-a, c<-a+b", "a, new<-a, b<-a, c<-new+b") {
      .on(StepEdge(from: try $0.id("a"), to: try $0.id("c")))
    }
  }

  @Test func `a step at the end takes what all last steps of the branch give`() throws {
    try expectAdded("a, b<-a, c<-a, x", "a, b<-a, c<-a, new<-b+c, x") { .atEnd(try $0.id("a")) }
  }

  @Test func `a step at the start is waited for by all first steps around`() throws {
    try expectAdded("x, a, b, c<-a+b", "x, new, a<~new, b<~new, c<-a+b") {
      .atStart(try $0.id("c"))
    }
  }

  @Test func `the part of an output that was taken is taken of the new step`() throws {
    var editor = Editor("a, b<-a")
    let part = ArgumentSource.step(.step(try editor.id("a")), pick: "rows")
    try editor.setSource(of: "b", 0, part)
    try editor.addStep(named: "new", at: .after(try editor.id("a")))
    #expect(editor.picture == "a, new<-a, b<-new.rows")
  }

  @Test func `by name is how a parallel step joins named arguments`() throws {
    var editor = Editor("a, b<-a, c<-b")
    try editor.renameArgument(of: try editor.id("c"), at: 0, to: "rows")
    try editor.addStep(named: "new-2", at: .beside(try editor.id("b")))
    #expect(editor.picture == "a, b<-a, new-2<-a, c<-rows:b+new_2:new-2")
  }

  @Test func `what a count asks for in series goes behind the last one`() throws {
    var editor = Editor("a, z<-a")
    var placement = Placement.after(try editor.id("a"))
    for name in ["b", "c", "d"] {
      let id = try editor.addStep(named: name, at: placement)
      placement = editor.followingPlacement(after: id, placement)
    }
    #expect(editor.picture == "a, b<-a, c<-b, d<-c, z<-d")
  }

  @Test func `a name that is taken is refused`() throws {
    try expectRefusal("a", "there is a step a already: use another name") {
      try $0.addStep(named: "a", at: .alone)
    }
  }

  @Test(arguments: [
    ("", "a step needs a name of 1 to 80 characters"),
    (String(repeating: "n", count: 81), "the name has 81 characters: use 80 at most"),
    ("a\tb", "the name holds a control character: leave it out"),
  ]) func `a name that AWS would not take is refused`(name: String, text: String) throws {
    try expectRefusal("a", text) { try $0.addStep(named: name, at: .alone) }
  }

  @Test func `two spellings of one letter are two names`() {
    let editor = Editor("caf\u{E9}")
    #expect(editor.nameProblem("caf\u{E9}") != nil)
    #expect(editor.nameProblem("cafe\u{301}") == nil)
  }

  @Test(arguments: [
    ("a", "start", "after a"), ("a, b<-a", "start", "after a, before b"),
    ("a, b<-a, c<-a", "start", "after a, before b and c"),
  ]) func `a place reads as a phrase`(picture: String, _: String, phrase: String) throws {
    let editor = Editor(picture)
    #expect(editor.summary(of: .after(try editor.id("a"))) == phrase)
  }
}

@Suite struct CodeStubTests {
  @Test func `new code hands on what the step takes`() throws {
    var editor = Editor("a")
    try editor.addStep(named: "b", at: .after(try editor.id("a")))
    #expect(editor.selectedStep?.fields[.code] == .text("def b(a):\n    return a\n"))
  }

  @Test func `new code without anything to take gives nothing`() throws {
    var editor = Editor("")
    try editor.addStep(named: "load", at: .alone)
    #expect(editor.selectedStep?.fields[.code] == .text("def load():\n    return None\n"))
  }

  @Test func `untouched code follows new arguments and the step's name`() throws {
    var editor = Editor("a, b")
    let id = try editor.addStep(named: "join", at: .after(try editor.id("a")))
    try editor.connect(try editor.id("b"), to: id)
    #expect(editor.pipeline[id]?.fields[.code] == .text("def join(a, b):\n    return [a, b]\n"))
    try editor.rename(id, to: "merge all")
    let renamed = Value.text("def merge_all(a, b):\n    return [a, b]\n")
    #expect(editor.pipeline[id]?.fields[.code] == renamed)
  }

  @Test func `code that a person has written stays`() throws {
    var editor = Editor("a, b")
    let id = try editor.addStep(named: "join", at: .after(try editor.id("a")))
    let own = "def join(rows):\n    return rows[:3]\n"
    try editor.setCode(of: id, to: Array(own.utf8))
    try editor.connect(try editor.id("b"), to: id)
    #expect(editor.pipeline[id]?.fields[.code] == .text(own))
  }

  @Test(arguments: [
    ("clean", "clean"), ("clean-up 2", "clean_up_2"), ("2nd", "_2nd"), ("class", "class_"),
    ("größe", "größe"), ("🚀", "_"), ("日本", "日本"), ("·x", "_·x"),
  ]) func `a function gets a name that Python takes`(name: String, function: String) {
    #expect(CodeStub.identifier(name) == function)
  }
}
