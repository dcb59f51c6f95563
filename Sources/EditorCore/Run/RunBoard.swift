// The runs of a session as the screen shows them: fed with what a run tells, it keeps where each
// step stands. Pure: the shell runs, and hands in events and the time.

package import PipelineModel
package import RunScheduler
package import StatesLanguage

/// How a run as a whole stands.
package struct RunSummary: Hashable, Sendable {
  /// Counts the runs of a session from 1.
  package let number: Int
  /// What runs, as in "running all steps".
  package let what: String
  package let total: Int
  package internal(set) var succeeded = 0
  package internal(set) var failed = 0
  /// `nil` while it goes on.
  package internal(set) var status: RunStatus?
  package internal(set) var seconds = 0.0
  /// Whether it has been asked to stop.
  package internal(set) var isStopping = false
}

package struct RunBoard: Sendable {
  /// The latest run of each step.
  package internal(set) var steps: [StepID: StepRun] = [:]
  /// The run that goes on, or the last one.
  package internal(set) var summary: RunSummary?
  /// Seconds since the start of the run that goes on.
  package internal(set) var clock = 0.0
  /// Steps whose last output stands in for running them.
  package internal(set) var pins: Set<StepID> = []
  /// What executions are started with, once the person has said it.
  package internal(set) var input: JSON?
  /// The last output of each step that ever succeeded.
  var results: [StepID: KeptResult] = [:]
  /// What the shell is to start.
  var waitingPlan: RunPlan?
  /// What the run that goes on was started with.
  private var plan: RunPlan?

  struct KeptResult: Sendable {
    let output: JSON
    let source: StepSource
  }

  package var isRunning: Bool { summary.map { $0.status == nil } ?? false }
  package func isPinned(_ id: StepID) -> Bool { pins.contains(id) }
  package func hasResult(_ id: StepID) -> Bool { results[id] != nil }

  // MARK: Begin and end

  mutating func begin(_ plan: RunPlan, _ places: [StepID: StepFailure.SourcePlace]) {
    let number = (summary?.number ?? 0) + 1
    summary = RunSummary(number: number, what: plan.what, total: plan.sources.count)
    clock = 0
    self.plan = plan
    for step in plan.pipeline.steps {
      guard let source = plan.sources[step.id] else { continue }
      let last = steps[step.id]
      var run = StepRun(
        outcome: StepOutcome(run: number),
        previous: last.map { $0.isFinished ? $0.outcome : $0.previous } ?? nil, source: source)
      run.codePlace = places[step.id]
      steps[step.id] = run
    }
  }

  /// The run ended without telling so.
  mutating func abandon() {
    guard isRunning else { return }
    for id in steps.keys where steps[id]?.state.hasEnded == false { steps[id]?.state = .cancelled }
    summary?.status = .cancelled
    plan = nil
  }

  // MARK: Events

  mutating func pass(to seconds: Double) {
    clock = max(clock, seconds)
    summary?.seconds = clock
  }

  /// - Parameter isCalm: lets time go on only when the state of a step or of the run changes.
  mutating func take(_ event: RunEvent, isCalm: Bool) {
    guard isRunning else { return }
    if !isCalm || event.changesState { pass(to: event.at) }
    if let step = event.step {
      take(event, of: step.id)
    } else if case .noted(let note) = event.kind {
      for id in steps.keys where steps[id]?.state.isRunning == true {
        steps[id]?.log.append(.init(note, .note))
      }
    } else if case .finished(let status, _, let seconds) = event.kind {
      summary?.status = status
      summary?.seconds = seconds
      plan = nil
    }
  }

  private mutating func take(_ event: RunEvent, of id: StepID) {
    guard steps[id] != nil else { return }
    switch event.kind {
    case .started(let attempt):
      steps[id]?.state = .running(attempt: attempt)
      steps[id]?.attempt = attempt
      steps[id]?.start = event.at
      if attempt == 1 {
        let input = input(of: id)
        steps[id]?.outcome.input = input
      }
    case .printed(let text, let stream):
      steps[id]?.log.append(.init(text, stream == .stdout ? .output : .errors))
    case .noted(let note): steps[id]?.log.append(.init(note, .note))
    case .retried(let attempt, let wait, let failure):
      steps[id]?.log.append(failure)
      let when = wait > 0 ? "in \(wait.shortSeconds)" : "at once"
      steps[id]?.log.append(.init("attempt \(attempt) follows \(when)", .note))
      steps[id]?.state = .retrying(attempt: attempt - 1)
    case .succeeded(let output, let seconds):
      if event.isReused { steps[id]?.log.append(.init("the result of a kept run", .note)) }
      steps[id]?.state = .succeeded
      steps[id]?.outcome.output = output
      steps[id]?.outcome.seconds = seconds
      if let source = steps[id]?.source { results[id] = KeptResult(output: output, source: source) }
      summary?.succeeded += 1
    case .failed(let failure, let seconds): fail(id, failure, seconds)
    case .skipped(let cause):
      steps[id]?.state = cause == nil ? .cancelled : .skipped
      steps[id]?.cause = cause?.name
    case .finished: break
    }
  }

  private mutating func fail(_ id: StepID, _ failure: StepFailure, _ seconds: Double) {
    steps[id]?.outcome.seconds = seconds
    if failure == .cancelled {
      steps[id]?.state = .cancelled
      steps[id]?.log.append(.init("cancelled", .note))
    } else {
      steps[id]?.state = .failed
      steps[id]?.outcome.failure = failure
      steps[id]?.log.append(failure)
      summary?.failed += 1
    }
  }

  /// What the step is called with, of what the run has given so far.
  private func input(of id: StepID) -> JSON? {
    guard let plan, let step = plan.pipeline.steps.first(where: { $0.id == id }) else { return nil }
    return step.input(given: plan.inputs) { number in
      steps[plan.pipeline.steps[number].id]?.outcome.output
    }
  }
}

