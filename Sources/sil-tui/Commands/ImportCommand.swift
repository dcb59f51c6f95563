// `sil-tui import`: pipelines of others as pipeline files.

import ArgumentParser
import Diagnostics
import Import
import PipelineFile
import PipelineModel
import ProcessRunner
import Storage

struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Make pipeline files of a step-in-line script, a state machine or Terraform.",
    discussion: """
      A script is run by your Python with step_in_line, cdktf and boto3 replaced by stand-ins, so \
      that it declares its pipelines and deploys nothing; its folder stays as it is. What the \
      functions need of it, and your own modules, are carried along; what is installed comes from \
      layers. What the script prints goes to standard error.
      A state machine in Amazon States Language, or Terraform in JSON (.tf.json) with one, may have \
      Lambda tasks, Parallel and Pass states. Code and settings come from the zips and the \
      Terraform of sil-tui export beside it; other steps are left without code for you to fill in.
      Nothing is written unless all could be taken over, and no file is replaced. \
      Exit code 0: written, 1: something can't be taken over, or a file is in the way; \
      2: the call was wrong; 130: interrupted.

      EXAMPLES
        sil-tui import pipeline.py
        sil-tui import pipeline.py --to pipelines --dry-run
        sil-tui import pipeline.py --to nightly.sil -- --stage prod
        sil-tui import machine.json --to nightly
        sil-tui import deploy/main.tf.json --to nightly.sil
        aws stepfunctions describe-state-machine --state-machine-arn ARN |
          sil-tui import - --to nightly
      """)

  @Option(
    name: .customLong("to"),
    help: ArgumentHelp(
      "The folder to write to, or the pipeline file (.sil) itself; a new folder called after the file when left out.",
      valueName: "folder|file"), completion: .file(extensions: ["sil"]))
  var target: String?

  @Flag(help: "Write what can be taken over, although something is missing.")
  var partial = false

  @Flag(help: "Replace files that are there and say something else.")
  var force = false

  @Flag(help: "Only tell what would be written.")
  var dryRun = false

  @Option(
    help: ArgumentHelp(
      "The Python to run a script with; python3 when left out.", valueName: "path"),
    completion: .file())
  var python: String?

  @ArgumentParser.Argument(
    help: ArgumentHelp(
      "A Python script, or a state machine or Terraform in JSON; - is standard input, for JSON.",
      valueName: "file"), completion: .file(extensions: ["py", "json"]))
  var file: String

  @ArgumentParser.Argument(
    parsing: .postTerminator,
    help: ArgumentHelp("Arguments of the script.", valueName: "argument"))
  var arguments: [String] = []

  func validate() throws {
    if target?.isEmpty == true { throw ValidationError("--to takes a folder or a file.") }
  }

  func run() throws {
    do {
      let bytes = try read()
      let result = try imported(bytes)
      let folder = ImportFolder(target ?? stem)
      let isComplete = tell(result, bytes, folder)
      guard !result.pipelines.isEmpty, isComplete || partial else {
        if !result.pipelines.isEmpty {
          StandardError.write("Nothing was written; --partial writes what there is.\n")
        }
        throw Outcome.failed.exit
      }
      let paths = result.pipelines.map(folder.fileName)
      try checkTarget(folder, paths)
      let text = try folder.files(of: result)
      try write(text, to: folder, pipelines: paths)
    } catch let error as FileError {
      StandardError.write("error: \(visible(error.message)) — \(error.mend)\n")
      throw Outcome.wrongCall.exit
    } catch let error as WriteError {
      StandardError.write("\(visible(file)): error: \(error.text)\n")
      throw Outcome.failed.exit
    }
  }

  private func read() throws(FileError) -> [UInt8] {
    guard file == "-" else { return try FileStore(copiesFolder: "").read(file).bytes }
    guard let bytes = readStandardInput(limit: FileStore.sizeLimit) else {
      throw .tooLarge(path: "standard input", limit: FileStore.sizeLimit)
    }
    return bytes
  }

  private func imported(_ bytes: [UInt8]) throws -> ImportResult {
    let start = bytes.first { !($0 == 0x20 || (0x09...0x0D).contains($0)) }
    if file.hasSuffix(".json") || start == UInt8(ascii: "{") {
      return importedMachine(bytes)
    }
    if file == "-" {
      StandardError.write(
        "-: error: a script on standard input has no folder to import from — Name its file\n")
      throw Outcome.wrongCall.exit
    }
    if let ending = [".tf", ".yaml", ".yml", ".sil"].first(where: file.hasSuffix) {
      StandardError.write(
        "\(visible(file)): error: a file that ends in \(ending) is not imported — "
          + "Import a Python script, or a state machine or Terraform in JSON\n")
      throw Outcome.wrongCall.exit
    }
    return try ScriptSource(path: file, bytes: bytes, arguments: arguments, python: python)
      .imported()
  }

  private func importedMachine(_ bytes: [UInt8]) -> ImportResult {
    let start = folder(of: file)
    return Import.importedMachine(bytes, fileName: String(file.dropFirst(start.count)), named: stem)
    { path in
      do throws(FileError) {
        return try OwnFolder(start.isEmpty ? "." : start).content(of: path).bytes
      } catch {
        return nil
      }
    }
  }

  // MARK: Where to

  /// Ends the command when the target is not one that the person can have meant.
  private func checkTarget(_ folder: ImportFolder, _ paths: [String]) throws {
    if folder.pipelineFile != nil, paths.count > 1 {
      StandardError.write(
        "\(visible(file)): error: it declares \(paths.count) pipelines — "
          + "Name a folder with --to\n")
      throw Outcome.wrongCall.exit
    }
    if target == nil, folder.isThere, try !folder.holds(paths) {
      StandardError.write(
        "\(visible(folder.path)): error: there is such a folder already — "
          + "Name it with --to if you mean it, or another one\n")
      throw Outcome.failed.exit
    }
  }

  /// The file's name without endings.
  private var stem: String {
    let name = file.dropFirst(folder(of: file).count)
    let start = name.prefix { $0 != "." }
    return start.isEmpty || start == "-" ? "imported" : String(start)
  }

  // MARK: What to tell

  /// Tells what is missing or wrong, in what was imported and in what came of it.
  ///
  /// - Returns: whether nothing is.
  private func tell(_ result: ImportResult, _ bytes: [UInt8], _ folder: ImportFolder) -> Bool {
    var reports = [
      DiagnosticReport(
        path: file, bytes: bytes, file: .empty, diagnostics: result.diagnostics)
    ]
    // What is missing would be told once more as what is wrong with the pipeline.
    if result.isComplete { reports += findings(in: result, folder) }
    let isTerminal = StandardError.isTerminal
    for report in reports {
      StandardError.write(
        report.lines(color: wantsColor(isTerminal: isTerminal), excerpts: isTerminal))
    }
    return !reports.contains { $0.diagnostics.contains(where: \.isError) }
  }

  private func findings(in result: ImportResult, _ folder: ImportFolder) -> [DiagnosticReport] {
    var surroundings = Surroundings()
    for file in result.files { surroundings.files[file.path] = .text(file.bytes) }
    let compiler = PythonCompiler(environment: environment(), folder: ".")
    return result.pipelines.compactMap { imported in
      let texts = Set(imported.pipeline.programs(surroundings).values.map(\.text))
      surroundings.compiled = compiler.verdicts(on: texts) ?? [:]
      let isDraft = imported.pipeline.isDraft
      let found = imported.pipeline.check(surroundings).diagnostics.filter {
        !(isDraft && $0.code == "code-missing")
      }
      let path = folder.shown(folder.fileName(of: imported))
      do throws(WriteError) {
        let text = try imported.text()
        let file = SilFile.read(text).file
        return DiagnosticReport(path: path, bytes: text, file: file, diagnostics: found)
      } catch {
        return nil
      }
    }
  }

  // MARK: Writing

  private func write(_ files: [ImportedFile], to folder: ImportFolder, pipelines: [String]) throws {
    let plan = try folder.plan(files, replacing: force)
    guard plan.obstacles.isEmpty else {
      for path in plan.obstacles {
        StandardError.write(
          "\(visible(folder.shown(path))): error: there is something else already — "
            + "Move it away, write elsewhere with --to, or replace files with --force\n")
      }
      throw Outcome.failed.exit
    }
    if !dryRun { try folder.carryOut(plan) }
    var lines = plan.new.map { "new     \(visible(folder.shown($0.path)))" }
    lines += plan.changed.map { "changed \(visible(folder.shown($0.path)))" }
    if lines.isEmpty { lines.append("\(visible(folder.path)) is up to date.") }
    if !dryRun, let first = pipelines.first {
      lines.append("Next: sil-tui edit \(quotedForShell(folder.shown(first)))")
    }
    StandardOutput.write(lines.joined(separator: "\n") + "\n")
  }
}

extension Pipeline {
  /// Whether a step has no code yet.
  fileprivate var isDraft: Bool {
    steps.contains { $0.fields[.code] == nil && $0.fields[.source] == nil }
  }
}

extension OwnFolder.Content {
  fileprivate var bytes: [UInt8]? { if case .file(let bytes) = self { bytes } else { nil } }
}
