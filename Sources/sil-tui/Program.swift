// The program: which subcommands there are, and what an exit code means.

import ArgumentParser
import Glibc

@main
enum Program {
  static func main() {
    do {
      var command = try SilTUI.parseAsRoot()
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
    version: "0.1.0",
    subcommands: [
      EditCommand.self, NewCommand.self, TutorCommand.self, CheckCommand.self, RunCommand.self,
      RunsCommand.self, LogsCommand.self, StatesLanguageCommand.self, RenderCommand.self,
      ExportCommand.self, ImportCommand.self, FormatCommand.self, SchemaCommand.self,
      RecoverCommand.self, KeysCommand.self, ThemesCommand.self,
    ])
}
