// `sil-tui new`: a pipeline file to begin from. Writes over nothing.

import ArgumentParser
import Storage

struct NewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new",
    abstract: "Begin a pipeline file, from two steps or from a sample.",
    discussion: """
      What is there already is never written over. The files that a sample needs go beside the \
      pipeline file.

      SAMPLES
      \(Sample.all.map { "  \($0.name): \($0.summary)." }.joined(separator: "\n"))

      EXAMPLES
        sil-tui new scores.sil
        sil-tui new etl/nightly.sil --sample nightly-etl
      """)

  @Option(help: "The sample to begin from.", completion: .sample)
  var sample: String?

  @ArgumentParser.Argument(
    help: ArgumentHelp("The pipeline file to write.", valueName: "file"), completion: .pipelineFile)
  var file: String

  func validate() throws {
    if let sample, !Sample.all.contains(where: { $0.name == sample }) {
      let names = Sample.all.map(\.name).joined(separator: ", ")
      throw ValidationError("There is no sample \(visible(sample)): choose \(names).")
    }
    if file == "-" { throw ValidationError("A pipeline is begun in a file.") }
  }

  func run() throws {
    do {
      try content().write(to: file)
    } catch let error as FileError {
      var mend = error.mend
      if case .exists = error { mend = "Choose another name or folder; nothing is written over" }
      StandardError.write("\(visible(file)): error: \(visible(error.message)) — \(mend)\n")
      throw Outcome.wrongCall.exit
    }
    StandardOutput.write("next: sil-tui edit \(quotedForShell(file))\n")
  }

  private func content() throws -> Sample {
    if let sample, let found = Sample.all.first(where: { $0.name == sample }) { return found }
    return try .first(named: nameOfPipeline(in: file))
  }
}
