import PipelineModel
import RunScheduler
import TestSupport
import Testing

/// What holds of every run, tried on random pipelines whose steps end in random order.
struct SchedulerLawTests {
  @Test(arguments: 0..<60 as Range<UInt64>)
  func `a run keeps the laws`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let draft = randomPipeline(
      steps: Int.random(in: 1...30, using: &random), density: 0.15, using: &random)
    let retry: Value = .integer(Int.random(in: 0...2, using: &random))
    let checked = try #require(
      Pipeline(fields: draft.fields, defaults: [.retry: retry], steps: draft.steps).check().checked)
    let limit = Int.random(in: 1...5, using: &random)
    var run = WatchedRun(checked, limit: limit, cancels: seed % 3 == 0)
    run.play(using: &random)
  }
}

private struct WatchedRun {
  private let pipeline: CheckedPipeline
  private let limit: Int
  private let cancels: Bool
  private var scheduler: Scheduler
  private var running: [Int] = []
  private var waiting: [Int] = []
  private var terminated: Set<Int> = []
  private var succeeded: Set<Int> = []
  private var ended: [Int] = []
  private var statuses: [RunStatus] = []

  init(_ pipeline: CheckedPipeline, limit: Int, cancels: Bool) {
    self.pipeline = pipeline
    self.limit = limit
    self.cancels = cancels
    scheduler = Scheduler(pipeline, limit: limit)
  }

  mutating func play(using random: inout SplitMix64) {
    take(scheduler.handle(.started))
    var turns = 0
    while statuses.isEmpty, turns < 1000 {
      turns += 1
      if cancels, Int.random(in: 0..<10, using: &random) == 0 {
        take(scheduler.handle(.cancelled))
      } else if !waiting.isEmpty, Bool.random(using: &random) || running.isEmpty {
        let place = waiting.indices.randomElement(using: &random) ?? 0
        take(scheduler.handle(.waited(waiting.remove(at: place))))
      } else if let place = running.indices.randomElement(using: &random) {
        end(running.remove(at: place), using: &random)
      } else {
        Issue.record("nothing runs, nothing waits, and the run goes on")
        return
      }
    }
    #expect(statuses.count == 1)
    #expect(running.isEmpty)
    #expect(scheduler.states.filter { !$0.hasEnded } == [])
    #expect(Set(ended).count == ended.count, "a step ended twice")
    #expect(ended.count == pipeline.steps.count)
  }

  private mutating func end(_ step: Int, using random: inout SplitMix64) {
    if Int.random(in: 0..<4, using: &random) == 0 || terminated.contains(step) {
      let actions = scheduler.handle(
        .failed(step, isRetriable: Bool.random(using: &random)))
      if scheduler.states[step].hasEnded { ended.append(step) }
      take(actions)
    } else {
      succeeded.insert(step)
      ended.append(step)
      take(scheduler.handle(.succeeded(step)))
    }
  }

  private mutating func take(_ actions: [Scheduler.Action]) {
    #expect(statuses.isEmpty || actions.isEmpty, "something happens after the end")
    for action in actions {
      switch action {
      case .launch(let step, _):
        #expect(succeeded.isSuperset(of: pipeline.steps[step].dependencies))
        #expect(terminated.isEmpty, "a step starts after the run was cancelled")
        running.append(step)
        #expect(running.count <= limit)
      case .terminate(let step):
        #expect(running.contains(step))
        terminated.insert(step)
      case .wait(let step, _, _): waiting.append(step)
      case .skip(let step, let reason):
        ended.append(step)
        waiting.removeAll { $0 == step }
        if case .failed(let cause) = reason { #expect(scheduler.states[cause] == .failed) }
      case .finish(let status): statuses.append(status)
      }
    }
  }
}
