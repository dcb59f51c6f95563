// `sil-tui compare`: what a pipeline says otherwise than at a revision of git, in words.

import ArgumentParser
import EditorCore
import PipelineFile
import PipelineModel
import ProcessRunner
import Storage

struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Tell what differs from a revision of git: steps, connections and fields.",
    discussion: """
      A line for each: + for new, ~ for changed, - for gone. Comments, spacing and the order of \
      steps and keys are no difference. The exit code is 0 whether something differs or not. In the workbench, \
      :compare HEAD marks the same on the graph.

      EXAMPLES
        sil-tui compare mytest.sil
        sil-tui compare mytest.sil --against origin/main
      """)

  @Option(
    help: ArgumentHelp("A commit, a branch or a tag.", valueName: "revision"))
  var against = "HEAD"

  @ArgumentParser.Argument(
    help: ArgumentHelp("A pipeline file.", valueName: "file"), completion: .pipelineFile)
  var file: String

  func validate() throws {
    if file == "-" { throw ValidationError("Compare a file; git has no standard input.") }
  }

  func run() throws {
    let now = try pipeline(of: try bytesNow(), called: file)
    let before = try pipeline(of: try bytesBefore(), called: "\(file) at \(against)")
    var next = now.freshStepID.rawValue
    let delta = PipelineDelta(from: before.aligned(with: [now], next: &next), to: now)
    StandardOutput.write("\(visible(file)) compared with \(visible(against)): \(delta.summary)\n")
    for line in delta.lines(now) { StandardOutput.write(visible(line) + "\n") }
  }

  private func bytesNow() throws -> [UInt8] {
    do throws(FileError) {
      return try FileStore(copiesFolder: "").read(file).bytes
    } catch {
      throw refused("\(error.message) — \(error.mend)")
    }
  }

  private func bytesBefore() throws -> [UInt8] {
    do throws(GitFailure) {
      return try GitRevision.read(
        RecoveryFolder.realPath(of: file), at: against, environment: environment())
    } catch {
      throw refused("\(error.message) — \(error.mend)")
    }
  }

  private func pipeline(of bytes: [UInt8], called name: String) throws -> Pipeline {
    let (file, pipeline, _) = SilFile.read(bytes)
    if file.isUnderstood { return pipeline }
    let reason = Editor.typingProblem(bytes) ?? "it is no pipeline"
    throw refused("\(name) is not understood: \(reason)")
  }

  private func refused(_ text: String) -> ExitCode {
    StandardError.write("\(visible(file)): error: \(visible(text))\n")
    return Outcome.wrongCall.exit
  }
}
