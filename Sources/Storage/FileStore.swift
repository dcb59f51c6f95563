// Reads files and saves them so that there is always a whole one: the old or the new. How a
// new text gets into place is in Replacement.swift and InPlace.swift. Keeps nothing between calls.

import Glibc

/// Reads and saves files.
package struct FileStore: Sendable {
  /// More than this is no pipeline.
  package static let sizeLimit = 64 << 20

  /// Where a copy goes before a file is written in place whose own folder cannot take one.
  /// Made when it is needed.
  package let copiesFolder: String

  package init(copiesFolder: String) { self.copiesFolder = copiesFolder }

  /// A file's bytes and what it was. Pipes and devices are read to their end.
  package func read(
    _ path: String
  ) throws(FileError) -> (bytes: [UInt8], fingerprint: FileFingerprint) {
    do throws(SystemFailure) {
      let file = try OpenFile(path, O_RDONLY | O_NOCTTY)
      let status = try file.status()
      if status.kind == S_IFDIR { throw SystemFailure(doing: "reading", code: EISDIR) }
      let bytes =
        status.st_size > FileStore.sizeLimit && status.kind == S_IFREG
        ? nil : try file.readAll(limit: FileStore.sizeLimit, sizeHint: Int(status.st_size))
      if let bytes, bytes.count <= FileStore.sizeLimit {
        return (bytes, FileFingerprint(status, hash: FileFingerprint.hash(of: bytes)))
      }
    } catch {
      throw FileError(error, path: path, to: .read)
    }
    throw .tooLarge(path: path, limit: FileStore.sizeLimit)
  }

  /// Makes the file say these bytes, and gives what it is then.
  ///
  /// The file is replaced in one step; mode, owner, extended attributes and access control
  /// lists stay, and symbolic links are followed. Where that cannot be (other hard links, a
  /// folder that may not be written, another owner) it is written in place, after a copy of the
  /// former text is on the disk. On error the file is as it was, but for `.damaged`.
  package func save(
    _ bytes: [UInt8], to path: String, expecting expected: ExpectedFile
  ) throws(FileError) -> FileFingerprint {
    let target: FilePath
    let old: stat?
    do throws(SystemFailure) {
      target = try FilePath(path).resolved()
      old = try lookAt(target.text, followingLinks: true)
    } catch {
      throw FileError(error, path: path, to: .write)
    }
    try check(path, target, old, expected)
    guard let old else { return try create(bytes, at: target, path: path) }
    if faccessat(AT_FDCWD, target.text, W_OK, AT_EACCESS) != 0 {
      throw FileError(SystemFailure(doing: "writing", code: errno), path: path, to: .write)
    }
    let replacement = Replacement(target: target, old: old, bytes: bytes)
    switch try replacement.replaceTarget(path: path) {
    case .replaced(let fingerprint): return fingerprint
    case .notPossible:
      return try InPlace(target: target, bytes: bytes, copiesFolder: copiesFolder)
        .write(path: path)
    }
  }

  /// Whether the file still says what it said; it may have been touched or copied meanwhile.
  package func isUnchanged(_ path: String, since fingerprint: FileFingerprint) -> Bool {
    do {
      guard let status = try lookAt(path, followingLinks: true) else { return false }
      if fingerprint.isUntouched(status) { return true }
      let now = try read(path).fingerprint
      return now.size == fingerprint.size && now.hash == fingerprint.hash
    } catch {
      return false
    }
  }

  private func check(
    _ path: String, _ target: FilePath, _ old: stat?, _ expected: ExpectedFile
  ) throws(FileError) {
    if target.name.isEmpty || old?.kind == S_IFDIR { throw .isFolder(path: path) }
    if let old, old.kind != S_IFREG { throw .isNoFile(path: path) }
    switch expected {
    case .anything: break
    case .nothing: if old != nil { throw .exists(path: path) }
    case .version(let fingerprint):
      if !isUnchanged(target.text, since: fingerprint) { throw .changedOnDisk(path: path) }
    }
  }

  private func create(
    _ bytes: [UInt8], at target: FilePath, path: String
  ) throws(FileError) -> FileFingerprint {
    do throws(SystemFailure) {
      // The mode is what the process's mask leaves of it.
      let beside = try NewFile(in: target.folder, mode: 0o666)
      try beside.file.write(bytes)
      try beside.file.synchronize()
      try beside.becomeNew(target)
      return FileFingerprint(try beside.file.status(), hash: FileFingerprint.hash(of: bytes))
    } catch {
      throw FileError(error, path: path, to: .write)
    }
  }
}
