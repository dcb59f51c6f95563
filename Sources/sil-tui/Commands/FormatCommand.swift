// `sil-tui fmt`: pipeline files in the canonical style.

import ArgumentParser
import Diagnostics
import PipelineFile
import Storage

struct FormatCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fmt",
    abstract: "Bring pipeline files to one style; comments, order and meaning stay.",
    discussion: """
      Two spaces, steps apart, quotes only where they are needed, comments in columns. \
      Files that have this style already are not touched. \
      Exit code 0: done, 1: a file has problems (with --check: would change), 2: a file could not \
      be read or written.

      EXAMPLES
        sil-tui fmt mytest.sil
        sil-tui fmt --check pipelines/*.sil
        sil-tui fmt - < mytest.sil
      """)

  @Flag(help: "Change nothing; name the files that would change and end with 1 if there are any.")
  var check = false

  @ArgumentParser.Argument(
    help: ArgumentHelp(
      "Pipeline files; - formats standard input to standard output.", valueName: "file"),
    completion: .pipelineFile)
  var files: [String]

  private enum Finding { case asItShouldBe, changed, unsound, failed }

  func run() throws {
    var findings: [Finding] = []
    for path in files {
      do {
        findings.append(path == "-" ? try formatInput() : try format(path))
      } catch {
        StandardError.write("\(visible(path)): error: \(visible(error.message)) — \(error.mend)\n")
        findings.append(.failed)
      }
    }
    if findings.contains(.failed) { throw Outcome.wrongCall.exit }
    if findings.contains(.unsound) || check && findings.contains(.changed) {
      throw Outcome.failed.exit
    }
  }

  private func format(_ path: String) throws(FileError) -> Finding {
    let store = FileStore(copiesFolder: stateFolder() + "/copies")
    let (bytes, fingerprint) = try store.read(path)
    guard let text = formatted(bytes, of: path) else { return .unsound }
    if text == bytes { return .asItShouldBe }
    if !check { _ = try store.save(text, to: path, expecting: .version(fingerprint)) }
    StandardOutput.write(path + "\n")
    return .changed
  }

  private func formatInput() throws(FileError) -> Finding {
    guard let bytes = readStandardInput(limit: FileStore.sizeLimit) else {
      throw .tooLarge(path: "standard input", limit: FileStore.sizeLimit)
    }
    guard let text = formatted(bytes, of: "-") else { return .unsound }
    if !check { StandardOutput.write(text) }
    return text == bytes ? .asItShouldBe : .changed
  }

  /// `nil`, with the reason on standard error, for a text that can't be formatted.
  private func formatted(_ bytes: [UInt8], of path: String) -> [UInt8]? {
    let (file, _, diagnostics) = SilFile.read(bytes)
    do throws(WriteError) {
      return try file.formatted()
    } catch {
      switch error {
      case .notUnderstood:
        let report = DiagnosticReport(
          path: path, bytes: bytes, file: file, diagnostics: diagnostics)
        let isTerminal = StandardError.isTerminal
        StandardError.write(
          report.lines(color: wantsColor(isTerminal: isTerminal), excerpts: isTerminal))
      case .wouldReadDifferently:
        StandardError.write(
          "\(visible(path)): error: the formatted text would read differently"
            + " — leave this file as it is and report it\n")
      }
    }
    return nil
  }
}
