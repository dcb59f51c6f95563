// A run as a person reads it: a line for each event, how far it is on a terminal, a table of times and
// the outputs at the end.

import Glibc
import PipelineModel
import RunScheduler
import StatesLanguage
import TerminalInterface

/// Tells events on standard error and the run's outputs on standard output.
struct RunReport {
  private let width: Int
  private let color: Bool
  /// `nil` when standard error is no terminal, and when it is to be calm.
  private var progress: ProgressLine?
  /// Whether there is something that goes on while nothing happens.
  var showsProgress: Bool { progress != nil }
  private var timeline: RunTimeline
  private let drawsTimeline: Bool
  /// What is to be written next.
  private var errors: [UInt8] = []
  private var output: [UInt8] = []
  /// The time that the progress is to be shown of; `nil` when it is shown, or at the end.
  private var latest: Double?
  /// Whether events themselves go to standard output as JSON.
  private let json: Bool

  /// - Parameter isCalm: shows no line of progress, whose times go on by themselves.
  init(_ pipeline: CheckedPipeline, json: Bool, drawsTimeline: Bool, isCalm: Bool) {
    width = min(30, pipeline.steps.map { columns(of: visible($0.name)) }.max() ?? 0)
    color = wantsColor(isTerminal: StandardError.isTerminal)
    progress =
      StandardError.isTerminal && !isCalm ? ProgressLine(stepCount: pipeline.steps.count) : nil
    timeline = RunTimeline(pipeline)
    self.drawsTimeline = drawsTimeline
    self.json = json
  }

  /// What is written comes out with `flush`, so that a flood of lines takes few system calls.
  mutating func tell(_ event: RunEvent) {
    timeline.take(event)
    say(progress?.erased() ?? "")
    if json {
      if let object = event.json { give(object.write(.compact) + [0x0A]) }
      if case .noted(let note) = event.kind { tell(note, event.step) }
    } else {
      line(for: event)
    }
    if case .finished(let status, let outputs, let time) = event.kind {
      finish(status, outputs, time)
    } else {
      latest = event.at
    }
    if errors.count + output.count > 65_536 { flush() }
  }

  mutating func flush() {
    if let latest { say(progress?.drawn(timeline, at: latest) ?? "") }
    latest = nil
    if !errors.isEmpty { StandardError.write(errors) }
    if !output.isEmpty { StandardOutput.write(output) }
    errors.removeAll(keepingCapacity: true)
    output.removeAll(keepingCapacity: true)
  }

  private mutating func say(_ text: String) { errors += text.utf8 }
  private mutating func give(_ bytes: [UInt8]) { output += bytes }

  /// What goes on while nothing happens.
  mutating func tick(at seconds: Double) {
    say(progress?.erased() ?? "")
    latest = seconds
    flush()
  }

  private mutating func line(for event: RunEvent) {
    switch event.kind {
    case .started(attempt: 1): line("36", "▸", event, "started")
    case .started(let attempt): line("36", "▸", event, "started again, attempt \(attempt)")
    case .printed(let text, _): line("2", "│", event, visible(text))
    case .retried(let attempt, let wait, let failure):
      line(
        "33", "↻", event,
        "\(failure.summary); attempt \(attempt) \(wait > 0 ? "in \(shortened(wait)) s" : "follows")"
      )
    case .succeeded(let output, let time):
      let how = event.isReused ? "kept result" : "\(shortened(time)) s"
      line("32", "✓", event, "\(how)  \(excerpt(of: output))")
    case .failed(let failure, let time):
      line("31", "✗", event, "\(shortened(time)) s  \(failure.summary)")
      for frame in failure.stackTrace {
        for part in frame.split(separator: "\n") {
          say("      \(visible(String(part)))\n")
        }
      }
    case .skipped(let cause):
      line(
        "2", "–", event, cause.map { "skipped, because \(visible($0.name)) failed" } ?? "skipped")
    case .noted(let note): tell(note, event.step)
    case .finished: break
    }
  }

  private mutating func tell(_ note: String, _ step: RunStep?) {
    let of = step.map { "\(visible($0.name)): " } ?? ""
    say("note: \(of)\(visible(note))\n")
  }

  private mutating func finish(_ status: RunStatus, _ outputs: [RunOutput], _ time: Double) {
    if !json {
      let lines = timeline.table(shown: visible) { columns(of: $0) }
      say(lines.map { $0 + "\n" }.joined())
    }
    if drawsTimeline {
      let wide = terminalColumns(of: STDERR_FILENO) ?? 100
      let lines = timeline.picture(columns: wide, shown: visible) { columns(of: $0) }
      say(lines.map { $0 + "\n" }.joined())
    }
    guard !json else { return }
    say("\(status.rawValue) in \(shortened(time)) s\n")
    let object = JSON.object(outputs.map { JSON.Member($0.step.name, $0.value) })
    give(object.write(.readable) + [0x0A])
  }

  private mutating func line(_ tone: String, _ sign: String, _ event: RunEvent, _ text: String) {
    let name = visible(event.step?.name ?? "")
    let padding = String(repeating: " ", count: max(0, width - columns(of: name)))
    let mark = color ? "\u{1B}[\(tone)m\(sign)\u{1B}[0m" : sign
    say("\(mark) \(name)\(padding)  \(text)\n")
  }

  /// The beginning of an output, on one line.
  private func excerpt(of output: JSON) -> String {
    let text = String(decoding: output.write(.compact).prefix(1000), as: UTF8.self)
    return visible(text.unicodeScalars.count <= 200 ? text : String(text.prefix(199)) + "…")
  }
}

/// With three digits after the point.
private func shortened(_ seconds: Double) -> String {
  let milliseconds = Int((seconds * 1000).rounded())
  let rest = String(milliseconds % 1000)
  return "\(milliseconds / 1000)." + String(repeating: "0", count: 3 - rest.count) + rest
}

/// The last line of a terminal: how far the run is.
private struct ProgressLine {
  let stepCount: Int
  private var isShown = false

  init(stepCount: Int) { self.stepCount = stepCount }

  mutating func erased() -> String {
    defer { isShown = false }
    return isShown ? "\r\u{1B}[K" : ""
  }

  mutating func drawn(_ timeline: RunTimeline, at seconds: Double) -> String {
    let running = timeline.running
    let names = running.prefix(4).map { visible($0) }.joined(separator: ", ")
    let more = running.count > 4 ? " and \(running.count - 4) more" : ""
    let text =
      "\(timeline.endedCount) of \(stepCount) steps · \(shortened(seconds)) s"
      + (running.isEmpty ? "" : " · running: \(names)\(more)")
    let wide = terminalColumns(of: STDERR_FILENO) ?? 80
    isShown = true
    return text.cut(toColumns: wide - 1, .end)
  }
}

/// The width of the terminal behind a descriptor; `nil` when there is none.
private func terminalColumns(of descriptor: Int32) -> Int? {
  var size = winsize()
  guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
  return Int(size.ws_col)
}

extension StepFailure {
  /// The error in one line, with the person's own line when there is one.
  fileprivate var summary: String {
    let first = errorMessage.split(separator: "\n", maxSplits: 1).first.map(String.init) ?? ""
    let spot = place.map { " (\($0.file):\($0.line))" } ?? ""
    return visible("\(errorType): \(first)\(spot)")
  }
}
