// `sil-tui view`: the workbench on one file, to look only.

import ArgumentParser

struct ViewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "view",
    abstract: "Look at a pipeline file in the workbench, and follow it; change nothing.",
    discussion: """
      What others save is shown as soon as it is on the disk; what is selected stays selected. When \
      the file becomes one that is not understood, the last picture stays, and the first line says so.

      Moving, finding, zooming, all texts and copying work as in sil-tui edit. Commands that would \
      change, save, export or run something are dim and say why. It takes no lock, writes no recovery \
      file, and may stand beside a session that edits.

      EXAMPLES
        sil-tui view mytest.sil
        sil-tui view mytest.sil --theme light
      """)

  @Option(help: "The theme; sil-tui themes lists them.", completion: .theme)
  var theme = "dark"

  @ArgumentParser.Argument(
    help: ArgumentHelp("A pipeline file.", valueName: "file"), completion: .pipelineFile)
  var file: String

  func validate() throws {
    if file == "-" { throw ValidationError("The workbench looks at a file, not standard input.") }
  }

  func run() throws { try WorkbenchSession(file: file, theme: theme, isView: true).run() }
}
