// Two editors on one file: the first one holds a lock, the second one learns who has it and may take
// it over. The kernel lets go of a lock when its holder ends, however that happens (flock(2)).

import Glibc

/// The right to edit a file, for as long as this value lives.
package final class EditorLock {
  /// Who edits a file.
  package struct Holder: Hashable, Sendable {
    package let pid: Int
    package let host: String
    /// Seconds since 1970.
    package let since: Int64
  }

  package enum Outcome {
    case taken(EditorLock)
    case held(by: Holder?)
    /// There can be no locks here; the file is edited without.
    case notPossible(FileError)
  }

  private let file: OpenFile
  private let path: String

  private init(_ file: OpenFile, _ path: String) {
    self.file = file
    self.path = path
  }

  deinit { if isOurs { unlink(path) } }

  /// Whether nobody has taken the lock over.
  package var isOurs: Bool {
    do {
      guard let present = try lookAt(path, followingLinks: false) else { return false }
      let own = try file.status()
      return present.st_ino == own.st_ino && present.st_dev == own.st_dev
    } catch {
      return false
    }
  }

  /// - Parameters:
  ///   - realPath: the file that is edited.
  ///   - time: seconds since 1970, now.
  ///   - takingOver: takes the lock from whoever has it. The former holder sees that it is not its
  ///     own any more; it is given a second to finish.
  package static func take(
    _ folder: RecoveryFolder, for realPath: String, at time: Int64, takingOver: Bool = false
  ) -> Outcome {
    let path = folder.lock(of: realPath)
    do throws(SystemFailure) {
      try makeFolder(folder.path)
      for _ in 0..<10 {
        let file = try OpenFile(path, O_RDWR | O_CREAT | O_NOFOLLOW, mode: 0o600)
        if flock(file.descriptor, LOCK_EX | LOCK_NB) == 0 {
          let lock = EditorLock(file, path)
          // Its last holder may have removed it between opening and locking.
          guard lock.isOurs else { continue }
          try lock.sign(at: time)
          return .taken(lock)
        }
        guard errno == EWOULDBLOCK else { throw SystemFailure(doing: "locking", code: errno) }
        guard takingOver else { return .held(by: holder(file)) }
        unlink(path)
        wait(for: file)
      }
      throw SystemFailure(doing: "locking", code: EAGAIN)
    } catch {
      return .notPossible(FileError(error, path: path, to: .write))
    }
  }

  private func sign(at time: Int64) throws(SystemFailure) {
    var name = [CChar](repeating: 0, count: 256)
    gethostname(&name, name.count - 1)
    let host = String(
      decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    let descriptor = file.descriptor
    try attempt("locking") { ftruncate(descriptor, 0) }
    do throws(SystemFailure) {
      try file.write(Array("\(getpid()) \(host) \(time)\n".utf8))
    } catch {
      // A lock without a name is one all the same.
      if error.code != ENOSPC { throw error }
    }
  }

  private static func holder(_ file: OpenFile) -> Holder? {
    do {
      let text = String(decoding: try file.readAll(limit: 1000, sizeHint: 100), as: UTF8.self)
      let words = text.split { $0 == " " || $0 == "\n" }
      guard words.count == 3, let pid = Int(words[0]), let since = Int64(words[2]) else {
        return nil
      }
      return Holder(pid: pid, host: String(words[1]), since: since)
    } catch {
      return nil
    }
  }

  /// Gives the former holder time to write what it has.
  private static func wait(for file: OpenFile) {
    for _ in 0..<100 {
      if flock(file.descriptor, LOCK_EX | LOCK_NB) == 0 { return }
      usleep(10_000)
    }
  }
}
