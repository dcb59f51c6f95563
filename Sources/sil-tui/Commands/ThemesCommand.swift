// `sil-tui themes`: which themes there are, what is wrong with the person's own, and the text of one
// to begin another from.

import ArgumentParser
import Diagnostics
import Storage
import TerminalInterface
import TerminalUI

struct ThemesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "themes",
    abstract: "List the themes, or write the text of one.",
    discussion: """
      Your own themes are files NAME.yaml in the folder sil-tui/themes of your configuration \
      ($XDG_CONFIG_HOME, else ~/.config). They go before built-in ones of the same name.

      EXAMPLES
        sil-tui themes
        sil-tui themes dark > ~/.config/sil-tui/themes/mine.yaml
        sil-tui edit mytest.sil --theme mine
      """)

  @ArgumentParser.Argument(help: ArgumentHelp("The theme to write.", valueName: "name"))
  var name: String?

  func run() throws {
    if let name {
      guard let file = PersonalThemes.file(of: name) else {
        let names = PersonalThemes.names()
        StandardError.write("error: \(visible(ThemeShelf.noTheme(name, names)))\n")
        throw Outcome.wrongCall.exit
      }
      return StandardOutput.write(file)
    }
    var isSound = true
    for name in PersonalThemes.names() {
      let path = PersonalThemes.path(of: name)
      var line = visible(name)
      if let path { line += "  \(visible(path))" }
      StandardOutput.write(line + "\n")
      guard path != nil else { continue }
      if case .failure(let refused) = PersonalThemes.shelf.theme(name) {
        StandardOutput.write("  error: \(visible(refused.text))\n")
        isSound = false
      }
    }
    if !isSound { throw Outcome.failed.exit }
  }
}
