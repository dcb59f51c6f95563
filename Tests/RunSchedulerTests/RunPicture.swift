// Runs as bars, played against a clock of ticks.

import PipelineModel
import RunScheduler
import TestSupport
import Testing

/// What happens to a step that a picture says nothing of: it takes one tick and succeeds.
struct Fate {
  var ticks = 1
  /// How many attempts fail before one succeeds.
  var failures = 0
  var isRetriable = true
}

/// Plays a run and compares the picture it draws.
///
/// `=` a tick of running, `x` the tick in which an attempt failed, `.` a tick of waiting for the
/// next attempt, `-` skipped, `!` the tick in which it was terminated, `c` cancelled before it ran.
/// - Parameter cancelled: the tick at whose end the run is cancelled.
func expectRun(
  _ draft: Pipeline, limit: Int, _ picture: String, fates: [String: Fate] = [:],
  cancelled: Int? = nil, status: RunStatus = .succeeded,
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let checked = try #require(draft.check().checked, sourceLocation: sourceLocation)
  var play = Play(checked, limit: limit, fates: fates, cancelled: cancelled)
  play.run()
  #expect(play.picture == picture, sourceLocation: sourceLocation)
  #expect(play.statuses == [status], sourceLocation: sourceLocation)
}

struct Play {
  private let pipeline: CheckedPipeline
  private let fates: [Fate]
  private let cancelled: Int?
  private(set) var scheduler: Scheduler
  private(set) var statuses: [RunStatus] = []
  private var rows: [String]
  /// Ticks until the attempt or the wait of a step is over.
  private var left: [Int: Int] = [:]
  private var waits: [Int: Int] = [:]
  private var terminated: Set<Int> = []
  private var tick = 0

  init(_ pipeline: CheckedPipeline, limit: Int, fates: [String: Fate], cancelled: Int?) {
    self.pipeline = pipeline
    self.fates = pipeline.steps.map { fates[$0.name] ?? Fate() }
    self.cancelled = cancelled
    scheduler = Scheduler(pipeline, limit: limit)
    rows = Array(repeating: "", count: pipeline.steps.count)
  }

  mutating func run() {
    perform(scheduler.handle(.started))
    while statuses.isEmpty, tick < 200 { passTick() }
  }

  private mutating func passTick() {
    tick += 1
    for step in pipeline.steps.indices {
      if let ticks = waits[step] {
        draw(step, ".")
        waits[step] = ticks - 1
      } else if left[step] != nil {
        draw(step, "=")
        left[step, default: 1] -= 1
      }
    }
    if cancelled == tick { perform(scheduler.handle(.cancelled)) }
    for step in pipeline.steps.indices {
      if waits[step] == 0 {
        waits[step] = nil
        perform(scheduler.handle(.waited(step)))
      } else if terminated.remove(step) != nil {
        redraw(step, "!")
        left[step] = nil
        perform(scheduler.handle(.failed(step, isRetriable: true)))
      } else if left[step] == 0 {
        left[step] = nil
        endAttempt(of: step)
      }
    }
  }

  private mutating func endAttempt(of step: Int) {
    guard scheduler.states[step].attempt <= fates[step].failures else {
      return perform(scheduler.handle(.succeeded(step)))
    }
    redraw(step, "x")
    perform(scheduler.handle(.failed(step, isRetriable: fates[step].isRetriable)))
  }

  private mutating func perform(_ actions: [Scheduler.Action]) {
    for action in actions {
      switch action {
      case .launch(let step, _): left[step] = fates[step].ticks
      case .terminate(let step): terminated.insert(step)
      case .wait(let step, _, let seconds): waits[step] = Int(seconds)
      case .skip(let step, let reason):
        waits[step] = nil
        draw(step, reason == .cancelled ? "c" : "-")
      case .finish(let status): statuses.append(status)
      }
    }
  }

  private mutating func draw(_ step: Int, _ mark: String) {
    if mark != "-", mark != "c" {
      rows[step] += String(repeating: " ", count: max(0, tick - 1 - rows[step].count))
    }
    rows[step] += mark
  }

  private mutating func redraw(_ step: Int, _ mark: String) {
    rows[step] = rows[step].dropLast() + mark
  }

  var picture: String {
    zip(pipeline.steps, rows).map { "\($0.name) |\($1)" }.joined(separator: "\n")
  }
}
