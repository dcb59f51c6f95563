// What the disk says joined with what was changed here. Pictures are those of `picture(of:)`.

import EditorCore
import PipelineModel
import TestSupport
import Testing

struct MergeTests {
  /// Joins two pictures that came from one; each conflict takes the side that is told.
  private func merged(
    _ base: String, here: String, disk: String, _ sides: [MergeSide] = []
  ) throws -> (picture: String, conflicts: [String]) {
    var editor = Editor(base)
    try editor.reload(editor.aligned(pipeline(here)), text: [], [])
    // The file still says the base; what is here was changed since.
    editor.restore(
      editor.history, editor.pipeline, saved: pipeline(base), typed: nil, at: 0, fileDiagnostics: []
    )
    let there = editor.aligned(pipeline(disk))
    let merge = editor.merge(with: there)
    try editor.apply(merge, sides, text: [], [])
    return (editor.picture, merge.conflicts.map { "\($0.place): \($0.here) | \($0.onDisk)" })
  }

  @Test(arguments: [
    ("a, b<-a", "a, b<-a, c<-b", "a, b<-a", "a, b<-a, c<-b"),
    ("a, b<-a", "a, b<-a", "a, b<-a, c<-b", "a, b<-a, c<-b"),
    ("a, b<-a", "a, b<-a, c<-b", "a, b<-a, d<-a", "a, b<-a, d<-a, c<-b"),
    ("a, b, c", "a, c", "a, b, c, d", "a, c, d"), ("a, b", "b, a", "a, b, c", "b, c, a"),
    ("a, b, c<~a", "a, b, c<~a+b", "a, b, c", "a, b, c<~b"),
    ("a, b", "a, b, n<-a", "a, b, n<-a", "a, b, n<-a"),
  ])
  func `what one side changed is taken from there`(
    base: String, here: String, disk: String, result: String
  ) throws {
    let (picture, conflicts) = try merged(base, here: here, disk: disk)
    #expect(picture == result)
    #expect(conflicts == [])
  }

  @Test(arguments: [([MergeSide.here], "a, b, c<-a"), ([.disk], "a, b, c<-b"), ([], "a, b, c<-a")])
  func `what both changed differently is chosen`(sides: [MergeSide], result: String) throws {
    let (picture, conflicts) = try merged(
      "a, b, c", here: "a, b, c<-a", disk: "a, b, c<-b", sides)
    #expect(picture == result)
    #expect(conflicts == ["args of c: a | b"])
  }

  @Test(arguments: [([MergeSide.here], "a, b<-a"), ([.disk], "a")])
  func `a step that is deleted there and changed here is chosen`(
    sides: [MergeSide], result: String
  ) throws {
    let (picture, conflicts) = try merged("a, b", here: "a, b<-a", disk: "a", sides)
    #expect(picture == result)
    #expect(conflicts == ["step b: changed | deleted"])
  }

  @Test func `a step deleted there that is needed here since stays as a name`() throws {
    let (picture, _) = try merged("a, b", here: "a, b, c<-a", disk: "b")
    #expect(picture == "b, c<-?a")
  }

