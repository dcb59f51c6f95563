// `sil-tui tutor`: the workbench on a small pipeline of one's own, with lessons below it.

import ArgumentParser
import Glibc
import Storage
import TerminalUI

struct TutorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tutor",
    abstract: "Learn the workbench on a real file, in about ten minutes.",
    discussion: """
      Twelve short lessons: each ends by itself when you have done what it asks for. You may do \
      anything else meanwhile; :next-lesson and :previous-lesson go on and back.

      EXAMPLES
        sil-tui tutor
        sil-tui tutor mine.sil
      """)

  @Option(help: "The theme; sil-tui themes lists them.", completion: .theme)
  var theme = "dark"

  @ArgumentParser.Argument(
    help: ArgumentHelp(
      "The pipeline file to begin; one in a new temporary folder when left out.", valueName: "file"),
    completion: .pipelineFile)
  var file: String?

  func run() throws {
    guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else {
      StandardError.write("error: the tutor needs a terminal — call it in one\n")
      throw Outcome.wrongCall.exit
    }
    let path = try file ?? temporaryFile()
    do {
      try Sample.first(named: nameOfPipeline(in: path)).write(to: path)
    } catch let error as FileError {
      StandardError.write("\(visible(path)): error: \(visible(error.message)) — \(error.mend)\n")
      throw Outcome.wrongCall.exit
    }
    try WorkbenchSession(file: path, theme: theme, tutor: Tutor()).run()
    StandardError.write("your pipeline is \(visible(path))\n")
  }

  private func temporaryFile() throws -> String {
    var folder = "/tmp"
    if let chosen = getenv("TMPDIR"), chosen.pointee == UInt8(ascii: "/") {
      folder = String(cString: chosen)
    }
    var template = Array((folder + "/sil-tui-tutor-XXXXXX").utf8CString)
    guard mkdtemp(&template) != nil else {
      let reason = String(cString: strerror(errno))
      StandardError.write(
        "\(visible(folder)): error: \(reason) — name a file: sil-tui tutor mine.sil\n")
      throw Outcome.wrongCall.exit
    }
    let made = template.dropLast().map { UInt8(bitPattern: $0) }
    return String(decoding: made, as: UTF8.self) + "/first.sil"
  }
}
