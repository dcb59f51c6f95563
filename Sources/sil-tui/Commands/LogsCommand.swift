// `sil-tui logs`: what a step printed in a kept run, and how it failed.

import ArgumentParser
import Glibc
import ProcessRunner
import StatesLanguage
import Storage

struct LogsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "logs",
    abstract: "Show what a step printed in a kept run.",
    discussion: """
      Writes what the step printed, both streams as they came, to standard output; of an endless one \
      the last 8 to 16 MiB. When the step failed, its error follows on standard error.

      EXAMPLES
        sil-tui logs nightly.sil train
        sil-tui logs nightly.sil train --run 2 | less -R
      """)

  @Option(
    name: .customLong("run"),
    help: ArgumentHelp(
      "Which run: its number in `sil-tui runs`, or its id; the last one of the step when left out.",
      valueName: "run"), completion: .run)
  var chosenRun: String?

  @ArgumentParser.Argument(
    help: ArgumentHelp("A pipeline file.", valueName: "file"), completion: .pipelineFile)
  var file: String

  @ArgumentParser.Argument(
    help: ArgumentHelp("The name of a step.", valueName: "step"), completion: .step)
  var step: String

  func run() throws {
    let runs = RunStore(stateFolder: stateFolder(), pipelineFile: file).runs
    guard let kept = chosen(of: runs) else {
      StandardError.write(
        "\(visible(file)): error: There is no kept run \(visible(chosenRun ?? "of it")) — "
          + "`sil-tui runs \(visible(file))` lists the \(runs.count) that are there\n")
      throw Outcome.wrongCall.exit
    }
    let events = events(of: kept)
    guard !events.isEmpty else {
      StandardError.write(
        "\(visible(file)): error: The run knows no step \"\(visible(step))\" — "
          + "Give the name of a step that took part in it\n")
      throw Outcome.wrongCall.exit
    }
    for path in kept.logFiles(of: step) { try copy(path) }
    for event in events where event["event"]?.string == "failed" { tell(event) }
  }

  private func events(of run: KeptRun) -> [JSON] {
    run.events.filter { $0["step"]?.string == step }
  }

  private func chosen(of runs: [KeptRun]) -> KeptRun? {
    guard let chosenRun else { return runs.first { !events(of: $0).isEmpty } ?? runs.first }
    if let number = Int(chosenRun) {
      return runs.indices.contains(number - 1) ? runs[number - 1] : nil
    }
    return runs.first { $0.id == chosenRun }
  }

  private func copy(_ path: String) throws(ExitCode) {
    do {
      StandardOutput.write(try FileStore(copiesFolder: "").read(path).bytes)
    } catch {
      StandardError.write("\(visible(path)): error: \(visible(error.message)) — \(error.mend)\n")
      throw Outcome.wrongCall.exit
    }
  }

  private func tell(_ failure: JSON) {
    let kind = failure["errorType"]?.string ?? ""
    let message = failure["errorMessage"]?.string ?? ""
    StandardError.write("\(visible(kind)): \(visible(message))\n")
    for frame in failure["stackTrace"]?.array ?? [] {
      for line in (frame.string ?? "").split(separator: "\n") {
        StandardError.write("  \(visible(String(line)))\n")
      }
    }
  }
}
