// Connecting and disconnecting.

import EditorCore
import PipelineModel
import TestSupport
import Testing

@Suite struct ConnectTests {
  private func expectConnected(
    _ before: String, _ source: String, _ target: String, _ use: ConnectionUse?, _ after: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    try expectChange(before, after, sourceLocation: sourceLocation) {
      try $0.connect(try $0.id(source), to: try $0.id(target), use: use)
    }
  }

  @Test func `a connection gives the output as the next argument`() throws {
    try expectConnected("a, b, c<-a", "b", "c", nil, "a, b, c<-a+b")
  }

  @Test func `a connection may go in front of other arguments`() throws {
    try expectConnected("a, b, c<-a", "b", "c", .atPosition(0), "a, b, c<-b+a")
  }

  @Test func `a connection may be for the order only`() throws {
    try expectConnected("a, b, c<-a", "b", "c", .orderOnly, "a, b, c<-a~b")
  }

  @Test func `a connection may be by name when nothing is there by position`() throws {
    try expectConnected("a, b", "a", "b", .named("rows"), "a, b<-rows:a")
  }

  @Test func `taking the output makes waiting for it superfluous`() throws {
    try expectConnected("a, b<~a", "a", "b", nil, "a, b<-a")
  }

  @Test func `several sources are connected as one change`() throws {
    try expectChange("a, b, c", "a, b, c<-b+a") {
      try $0.connect([try $0.id("b"), try $0.id("a")], to: try $0.id("c"))
      #expect($0.history.done.map(\.label) == ["connect b and a → c"])
    }
  }

  @Test func `marks are connected in series in the order of marking`() throws {
    try expectChange("a, b, c", "a<-c, b<-a, c") {
      try $0.connectInSeries([try $0.id("c"), try $0.id("a"), try $0.id("b")])
    }
  }

  @Test func `a name among positions is refused`() throws {
    try expectRefusal(
      "a, b, c<-a", "c takes its arguments by position: leave the name out"
    ) { try $0.connect(try $0.id("b"), to: try $0.id("c"), use: .named("rows")) }
  }

  @Test func `a cycle is refused with the way round`() throws {
    try expectRefusal("a, b<-a, c<-b", "that would be a cycle: c → a → b → c") {
      try $0.connect(try $0.id("c"), to: try $0.id("a"))
    }
  }

  @Test func `a step does not wait for itself`() throws {
    try expectRefusal("a", "a can't wait for itself: choose another step") {
      try $0.connect(try $0.id("a"), to: try $0.id("a"))
    }
  }

  @Test func `a series round in a circle changes nothing`() throws {
    try expectRefusal("a, b", "that would be a cycle: b → a → b") {
      try $0.connectInSeries([try $0.id("a"), try $0.id("b"), try $0.id("a")])
    }
  }

  @Test func `disconnecting takes arguments and needs away`() throws {
    try expectChange("a, b, c<-a+b", "a, b, c<-b") {
      try $0.disconnect([StepEdge(from: try $0.id("a"), to: try $0.id("c"))])
    }
    try expectChange("a, b<~a", "a, b") {
      try $0.disconnect([StepEdge(from: try $0.id("a"), to: try $0.id("b"))])
    }
  }

  @Test func `targets say why they can't be chosen`() throws {
    let editor = Editor("a, b<-a, c<-b, d")
    let texts = editor.connectTargets(from: [try editor.id("c")]).map { $0.refusal?.text }
    #expect(
      texts == [
        "that would be a cycle: c → a → b → c", "that would be a cycle: c → b → c",
        "c can't wait for itself: choose another step", nil,
      ])
  }

  @Test func `sources say why they can't be chosen`() throws {
    let editor = Editor("a, b<-a, c<-b, d")
    let texts = editor.connectSources(into: try editor.id("b")).map { $0.refusal?.text }
    #expect(
      texts == [
        "b already waits for a", "b can't wait for itself: choose another step",
        "that would be a cycle: c → b → c", nil,
      ])
  }

  @Test func `the ways to connect begin with the usual one`() throws {
    let editor = Editor("a, b, c<-a")
    let uses = editor.connectionUses(from: try editor.id("b"), to: try editor.id("c"))
    #expect(uses == [.nextPosition, .atPosition(0), .orderOnly])
    let words = uses.map { editor.summary(of: $0, in: editor.pipeline.steps[2].id) }
    #expect(words == ["as argument 2", "as argument 1", "order only"])
  }

  @Test func `the message tells how it was connected`() throws {
    var editor = Editor("a, b")
    try editor.connect(try editor.id("a"), to: try editor.id("b"))
    #expect(editor.message == .info("connected a → b, argument 1"))
  }

  @Test(arguments: 0..<20 as Range<UInt64>)
  func `targets offered are those that make no cycle`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let start = Editor(randomPipeline(steps: 8, density: 0.2, using: &random))
    for source in start.topology.steps {
      for candidate in start.connectTargets(from: [source]) {
        var editor = start
        let isDone = editor.attempt { editor throws(Refusal) in
          try editor.connect(source, to: candidate.step)
        }
        #expect(isDone == (candidate.refusal == nil))
        #expect(!editor.topology.hasCycle)
      }
    }
  }
}
