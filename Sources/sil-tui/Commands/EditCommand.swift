// `sil-tui edit`: the workbench on one file.

import ArgumentParser
import CursesTerminal
import Storage
import TerminalInterface
import TerminalUI

struct EditCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "edit",
    abstract: "Open a pipeline file in the workbench; begin it when it is not there.",
    discussion: """
      Press ? for the keys of where you are, and : for every command by name.

      With --snapshot it needs no terminal: it types --keys at a workbench of --size cells, draws \
      that as SVG and ends. A snapshot saves nothing, runs nothing and opens no editor. Keys are \
      written as in keys.yaml and sil-tui keys: a, gg, <C-s>, <Enter>, <Space>, <lt>.

      With --headless it types --keys without drawing anything, and saves where they say so. The \
      first key that is refused ends it with exit code 1; so does a change that is not saved.

      EXAMPLES
        sil-tui edit mytest.sil
        sil-tui edit new.sil --theme light
        sil-tui edit mytest.sil --snapshot mytest.svg --size 120x36
        sil-tui edit mytest.sil --snapshot connecting.svg --keys 'wc' --theme warm
        sil-tui edit mytest.sil --headless --keys 'Areport<Enter><C-s>'
      """)

  @Option(
    help:
      "The theme; sil-tui themes lists them. (default: dark; of a snapshot light and dark, as the reader likes it)",
    completion: .theme
  )
  var theme: String?

  @Option(
    help: ArgumentHelp(
      "Draw the workbench into an SVG file and end; - is standard output.", valueName: "file.svg"),
    completion: .file(extensions: ["svg"]))
  var snapshot: String?

  @Option(
    help: ArgumentHelp("Columns and rows of the snapshot. (default: 80x24)", valueName: "size"))
  var size: String?

  @Flag(help: "Nothing moves by itself: times of a run go on only when a step begins or ends.")
  var calm = false

  @Flag(help: "Type --keys without a terminal, save where they say so, and end.")
  var headless = false

  @Option(help: ArgumentHelp("Keys to type, for --snapshot or --headless.", valueName: "keys"))
  var keys: String?

  @ArgumentParser.Argument(
    help: ArgumentHelp("A pipeline file.", valueName: "file"), completion: .pipelineFile)
  var file: String

  func validate() throws {
    if file == "-" { throw ValidationError("The workbench edits a file, not standard input.") }
    if snapshot == nil, size != nil {
      throw ValidationError("--size is for --snapshot; a terminal has its own.")
    }
    if snapshot == nil, !headless, keys != nil {
      throw ValidationError("--keys is for --snapshot or --headless; type them.")
    }
    if headless, keys == nil { throw ValidationError("--headless needs --keys.") }
    if headless, snapshot != nil || theme != nil {
      let option = snapshot != nil ? "--snapshot" : "--theme"
      throw ValidationError("--headless draws nothing: leave \(option) out.")
    }
    if calm, headless || snapshot != nil {
      throw ValidationError("--calm is for a terminal; a picture does not move.")
    }
    _ = try cells()
    _ = try strokes()
  }

  func run() throws {
    do {
      if let snapshot { return try draw(into: snapshot) }
      if headless { return try typeOnly() }
    } catch let error as FileError {
      StandardError.write("error: \(visible(error.message)) — \(error.mend)\n")
      throw Outcome.wrongCall.exit
    }
    try WorkbenchSession(file: file, theme: theme ?? "dark", isCalm: calm).run()
  }

  private func draw(into picture: String) throws {
    let (columns, rows) = try cells()
    try SnapshotSession(
      file: file, keys: try strokes(), columns: columns, rows: rows,
      looks: try pictureLooks(theme), picture: picture
    ).run()
  }

  private func typeOnly() throws {
    var session = try HeadlessSession(
      file: file, keys: try strokes(), theme: try themeOrEnd("dark"))
    do throws(HeadlessSession.Refused) {
      try session.run()
    } catch {
      StandardError.write("\(visible(file)): \(visible(error.text))\n")
      throw Outcome.failed.exit
    }
  }

  private func cells() throws -> (columns: Int, rows: Int) {
    let parts = (size ?? "80x24").split(separator: "x", omittingEmptySubsequences: false)
    let numbers = parts.compactMap { Int($0) }
    guard parts.count == 2, numbers.count == 2, numbers.allSatisfy((1...1000).contains) else {
      throw ValidationError("Give --size columns and rows from 1 to 1000, such as 80x24.")
    }
    return (numbers[0], numbers[1])
  }

  private func strokes() throws -> [KeyStroke] {
    do {
      return try KeyStroke.parse(keys ?? "")
    } catch {
      throw ValidationError("--keys: \(visible(error.message)). \(error.mend).")
    }
  }
}

/// One file in the workbench, from opening it to the exit code.
struct WorkbenchSession {
  let file: String
  let theme: String
  /// Lessons below the workbench.
  var tutor: Tutor?
  /// Changes nothing, and follows what others change.
  var isView = false
  /// Nothing moves by itself.
  var isCalm = false

  func run() throws {
    let signal: Int32?
    do {
      let document = try OpenDocument(file)
      if isView, document.fingerprint == nil { throw FileError.missing(path: file) }
      let look = try themeOrEnd(theme)
      let workbench = try Workbench(document, theme: look)
      if isView { workbench.lookOnly() }
      workbench.app.themes = PersonalThemes.shelf
      workbench.app.themeName = theme
      workbench.app.tutor = tutor
      workbench.app.isCalm = isCalm
      try workbench.app.wearPersonalKeys()
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
}
