// Has a script for step-in-line run, and imports what it declares.

import ArgumentParser
import CPosix
import Diagnostics
import Glibc
import Import
import ProcessRunner

/// A Python script with the arguments it is run with.
struct ScriptSource {
  let path: String
  let bytes: [UInt8]
  let arguments: [String]
  /// A path or a name; `nil` takes the person's `python3`.
  let python: String?

  /// - Throws: the command's end when the script can't be run or is interrupted.
  func imported() throws(ExitCode) -> ImportResult {
    let signals = cposix_signal_pipe()
    for signal in [SIGINT, SIGTERM, SIGHUP] { _ = cposix_watch_signal(signal) }
    let beside = folder(of: path)
    let program = PythonProgram(
      environment: environment(), folder: beside.isEmpty ? "." : beside, python: python)
    let end = program.run(
      ScriptRecorder.program, called: ScriptRecorder.name, arguments: [path] + arguments,
      cancelledBy: signals,
      onWait: (
        seconds: 5,
        tell: {
          StandardError.write("\(visible(path)) is still running. Ctrl-C ends it.\n")
        }
      ))
    switch end {
    case .answered(let answer):
      if let result = importedScript(answer, script: bytes) { return result }
      return broken("The script ended Python before the import could see what it declares")
    case .broken(let code, let signal):
      let how = code.map { "exit code \($0)" } ?? signal.map { "signal \($0)" } ?? "no reason told"
      return broken("Python ended before the import could see what the script declares (\(how))")
    case .cancelled:
      StandardError.write("\(visible(path)): interrupted; nothing was written\n")
      throw Outcome.interrupted.exit
    case .noPython:
      StandardError.write(
        "\(visible(path)): error: there is no Python\(python.map { " \(visible($0))" } ?? "") — "
          + "Install python3, or name one with --python\n")
      throw Outcome.wrongCall.exit
    case .notStarted(let failure):
      StandardError.write(
        "\(visible(path)): error: \(visible(failure.doing)): \(failure.reason) — "
          + "Name another Python with --python\n")
      throw Outcome.wrongCall.exit
    }
  }

  private func broken(_ message: String) -> ImportResult {
    var result = ImportResult()
    result.diagnostics = [
      .error(
        "import-ended", message,
        mend: "Take out what ends Python, such as os._exit, or see what it says above")
    ]
    return result
  }
}
