// `sil-tui check`: all problems of one or more files.

import ArgumentParser
import Diagnostics
import PipelineFile
import StatesLanguage
import Storage

extension WorkflowType: ExpressibleByArgument {}

struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Tell everything that is wrong with pipeline files and state machines.",
    discussion: """
      Prints one line for each problem: where it is (file:line:column), what is wrong, and what mends \
      it. Keys, tokens and passwords that stand in a file are told as warnings. \
      Exit code 0: no errors, 1: errors, 2: a file could not be read.

      EXAMPLES
        sil-tui check mytest.sil
        sil-tui check --json pipelines/*.sil
        sil-tui check machine.json
        sil-tui check --type express machine.json
        git show HEAD:mytest.sil | sil-tui check -
      """)

  @Flag(help: "Write one JSON object with all diagnostics to standard output.")
  var json = false

  @Option(
    help: ArgumentHelp(
      "What definitions in Amazon States Language are checked as: standard or express, which can't wait for jobs or for tokens.",
      valueName: "type"))
  var type: WorkflowType = .standard

  @ArgumentParser.Argument(
    help: ArgumentHelp(
      "Pipeline files, or definitions in Amazon States Language (.json); - is standard input.",
      valueName: "file"), completion: .file(extensions: ["sil", "json"]))
  var files: [String]

  func run() throws {
    var hasErrors = false
    var unreadable = false
    var found: [JSON] = []
    var functions = FunctionMeetings()
    for path in files {
      do {
        let report = try look(at: path, &functions)
        hasErrors = hasErrors || report.diagnostics.contains(where: \.isError)
        if json { found += report.json() } else { tell(report) }
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

  /// A pipeline file, or by its ending a bare definition in Amazon States Language.
  private func look(
    at path: String, _ functions: inout FunctionMeetings
  ) throws(FileError) -> DiagnosticReport {
    guard path.hasSuffix(".json") else {
      let loaded = try PipelineLoader.load(path, compiling: true)
      var meetings: [Diagnostic] = []
      if files.count > 1, let checked = loaded.checked {
        meetings = functions.add(checked, file: path)
      }
      return loaded.report(of: loaded.diagnostics + loaded.importWarnings + meetings)
    }
    let bytes = try FileStore(copiesFolder: "").read(path).bytes
    return DiagnosticReport(
      path: path, bytes: bytes, file: .empty,
      diagnostics: StatesLanguage.diagnostics(ofStateMachine: bytes, type: type))
  }

  private func tell(_ report: DiagnosticReport) {
    let isTerminal = StandardError.isTerminal
    StandardError.write(
      report.lines(color: wantsColor(isTerminal: isTerminal), excerpts: isTerminal))
    if StandardOutput.isTerminal, report.diagnostics.isEmpty {
      StandardOutput.write("\(visible(report.path)): no problems\n")
    }
  }
}
