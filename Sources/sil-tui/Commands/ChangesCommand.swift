// `sil-tui changes`: what each version brought.

import ArgumentParser

struct ChangesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "changes",
    abstract: "Tell what is new in each version.",
    discussion: """
      The newest version stands first.

      EXAMPLES
        sil-tui changes | less
      """)

  func run() { StandardOutput.write(Changelog.text) }
}
