// A file under a name of its own beside the one it is for. It vanishes unless it takes that
// one's name or is kept, so that no error leaves rubbish behind.

import CPosix
import Glibc

final class NewFile {
  let file: OpenFile
  let path: FilePath
  private var isTemporary = true

  init(in folder: String, mode: mode_t) throws(SystemFailure) {
    var random = SystemRandomNumberGenerator()
    path = FilePath(folder + "/.sil-tui-" + String(random.next() as UInt64, radix: 36))
    // A name that is taken is an error: 64 random bits do not meet by accident.
    file = try OpenFile(path.text, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW, mode: mode)
  }

  deinit { if isTemporary { unlink(path.text) } }

  /// Takes the place of `target`, whatever is there.
  func replace(_ target: FilePath) throws(SystemFailure) {
    try takeName(of: target)
    synchronizeFolder(target.folder)
  }

  /// Takes the place of `target` like `replace`, but leaves it to the system when that is on the disk.
  func takeName(of target: FilePath) throws(SystemFailure) {
    try attempt("replacing") { rename(path.text, target.text) }
    isTemporary = false
  }

  /// Takes a name that must be free.
  func becomeNew(_ target: FilePath) throws(SystemFailure) {
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
