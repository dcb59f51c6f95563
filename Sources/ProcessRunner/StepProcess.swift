// One process of a step, from the moment it is asked for to its end: its output, its deadlines.
// Decides nothing about the run.

import Glibc
import RunScheduler

struct StepProcess {
  /// Why it is being ended before its own end.
  enum Stop {
    case timeout, cancel
    /// Its server ended it, and this tells why.
    case excess(PythonServer.Excess)
  }

  let step: Int
  /// Which of the run's Python servers has it.
  let server: Int
  let folder: StepFolder
  /// The unnamed file that the step leaves its result in; closed with the outputs.
  let result: Int32
  /// The invocation's id, a UUID.
  let request: String
  /// Seconds
  let timeout: Int
  /// Whether it is ended when its time is up, or only told of.
  let endsAtTimeout: Bool
  /// Nanoseconds; when the process began, and before that when it was asked for.
  private(set) var start: Int64
  /// The first process of its group; `nil` before it has begun.
  private(set) var process: pid_t?
  private(set) var stop: Stop?
  /// When to do the next thing about its end: to signal it, or to give its server up.
  private(set) var deadline: Int64
  private var signalsSent = 0
  private var outputs: [(stream: OutputStream, descriptor: Int32, lines: LineSplitter)]

  /// How long a process may take to begin, to heed SIGTERM, and to be gone after SIGKILL.
  private static let beginning = 30.0
  private static let grace = 0.3
  private static let dying = 3.0

  /// - Parameters: `output`, `error`: the reading ends of its pipes; closed by `close`.
  init(
    step: Int, server: Int, folder: StepFolder, result: Int32, request: String, timeout: Int,
    endsAtTimeout: Bool, output: Int32, error: Int32
  ) {
    self.step = step
    self.server = server
    self.folder = folder
    self.result = result
    self.request = request
    self.timeout = timeout
    self.endsAtTimeout = endsAtTimeout
    start = now()
    deadline = start + nanoseconds(Self.beginning)
    outputs = [(.stdout, output, LineSplitter()), (.stderr, error, LineSplitter())]
  }

  /// Its time runs from here.
  mutating func begin(_ process: pid_t) {
    self.process = process
    guard stop == nil else { return }
    start = now()
    deadline = start + nanoseconds(Double(timeout))
  }

  // MARK: Ending it

  enum Measure {
    case signal(Int32)
    case giveUpServer
    /// It takes too long, and may.
    case noteTimeout
  }

  /// Begins to end it; the first reason counts.
  mutating func end(because reason: Stop) -> Measure? {
    guard stop == nil else { return nil }
    stop = reason
    return nextMeasure()
  }

  /// What is to be done when the deadline has passed.
  mutating func passDeadline() -> Measure {
    if process == nil, stop == nil { return .giveUpServer }
    if stop == nil, !endsAtTimeout {
      deadline = .max
      return .noteTimeout
    }
    if stop == nil { stop = .timeout }
    return nextMeasure()
  }

  /// Its server ends it, because it holds too much.
  mutating func exceed(_ excess: PythonServer.Excess) {
    guard stop == nil else { return }
    stop = .excess(excess)
    signalsSent = 2
    deadline = now() + nanoseconds(Self.dying)
  }

  /// SIGTERM, then SIGKILL; when even that does not help, its server is stuck.
  private mutating func nextMeasure() -> Measure {
    signalsSent += 1
    switch signalsSent {
    case 1:
      deadline = now() + nanoseconds(Self.grace)
      return .signal(SIGTERM)
    case 2:
      deadline = now() + nanoseconds(Self.dying)
      return .signal(SIGKILL)
    default: return .giveUpServer
    }
  }

  // MARK: What it prints

  var descriptors: [Int32] { outputs.map(\.descriptor) }

  /// Reads once.
  ///
  /// - Returns: the lines that are complete; and whether the end has come, after which the
  ///   descriptor is to be forgotten and closed by `closeOutput`.
  mutating func read(_ descriptor: Int32) -> (lines: [(OutputStream, String)], isAtEnd: Bool) {
    guard let place = outputs.firstIndex(where: { $0.descriptor == descriptor }) else {
      return ([], true)
    }
    let stream = outputs[place].stream
    switch readSome(descriptor) {
    case .bytes(let bytes): return (outputs[place].lines.split(bytes).map { (stream, $0) }, false)
    case .nothing: return ([], false)
    case .end: return ([], true)
    }
  }

  /// Closes one of its pipes.
  ///
  /// - Returns: what stood in it after the last line end.
  mutating func closeOutput(_ descriptor: Int32) -> [(OutputStream, String)] {
    guard let place = outputs.firstIndex(where: { $0.descriptor == descriptor }) else { return [] }
    var output = outputs.remove(at: place)
    close(descriptor)
    return output.lines.finish().map { [(output.stream, $0)] } ?? []
  }

  /// Reads what its pipes still hold and closes them. A process that outlived it may hold them
  /// open and go on printing, which nobody waits for.
  mutating func drain() -> [(OutputStream, String)] {
    var lines: [(OutputStream, String)] = []
    for descriptor in descriptors {
      // A pipe holds 64 KiB, or up to 1 MiB when its writer asked for that.
      for _ in 0..<17 {
        let (more, isAtEnd) = read(descriptor)
        lines += more
        if isAtEnd || more.isEmpty && isEmpty(descriptor) { break }
      }
      lines += closeOutput(descriptor)
    }
    return lines
  }

  private func isEmpty(_ descriptor: Int32) -> Bool {
    var watched = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&watched, 1, 0) == 0
  }
}
