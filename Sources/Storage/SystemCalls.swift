// System calls that throw instead of giving -1, and what their errors mean for a file.

import Glibc

/// Runs a system call again while signals interrupt it.
@discardableResult
func attempt<Result: SignedInteger>(
  _ doing: String, _ call: () -> Result
) throws(SystemFailure) -> Result {
  while true {
    let result = call()
    if result >= 0 { return result }
    if errno != EINTR { throw SystemFailure(doing: doing, code: errno) }
  }
}

/// Takes the result of a function that gives minus the errno value.
@discardableResult
func checked<Result: SignedInteger>(
  _ doing: String, _ result: Result
) throws(SystemFailure) -> Result {
  if result < 0 { throw SystemFailure(doing: doing, code: Int32(-result)) }
  return result
}

/// An open file that is closed when nobody has it any more.
final class OpenFile {
  let descriptor: Int32

  init(_ path: String, _ flags: Int32, mode: mode_t = 0) throws(SystemFailure) {
    descriptor = try attempt("opening") { open(path, flags | O_CLOEXEC, mode) }
  }

  deinit { close(descriptor) }

  func status() throws(SystemFailure) -> stat {
    var status = stat()
    try attempt("looking at") { fstat(descriptor, &status) }
    return status
  }

  /// Writes everything from an offset on.
  func write(_ bytes: [UInt8], at offset: Int = 0) throws(SystemFailure) {
    var done = 0
    while done < bytes.count {
      done += try attempt("writing") {
        bytes.withUnsafeBytes { buffer in
          buffer.baseAddress.map {
            pwrite(descriptor, $0 + done, min(buffer.count - done, 1 << 30), off_t(offset + done))
          } ?? 0
        }
      }
    }
  }

  /// Reads to the end, or a little more than `limit` bytes.
  func readAll(limit: Int, sizeHint: Int) throws(SystemFailure) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(min(sizeHint, limit) + 1)
    var buffer = [UInt8](repeating: 0, count: 1 << 18)
    while bytes.count <= limit {
      let count = try attempt("reading") { read(descriptor, &buffer, buffer.count) }
      if count == 0 { break }
      bytes += buffer[..<count]
    }
    return bytes
  }

  func synchronize() throws(SystemFailure) { try attempt("writing") { fsync(descriptor) } }
}

/// What is at a path; `nil` when nothing is. Symbolic links are followed when asked for.
func lookAt(_ path: String, followingLinks: Bool) throws(SystemFailure) -> stat? {
  var status = stat()
  do throws(SystemFailure) {
    try attempt("looking at") { followingLinks ? stat(path, &status) : lstat(path, &status) }
  } catch {
    if error.code == ENOENT { return nil }
    throw error
  }
  return status
}

extension stat {
  var kind: mode_t { st_mode & S_IFMT }
}

extension FileError {
  init(_ failure: SystemFailure, path: String, to access: Access) {
    switch failure.code {
    case ENOENT where access == .read: self = .missing(path: path)
    case ENOENT, ENOTDIR: self = .folderMissing(path: FilePath(path).folder)
    case EISDIR: self = .isFolder(path: path)
    case EACCES, EPERM: self = .noPermission(path: path, to: access)
    case ELOOP: self = .linkLoop(path: path)
    case EEXIST: self = .exists(path: path)
    case ENOSPC, EDQUOT: self = .diskFull(path: path)
    case EROFS: self = .readOnlyDisk(path: path)
    default:
      self = .failed(
        path: path, doing: failure.doing, reason: String(cString: strerror(failure.code)))
    }
  }
}
