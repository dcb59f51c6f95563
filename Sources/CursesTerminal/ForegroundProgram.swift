// Another program, such as the person's editor, gets the terminal until it ends. The loop goes
// on meanwhile: runs, timers and the recovery file do not wait for an editor.

import CPosix
import Glibc
import TerminalInterface

/// A program that talks to the person in the terminal.
package struct ForegroundProgram: Hashable, Sendable {
  /// A path, or a name to look up in PATH.
  package var path: String
  /// With the program's name first.
  package var arguments: [String]
  /// `nil`: ours.
  package var directory: String?

  package init(path: String, arguments: [String], directory: String? = nil) {
    self.path = path
    self.arguments = arguments
    self.directory = directory
  }

  /// The person's editor (VISUAL, else EDITOR, else vi) on one file. The variable may hold
  /// arguments, as for git; the file's name is never read by the shell.
  ///
  /// - Parameter line: where to begin, from 1; told as `+line`, which vi, nano, emacs, micro, joe and
  ///   others take.
  package static func editor(opening file: String, at line: Int? = nil) -> ForegroundProgram {
    let editor =
      CursesTerminal.environment("VISUAL") ?? CursesTerminal.environment("EDITOR") ?? "vi"
    return ForegroundProgram(
      path: "/bin/sh",
      arguments: ["sh", "-c", editor + " \"$@\"", editor] + (line.map { ["+\($0)"] } ?? []) + [file]
    )
  }
}

/// How a program ended.
package enum ProgramEnd: Hashable, Sendable {
  case exited(code: Int32)
  case killed(signal: Int32)
}

extension TerminalInput {
  /// Gives the terminal to a program, and takes it back when that has ended.
  package func handOver(
    to program: ForegroundProgram, atEnd: @escaping (ProgramEnd) -> Void
  ) throws(TerminalError) {
    pause()
    terminal.suspend()
    loop.setAsideKeySignals()
    let pid = program.start()
    let descriptor = pid > 0 ? cposix_process_descriptor(pid) : pid
    guard descriptor >= 0 else {
      takeBack()
      throw .notStarted(program: program.path, reason: String(cString: strerror(-descriptor)))
    }
    loop.onReadable(descriptor) { [unowned self] in
      var code: Int32 = -1
      var signal: Int32 = -1
      guard cposix_take_end(descriptor, 0, &code, &signal) != 0 else { return }
      loop.remove(descriptor)
      close(descriptor)
      takeBack()
      atEnd(signal > 0 ? .killed(signal: signal) : .exited(code: code))
    }
  }

  private func takeBack() {
    loop.handleKeySignalsAgain()
    terminal.resume()
    start()
    takeSize()
  }
}

extension ForegroundProgram {
  /// The process id, or minus the errno value.
  fileprivate func start() -> Int32 {
    var words = arguments.map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    let descriptors = [STDIN_FILENO, STDOUT_FILENO, cposix_stderr()]
    // In our process group, so that it has the terminal and is stopped together with us.
    return cposix_spawn(path, &words, nil, directory, descriptors, 3, 0)
  }
}
