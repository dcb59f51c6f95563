// `sil-tui check`: all problems of one or more files.

import ArgumentParser
import Diagnostics
import PipelineModel
import StatesLanguage
import Storage

struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Tell everything that is wrong with pipeline files.",
    discussion: """
      Prints one line for each problem: file:line:column: error: what — what mends it. \
      Exit code 0: no errors, 1: errors, 2: a file could not be read.

      EXAMPLES
        sil-tui check mytest.sil
        sil-tui check --json pipelines/*.sil
        git show HEAD:mytest.sil | sil-tui check -
      """)

  @Flag(help: "Write one JSON object with all diagnostics to standard output.")
  var json = false

  @ArgumentParser.Argument(
    help: ArgumentHelp("Pipeline files; - is standard input.", valueName: "file"))
  var files: [String]

  func run() throws {
    var hasErrors = false
    var unreadable = false
    var found: [JSON] = []
    for path in files {
      do {
        let loaded = try PipelineLoader.load(path, compiling: true)
        hasErrors = hasErrors || loaded.checked == nil
        if json {
          found += loaded.report.json()
        } else {
          report(loaded)
        }
      } catch {
        unreadable = true
        StandardError.write("\(visible(path)): error: \(visible(error.message)) — \(error.mend)\n")
      }
    }
    if json {
      let object = JSON.object([JSON.Member("diagnostics", .array(found))])
      StandardOutput.write(object.write(.readable) + [0x0A])
    }
    if unreadable { throw Outcome.wrongCall.exit }
    if hasErrors { throw Outcome.failed.exit }
  }

  private func report(_ loaded: LoadedPipeline) {
    let isTerminal = StandardError.isTerminal
    StandardError.write(
      loaded.report.lines(color: wantsColor(isTerminal: isTerminal), excerpts: isTerminal))
    guard StandardOutput.isTerminal, loaded.diagnostics.isEmpty else { return }
    let count = loaded.pipeline.steps.count
    StandardOutput.write(
      "\(visible(loaded.path)): no problems in \(count) \(count == 1 ? "step" : "steps")\n")
  }
}
