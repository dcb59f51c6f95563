// Why there is no terminal to draw on, and what the person can do about it.

package enum TerminalError: Error, Hashable, Sendable {
  /// Standard input or output is a file or a pipe.
  case notATerminal(name: String)
  case unnamed
  case unknown(name: String)
  case cannotPlaceCursor(name: String)
  case failed(name: String)
  /// A program that was to have the terminal could not be started.
  case notStarted(program: String, reason: String)

  /// What is wrong, in one sentence without a full stop.
  package var message: String {
    switch self {
    case .notATerminal(let name): "\(name) is not a terminal"
    case .unnamed: "TERM is not set, so nobody knows how to draw on this terminal"
    case .unknown(let name): "the terminal “\(name)” (TERM) is not in the terminfo database"
    case .cannotPlaceCursor(let name):
      "the terminal “\(name)” (TERM) cannot place its cursor"
    case .failed(let name): "the terminal “\(name)” could not be opened"
    case .notStarted(let program, let reason): "\(program) did not start: \(reason)"
    }
  }

  /// What to do about it, in one imperative sentence without a full stop.
  package var mend: String {
    switch self {
    case .notATerminal:
      "Start it in a terminal without redirection, or use “sil-tui render” for a picture"
    case .unnamed: "Set TERM to the terminal's name, such as TERM=xterm-256color"
    case .unknown:
      "Install the package with its description (ncurses-term), or set TERM=xterm-256color"
    case .cannotPlaceCursor:
      "Set TERM to the terminal's true name, or use “sil-tui render” for a picture"
    case .failed: "Check that TERM names this terminal"
    case .notStarted: "Set VISUAL or EDITOR to a program that exists"
    }
  }
}
