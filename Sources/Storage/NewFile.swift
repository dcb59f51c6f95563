// A file beside the one it is for. It has no name until it takes that one's (O_TMPFILE of open(2)),
// where the disk can do that, so that not even a kill leaves rubbish behind; else it has one of its
// own, and vanishes unless it takes the other's name or is kept.

import CPosix
import Glibc

final class NewFile {
  let file: OpenFile
  let path: FilePath
  private var hasName: Bool
  private var isTemporary = true

  /// - Parameter isFindable: whether it has a name at once, to be found after a crash.
  init(in folder: String, mode: mode_t, isFindable: Bool = false) throws(SystemFailure) {
    var random = SystemRandomNumberGenerator()
    path = FilePath(folder + "/.sil-tui-" + String(random.next() as UInt64, radix: 36))
    if !isFindable, let file = NewFile.nameless(in: folder, mode: mode) {
      self.file = file
      hasName = false
      return
    }
    hasName = true
    // A name that is taken is an error: 64 random bits do not meet by accident.
    file = try OpenFile(path.text, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW, mode: mode)
  }

  /// `nil` where the disk has no such files; whatever else is wrong comes out with a name as well.
  private static func nameless(in folder: String, mode: mode_t) -> OpenFile? {
    // Glibc's module lacks O_TMPFILE; the kernel's number is the same on all its processors.
    let kind: Int32 = 0o20_000_000 | O_DIRECTORY
    // The name is given through it.
    guard access("/proc/self/fd", X_OK) == 0 else { return nil }
    do throws(SystemFailure) {
      return try OpenFile(folder, O_RDWR | kind, mode: mode)
    } catch {
      return nil
    }
  }

  private func takeName() throws(SystemFailure) {
    guard !hasName else { return }
    let source = "/proc/self/fd/\(file.descriptor)"
    try attempt("making") {
      linkat(AT_FDCWD, source, AT_FDCWD, path.text, Int32(AT_SYMLINK_FOLLOW))
    }
    hasName = true
  }

  deinit { if isTemporary && hasName { unlink(path.text) } }

  /// Takes the place of `target`, whatever is there.
  func replace(_ target: FilePath) throws(SystemFailure) {
    try rename(to: target)
    synchronizeFolder(target.folder)
  }

  /// Takes the place of `target` like `replace`, and leaves it to the system when that is on the disk.
  func rename(to target: FilePath) throws(SystemFailure) {
    try takeName()
    try attempt("replacing") { Glibc.rename(path.text, target.text) }
    isTemporary = false
  }

  /// Takes a name that must be free.
  func becomeNew(_ target: FilePath) throws(SystemFailure) {
    try takeName()
    try checked("making", cposix_rename_new(path.text, target.text))
    isTemporary = false
    synchronizeFolder(target.folder)
  }

  /// Leaves the file where it is, for a person to find.
  func keep() -> FilePath {
    isTemporary = false
    return path
  }
}

/// Makes sure that new names are on the disk. Some file systems cannot; files are whole anyway.
func synchronizeFolder(_ path: String) {
  let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
  if descriptor >= 0 {
    fsync(descriptor)
    close(descriptor)
  }
}

/// Makes a folder and those above it, for this user only.
func makeFolder(_ path: String) throws(SystemFailure) {
  if mkdir(path, 0o700) == 0 || errno == EEXIST { return }
  guard errno == ENOENT, FilePath(path).folder != path else {
    throw SystemFailure(doing: "making the folder", code: errno)
  }
  try makeFolder(FilePath(path).folder)
  try attempt("making the folder") { mkdir(path, 0o700) }
}
