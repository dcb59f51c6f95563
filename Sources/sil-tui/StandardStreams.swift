// Writing to standard output and standard error, whole and in bytes.

import Glibc

enum StandardOutput {
  static func write(_ text: String) { write(Array(text.utf8)) }
  static func write(_ bytes: [UInt8]) { writeAll(bytes, to: STDOUT_FILENO) }
  static var isTerminal: Bool { isatty(STDOUT_FILENO) == 1 }
}

enum StandardError {
  static func write(_ text: String) { write(Array(text.utf8)) }
  static func write(_ bytes: [UInt8]) { writeAll(bytes, to: STDERR_FILENO) }
  static var isTerminal: Bool { isatty(STDERR_FILENO) == 1 }
}

/// Gives up when the reader has gone: there is nobody left to tell.
private func writeAll(_ bytes: [UInt8], to descriptor: Int32) {
  bytes.withUnsafeBytes { buffer in
    var sent = 0
    while sent < buffer.count {
      let count = Glibc.write(
        descriptor, buffer.baseAddress?.advanced(by: sent), buffer.count - sent)
      if count < 0 {
        if errno == EINTR { continue }
        return
      }
      sent += count
    }
  }
}

/// Everything up to the end of standard input; `nil` above `limit` bytes.
func readStandardInput(limit: Int) -> [UInt8]? {
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 1 << 16)
  while true {
    let count = read(STDIN_FILENO, &buffer, buffer.count)
    if count < 0, errno == EINTR { continue }
    if count <= 0 { return bytes }
    bytes += buffer[..<count]
    if bytes.count > limit { return nil }
  }
}

/// Whether to colour what goes to a stream: on a terminal, unless NO_COLOR says no (no-color.org).
func wantsColor(isTerminal: Bool) -> Bool {
  guard isTerminal, let term = getenv("TERM"), String(cString: term) != "dumb" else { return false }
  guard let choice = getenv("NO_COLOR") else { return true }
  return choice.pointee == 0
}
