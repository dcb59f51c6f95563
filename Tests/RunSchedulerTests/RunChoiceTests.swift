import PipelineModel
import RunScheduler
import TestSupport
import Testing

struct RunChoiceTests {
  /// What happens to each step: `r` runs, `g` its kept result is given, `-` is left out.
  private func choice(
    _ text: String, _ selection: (CheckedPipeline) -> RunSelection, kept: Set<String>
  ) throws -> (picture: String, missing: [String]) {
    let checked = try #require(pipeline(text).check().checked)
    let choice = RunChoice(selection(checked), of: checked) {
      kept.contains(checked.steps[$0].name)
    }
    let picture = checked.steps.indices.map { step in
      switch choice.part(of: step) {
      case .runs: "r"
      case .isGiven: "g"
      case .isLeftOut: "-"
      }
    }.joined()
    return (picture, choice.missing.map { checked.steps[$0].name })
  }

  private func ids(_ names: String, _ checked: CheckedPipeline) -> [StepID] {
    checked.steps.filter { names.split(separator: " ").map(String.init).contains($0.name) }
      .map(\.id)
  }

  @Test(arguments: [
    ("c", "a b c d", "ggrr"), ("a", "a b c d", "rgrr"), ("b", "a", "grrr"), ("b", "", "rrrr"),
    ("d", "b c", "rgrr"), ("d", "a b", "ggrr"), ("a b c d", "a b c d", "rrrr"),
  ])
  func `from runs a step with what hangs on it and takes what is kept before`(
    start: String, kept: String, picture: String
  ) throws {
    let names = Set(kept.split(separator: " ").map(String.init))
    let found = try choice("a, b, c<-a+b, d<~c", { .from(ids(start, $0)) }, kept: names)
    #expect(found.picture == picture)
    #expect(found.missing == [])
  }

  @Test(arguments: [
    ("c", "a b", "ggr-", ""), ("c", "a", "g-r-", "b"), ("a", "", "r---", ""),
    ("d", "a b c", "gggr", ""),
    ("d", "c", "---r", "c"), ("a d", "a b c", "rg-r", "c"), ("c d", "a b", "ggrr", ""),
  ])
  func `only runs nothing else and names what is missing`(
    chosen: String, kept: String, picture: String, missing: String
  ) throws {
    let names = Set(kept.split(separator: " ").map(String.init))
    let found = try choice("a, b, c<-a+b, d<~c", { .only(ids(chosen, $0)) }, kept: names)
    #expect(found.picture == picture)
    #expect(found.missing.joined(separator: " ") == missing)
  }

  @Test(arguments: 0..<40 as Range<UInt64>)
  func `a kept result never stands behind a step that runs`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let draft = randomPipeline(
      steps: Int.random(in: 1...30, using: &random), density: 0.2, using: &random)
    let checked = try #require(draft.check().checked)
    let kept = Set(checked.steps.indices.filter { _ in Int.random(in: 0..<3, using: &random) > 0 })
    let start = checked.steps.indices.randomElement(using: &random) ?? 0
    let choice = RunChoice(.from([checked.steps[start].id]), of: checked) { kept.contains($0) }
    #expect(choice.part(of: start) == .runs)
    for step in checked.steps.indices where choice.part(of: step) == .isGiven {
      #expect(kept.contains(step))
      #expect(checked.steps[step].dependencies.allSatisfy { choice.part(of: $0) == .isGiven })
    }
  }

  @Test func `given steps are over and steps left out never start`() throws {
    let checked = try #require(pipeline("a, b<-a, c<-b, d").check().checked)
    let choice = RunChoice(.only([checked.steps[1].id]), of: checked) { _ in true }
    var scheduler = Scheduler(checked, limit: 4, choice: choice)
    #expect(scheduler.handle(.started) == [.launch(1, attempt: 1)])
    #expect(scheduler.handle(.succeeded(1)) == [.finish(.succeeded)])
    #expect(scheduler.states == [.succeeded, .succeeded, .skipped, .skipped])
  }

  @Test func `a run in which nothing is left to do ends at once`() throws {
    let checked = try #require(pipeline("a, b<-a").check().checked)
    let choice = RunChoice(.only([]), of: checked) { _ in true }
    var scheduler = Scheduler(checked, limit: 1, choice: choice)
    #expect(scheduler.handle(.started) == [.finish(.succeeded)])
  }
}
