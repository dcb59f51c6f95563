// `sil-tui completions`: what makes a shell complete the program's arguments.

import ArgumentParser

struct CompletionsCommand: ParsableCommand {
  enum Shell: String, ExpressibleByArgument, CaseIterable { case bash, zsh, fish }

  static let configuration = CommandConfiguration(
    commandName: "completions",
    abstract: "Write the script by which a shell completes the arguments.",
    discussion: """
      Commands, options, pipeline files, steps of the file on the line, kept runs, themes and \
      samples are completed. Packages install the scripts. Folders that zsh reads are in its fpath.

      EXAMPLES
        source <(sil-tui completions bash)
        sil-tui completions zsh > ~/.zsh/completions/_sil-tui
        sil-tui completions fish > ~/.config/fish/completions/sil-tui.fish
      """)

  @ArgumentParser.Argument(help: ArgumentHelp("Which shell.", valueName: "shell"))
  var shell: Shell

  func run() {
    let script =
      switch shell {
      case .bash: SilTUI.completionScript(for: .bash)
      case .zsh: SilTUI.completionScript(for: .zsh)
      case .fish: SilTUI.completionScript(for: .fish)
      }
    StandardOutput.write(script + "\n")
  }
}
