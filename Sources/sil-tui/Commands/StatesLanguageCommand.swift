// `sil-tui asl`: the state machine's definition.

import ArgumentParser
import CloudExport
import PipelineModel
import StatesLanguage

extension MachineForm: ExpressibleByArgument {}

struct StatesLanguageCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "asl",
    abstract: "Write the state machine's definition in Amazon States Language.",
    discussion: """
      Functions are named as Terraform references, ${aws_lambda_function.….arn}.

      EXAMPLES
        sil-tui asl mytest.sil
        sil-tui asl mytest.sil --machine layers --compact > machine.json
      """)

  @Option(
    help: ArgumentHelp(
      "The form of the machine: nested (as parallel as the language allows) or layers (one Parallel after the other). The file's own when left out.",
      valueName: "form"))
  var machine: MachineForm?

  @Flag(help: "Write it on one line.")
  var compact = false

  @ArgumentParser.Argument(
    help: ArgumentHelp("A pipeline file; - is standard input.", valueName: "file"))
  var file: String

  func run() throws {
    let checked = try requireChecked(file, compiling: false).checked
    let identifiers = TerraformIdentifiers(checked)
    let definition = stateMachine(
      for: checked, form: machine, functionName: identifiers.functionARN)
    StandardOutput.write(definition.text(compact: compact) + [0x0A])
  }
}
