// Moving about the diagram: along lines, across lanes, and never stuck.

import EditorCore
import GraphLayout
import PipelineModel
import TestSupport
import Testing

@Suite struct MovementTests {
  private func walk(_ picture: String, from start: String, _ moves: String, flow: Flow = .right)
    throws -> String
  {
    var editor = Editor(picture)
    editor.setFlow(flow)
    try editor.select(start)
    let directions: [Character: Direction] = ["h": .left, "j": .down, "k": .up, "l": .right]
    for move in moves { try editor.move(try #require(directions[move])) }
    return editor.selectedStep?.name ?? ""
  }

  @Test func `right follows an arrow and left goes back`() throws {
    #expect(try walk("a, b<-a, c<-b", from: "a", "ll") == "c")
    #expect(try walk("a, b<-a, c<-b", from: "c", "hh") == "a")
  }

  @Test func `up and down change lanes`() throws {
    let editor = Editor("a, b<-a, c<-a, d<-b+c")
    let b = try editor.id("b")
    let c = try editor.id("c")
    let neighbours = [editor.neighbour(of: b, .down), editor.neighbour(of: b, .up)]
    #expect(neighbours.contains(c))
    #expect([editor.neighbour(of: c, .down), editor.neighbour(of: c, .up)].contains(b))
  }

  @Test func `turning the flow turns the keys`() throws {
    #expect(try walk("a, b<-a, c<-b", from: "a", "jj", flow: .down) == "c")
    #expect(try walk("a, b<-a, c<-b", from: "c", "kk", flow: .down) == "a")
  }

  @Test func `going through a bottleneck comes out in the lane one went in`() throws {
    let picture = "a, b<-a, c<-a, m<-b+c, x<-m, y<-m"
    let editor = Editor(picture)
    func lane(_ name: String) throws -> Int {
      try #require(editor.diagram.box(of: try editor.id(name))).row
    }
    for start in ["b", "c"] {
      let end = try walk(picture, from: start, "ll")
      let upper = try lane("b") < lane("c") ? "b" : "c"
      #expect((start == upper) == (try lane(end) == min(lane("x"), lane("y"))))
    }
  }

  @Test func `the border is named`() throws {
    var editor = Editor("a, b<-a")
    try editor.select("a")
    #expect(throws: Refusal.edgeOfGraph(.left)) { try editor.move(.left) }
    #expect(editor.selectedStep?.name == "a")
  }

  @Test func `a count goes as far as there is`() throws {
    var editor = Editor("a, b<-a, c<-b")
    try editor.select("a")
    try editor.move(.right, count: 5)
    #expect(editor.selectedStep?.name == "c")
  }

  @Test func `parts that nothing joins are reached too`() throws {
    let editor = Editor("a, b<-a, x, y<-x")
    let found = reachable(in: editor, from: try editor.id("a"))
    #expect(found.count == 4)
  }

  @Test(arguments: 0..<30 as Range<UInt64>)
  func `from any step every step is reached by arrows`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let density = Double.random(in: 0...0.6, using: &random)
    let steps = Int.random(in: 1...14, using: &random)
    var editor = Editor(randomPipeline(steps: steps, density: density, using: &random))
    editor.setFlow(Bool.random(using: &random) ? .right : .down)
    editor.setZoom(try #require(Zoom.allCases.randomElement(using: &random)))
    for start in editor.topology.steps {
      let found = reachable(in: editor, from: start)
      #expect(found.count == steps, "from \(editor.name(of: start)) of \(editor.picture)")
    }
  }

  @Test(arguments: 0..<10 as Range<UInt64>)
  func `next step visits all in an order that the flow allows`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    var editor = Editor(randomPipeline(steps: 12, density: 0.3, using: &random))
    let forward = try #require(Command.named("next-step"))
    _ = editor.perform(try #require(Command.named("first-step")))
    var visited = [try #require(editor.selection.step)]
    while true {
      _ = editor.perform(forward)
      guard let step = editor.selection.step, step != visited.last else { break }
      #expect(editor.topology.sources(of: step).allSatisfy(visited.contains))
      visited.append(step)
    }
    #expect(visited.count == 12)
  }

  private func reachable(in editor: Editor, from start: StepID) -> Set<StepID> {
    var found: Set = [start]
    var waiting = [start]
    while let id = waiting.popLast() {
      for direction in Direction.allCases {
        if let next = editor.neighbour(of: id, direction), found.insert(next).inserted {
          waiting.append(next)
        }
      }
    }
    return found
  }
}
