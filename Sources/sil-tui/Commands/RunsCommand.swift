// `sil-tui runs`: the kept runs of a pipeline file.

import ArgumentParser
import Glibc
import ProcessRunner
import RunScheduler
import StatesLanguage

struct RunsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "runs",
    abstract: "List the kept runs of a pipeline.",
    discussion: """
      One line for each run, the newest first: its number, when it began, how it ended, how long it \
      took and what became of its steps. The newest 20 are kept, and as many that \
      ran some steps only, each in a folder of its own.

      EXAMPLES
        sil-tui runs nightly.sil
        sil-tui runs nightly.sil --json | jq -r '.runs[0].folder'
      """)

  @Flag(help: "Write one JSON object with all runs to standard output.")
  var json = false

  @ArgumentParser.Argument(
    help: ArgumentHelp("A pipeline file.", valueName: "file"), completion: .pipelineFile)
  var file: String

  func run() throws {
    let runs = RunStore(stateFolder: stateFolder(), pipelineFile: file).runs
    if json {
      let object = JSON.object([.init("runs", .array(runs.compactMap(described)))])
      return StandardOutput.write(object.write(.readable) + [0x0A])
    }
    if runs.isEmpty {
      StandardError.write("\(visible(file)): no run is kept\n")
    }
    for (number, run) in runs.enumerated() {
      guard let summary = run.summary else { continue }
      StandardOutput.write(line(number + 1, run, summary) + "\n")
    }
  }

  private func line(_ number: Int, _ run: KeptRun, _ summary: KeptRun.Summary) -> String {
    let ending = word(for: run, summary)
    let seconds = summary.seconds.map { "\(rounded($0)) s" } ?? ""
    let counts = [
      (summary.succeeded, "succeeded"), (summary.reused, "reused"), (summary.failed, "failed"),
      (summary.skipped, "skipped"),
    ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
    return padded(String(number), 3, before: true) + "  " + localTime(summary.started) + "  "
      + padded(ending, 9) + padded(seconds, 12, before: true) + "  " + counts
  }

  private func word(for run: KeptRun, _ summary: KeptRun.Summary) -> String {
    summary.status?.rawValue ?? (run.isGoingOn ? "running" : "broken off")
  }

  private func described(_ run: KeptRun) -> JSON? {
    guard let summary = run.summary else { return nil }
    return .object([
      .init("id", .string(run.id)), .init("folder", .string(run.folder)),
      .init("started", .number(rounded(summary.started))),
      .init("status", .string(word(for: run, summary))),
      .init("seconds", summary.seconds.map { .number(rounded($0)) } ?? .null),
      .init("succeeded", .integer(summary.succeeded)), .init("reused", .integer(summary.reused)),
      .init("failed", .integer(summary.failed)), .init("skipped", .integer(summary.skipped)),
    ])
  }

  /// With three digits after the point.
  private func rounded(_ seconds: Double) -> String {
    let milliseconds = Int((seconds * 1000).rounded())
    return "\(milliseconds / 1000)." + digits(milliseconds % 1000, 3)
  }

  private func localTime(_ seconds: Double) -> String {
    var whole = time_t(seconds)
    var parts = tm()
    localtime_r(&whole, &parts)
    let date =
      "\(Int(parts.tm_year) + 1900)-\(digits(Int(parts.tm_mon) + 1, 2))-\(digits(Int(parts.tm_mday), 2))"
    let time = [parts.tm_hour, parts.tm_min, parts.tm_sec].map { digits(Int($0), 2) }
    return date + " " + time.joined(separator: ":")
  }

  private func digits(_ number: Int, _ count: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, count - text.utf8.count)) + text
  }

  private func padded(_ text: String, _ count: Int, before: Bool = false) -> String {
    let filling = String(repeating: " ", count: max(0, count - text.utf8.count))
    return before ? filling + text : text + filling
  }
}
