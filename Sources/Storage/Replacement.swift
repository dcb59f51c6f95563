// Saves by replacing: a new file beside the old one gets its bytes, mode, owner and
// attributes, is synced, and takes its name in one step. Power may go at any moment.

import CPosix
import Glibc

struct Replacement {
  enum Outcome {
    case replaced(FileFingerprint)
    /// A new file could not be all that the old one is.
    case notPossible
  }

  let target: FilePath
  let old: stat
  let bytes: [UInt8]

  func replaceTarget(path: String) throws(FileError) -> Outcome {
    guard old.st_nlink == 1 else { return .notPossible }
    do throws(SystemFailure) {
      return .replaced(try putInPlace())
    } catch {
      // Not a folder to write in, not our file to give away, attributes that only the system
      // sets, a file that is a mount point: all of that stays when we write in place.
      switch (error.code, error.doing) {
      case (EACCES, _), (EPERM, _), (EBUSY, "replacing"), (_, "keeping attributes"),
        (EROFS, "opening"):
        return .notPossible
      default: throw FileError(error, path: path, to: .write)
      }
    }
  }

  private func putInPlace() throws(SystemFailure) -> FileFingerprint {
    let beside = try NewFile(in: target.folder, mode: 0o600)
    try beside.file.write(bytes)
    try keepOwner(beside.file)
    try keepAttributes(beside.file)
    // Last, because a new owner takes bits away and access control lists are modes too.
    try attempt("writing") { fchmod(beside.file.descriptor, old.st_mode & 0o7777) }
    try beside.file.synchronize()
    let fingerprint = FileFingerprint(
      try beside.file.status(), hash: FileFingerprint.hash(of: bytes))
    try beside.replace(target)
    return fingerprint
  }

  private func keepOwner(_ new: OpenFile) throws(SystemFailure) {
    let status = try new.status()
    if status.st_uid != old.st_uid || status.st_gid != old.st_gid {
      let descriptor = new.descriptor
      try attempt("keeping the owner") { fchown(descriptor, old.st_uid, old.st_gid) }
    }
  }

  private func keepAttributes(_ new: OpenFile) throws(SystemFailure) {
    let source: OpenFile
    do throws(SystemFailure) {
      source = try OpenFile(target.text, O_RDONLY | O_NOFOLLOW)
    } catch {
      throw SystemFailure(doing: "keeping attributes", code: error.code)
    }
    let wanted = try attributes(of: source.descriptor)
    let present = try attributes(of: new.descriptor)
    let descriptor = new.descriptor
    // A folder may give its new files a list of its own.
    for name in present.keys where wanted[name] == nil {
      try checked("keeping attributes", cposix_remove_attribute(descriptor, name))
    }
    for (name, value) in wanted where present[name] != value {
      try checked("keeping attributes", cposix_set_attribute(descriptor, name, value, value.count))
    }
  }

  private func attributes(of descriptor: Int32) throws(SystemFailure) -> [String: [UInt8]] {
    // The largest that Linux allows for names and values (limits.h).
    var buffer = [CChar](repeating: 0, count: 65536)
    let count = cposix_list_attributes(descriptor, &buffer, buffer.count)
    if count == -Int(ENOTSUP) { return [:] }
    guard count >= 0 else { throw SystemFailure(doing: "keeping attributes", code: Int32(-count)) }
    var result: [String: [UInt8]] = [:]
    for part in buffer[..<count].split(separator: 0) {
      let name = String(decoding: part.map(UInt8.init(bitPattern:)), as: UTF8.self)
      var value = [UInt8](repeating: 0, count: 65536)
      let length = try checked(
        "keeping attributes", cposix_get_attribute(descriptor, name, &value, value.count))
      result[name] = Array(value[..<length])
    }
    return result
  }
}
