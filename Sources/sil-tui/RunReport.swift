// A run as a person reads it: one line for each event, and the outputs at the end.

import RunScheduler
import StatesLanguage

/// Tells events on standard error and the run's outputs on standard output.
struct RunReport {
  private let width: Int
  private let color: Bool

  /// - Parameter names: those of all steps, to line the columns up.
  init(names: [String]) {
    width = min(30, names.map { visible($0).unicodeScalars.count }.max() ?? 0)
    color = wantsColor(isTerminal: StandardError.isTerminal)
  }

  func tell(_ event: RunEvent) {
    switch event.kind {
    case .started(attempt: 1): if color { line("36", "▸", event, "started") }
    case .started(let attempt): line("36", "▸", event, "started again, attempt \(attempt)")
    case .printed(let text, _): line("2", "│", event, visible(text))
    case .retried(let attempt, let wait, let failure):
      line(
        "33", "↻", event,
        "\(failure.summary); attempt \(attempt) \(wait > 0 ? "in \(shortened(wait)) s" : "follows")"
      )
    case .succeeded(let output, let time):
      line("32", "✓", event, "\(shortened(time)) s  \(excerpt(of: output))")
    case .failed(let failure, let time):
      line("31", "✗", event, "\(shortened(time)) s  \(failure.summary)")
      for frame in failure.stackTrace {
        for part in frame.split(separator: "\n") {
          StandardError.write("      \(visible(String(part)))\n")
        }
      }
    case .skipped(let cause):
      line(
        "2", "–", event, cause.map { "skipped, because \(visible($0.name)) failed" } ?? "skipped")
    case .noted(let note): StandardError.write("note: \(visible(note))\n")
    case .finished(let status, let outputs, let time):
      StandardError.write("\(status.rawValue) in \(shortened(time)) s\n")
      let object = JSON.object(outputs.map { JSON.Member($0.step.name, $0.value) })
      StandardOutput.write(object.write(.readable) + [0x0A])
    }
  }

  private func line(_ tone: String, _ sign: String, _ event: RunEvent, _ text: String) {
    let name = visible(event.step?.name ?? "")
    let padding = String(repeating: " ", count: max(0, width - name.unicodeScalars.count))
    let mark = color ? "\u{1B}[\(tone)m\(sign)\u{1B}[0m" : sign
    StandardError.write("\(mark) \(name)\(padding)  \(text)\n")
  }

  /// The beginning of an output, on one line.
  private func excerpt(of output: JSON) -> String {
    let text = String(decoding: output.write(.compact), as: UTF8.self)
    return text.unicodeScalars.count <= 200 ? text : String(text.prefix(199)) + "…"
  }

  /// With three digits after the point.
  private func shortened(_ seconds: Double) -> String {
    let milliseconds = Int((seconds * 1000).rounded())
    let rest = String(milliseconds % 1000)
    return "\(milliseconds / 1000)." + String(repeating: "0", count: 3 - rest.count) + rest
  }
}

extension StepFailure {
  /// The error in one line, with the person's own line when there is one.
  fileprivate var summary: String {
    let first = errorMessage.split(separator: "\n", maxSplits: 1).first.map(String.init) ?? ""
    let spot = place.map { " (\($0.file):\($0.line))" } ?? ""
    return visible("\(errorType): \(first)\(spot)")
  }
}
