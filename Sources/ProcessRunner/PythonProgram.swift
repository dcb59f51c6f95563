// Runs a Python program of ours that has a person's script run inside it: what both print is the
// person's to see, what ours answers comes back. Decides nothing about the answer.

import CPosix
import Glibc

/// How such a program ended.
package enum PythonProgramEnd: Hashable, Sendable {
  /// What it wrote to descriptor 3; it came to its end.
  case answered([UInt8])
  /// It ended in another way: as an exit code, or as a signal's number.
  case broken(exitCode: Int32?, signal: Int32?)
  /// It was told to end, and all that it had started with it.
  case cancelled
  case noPython
  /// It could not be started.
  case notStarted(SystemFailure)
}

package struct PythonProgram: Sendable {
  private let environment: [String: String]
  private let python: FoundPython?

  /// - Parameters:
  ///   - environment: the person's, in which a Python is looked for.
  ///   - folder: in and above which `.python-version` is looked for.
  ///   - name: a path or a name of the Python to take; `nil` takes the person's `python3`.
  package init(environment: [String: String], folder: String, python name: String? = nil) {
    self.environment = environment
    let search = PythonSearch(environment: environment, folder: folder)
    python = name.map { search.python(named: $0) } ?? search.anyPython
  }

  /// Runs the program to its end, in the current folder. What it prints goes to standard error. It has
  /// a TMPDIR of its own, which is removed afterwards, and leaves no compiled files anywhere.
  ///
  /// - Parameters:
  ///   - name: what tracebacks call the program's own code.
  ///   - cancellation: a descriptor that becomes readable when it is to end at once.
  ///   - onWait: called when it has run for so many seconds, once.
  package func run(
    _ program: [UInt8], called name: String, arguments: [String], cancelledBy cancellation: Int32,
    onWait: (seconds: Double, tell: () -> Void)
  ) -> PythonProgramEnd {
    guard let python else { return .noPython }
    do throws(SystemFailure) {
      let folder = try ownFolder()
      defer { removeTree(folder) }
      let source = try unnamedFile(program, in: folder)
      defer { close(source) }
      let (reading, writing) = try makePipe()
      defer { close(reading) }
      var variables = environment
      variables["TMPDIR"] = folder
      variables["PYTHONDONTWRITEBYTECODE"] = "1"
      // The program comes on standard input, so that the script finds nothing more there.
      let start =
        "import sys; sys.version_info >= (3, 8) or sys.exit('Python 3.8 or newer is needed, not '"
        + " + sys.version.split()[0]); sys.path[:1] == [''] and sys.path.pop(0);"
        + " exec(compile(sys.stdin.buffer.read(), '\(name)', 'exec'))"
      let command = [python.path, "-B", "-c", start] + arguments
      let result = withCStrings(command) { words in
        withCStrings(variables.map { "\($0.key)=\($0.value)" }) { variables in
          cposix_spawn(
            python.path, words, variables, nil,
            [source, STDERR_FILENO, STDERR_FILENO, writing], 4, 1)
        }
      }
      close(writing)
      let process = try checked("starting \(python.path)", result)
      return wait(for: process, reading, cancellation, onWait)
    } catch {
      return .notStarted(error)
    }
  }

  private func ownFolder() throws(SystemFailure) -> String {
    var template = Array("\(environment["TMPDIR"] ?? "/tmp")/sil-tui-XXXXXX".utf8CString)
    let isMade = template.withUnsafeMutableBufferPointer { buffer in
      buffer.baseAddress.flatMap { mkdtemp($0) } != nil
    }
    guard isMade else { throw SystemFailure(doing: "making a folder for it", code: errno) }
    return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// Ends the whole group, so that nothing goes on that it started.
  private func wait(
    for process: pid_t, _ answer: Int32, _ cancellation: Int32,
    _ onWait: (seconds: Double, tell: () -> Void)
  ) -> PythonProgramEnd {
    let deadline = now() + nanoseconds(onWait.seconds)
    var bytes: [UInt8] = []
    var isTold = false
    var isCancelled = false
    loop: while true {
      var watched = [
        pollfd(fd: answer, events: Int16(POLLIN), revents: 0),
        pollfd(fd: cancellation, events: Int16(POLLIN), revents: 0),
      ]
      let left = (deadline - now()) / 1_000_000
      if left <= 0, !isTold {
        onWait.tell()
        isTold = true
      }
      guard poll(&watched, 2, isTold ? -1 : Int32(max(1, left))) > 0 else { continue }
      if watched[1].revents != 0 {
        isCancelled = true
        break
      }
      switch readSome(answer) {
      case .bytes(let more): bytes += more
      case .nothing: break
      case .end: break loop
      }
    }
    if isCancelled { kill(-process, SIGKILL) }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    kill(-process, SIGKILL)
    if isCancelled { return .cancelled }
    if status == 0 { return .answered(bytes) }
    let signal = status & 0x7F
    return .broken(
      exitCode: signal == 0 ? status >> 8 & 0xFF : nil, signal: signal == 0 ? nil : signal)
  }
}
