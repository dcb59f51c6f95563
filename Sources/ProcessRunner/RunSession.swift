// A run that a poll loop drives: the scheduler's actions become processes, what they do becomes events.
// Blocks nowhere but at its end, and there for moments.

import Glibc
package import PipelineModel
package import RunScheduler
import StatesLanguage

/// One run of a pipeline on this machine.
///
///     let session = try RunSession(pipeline, options)
///     show(session.start())
///     while !session.isFinished {
///       // wait until session.descriptor is readable, or session.timeLeft has passed
///       show(session.advance())
///     }
///
/// To be used from one thread. When it is let go before its end, it ends all that it started.
package final class RunSession {
  let pipeline: CheckedPipeline
  let options: RunOptions
  let search: PythonSearch
  var folder: RunFolder
  /// How many steps may run at once.
  let limit: Int
  let poller: Poller
  /// Nanoseconds
  private var beginning: Int64
  private var scheduler: Scheduler
  private(set) var choice = RunChoice.all
  var data: ExecutionData
  /// Until they are told of.
  var taken: [TakenResult] = []
  var recorder: RunRecorder?

  /// What the scheduler has yet to hear.
  private var unheard: [Scheduler.Event] = []
  private var events: [RunEvent] = []
  private var status: RunStatus?
  /// The ends of waits before retries, the next one last.
  private var waits: [(end: Int64, step: Int)] = []
  /// How the last attempt of a step failed, until the scheduler has said what follows from it.
  private var failures: [Int: (failure: StepFailure, seconds: Double)] = [:]

  var servers: [ServerSlot] = []
  /// Which of the servers runs the steps of a runtime.
  var serverNumbers: [String: Int] = [:]
  /// By the number of the launch.
  var processes: [Int: StepProcess] = [:]
  /// The launch of each step that is running.
  var launches: [Int: Int] = [:]
  var launchCount = 0
  private var turns = 0
  private var wasCutShort = false
  var sources: [Int32: Source] = [:]

  /// What a descriptor brings.
  enum Source {
    case server(Int)
    case output(launch: Int)
  }

  package init(_ pipeline: CheckedPipeline, _ options: RunOptions) throws(RunRefusal) {
    beginning = now()
    self.pipeline = pipeline
    self.options = options
    search = PythonSearch(environment: options.environment, folder: options.folder)
    data = try ExecutionData(pipeline, input: options.input)
    let processors = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
    limit = max(1, options.jobs ?? processors)
    scheduler = Scheduler(pipeline, limit: limit)
    do throws(SystemFailure) {
      poller = try Poller()
      folder = try RunFolder(in: options.environment["TMPDIR"] ?? "/tmp")
    } catch {
      throw .system(error)
    }
    do throws(RunRefusal) {
      try prepare()
      choice = try choose()
      scheduler = Scheduler(pipeline, limit: limit, choice: choice)
    } catch {
      folder.remove()
      throw error
    }
  }

  deinit { end() }

  // MARK: Driving it

  /// Becomes readable when `advance` has something to do.
  package var descriptor: Int32 { poller.descriptor }

  /// How long `advance` may wait at most while nothing is readable; `nil` is for ever.
  package var timeLeft: Duration? {
    let deadline = [waits.last?.end, processes.values.lazy.map(\.deadline).min()]
      .compactMap { $0 }.min()
    return deadline.map { .nanoseconds(max(0, $0 - now())) }
  }

  package var isFinished: Bool { status != nil }

  /// In the order of the file.
  package var states: [StepState] { scheduler.states }

  /// Has the Pythons start that it will need. To be called before `start`, by those who have
  /// something else to do until then.
  package func getReady() { startServers { choice.part(of: $0) == .runs } }

  /// Begins the run; to be called once, first.
  package func start() -> [RunEvent] {
    beginning = now()
    startRecording()
    getReady()
    tellReused(choice)
    unheard.append(.started)
    return settle()
  }

  /// How long `advance` goes on reading, so that who drives it can turn to something else.
  private static let turn: Int64 = 4_000_000

  /// Takes up what has happened since; what is left over makes `descriptor` readable again.
  package func advance() -> [RunEvent] {
    let end = now() + Self.turn
    let ready = poller.ready()
    // As they became ready; but after a turn that was too short for all another one comes first, so
    // that none has to wait for ever.
    let first = wasCutShort ? turns : 0
    wasCutShort = false
    for place in ready.indices {
      if place > 0, now() >= end {
        (turns, wasCutShort) = (turns + 1, true)
        break
      }
      let descriptor = ready[(place + first) % ready.count]
      switch sources[descriptor] {
      case .server(let number): hear(server: number)
      case .output(let launch): readOutput(of: launch, descriptor)
      case nil: break
      }
    }
    passDeadlines()
    return settle()
  }

  /// Ends what runs (SIGTERM, then SIGKILL) and starts nothing more; the end is told by `advance`.
  package func cancel() -> [RunEvent] {
    guard status == nil else { return [] }
    unheard.append(.cancelled)
    return settle()
  }

  /// Ends at once, without events, all that is still running.
  package func end() {
    guard status == nil else { return }
    status = .cancelled
    leaveNothing()
    recorder?.finish(nil, seconds: seconds)
  }

  // MARK: Events

  var seconds: Double { Double(now() - beginning) / 1e9 }

  func tell(_ kind: RunEvent.Kind, of step: Int? = nil, isReused: Bool = false) {
    let step = step.map { RunStep(pipeline.steps[$0]) }
    let event = RunEvent(at: seconds, step: step, kind, isReused: isReused)
    events.append(event)
    recorder?.tell(event)
  }

  /// An attempt came to its end.
  ///
  /// - Parameter seconds: from the beginning of its process.
  func attemptSucceeded(_ step: Int, output: JSON, seconds: Double) {
    data.keep(output, of: step)
    tell(.succeeded(output: output, seconds: seconds), of: step)
    unheard.append(.succeeded(step))
  }

  func attemptFailed(_ step: Int, _ failure: StepFailure, seconds: Double = 0) {
    failures[step] = (failure, seconds)
    unheard.append(.failed(step, isRetriable: failure.isRetriable))
  }

  // MARK: The scheduler

  private func settle() -> [RunEvent] {
    var heard = 0
    while heard < unheard.count {
      let event = unheard[heard]
      heard += 1
      let actions = scheduler.handle(event)
      if case .failed(let step, _) = event { tellFailure(of: step, actions) }
      for action in actions { perform(action) }
    }
    unheard.removeAll(keepingCapacity: true)
    recorder?.flush()
    defer { events.removeAll(keepingCapacity: false) }
    return events
  }

  private func tellFailure(of step: Int, _ actions: [Scheduler.Action]) {
    guard let (failure, seconds) = failures.removeValue(forKey: step) else { return }
    for case .wait(step, let attempt, let wait) in actions {
      let wait = options.waitsForRetries ? wait : 0
      return tell(.retried(attempt: attempt, after: wait, failure), of: step)
    }
    tell(.failed(failure, seconds: seconds), of: step)
  }

  private func perform(_ action: Scheduler.Action) {
    switch action {
    case .launch(let step, let attempt): launch(step, attempt: attempt)
    case .terminate(let step):
      if let launch = launches[step] { take(processes[launch]?.end(because: .cancel), launch) }
    case .wait(let step, _, let seconds): wait(seconds, for: step)
    case .skip(let step, .failed(let cause)):
      tell(.skipped(because: RunStep(pipeline.steps[cause])), of: step)
    case .skip(let step, .cancelled): tell(.skipped(because: nil), of: step)
    case .finish(let status): finish(status)
    }
  }

  private func wait(_ seconds: Double, for step: Int) {
    guard options.waitsForRetries, seconds > 0 else { return unheard.append(.waited(step)) }
    let end = now() + nanoseconds(seconds)
    let place = waits.firstIndex { $0.end <= end } ?? waits.endIndex
    waits.insert((end, step), at: place)
  }

  private func passDeadlines() {
    let time = now()
    while let wait = waits.last, wait.end <= time {
      waits.removeLast()
      unheard.append(.waited(wait.step))
    }
    for launch in processes.keys where processes[launch].map({ $0.deadline <= time }) ?? false {
      take(processes[launch]?.passDeadline(), launch)
    }
  }

  private func finish(_ status: RunStatus) {
    self.status = status
    waits = []
    leaveNothing()
    let isOnly = if case .only = options.selection { true } else { false }
    let steps = pipeline.steps.indices.filter { !isOnly || choice.part(of: $0) == .runs }
    tell(.finished(status, outputs: data.results(of: steps), seconds: seconds))
    recorder?.finish(status, seconds: seconds)
  }

  private func leaveNothing() {
    for slot in servers { _ = slot.server?.shutDown() }
    servers = []
    for process in processes.values {
      for descriptor in process.descriptors + [process.result] { close(descriptor) }
    }
    processes = [:]
    sources = [:]
    folder.remove()
  }
}
