// Writes a run's folder while it goes on. A full disk ends the recording, not the run.

import CPosix
import Glibc
import PipelineModel
import RunScheduler
import StatesLanguage

/// The folder of one run that goes on. RunStore.swift says what it holds.
struct RunRecorder {
  private let folder: String
  /// Locked until the run is over.
  private let lock: Int32
  private let started: Double
  private let head: [JSON.Member]
  private var events: AppendedFile
  private var inputs: AppendedFile
  private var logs: [String: StepLog] = [:]
  private var counts: [String: Int] = [:]
  private var times: [JSON.Member] = []

  /// Makes the folder and removes those that are too old.
  ///
  /// - Parameter isPart: whether it runs some steps only.
  init(in store: RunStore, pipeline: CheckedPipeline, isPart: Bool) throws(SystemFailure) {
    started = Double(cposix_unix_milliseconds()) / 1000
    try makeFolders(store.folder)
    folder = try Self.makeFolder(in: store.folder, at: started)
    head = [
      .init("pipeline", .string(pipeline.name)), .init("file", .string(store.pipelineFile)),
      .init("started", .number(Self.digits(started))), .init("part", .bool(isPart)),
    ]
    let path = folder + "/run.json"
    lock = try attempt("making \(path)") { [path] in
      open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    }
    _ = cposix_lock(lock)
    events = try AppendedFile(folder + "/events.jsonl")
    inputs = try AppendedFile(folder + "/inputs.jsonl")
    writeHead([])
    store.prune()
  }

  /// Names sort by time.
  private static func makeFolder(in parent: String, at seconds: Double) throws(SystemFailure)
    -> String
  {
    let path = "\(parent)/\(timestamp(seconds))-\(getpid())"
    var number = 1
    while true {
      let candidate = number == 1 ? path : "\(path)-\(number)"
      if mkdir(candidate, 0o700) == 0 { return candidate }
      guard errno == EEXIST else {
        throw SystemFailure(doing: "making \(candidate)", code: errno)
      }
      number += 1
    }
  }

  // MARK: What happens

  mutating func launched(_ step: String, attempt: Int, key: String, input: [UInt8]) {
    let line = JSON.object([
      .init("step", .string(step)), .init("attempt", .integer(attempt)),
      .init("key", .string(key)),
    ])
    inputs.append(
      line.write(.compact).dropLast() + Array(",\"input\":".utf8) + input + Array("}\n".utf8))
  }

  mutating func tell(_ event: RunEvent) {
    switch event.kind {
    case .printed(let line, _):
      guard let step = event.step?.name else { return }
      if logs[step] == nil { logs[step] = StepLog(in: folder + "/logs", of: step) }
      logs[step]?.append(line)
      return
    case .succeeded(_, let seconds):
      count(event.isReused ? "reused" : "succeeded")
      if !event.isReused, let step = event.step {
        times.append(.init(step.name, .number(Self.digits(seconds))))
      }
    case .failed: count("failed")
    case .skipped: count("skipped")
    case .started, .retried, .noted, .finished: break
    }
    if let object = event.json { events.append(object.write(.compact) + [0x0A]) }
    switch event.kind {
    case .succeeded, .failed: if let step = event.step?.name { logs[step] = nil }
    case .started, .printed, .retried, .skipped, .noted, .finished: break
    }
  }

  private mutating func count(_ way: String) { counts[way, default: 0] += 1 }

  /// Hands what was told to the system, so that others can read it.
  mutating func flush() {
    events.flush()
    inputs.flush()
    for step in logs.keys { logs[step]?.flush() }
  }

  /// - Parameter status: `nil` when it was ended at once.
  mutating func finish(_ status: RunStatus?, seconds: Double) {
    flush()
    logs = [:]
    if let status {
      writeHead([
        .init("status", .string(status.rawValue)),
        .init("seconds", .number(Self.digits(seconds))),
        .init("steps", .object(counts.sorted { $0.key < $1.key }.map { .init($0, .integer($1)) })),
      ])
    }
    do throws(SystemFailure) {
      try writeNewFile(folder + "/times.json", JSON.object(times).write(.readable) + [0x0A])
    } catch {
      // The times are for estimates only.
    }
    close(lock)
    events.close()
    inputs.close()
  }

  private func writeHead(_ more: [JSON.Member]) {
    let text = JSON.object(head + more).write(.readable) + [0x0A]
    ftruncate(lock, 0)
    lseek(lock, 0, SEEK_SET)
    do throws(SystemFailure) { try writeAll(lock, text, "writing run.json") } catch {
      // A run without a summary is listed as one that was not finished.
    }
  }

  // MARK: Numbers

  private static func digits(_ seconds: Double) -> String {
    let milliseconds = Int((seconds * 1000).rounded())
    let rest = String(milliseconds % 1000)
    return "\(milliseconds / 1000)." + String(repeating: "0", count: 3 - rest.utf8.count) + rest
  }

  /// Such as `20260131T120000.123Z`.
  private static func timestamp(_ seconds: Double) -> String {
    var whole = time_t(seconds)
    var parts = tm()
    gmtime_r(&whole, &parts)
    func part(_ number: Int, _ digits: Int) -> String {
      let text = String(number)
      return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
    }
    let date =
      part(Int(parts.tm_year) + 1900, 4) + part(Int(parts.tm_mon) + 1, 2)
      + part(Int(parts.tm_mday), 2)
    let time = part(Int(parts.tm_hour), 2) + part(Int(parts.tm_min), 2) + part(Int(parts.tm_sec), 2)
    return "\(date)T\(time).\(part(Int(seconds * 1000) % 1000, 3))Z"
  }
}
