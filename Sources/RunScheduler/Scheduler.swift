// Decides what to run next. Starts nothing, waits for nothing, reads no clock:
// events go in, actions come out, and the shell carries them out.

import GraphAlgorithms
package import PipelineModel

/// One run of a pipeline. Steps are named by their place in `CheckedPipeline.steps`.
package struct Scheduler: Sendable {
  package enum Event: Hashable, Sendable {
    /// The run begins; comes first, and once.
    case started
    case succeeded(Int)
    /// - Parameter isRetriable: whether the state machine's `Retry` would match the error.
    case failed(Int, isRetriable: Bool)
    /// The wait that a `wait` action asked for is over.
    case waited(Int)
    case cancelled
  }

  package enum Action: Hashable, Sendable {
    /// - Parameter attempt: counts from 1.
    case launch(Int, attempt: Int)
    /// End the step's processes; its end is then told as any other.
    case terminate(Int)
    /// Tell `waited` after so many seconds; `attempt` is the one that comes then.
    case wait(Int, attempt: Int, seconds: Double)
    /// The step will not run.
    case skip(Int, SkipReason)
    /// All steps have ended. Comes last, and once.
    case finish(RunStatus)
  }

  /// In the order of the file.
  package private(set) var states: [StepState]
  private let graph: DirectedGraph
  private let retries: [RetryPolicy?]
  private let limit: Int
  /// How many of the steps that each one needs have not succeeded.
  private var missing: [Int]
  private var ready = NumberHeap()
  private var running = 0
  /// Steps that have not ended.
  private var open: Int
  private var isCancelled = false
  private var hasFailure = false

  /// - Parameters:
  ///   - limit: how many steps may run at once; at least 1.
  ///   - choice: which steps run; the others have succeeded already, or are skipped from the start
  ///     without an action.
  package init(_ pipeline: CheckedPipeline, limit: Int, choice: RunChoice = .all) {
    precondition(limit >= 1, "a run needs at least one slot")
    self.limit = limit
    graph = pipeline.graph
    retries = pipeline.steps.map(\.retry)
    states = Array(repeating: .waiting, count: graph.count)
    missing = (0..<graph.count).map { [graph] in graph.predecessors(of: $0).count }
    open = graph.count
    for step in states.indices {
      switch choice.part(of: step) {
      case .runs: break
      case .isGiven:
        end(step, .succeeded)
        for next in graph.successors(of: step) { missing[next] -= 1 }
      case .isLeftOut: end(step, .skipped)
      }
    }
  }

  /// - Complexity: O(log steps) for each step whose state changes, and one look at each dependency
  ///   in the whole run.
  package mutating func handle(_ event: Event) -> [Action] {
    var actions: [Action] = []
    switch event {
    case .started:
      for step in states.indices where missing[step] == 0 && states[step] == .waiting {
        makeReady(step)
      }
    case .succeeded(let step): succeed(step)
    case .failed(let step, let isRetriable): fail(step, isRetriable: isRetriable, &actions)
    case .waited(let step):
      if case .retrying = states[step] { makeReady(step) }
    case .cancelled: cancel(&actions)
    }
    launchReady(&actions)
    if open == 0 {
      open = -1
      actions.append(.finish(isCancelled ? .cancelled : hasFailure ? .failed : .succeeded))
    }
    checkInvariants()
    return actions
  }

  private mutating func makeReady(_ step: Int) {
    states[step] = .ready(attempt: states[step].attempt + 1)
    ready.insert(step)
  }

  private mutating func end(_ step: Int, _ state: StepState) {
    if states[step].isRunning { running -= 1 }
    states[step] = state
    open -= 1
  }

  private mutating func succeed(_ step: Int) {
    precondition(states[step].isRunning, "a step succeeded that did not run")
    end(step, .succeeded)
    for next in graph.successors(of: step) {
      missing[next] -= 1
      if missing[next] == 0, states[next] == .waiting { makeReady(next) }
    }
  }

  private mutating func fail(_ step: Int, isRetriable: Bool, _ actions: inout [Action]) {
    guard case .running(let attempt) = states[step] else {
      preconditionFailure("a step failed that did not run")
    }
    if isCancelled { return end(step, .cancelled) }
    if isRetriable, let retry = retries[step], attempt <= retry.attempts {
      running -= 1
      states[step] = .retrying(attempt: attempt)
      let seconds = retry.wait(beforeRetry: attempt)
      actions.append(.wait(step, attempt: attempt + 1, seconds: seconds))
      return
    }
    end(step, .failed)
    hasFailure = true
    skipWhatNeeds(step, &actions)
  }

  /// A step that waits can't have been ready: something it needs has not succeeded.
  private mutating func skipWhatNeeds(_ failed: Int, _ actions: inout [Action]) {
    var unvisited = Array(graph.successors(of: failed))
    while let step = unvisited.popLast() {
      guard states[step] == .waiting else { continue }
      end(step, .skipped)
      actions.append(.skip(step, .failed(failed)))
      unvisited += graph.successors(of: step)
    }
  }

  private mutating func launchReady(_ actions: inout [Action]) {
    while running < limit, let step = ready.popFirst() {
      let attempt = states[step].attempt
      states[step] = .running(attempt: attempt)
      running += 1
      actions.append(.launch(step, attempt: attempt))
    }
  }

  private mutating func cancel(_ actions: inout [Action]) {
    guard !isCancelled, open > 0 else { return }
    isCancelled = true
    ready = NumberHeap()
    for step in states.indices {
      switch states[step] {
      case .running: actions.append(.terminate(step))
      case .waiting, .ready, .retrying:
        end(step, .cancelled)
        actions.append(.skip(step, .cancelled))
      case .succeeded, .failed, .skipped, .cancelled: break
      }
    }
  }

  private func checkInvariants() {
    assert(running >= 0 && running <= limit, "\(running) steps run, \(limit) may")
    assert(open <= 0 || running > 0 || isWaitingForRetry, "nothing runs and nothing ends the run")
  }

  private var isWaitingForRetry: Bool {
    states.contains { if case .retrying = $0 { true } else { false } }
  }
}

extension RetryPolicy {
  /// Seconds before a retry, the first one being 1: the interval, multiplied by the backoff each
  /// further time (Amazon States Language, "Errors"), at most a year.
  package func wait(beforeRetry retry: Int) -> Double {
    let factor = factor
    var wait = Double(interval)
    let longest = min(maxDelay.map(Double.init) ?? .infinity, 31_622_400)
    for _ in 1..<max(retry, 1) where wait < longest { wait *= factor }
    return min(wait, longest)
  }

  /// What is no number was refused by the check.
  private var factor: Double {
    switch backoff {
    case .integer(let number): Double(number)
    case .decimal(let digits): Double(digits) ?? 1
    case .null, .boolean, .text, .list, .mapping: 1
    }
  }
}
