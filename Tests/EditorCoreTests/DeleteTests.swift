// Deleting steps, and what becomes of the connections.

import EditorCore
import PipelineModel
import TestSupport
import Testing

@Suite struct DeleteTests {
  private func expectDeleted(
    _ before: String, _ names: [String], healing: Bool = true, _ after: String, _ text: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    try expectChange(before, after, sourceLocation: sourceLocation) { editor in
      let ids = try names.map { try editor.id($0) }
      try editor.deleteSteps(ids, healing: healing)
      #expect(editor.message == .info(text), sourceLocation: sourceLocation)
    }
  }

  @Test func `whoever took the output takes what the step took`() throws {
    try expectDeleted(
      "a, b<-a, c<-b", ["b"], "a, c<-a", "deleted b; c now takes a's output")
  }

  @Test func `whoever waited waits for what the step waited for`() throws {
    try expectDeleted("a, b<-a, c<~b", ["b"], "a, c<~a", "deleted b; c now waits for a")
  }

  @Test func `an argument without a single origin goes and the order stays`() throws {
    try expectDeleted(
      "a, b, c<-a+b, d<-c+a", ["c"], "a, b, d<-a~b",
      "deleted c; d now loses argument 1 and waits for b")
  }

  @Test func `an order that holds anyway is not written again`() throws {
    try expectDeleted(
      "a, b<-a, x<-a, c<~x+b", ["b"], "a, x<-a, c<~x", "deleted b")
  }

  @Test func `the first step's users lose its output`() throws {
    try expectDeleted("a, b<-a", ["a"], "b", "deleted a; b now loses argument 1")
  }

  @Test func `deleting several is one change and heals across all`() throws {
    try expectDeleted(
      "a, b<-a, c<-b, d<-c", ["b", "c"], "a, d<-a", "deleted 2 steps; d now takes a's output")
  }

  @Test func `without healing the connections just go`() throws {
    try expectDeleted(
      "a, b<-a, c<-b, d<~b", ["b"], healing: false, "a, c, d",
      "deleted b without its 3 connections")
  }

  @Test func `parts that were picked add up`() throws {
    var editor = Editor("a, b<-a, c<-b")
    try editor.setSource(of: "b", 0, .step(.step(try editor.id("a")), pick: "table"))
    try editor.setSource(of: "c", 0, .step(.step(try editor.id("b")), pick: "[0].x"))
    try editor.deleteSteps([try editor.id("b")])
    #expect(editor.picture == "a, c<-a.table[0].x")
  }

  @Test func `an input is handed on when no output is taken`() throws {
    var editor = Editor("a, b<-a")
    try editor.addArgument(to: try editor.id("a"), named: nil, .input("date"))
    try editor.addArgument(to: try editor.id("a"), named: nil, .constant(.integer(6)))
    try editor.deleteSteps([try editor.id("a")])
    #expect(editor.picture == "b<-$date")
  }

  @Test(arguments: [
    ("a, b<-a, c<-b", "b", "c"), ("a, b<-a", "b", "a"), ("a, b, c", "b", "c"), ("a, b", "b", "a"),
  ]) func `what is nearest is selected`(picture: String, gone: String, selected: String) throws {
    var editor = Editor(picture)
    try editor.select(gone)
    try editor.deleteSteps([try editor.id(gone)])
    #expect(editor.selectedStep?.name == selected)
  }

  @Test func `the last step may go`() throws {
    try expectChange("a", "") { try $0.deleteSteps([try $0.id("a")]) }
  }

  @Test(arguments: 0..<30 as Range<UInt64>)
  func `adding a step anywhere and deleting it leaves the order as it was`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let start = Editor(randomPipeline(steps: 8, density: 0.3, using: &random))
    let id = try #require(start.topology.steps.randomElement(using: &random))
    for placement in [Placement.after(id), .branch(id), .before(id), .beside(id), .atEnd(id)] {
      var editor = start
      let new = try editor.addStep(named: "new", at: placement)
      try editor.deleteSteps([new])
      for step in start.topology.steps {
        let before = start.topology.upstream(of: step)
        #expect(editor.topology.upstream(of: step) == before, "\(step) after \(placement)")
      }
    }
  }

  @Test(arguments: 0..<30 as Range<UInt64>)
  func `healing keeps who must come before whom`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let start = randomPipeline(steps: 10, density: 0.25, using: &random)
    var editor = Editor(start)
    let gone = try #require(start.steps.randomElement(using: &random)).id
    let before = editor.topology
    try editor.deleteSteps([gone])
    for step in editor.pipeline.steps {
      #expect(
        editor.topology.upstream(of: step.id) == before.upstream(of: step.id).filter { $0 != gone })
    }
  }
}
