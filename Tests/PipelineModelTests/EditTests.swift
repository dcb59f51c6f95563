import PipelineModel
import TestSupport
import Testing

struct EditTests {
  private let diamond = pipeline("fetch, clean<-fetch, score<-fetch, publish<-clean+score")

  private func id(_ name: String) throws -> StepID { try #require(diamond.step(named: name)).id }

  @Test func `undoing a rename restores the old name`() throws {
    try expectLaws(of: [.renameStep(try id("fetch"), to: "download")], on: diamond)
  }

  @Test func `a renamed step is still what others wait for`() throws {
    var renamed = diamond
    try renamed.apply(.renameStep(try id("fetch"), to: "download"))
    let clean = try #require(renamed.step(named: "clean"))
    #expect(renamed.name(of: .step(clean.dependencies[0])) == "download")
  }

  @Test func `a step that others need cannot be removed`() throws {
    var changed = diamond
    let users = [try id("clean"), try id("score")]
    #expect(throws: EditError.stillNeeded(try id("fetch"), by: users)) {
      try changed.apply(.removeStep(try id("fetch")))
    }
    #expect(changed == diamond)
  }

  @Test func `deleting a step with what takes its output is one undo`() throws {
    let publish = try id("publish")
    try expectLaws(
      of: [.removeArgument(publish, at: 1), .removeStep(try id("score"))], on: diamond)
  }

  @Test func `a list of edits with a refused one changes nothing`() throws {
    var changed = diamond
    var history = EditHistory()
    #expect(throws: EditError.nameTaken("clean")) {
      try history.perform(
        "two",
        [
          .setField(try id("fetch"), .memory, .integer(256)),
          .renameStep(try id("score"), to: "clean"),
        ], on: &changed)
    }
    #expect(changed == diamond)
    #expect(history.undoLabel == nil)
  }

  @Test func `arguments by name and by position do not mix`() throws {
    var changed = diamond
    let clean = try id("clean")
    #expect(throws: EditError.mixedArguments(clean)) {
      try changed.apply(.insertArgument(clean, Argument(name: "depth", .constant(.null)), at: 1))
    }
  }

  @Test func `a name that nobody had is found once a step gets it`() throws {
    var draft = pipeline("a, b<-missing")
    var history = EditHistory()
    try history.perform(
      "add", [.insertStep(Step(id: StepID(9), name: "missing"), at: 0)], on: &draft)
    #expect(draft.steps[2].dependencies == [StepID(9)])
    let end = draft
    history.undo(&draft)
    #expect(draft == pipeline("a, b<-missing"))
    history.redo(&draft)
    #expect(draft == end)
  }

  @Test func `a step that waits for itself can be removed and brought back`() throws {
    var draft = pipeline("a")
    try draft.apply(.insertNeed(StepID(0), .step(StepID(0)), at: 0))
    try expectLaws(of: [.removeStep(StepID(0))], on: draft)
  }

  @Test func `a text that differs in bytes only is another text`() throws {
    let composed = Value.text("caf\u{e9}")
    let decomposed = Value.text("cafe\u{301}")
    #expect(composed != decomposed)
    try expectLaws(of: [.setField(try id("fetch"), .description, decomposed)], on: diamond)
  }

  @Test(arguments: 0..<100 as Range<UInt64>)
  func `any run of edits comes back to the start`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let start = randomPipeline(steps: 6, density: 0.3, using: &random)
    var draft = start
    var history = EditHistory()
    for _ in 0..<40 {
      let before = draft
      do {
        try history.perform("edit", [randomEdit(on: draft, using: &random)], on: &draft)
      } catch {
        #expect(draft == before, "a refused edit changed something, seed \(seed)")
      }
    }
    let end = draft
    while history.undo(&draft) != nil {}
    #expect(draft == start, "seed \(seed)")
    while history.redo(&draft) != nil {}
    #expect(draft == end, "seed \(seed)")
  }
}

// MARK: - The laws every edit keeps

/// Applies `edits`, then checks: they undo to the start, redo to the end, and undo once more.
func expectLaws(
  of edits: [Edit], on start: Pipeline, sourceLocation: Testing.SourceLocation = #_sourceLocation
) throws {
  var draft = start
  var history = EditHistory()
  try history.perform("edit", edits, on: &draft)
  let end = draft
  history.undo(&draft)
  #expect(draft == start, "undo differs", sourceLocation: sourceLocation)
  history.redo(&draft)
  #expect(draft == end, "redo differs", sourceLocation: sourceLocation)
  history.undo(&draft)
  #expect(draft == start, "second undo differs", sourceLocation: sourceLocation)
}

func randomEdit(on draft: Pipeline, using random: inout SplitMix64) -> Edit {
  let one = draft.steps.randomElement(using: &random)?.id ?? StepID(0)
  let other = draft.steps.randomElement(using: &random)?.id ?? StepID(0)
  let place = Int.random(in: 0..<3, using: &random)
  switch Int.random(in: 0..<10, using: &random) {
  case 0:
    return .insertStep(
      Step(
        id: draft.freshStepID, name: "n\(Int.random(in: 0..<20, using: &random))",
        needs: draft.steps.isEmpty ? [] : [.step(one)]),
      at: .random(in: 0...draft.steps.count, using: &random))
  case 1: return .removeStep(one)
  case 2: return .renameStep(one, to: "n\(Int.random(in: 0..<20, using: &random))")
  case 3: return .setField(one, .memory, Bool.random(using: &random) ? .integer(place) : nil)
  case 4: return .setDefault(.timeout, Bool.random(using: &random) ? .integer(place) : nil)
  case 5: return .setPipelineField(.region, Bool.random(using: &random) ? .text("r") : nil)
  case 6: return .insertArgument(one, Argument(.step(.step(other))), at: place)
  case 7: return .removeArgument(one, at: place)
  case 8:
    let name = "n\(Int.random(in: 0..<20, using: &random))"
    return .insertNeed(one, Bool.random(using: &random) ? .step(other) : .unknown(name), at: place)
  default: return .removeNeed(one, at: place)
  }
}
