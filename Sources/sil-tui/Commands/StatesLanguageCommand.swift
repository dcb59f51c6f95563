// `sil-tui asl`: the state machine's definition.

import ArgumentParser
import CloudExport
import Glibc
import GraphAlgorithms
import PipelineModel
import StatesLanguage

extension MachineForm: ExpressibleByArgument {}

struct StatesLanguageCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "asl",
    abstract: "Write the state machine's definition in Amazon States Language.",
    discussion: """
      Functions are named as Terraform references, ${aws_lambda_function.NAME.arn}. The form nested is \
      planned with the times that steps took in runs on this machine, when there are any.

      EXAMPLES
        sil-tui asl mytest.sil
        sil-tui asl mytest.sil --machine layers --compact > machine.json
        sil-tui asl --plan mytest.sil
      """)

  @Option(
    help: ArgumentHelp(
      "The form of the machine: nested (as parallel as the language allows) or layers (one Parallel after the other). The file's own when left out.",
      valueName: "form"))
  var machine: MachineForm?

  @Flag(help: "Write it on one line.")
  var compact = false

  @Flag(
    help:
      "Write how nested runs the steps in place of the definition: the tree, the waits it adds, the time expected."
  )
  var plan = false

  @Flag(help: "With --plan: write it as JSON.")
  var json = false

  @Option(
    help: ArgumentHelp(
      "With --plan: a bare graph in place of a pipeline, {\"nodes\": [name, ...], \"edges\": [[from, to], ...], \"durations\": {name: seconds}}, the last if known.",
      valueName: "file.json"), completion: .file(extensions: ["json"]))
  var graph: String?

  @ArgumentParser.Argument(
    help: ArgumentHelp("A pipeline file; - is standard input.", valueName: "file"),
    completion: .pipelineFile)
  var file: String?

  func validate() throws {
    if (file == nil) == (graph == nil) {
      throw ValidationError("Name a pipeline file, or with --plan a graph with --graph.")
    }
    if !plan, json || graph != nil {
      throw ValidationError("--json and --graph go with --plan.")
    }
    if plan, machine == .layers {
      throw ValidationError("--plan shows the form nested.")
    }
  }

  func run() throws {
    if plan { return try writePlan() }
    let read = try requireChecked(file ?? "-", compiling: false)
    // Giving large documents back piece by piece would take as long as writing them.
    withExtendedLifetime(read) {
      let identifiers = TerraformIdentifiers(read.checked)
      let definition = stateMachine(
        for: read.checked, form: machine, durations: read.loaded.durationsOfEarlierRuns,
        functionName: identifiers.functionARN)
      StandardOutput.write(definition.text(compact: compact) + [0x0A])
      Glibc.exit(Outcome.fine.rawValue)
    }
  }

  private func writePlan() throws {
    let report = try graph.map(planReport) ?? pipelineReport(file ?? "-")
    if json {
      StandardOutput.write(report.json().write(.compact) + [0x0A])
    } else {
      StandardOutput.write(report.text())
    }
  }

  private func pipelineReport(_ path: String) throws -> PlanReport {
    let (loaded, checked) = try requireChecked(path, compiling: false)
    let names = checked.steps.map(\.name)
    let durations = loaded.durationsOfEarlierRuns
    return PlanReport(
      names: names, plan: nestedPlan(of: checked, durations: durations),
      isMeasured: names.contains { durations[$0] != nil })
  }

  private func planReport(ofGraph path: String) throws -> PlanReport {
    let named = try NamedGraph.read(path)
    let graph = try NamedGraph.reading(path) { try named.acyclic() }
    let plan = graph.seriesParallelPlan(
      durations: StepDurations(of: named.names, measured: named.durations),
      keys: named.names.map { stableKey($0) })
    return PlanReport(names: named.names, plan: plan, isMeasured: !named.durations.isEmpty)
  }
}
