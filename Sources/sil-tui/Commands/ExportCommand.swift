// `sil-tui export`: the files that a deployment tool takes.

import ArgumentParser
import CloudExport
import Diagnostics
import PipelineFile
import PipelineModel
import ProcessRunner
import StatesLanguage
import Storage

struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write what deploys the pipeline: Terraform, the definition, a zip for each step.",
    discussion: """
      The same pipeline gives the same bytes. Files of an earlier export that nobody needs any more \
      are removed, files that this program did not write are never touched. \
      Exit code 0: written, 1: the pipeline has errors, or a file is in the way; nothing was written.

      EXAMPLES
        sil-tui export mytest.sil --to deploy
        sil-tui export mytest.sil --to deploy --dry-run
        cd deploy && terraform init && terraform apply
      """)

  @Option(
    name: .customLong("to"),
    help: ArgumentHelp("The folder to write to; it is made if need be.", valueName: "folder"),
    completion: .directory)
  var target: String

  @Option(
    help: ArgumentHelp(
      "What to write: \(Exporters.all.map { $0.name }.joined(separator: ", ")).",
      valueName: "format"), completion: .list(Exporters.all.map { $0.name }))
  var format = TerraformExporter.name

  @Flag(help: "Only tell what would change.")
  var dryRun = false

  @Flag(help: "Write one JSON object that says what changed to standard output.")
  var json = false

  @ArgumentParser.Argument(
    help: ArgumentHelp("A pipeline file; - is standard input.", valueName: "file"),
    completion: .pipelineFile)
  var file: String

  func validate() throws {
    if target.isEmpty { throw ValidationError("--to takes a folder.") }
    if exporter == nil {
      let names = Exporters.all.map { $0.name }.joined(separator: ", ")
      throw ValidationError("--format takes \(names).")
    }
  }

  private var exporter: (any Exporter.Type)? { Exporters.all.first { $0.name == format } }

  func run() throws {
    guard let exporter else { throw Outcome.wrongCall.exit }
    let (loaded, checked) = try requireChecked(file, compiling: true)
    let result = exporter.init().export(
      checked, files: loaded.fileTexts, durations: loaded.durationsOfEarlierRuns)
    let broken = loaded.handlerErrors
    tell(loaded.report(of: loaded.importWarnings + result.diagnostics + broken))
    guard let tree = result.tree, broken.isEmpty else { throw Outcome.failed.exit }
    do {
      let folder = ExportFolder(target)
      let plan = try folder.plan(tree)
      guard plan.obstacles.isEmpty else {
        for obstacle in plan.obstacles {
          StandardError.write(
            "\(visible(target)): error: \(visible(obstacle.message)) — \(obstacle.mend)\n")
        }
        throw Outcome.failed.exit
      }
      if !dryRun { try folder.carryOut(plan) }
      let report = ExportReport(
        plan: plan, folder: folder.path, next: exporter.nextCommands, isDry: dryRun)
      if json { StandardOutput.write(report.json) } else { StandardOutput.write(report.text) }
    } catch let error as FileError {
      StandardError.write("error: \(visible(error.message)) — \(error.mend)\n")
      throw Outcome.failed.exit
    }
  }

  private func tell(_ report: DiagnosticReport) {
    let isTerminal = StandardError.isTerminal
    StandardError.write(
      report.lines(color: wantsColor(isTerminal: isTerminal), excerpts: isTerminal))
  }
}

extension Surroundings {
  /// The bytes of each file that could be read, by its path in the document.
  var texts: [String: [UInt8]] {
    files.compactMapValues { state in
      if case .text(let bytes) = state { bytes } else { nil }
    }
  }
}

extension LoadedPipeline {
  /// The bytes of each file that the document names, by its path there.
  var fileTexts: [String: [UInt8]] { surroundings.texts }

  /// Of what the steps' programs will not find on Lambda.
  var importWarnings: [Diagnostic] {
    checked.map { CloudExport.importWarnings(for: $0, files: fileTexts) } ?? []
  }

  /// What Python says of the handlers that a template of the person's makes, when there is a Python.
  var handlerErrors: [Diagnostic] {
    guard let handlers = checked.flatMap({ CustomHandlers(of: $0, files: fileTexts) }) else {
      return []
    }
    let beside = folder(of: path)
    let compiler = PythonCompiler(
      environment: environment(), folder: beside.isEmpty ? "." : beside)
    return handlers.diagnostics(compiler.verdicts(on: handlers.texts) ?? [:])
  }

  func report(of diagnostics: [Diagnostic]) -> DiagnosticReport {
    DiagnosticReport(path: path, bytes: bytes, file: file, diagnostics: diagnostics)
  }
}
