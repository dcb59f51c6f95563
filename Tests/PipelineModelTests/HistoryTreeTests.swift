import PipelineModel
import TestSupport
import Testing

struct HistoryTreeTests {
  /// Sets the memory of a to each number.
  private func set(_ numbers: Int..., of draft: inout Pipeline, _ history: inout EditHistory) throws
  {
    for number in numbers {
      let edits = [Edit.setField(StepID(0), .memory, .integer(number))]
      try history.perform("\(number)", edits, at: Int64(number), on: &draft)
    }
  }

  private func memory(_ draft: Pipeline) -> Int? { draft.steps[0].fields[.memory]?.integer }

  @Test func `what was undone and typed over is still there`() throws {
    var draft = pipeline("a")
    var history = EditHistory()
    try set(1, 2, 3, of: &draft, &history)
    history.undo(&draft)
    history.undo(&draft)
    try set(4, 5, of: &draft, &history)
    #expect(history.done.map(\.label) == ["1", "4", "5"])
    history.go(to: 3, on: &draft)
    #expect(memory(draft) == 3)
    #expect(history.done.map(\.label) == ["1", "2", "3"])
    history.go(to: 5, on: &draft)
    #expect(memory(draft) == 5)
    history.go(to: 0, on: &draft)
    #expect(memory(draft) == nil)
  }

  @Test func `redo follows the branch visited last`() throws {
    var draft = pipeline("a")
    var history = EditHistory()
    try set(1, 2, of: &draft, &history)
    history.undo(&draft)
    try set(3, of: &draft, &history)
    history.go(to: 2, on: &draft)
    history.undo(&draft)
    #expect(history.redo(&draft) == "2")
  }

  @Test func `going back in time goes through what was typed, on whatever branch`() throws {
    var draft = pipeline("a")
    var history = EditHistory()
    try set(10, 20, of: &draft, &history)
    history.undo(&draft)
    try set(30, of: &draft, &history)
    #expect(history.moment(changesBefore: 1) == 2)
    #expect(history.moment(changesBefore: 99) == 0)
    #expect(history.moment(changesBefore: -5) == 3)
    #expect(history.moment(secondsBefore: 15, at: 40) == 2)
    #expect(history.moment(secondsBefore: 10, at: 30) == 2)
    #expect(history.moment(secondsBefore: 1000, at: 40) == 0)
    history.go(to: 1, on: &draft)
    #expect(history.moment(secondsBefore: 5, at: 1000) == 0)
    #expect(history.moment(secondsAfter: 5) == 2)
    #expect(history.moment(secondsAfter: 1000) == 3)
  }

  @Test(arguments: 0..<60 as Range<UInt64>)
  func `every moment can be gone to from every other one`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    var draft = randomPipeline(steps: 5, density: 0.3, using: &random)
    var history = EditHistory()
    var states = [draft]
    for _ in 0..<60 {
      if Int.random(in: 0..<4, using: &random) == 0 {
        history.go(to: Int.random(in: 0..<states.count, using: &random), on: &draft)
        #expect(draft == states[history.now], "seed \(seed)")
        continue
      }
      let edit = randomEdit(on: draft, using: &random)
      do {
        try history.perform("edit", [edit], on: &draft)
        states.append(draft)
      } catch {
        continue
      }
    }
    for moment in states.indices.shuffled(using: &random) {
      history.go(to: moment, on: &draft)
      #expect(draft == states[moment], "seed \(seed), moment \(moment)")
    }
  }

  @Test(arguments: 0..<60 as Range<UInt64>)
  func `what is recorded, written as text and played again is the same history`(seed: UInt64) throws
  {
    var random = SplitMix64(seed: seed)
    let start = randomPipeline(steps: 5, density: 0.3, using: &random)
    var draft = start
    var history = EditHistory()
    for _ in 0..<60 {
      switch Int.random(in: 0..<8, using: &random) {
      case 0: history.undo(&draft)
      case 1: history.redo(&draft)
      case 2:
        history.go(to: Int.random(in: 0..<history.moments.count, using: &random), on: &draft)
      default:
        let edit = randomEdit(on: draft, using: &random)
        // Refused edits are no matter here.
        try? history.perform("do \"\(edit)\"\n", [edit], at: 7, on: &draft)
      }
    }
    var again = start
    var played = EditHistory()
    for record in history.takeRecords() {
      let read = try #require(HistoryRecord(encoded: record.encoded), "seed \(seed): \(record)")
      #expect(read == record, "seed \(seed)")
      #expect(played.replay(read, on: &again), "seed \(seed)")
    }
    #expect(again == draft, "seed \(seed)")
    #expect(played.now == history.now, "seed \(seed)")
    #expect(played.moments.map(\.label) == history.moments.map(\.label), "seed \(seed)")
  }
}