// MARK: - The session

extension Editor {
  /// What a command asked to be started, once.
  package mutating func takeRunPlan() -> RunPlan? {
    defer { runs.waitingPlan = nil }
    return runs.waitingPlan
  }

  /// The shell has started what was planned.
  ///
  /// - Parameter places: where each step's code begins, as the run's errors name it.
  package mutating func runStarted(
    _ plan: RunPlan, codePlaces places: [StepID: StepFailure.SourcePlace]
  ) {
    runs.begin(plan, places)
    let edited = plan.isUnsaved ? ", as edited and not saved" : ""
    message = .info("running \(plan.what)\(edited)")
  }

  package mutating func take(_ events: [RunEvent]) {
    let failedBefore = runs.summary?.failed ?? 0
    for event in events {
      runs.take(event, isCalm: view.isCalm)
      if event.step == nil, case .noted(let note) = event.kind { message = .info(note) }
    }
    guard let summary = runs.summary else { return }
    if summary.failed > failedBefore || summary.status != nil { tellProgress(summary) }
  }

  /// - Returns: whether that is to be seen.
  @discardableResult package mutating func runTime(_ seconds: Double) -> Bool {
    guard runs.isRunning, !view.isCalm else { return false }
    runs.pass(to: seconds)
    return true
  }

  /// The run was asked to stop.
  package mutating func runIsStopping() {
    guard runs.isRunning else { return }
    runs.summary?.isStopping = true
    message = .info("stopping the run")
  }

  /// The shell ended the run without its telling so.
  package mutating func runAbandoned() { runs.abandon() }

  private mutating func tellProgress(_ summary: RunSummary) {
    let time = summary.seconds.shortSeconds
    switch summary.status {
    case .succeeded?:
      message = .info(
        "\(summary.what): \(summary.succeeded) of \(summary.total) succeeded in \(time)")
    case .cancelled?:
      message = .warning("the run was stopped after \(time); \(summary.succeeded) had succeeded")
    case .failed?, nil:
      let failed = pipeline.steps.first {
        runs.steps[$0.id]?.state == .failed && runs.steps[$0.id]?.outcome.run == summary.number
      }
      guard let failed, let failure = runs.steps[failed.id]?.outcome.failure else { return }
      let others = summary.failed > 1 ? " (and \(summary.failed - 1) more)" : ""
      message = .error(
        "\(failed.name)\(others) failed: \(failure.errorType): \(failure.errorMessage)"
          + " — gf goes there, !l shows its log")
    }
  }
}

extension Double {
  /// Seconds in at most four characters: "30ms", "0.3s", "42s", "12m", "3h".
  package var shortSeconds: String {
    if self < 0.0995 { return "\(Int((self * 1000).rounded()))ms" }
    if self < 9.95 {
      let tenths = Int((self * 10).rounded())
      return "\(tenths / 10).\(tenths % 10)s"
    }
    if self < 99.5 { return "\(Int(rounded()))s" }
    if self < 5970 { return "\(Int((self / 60).rounded()))m" }
    return "\(Int((min(self, 1e9) / 3600).rounded()))h"
  }
}

extension RunEvent {
  /// Whether more has happened than that something was printed.
  fileprivate var changesState: Bool {
    switch kind {
    case .printed, .noted: false
    case .started, .retried, .succeeded, .failed, .skipped, .finished: true
    }
  }
}
