// `sil-tui run`: the pipeline on this machine, in real Python processes.

import ArgumentParser
import CPosix
import CloudExport
import Glibc
import PipelineFile
import PipelineModel
import ProcessRunner
import RunScheduler
import StatesLanguage
import Storage

struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Run a pipeline here, as Lambda would run it.",
    discussion: """
      Each step runs in a process of its own, through the handler that its Lambda function will \
      have, as soon as what it needs is done. What steps print and how they end is told on standard \
      error as it happens; the outputs of the run go to standard output as JSON. Runs are kept: see \
      `sil-tui runs` and `sil-tui logs`. \
      Exit code 0: all steps succeeded, 1: one failed, 130: interrupted.

      EXAMPLES
        sil-tui run mytest.sil
        sil-tui run nightly.sil --input '{"date": "2026-01-31"}' > outputs.json
        sil-tui run nightly.sil --json | grep '"event":"failed"'
        sil-tui run nightly.sil --from train --timeline
      """)

  @Option(
    help: ArgumentHelp(
      "What the execution is started with, or the file that holds it.", valueName: "json|@file"))
  var input: String?

  @Option(
    help: ArgumentHelp(
      "How many steps may run at once; one for each processor when left out.", valueName: "n"))
  var jobs: Int?

  @Option(
    help: ArgumentHelp(
      "The Python to run all steps with; each step's runtime chooses when left out.",
      valueName: "path"), completion: .file())
  var python: String?

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      "Run these steps alone, with the kept results of what they need.", valueName: "step"),
    completion: .step)
  var only: [String] = []

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      "Run these steps and all that hangs on them; take kept results for the rest where nothing has changed.",
      valueName: "step"), completion: .step)
  var from: [String] = []

  @Option(
    help: ArgumentHelp(
      "Whether exceeding a limit of Lambda or Step Functions fails the step or is only told.",
      valueName: "treatment"))
  var limits = LimitTreatment.enforce

  @Flag(help: "Draw when each step ran, with the critical path marked.")
  var timeline = false

  @Flag(help: "Do not wait before retries.")
  var noWait = false

  @Flag(help: "Leave out the line of progress, whose times go on by themselves.")
  var calm = false

  @Flag(help: "Write one JSON object for each event to standard output, and nothing else.")
  var json = false

  @ArgumentParser.Argument(
    help: ArgumentHelp("A pipeline file; - is standard input.", valueName: "file"),
    completion: .pipelineFile)
  var file: String

  enum LimitTreatment: String, ExpressibleByArgument, CaseIterable { case enforce, warn }

  func validate() throws {
    if !only.isEmpty, !from.isEmpty {
      throw ValidationError("--only and --from can't be used together.")
    }
    if let jobs, jobs < 1 { throw ValidationError("--jobs takes a number from 1.") }
  }

  func run() throws {
    let draft = try loadOrEnd(file, compiling: false)
    let signals = cposix_signal_pipe()
    for signal in [SIGINT, SIGTERM, SIGHUP] { _ = cposix_watch_signal(signal) }
    // The steps' Python gets ready while another one compiles their code.
    let early = draft.checked.map { readyRun($0, draft) }
    let (loaded, checked) = try requireChecked(PipelineLoader.compile(draft))
    let isSame = draft.checked?.steps.map(\.function) == checked.steps.map(\.function)
    let status: RunStatus
    do {
      let run = try ((isSame ? early : nil) ?? readyRun(checked, loaded)).get()
      var report = RunReport(checked, json: json, drawsTimeline: timeline, isCalm: calm)
      status = run.run(
        cancelledBy: signals,
        onTick: report.showsProgress ? { report.tick(at: $0) } : nil,
        afterEvents: { report.flush() }, onEvent: { report.tell($0) })
    } catch let refusal as RunRefusal {
      StandardError.write(
        "\(visible(file)): error: \(visible(refusal.message)) — \(refusal.mend)\n")
      throw Outcome.wrongCall.exit
    }
    switch status {
    case .succeeded: break
    case .failed: throw Outcome.failed.exit
    case .cancelled: throw Outcome.interrupted.exit
    }
  }

  private func readyRun(_ checked: CheckedPipeline, _ loaded: LoadedPipeline) -> Result<
    Run, any Error
  > {
    Result {
      let run = try Run(checked, options(loaded, checked))
      run.getReady()
      return run
    }
  }

  private func options(_ loaded: LoadedPipeline, _ checked: CheckedPipeline) throws -> RunOptions {
    let beside = folder(of: file)
    var options = RunOptions(environment: environment(), folder: beside.isEmpty ? "." : beside)
    options.jobs = jobs
    options.python = python
    options.waitsForRetries = !noWait
    options.enforcesLimits = limits == .enforce
    options.selection = try selection(in: checked)
    options.store = RunStore(stateFolder: stateFolder(), pipelineFile: file)
    options.input = try inputObject()
    for (path, state) in loaded.surroundings.files {
      if case .text(let bytes) = state { options.files[path] = bytes }
    }
    options.origins = codeOrigins(of: checked.steps, in: file) { (loaded.file, loaded.bytes) }
    return options
  }

  private func selection(in checked: CheckedPipeline) throws -> RunSelection {
    if only.isEmpty, from.isEmpty { return .all }
    let ids = try (only + from).map { name in
      guard let step = checked.steps.first(where: { $0.name == name }) else {
        StandardError.write(
          "\(visible(file)): error: There is no step \"\(visible(name))\" — Take one of: "
            + visible(checked.steps.prefix(20).map(\.name).joined(separator: ", ")) + "\n")
        throw Outcome.wrongCall.exit
      }
      return step.id
    }
    return only.isEmpty ? .from(ids) : .only(ids)
  }

  private func inputObject() throws -> JSON {
    guard let input else { return .object([]) }
    do {
      if input.hasPrefix("@") {
        return try JSON.parse(FileStore(copiesFolder: "").read(String(input.dropFirst())).bytes)
      }
      return try JSON.parse(Array(input.utf8))
    } catch let error as FileError {
      StandardError.write("error: \(visible(error.message)) — \(error.mend)\n")
    } catch let error as JSONError {
      StandardError.write(
        "error: --input is no JSON: \(error.message) at byte \(error.offset) — Write an object such as {\"date\": \"2026-01-31\"}\n"
      )
    }
    throw Outcome.wrongCall.exit
  }
}
