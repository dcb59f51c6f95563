// `sil-tui edit`: the workbench on one file.

import ArgumentParser
import CursesTerminal
import Diagnostics
import EditorCore
import Glibc
import Storage
import TerminalUI

struct EditCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "edit",
    abstract: "Open a pipeline file in the workbench; begin it when it is not there.",
    discussion: """
      Press ? for the keys of where you are, and : for every command by name.

      EXAMPLES
        sil-tui edit mytest.sil
        sil-tui edit new.sil --theme light
      """)

  @Option(help: "The theme; sil-tui themes lists them.")
  var theme = "dark"

  @ArgumentParser.Argument(help: ArgumentHelp("A pipeline file.", valueName: "file"))
  var file: String

  func validate() throws {
    if file == "-" { throw ValidationError("The workbench edits a file, not standard input.") }
  }

  func run() throws { try WorkbenchSession(file: file, theme: theme).run() }
}

/// One file in the workbench, from opening it to the exit code.
struct WorkbenchSession {
  let file: String
  let theme: String
  /// Lessons below the workbench.
  var tutor: Tutor?

  func run() throws {
    let signal: Int32?
    do {
      let document = try OpenDocument(file)
      let look = try worn(theme)
      let workbench = try Workbench(document, theme: look)
      workbench.app.themes = PersonalThemes.shelf
      workbench.app.themeName = theme
      workbench.app.tutor = tutor
      try wearKeys(workbench)
      workbench.run()
      signal = workbench.endingSignal
    } catch let error as FileError {
      StandardError.write("\(visible(file)): error: \(visible(error.message)) — \(error.mend)\n")
      throw Outcome.wrongCall.exit
    } catch let error as TerminalError {
      StandardError.write("error: \(error.message) — \(error.mend)\n")
      throw Outcome.wrongCall.exit
    }
    if let signal { throw ExitCode(128 + signal) }
  }

  /// The person's own keys; the default ones hold where these can't be used.
  private func wearKeys(_ workbench: Workbench) throws(FileError) {
    guard let path = PersonalKeys.usualPath, let own = try PersonalKeys(at: path) else { return }
    if let maps = own.maps {
      workbench.app.keyMaps = maps
    } else if let wrong = own.diagnostics.first(where: \.isError) {
      let place = lineNote(of: wrong, in: own.bytes)
      workbench.app.editor.message = .warning(
        "keys.yaml \(place)\(wrong.message); the default keys hold")
    }
  }

  private func worn(_ name: String) throws -> Theme {
    do {
      return try PersonalThemes.shelf.theme(name).get()
    } catch {
      StandardError.write("error: \(visible(error.text))\n")
      throw Outcome.wrongCall.exit
    }
  }
}
