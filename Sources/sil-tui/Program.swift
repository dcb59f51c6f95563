// The program: which subcommands there are, and what an exit code means.

import ArgumentParser
import CPosix
import Glibc

@main
enum Program {
  static func main() {
    do {
      var command = try SilTUI.parseAsRoot()
      cposix_use_large_pages()
      try command.run()
    } catch let code as ExitCode {
      exit(code.rawValue)
    } catch {
      finish(with: error)
    }
  }

  /// Help and version are no failures; everything else said by the parser is a wrong call.
  private static func finish(with error: any Error) -> Never {
    let text = SilTUI.fullMessage(for: error)
    if SilTUI.exitCode(for: error).isSuccess {
      StandardOutput.write(text + "\n")
      exit(Outcome.fine.rawValue)
    }
    StandardError.write(text + "\n")
    exit(Outcome.wrongCall.rawValue)
  }
}

/// What the program's exit code says.
enum Outcome: Int32 {
  case fine = 0
  /// The pipeline has errors, or a step failed.
  case failed = 1
  case wrongCall = 2
  case interrupted = 130

  /// To be thrown by a command: ends the program with this code and prints nothing more.
  var exit: ExitCode { ExitCode(rawValue) }
}

struct SilTUI: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sil-tui",
    abstract: "A terminal workbench for AWS Step Functions pipelines of Python steps.",
    discussion: """
      A pipeline stands in a plain YAML file (.sil) and says which Python functions there are and \
      what each takes from others. The workbench shows and edits it; the other commands do the same \
      without a screen.

      EXAMPLES
        sil-tui tutor
        sil-tui new first.sil
        sil-tui edit first.sil
        sil-tui check first.sil && sil-tui run first.sil
        sil-tui export first.sil --to deploy

      FILES
        ~/.config/sil-tui/keys.yaml          your own keys
        ~/.config/sil-tui/themes/NAME.yaml   your own themes
        ~/.local/state/sil-tui/              unsaved changes, copies, kept runs

      ENVIRONMENT
        XDG_CONFIG_HOME, XDG_STATE_HOME      where to look in place of ~/.config
                                             and ~/.local/state
        VISUAL, EDITOR                       your editor; vi when neither is set
        PATH                                 where Python is looked for
        NO_COLOR                             when set, messages have no colours

      EXIT STATUS
        0    fine
        1    the pipeline has errors, or a step failed
        2    the call was wrong, or a file could not be read
        130  interrupted
      """,
    version: Changelog.version,
    subcommands: [
      EditCommand.self, ViewCommand.self, NewCommand.self, TutorCommand.self, CheckCommand.self,
      RunCommand.self,
      RunsCommand.self, LogsCommand.self, StatesLanguageCommand.self, RenderCommand.self,
      ExportCommand.self, ImportCommand.self, FormatCommand.self, SchemaCommand.self,
      CompareCommand.self, RecoverCommand.self, KeysCommand.self, ThemesCommand.self,
      CompletionsCommand.self,
      ChangesCommand.self,
    ])
}
