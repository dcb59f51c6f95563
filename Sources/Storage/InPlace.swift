// Saves by writing into the file itself, where it cannot be replaced: its other names (hard
// links), its owner and all else about it stay. First its former text is on the disk a second
// time, and the room for the new text is taken.

import Glibc

struct InPlace {
  let target: FilePath
  let bytes: [UInt8]
  let copiesFolder: String

  func write(path: String) throws(FileError) -> FileFingerprint {
    let copy: NewFile
    let failure: SystemFailure
    do throws(SystemFailure) {
      let file = try OpenFile(target.text, O_RDWR | O_NOFOLLOW)
      let size = Int(try file.status().st_size)
      let old = try file.readAll(limit: .max - 1, sizeHint: size)
      try reserve(old.count, in: file)
      copy = try makeCopy(of: old)
      guard let first = overwrite(file, with: bytes) else {
        return FileFingerprint(try file.status(), hash: FileFingerprint.hash(of: bytes))
      }
      guard let second = overwrite(file, with: old) else { throw first }
      failure = second
    } catch {
      throw FileError(error, path: path, to: .write)
    }
    throw .damaged(
      path: path, copy: copy.keep().text, reason: String(cString: strerror(failure.code)))
  }

  /// Takes the room that the new text needs beyond the old one; changes no text.
  private func reserve(_ size: Int, in file: OpenFile) throws(SystemFailure) {
    guard bytes.count > size else { return }
    let code = posix_fallocate(file.descriptor, off_t(size), off_t(bytes.count - size))
    // Some file systems cannot promise room.
    if code == 0 || code == EOPNOTSUPP || code == EINVAL { return }
    try attempt("writing") { ftruncate(file.descriptor, off_t(size)) }
    throw SystemFailure(doing: "writing", code: code)
  }

  private func overwrite(_ file: OpenFile, with text: [UInt8]) -> SystemFailure? {
    do throws(SystemFailure) {
      try file.write(text)
      try attempt("writing") { ftruncate(file.descriptor, off_t(text.count)) }
      try file.synchronize()
      return nil
    } catch {
      return error
    }
  }

  private func makeCopy(of old: [UInt8]) throws(SystemFailure) -> NewFile {
    let copy: NewFile
    if faccessat(AT_FDCWD, target.folder, W_OK, AT_EACCESS) == 0 {
      copy = try NewFile(in: target.folder, mode: 0o600, isFindable: true)
    } else {
      try makeFolder(copiesFolder)
      copy = try NewFile(in: copiesFolder, mode: 0o600, isFindable: true)
    }
    try copy.file.write(old)
    try copy.file.synchronize()
    synchronizeFolder(copy.path.folder)
    return copy
  }
}
