// Files, folders and descriptors of a run: system calls that throw. Decides nothing.

import CPosix
import Glibc

/// A system call that failed.
package struct SystemFailure: Error, Hashable, Sendable {
  /// What was being done, as in "writing /tmp/x".
  package let doing: String
  /// An errno value.
  package let code: Int32

  package var reason: String { String(cString: strerror(code)) }
}

/// Runs a system call again while signals interrupt it.
@discardableResult
func attempt<Result: SignedInteger>(
  _ doing: @autoclosure () -> String, _ call: () -> Result
) throws(SystemFailure) -> Result {
  while true {
    let result = call()
    if result >= 0 { return result }
    if errno != EINTR { throw SystemFailure(doing: doing(), code: errno) }
  }
}

/// Takes the result of a function that gives minus the errno value.
@discardableResult
func checked<Result: SignedInteger>(
  _ doing: @autoclosure () -> String, _ result: Result
) throws(SystemFailure) -> Result {
  if result < 0 { throw SystemFailure(doing: doing(), code: Int32(-result)) }
  return result
}

func writeNewFile(_ path: String, _ bytes: [UInt8]) throws(SystemFailure) {
  let doing = "writing \(path)"
  let file = try attempt(doing) { open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600) }
  defer { close(file) }
  try writeAll(file, bytes, doing)
}

/// Replaces the content of a file that is there.
func writeOver(_ path: String, _ bytes: [UInt8]) throws(SystemFailure) {
  let doing = "writing \(path)"
  let file = try attempt(doing) { open(path, O_WRONLY | O_NOFOLLOW | O_CLOEXEC) }
  defer { close(file) }
  try writeAll(file, bytes, doing)
  // After the writing, not by O_TRUNC: file systems hurry to the disk with what was emptied before.
  try attempt(doing) { ftruncate(file, off_t(bytes.count)) }
}

/// Makes a folder and those above it that are not there.
func makeFolders(_ path: String) throws(SystemFailure) {
  var made = path.hasPrefix("/") ? "" : "."
  for part in path.split(separator: "/") {
    made += "/" + part
    if mkdir(made, 0o700) != 0, errno != EEXIST, errno != EISDIR, access(made, X_OK) != 0 {
      throw SystemFailure(doing: "making \(made)", code: errno)
    }
  }
}

func writeAll(_ file: Int32, _ bytes: [UInt8], _ doing: String) throws(SystemFailure) {
  var rest = bytes[...]
  while !rest.isEmpty {
    let count = try attempt(doing) {
      rest.withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
    }
    rest = rest.dropFirst(count)
  }
}

/// The content of a file; `nil` when it is not there or can't be read.
func readFile(_ path: String) -> [UInt8]? {
  let file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
  guard file >= 0 else { return nil }
  defer { close(file) }
  var status = stat()
  guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
  var bytes: [UInt8] = []
  bytes.reserveCapacity(Int(status.st_size))
  while case .bytes(let more) = readSome(file) { bytes += more }
  return bytes
}

/// All that a file holds, from its beginning, wherever it is being read or written.
func readContent(of file: Int32) -> [UInt8] {
  var status = stat()
  guard fstat(file, &status) == 0, status.st_size > 0 else { return [] }
  let size = Int(status.st_size)
  return [UInt8](unsafeUninitializedCapacity: size) { buffer, filled in
    while filled < size, let start = buffer.baseAddress {
      let count = pread(file, start + filled, size - filled, off_t(filled))
      if count < 0, errno == EINTR { continue }
      if count <= 0 { return }
      filled += count
    }
  }
}

enum Reading {
  case bytes([UInt8])
  /// Nothing now.
  case nothing
  /// Nothing any more.
  case end
}

/// Reads at most 64 KiB.
func readSome(_ descriptor: Int32) -> Reading {
  var count = 0
  let bytes = [UInt8](unsafeUninitializedCapacity: 65_536) { buffer, filled in
    repeat {
      count = read(descriptor, buffer.baseAddress, buffer.count)
      // A socket whose other end went away with unread packets says so once, before it gives what
      // that end had sent.
    } while count < 0
      && (errno == EINTR || errno == ECONNRESET)
    filled = max(0, count)
  }
  if count > 0 { return .bytes(bytes) }
  return count < 0 && errno == EAGAIN ? .nothing : .end
}

/// Removes a file or a folder and all in it, as far as that is possible. Follows no links.
func removeTree(_ path: String) {
  if unlink(path) == 0 || errno != EISDIR { return }
  if rmdir(path) == 0 { return }
  chmod(path, 0o700)
  for name in names(in: path) { removeTree(path + "/" + name) }
  rmdir(path)
}

/// The names in a folder; none when it can't be read.
func names(in folder: String) -> [String] {
  guard let stream = opendir(folder) else { return [] }
  defer { closedir(stream) }
  var names: [String] = []
  while let entry = readdir(stream) {
    let name = withUnsafePointer(to: &entry.pointee.d_name) {
      $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
    }
    if name != ".", name != ".." { names.append(name) }
  }
  return names
}

/// A new pipe whose reading end does not block.
func makePipe() throws(SystemFailure) -> (reading: Int32, writing: Int32) {
  var ends: [Int32] = [-1, -1]
  try checked("making a pipe", cposix_pipe(&ends))
  _ = cposix_set_nonblocking(ends[0], 1)
  return (ends[0], ends[1])
}

/// Strings as C has them: pointers, the last one null.
func withCStrings<Result>(
  _ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
) -> Result {
  let copies = strings.map { strdup($0) }
  defer { for copy in copies { free(copy) } }
  return body(copies + [nil])
}

/// Nanoseconds of a clock that only goes forward.
func now() -> Int64 { cposix_monotonic_nanoseconds() }

func nanoseconds(_ seconds: Double) -> Int64 { Int64((min(seconds, 1e9) * 1e9).rounded()) }

/// Ends all processes that were started with this variable, as far as they may be looked at. Looks at
/// every process of the machine: for the rare case that their parent is gone.
///
/// - Parameter variable: NAME=VALUE.
func endMarkedProcesses(_ variable: String, besides own: pid_t) {
  let wanted = Array(variable.utf8)
  for name in names(in: "/proc") {
    guard let process = pid_t(name), process != own else { continue }
    let file = open("/proc/\(name)/environ", O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { continue }
    defer { close(file) }
    var content: [UInt8] = []
    while case .bytes(let more) = readSome(file) { content += more }
    if content.split(separator: 0).contains(where: { $0.elementsEqual(wanted) }) {
      kill(process, SIGKILL)
    }
  }
}
