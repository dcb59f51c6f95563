// Runs a program to its end and gives what it printed: for questions that take a moment.

import CPosix
import Glibc

/// Standard output of a program that ended well within the time; else `nil`. Its standard error is
/// dropped, and so are processes of its group that outlive it.
///
/// - Parameter input: what it finds on standard input.
func output(
  of command: [String], environment: [String: String], input: [UInt8] = [], seconds: Double
) -> [UInt8]? {
  do throws(SystemFailure) {
    let source = try input.isEmpty ? -1 : unnamedFile(input, in: environment["TMPDIR"] ?? "/tmp")
    defer { if source >= 0 { close(source) } }
    let (reading, writing) = try makePipe()
    defer { close(reading) }
    let result = withCStrings(command) { arguments in
      withCStrings(environment.map { "\($0.key)=\($0.value)" }) { variables in
        cposix_spawn(command[0], arguments, variables, nil, [source, writing, -1], 3, 1)
      }
    }
    close(writing)
    let process = try checked("starting \(command[0])", result)
    let answer = readToEnd(reading, before: now() + nanoseconds(seconds))
    if answer == nil { kill(-process, SIGKILL) }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    return status == 0 ? answer : nil
  } catch {
    return nil
  }
}

/// A file without a name that holds these bytes, at its start. (Not a pipe: writing to one whose
/// reader is gone would end us.)
func unnamedFile(_ bytes: [UInt8], in folder: String) throws(SystemFailure) -> Int32 {
  var template = Array("\(folder)/sil-XXXXXX".utf8CString)
  let file = try attempt("making a file in \(folder)") {
    template.withUnsafeMutableBufferPointer { buffer in
      buffer.baseAddress.map { mkstemp($0) } ?? -1
    }
  }
  template.withUnsafeBufferPointer { buffer in
    if let path = buffer.baseAddress { unlink(path) }
  }
  do throws(SystemFailure) { try writeAll(file, bytes, "writing a file in \(folder)") } catch {
    close(file)
    throw error
  }
  lseek(file, 0, SEEK_SET)
  return file
}

/// `nil` when the end does not come in time.
private func readToEnd(_ descriptor: Int32, before deadline: Int64) -> [UInt8]? {
  var answer: [UInt8] = []
  while true {
    let left = (deadline - now()) / 1_000_000
    guard left > 0 else { return nil }
    var watched = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    if poll(&watched, 1, Int32(left)) <= 0 { continue }
    switch readSome(descriptor) {
    case .bytes(let bytes): answer += bytes
    case .nothing: break
    case .end: return answer
    }
  }
}