  @Test(arguments: 0..<80 as Range<UInt64>)
  func `what the disk says is taken in one change that can be taken back`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let start = randomPipeline(steps: 6, density: 0.3, using: &random)
    var other = start
    for _ in 0..<20 { change(&other, &random) }
    // As reading gives it: with ids of its own.
    var next = 1000
    let read = other.aligned(with: [], next: &next)
    var editor = Editor(start)
    let aligned = editor.aligned(read)
    try editor.reload(aligned, text: [], [])
    #expect(picture(of: editor.pipeline) == picture(of: other), "seed \(seed)")
    #expect(!editor.isModified)
    if editor.history.done.isEmpty { return }
    #expect(editor.history.done.count == 1)
    try editor.undo()
    #expect(editor.pipeline == start, "seed \(seed)")
    try editor.redo()
    #expect(editor.pipeline == aligned, "seed \(seed)")
  }

  @Test(arguments: 0..<80 as Range<UInt64>)
  func `joining with what was not changed gives the side that was`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let start = randomPipeline(steps: 6, density: 0.3, using: &random)
    var other = start
    for _ in 0..<10 { change(&other, &random) }
    for (here, disk) in [(other, start), (start, other)] {
      let merge = PipelineMerge(base: start, here: here, disk: disk)
      #expect(merge.conflicts == [], "seed \(seed)")
      #expect(picture(of: merge.result([])) == picture(of: other), "seed \(seed)")
    }
  }

  @Test(arguments: 0..<80 as Range<UInt64>)
  func `whatever is chosen gives a pipeline that can be gone to and back from`(seed: UInt64) throws
  {
    var random = SplitMix64(seed: seed)
    let start = randomPipeline(steps: 6, density: 0.3, using: &random)
    var (here, disk) = (start, start)
    for _ in 0..<10 {
      change(&here, &random)
      change(&disk, &random)
    }
    var editor = Editor(start)
    try editor.reload(here, text: [], [])
    editor.restore(
      editor.history, editor.pipeline, saved: start, typed: nil, at: 0, fileDiagnostics: [])
    let before = editor.pipeline
    let merge = editor.merge(with: editor.aligned(disk))
    let sides = merge.conflicts.map { _ in Bool.random(using: &random) ? MergeSide.here : .disk }
    let moment = editor.history.now
    try editor.apply(merge, sides, text: [], [])
    guard editor.history.now != moment else { return }
    try editor.undo()
    #expect(editor.pipeline == before, "seed \(seed)")
  }

  /// One random change; one that is refused changes nothing.
  private func change(_ pipeline: inout Pipeline, _ random: inout SplitMix64) {
    let one = pipeline.steps.randomElement(using: &random)?.id ?? StepID(0)
    let other = pipeline.steps.randomElement(using: &random)?.id ?? StepID(0)
    let place = Int.random(in: 0..<3, using: &random)
    let name = "n\(Int.random(in: 0..<20, using: &random))"
    let edit: Edit =
      switch Int.random(in: 0..<8, using: &random) {
      case 0:
        .insertStep(
          Step(id: pipeline.freshStepID, name: name),
          at: .random(in: 0...pipeline.steps.count, using: &random))
      case 1: .removeStep(one)
      case 2: .setField(one, .memory, Bool.random(using: &random) ? .integer(place) : nil)
      case 3: .insertArgument(one, Argument(.step(.step(other))), at: place)
      case 4: .removeArgument(one, at: place)
      case 5: .insertNeed(one, .step(other), at: place)
      case 6: .removeNeed(one, at: place)
      default: .setPipelineField(.region, .text("r\(place)"))
      }
    // Refused ones are no matter here.
    _ = try? pipeline.apply(edit)
  }
}

struct TimeTravelTests {
  @Test(arguments: [
    ("1", "a, b"), ("2", "a"), ("99", "a"), ("10s", "a, b"), ("1m", "a, b"), ("2m", "a"),
    ("", "a, b"),
  ])
  func `earlier goes back so far`(amount: String, result: String) throws {
    var editor = Editor("a")
    for (time, name) in [(0, "b"), (100, "c")] {
      editor.time = 1000 + Int64(time)
      try editor.addStep(named: name, at: .alone)
    }
    editor.time = 1105
    try editor.travel(amount, isForward: false)
    #expect(editor.picture == result)
    try editor.travel("9", isForward: true)
    #expect(editor.picture == "a, b, c")
  }

  @Test(arguments: ["x", "5x", "-3", "m", "1.5m"])
  func `what is no span of time is refused`(amount: String) throws {
    var editor = Editor("a")
    #expect(throws: Refusal.self) { try editor.travel(amount, isForward: false) }
  }
}
