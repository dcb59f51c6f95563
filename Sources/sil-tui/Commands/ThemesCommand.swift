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
        sil-tui themes --check
        sil-tui themes dark > ~/.config/sil-tui/themes/mine.yaml
        sil-tui edit mytest.sil --theme mine
      """)

  @ArgumentParser.Argument(
    help: ArgumentHelp("The theme to write.", valueName: "name"), completion: .theme)
  var name: String?

  @Flag(help: "Say what is wrong with your own themes, and what of them is hard to read.")
  var check = false

  func validate() throws {
    if check && name != nil { throw ValidationError("--check looks at all of your own themes.") }
  }

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
    for name in PersonalThemes.names() where !check || PersonalThemes.path(of: name) != nil {
      let path = PersonalThemes.path(of: name)
      var line = visible(name)
      if let path { line += "  \(visible(path))" }
      StandardOutput.write(line + "\n")
      guard path != nil else { continue }
      switch PersonalThemes.shelf.theme(name) {
      case .failure(let refused):
        StandardOutput.write("  error: \(visible(refused.text))\n")
        isSound = false
      case .success(let theme):
        if check { StandardOutput.write(warnings(theme)) }
      }
    }
    if !isSound { throw Outcome.failed.exit }
  }

  private func warnings(_ theme: Theme) -> String {
    theme.hardToRead.map { role, contrast in
      let tenths = Int(contrast * 10)
      return
        "  warning: \(role) has a contrast of \(tenths / 10).\(tenths % 10) to 1 — make it 4.5\n"
    }.joined()
  }
}
