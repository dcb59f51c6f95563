// Reads, writes and removes files of one folder by relative paths, and nothing outside it: no path
// leads out, and no symbolic link in it is followed. Decides nothing about what may be written.

import Glibc

package struct OwnFolder: Sendable {
  /// What stands under a path.
  package enum Content: Hashable, Sendable {
    case nothing
    case file([UInt8])
    /// A folder, a link, a device; or the path leads through one that is no folder, or out.
    case other
  }

  package let path: String

  /// - Parameter path: it need not be there; `makeFolder` comes with the first file.
  package init(_ path: String) { self.path = path }

  package func content(of relative: String) throws(FileError) -> Content {
    guard isInside(relative) else { return .other }
    let full = path + "/" + relative
    do throws(SystemFailure) {
      for folder in folders(of: relative) {
        guard let status = try lookAt(path + "/" + folder, followingLinks: false) else {
          return .nothing
        }
        if status.kind != S_IFDIR { return .other }
      }
      guard let status = try lookAt(full, followingLinks: false) else { return .nothing }
      guard status.kind == S_IFREG else { return .other }
      let file = try OpenFile(full, O_RDONLY | O_NOFOLLOW | O_NOCTTY)
      return .file(try file.readAll(limit: 1 << 30, sizeHint: Int(status.st_size)))
    } catch {
      if error.code == ENOTDIR { return .other }
      throw FileError(error, path: full, to: .read)
    }
  }

  /// Makes the file say these bytes in one step, with the folders on the way.
  ///
  /// Nothing is forced to the disk at once: whoever writes here can write it again.
  package func write(_ bytes: [UInt8], to relative: String) throws(FileError) {
    let full = path + "/" + relative
    do throws(SystemFailure) {
      try requireInside(relative)
      try makeFolders(path)
      for folder in folders(of: relative) { try makeOwnFolder(path + "/" + folder) }
      let beside = try NewFile(in: FilePath(full).folder, mode: 0o666)
      try beside.file.write(bytes)
      try beside.rename(to: FilePath(full))
    } catch {
      throw FileError(error, path: full, to: .write)
    }
  }

  /// Removes a file, and the folders in which it was the last one.
  package func remove(_ relative: String) throws(FileError) {
    let full = path + "/" + relative
    do throws(SystemFailure) {
      try requireInside(relative)
      for folder in folders(of: relative) {
        let status = try lookAt(path + "/" + folder, followingLinks: false)
        guard status?.kind == S_IFDIR else { return }
      }
      try attempt("removing") { unlink(full) }
    } catch {
      if error.code == ENOENT { return }
      throw FileError(error, path: full, to: .write)
    }
    for folder in folders(of: relative).reversed() where rmdir(path + "/" + folder) != 0 { return }
  }

  private func isInside(_ relative: String) -> Bool {
    !relative.utf8.isEmpty && !relative.utf8.contains(0)
      && relative.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        .allSatisfy { !$0.isEmpty && !$0.elementsEqual(".".utf8) && !$0.elementsEqual("..".utf8) }
  }

  private func requireInside(_ relative: String) throws(SystemFailure) {
    if !isInside(relative) { throw SystemFailure(doing: "leaving the folder for", code: EINVAL) }
  }

  /// `a/b` has the folders of `a/b/c`: `a` and `a/b`.
  private func folders(of relative: String) -> [String] {
    let parts = relative.split(separator: "/").dropLast()
    return parts.indices.map { parts[...$0].joined(separator: "/") }
  }

  private func makeOwnFolder(_ folder: String) throws(SystemFailure) {
    if let status = try lookAt(folder, followingLinks: false) {
      if status.kind != S_IFDIR { throw SystemFailure(doing: "writing into", code: ENOTDIR) }
    } else {
      try attempt("making the folder") { mkdir(folder, 0o777) }
    }
  }

  /// The folder itself may be a link, and those above it may be missing.
  private func makeFolders(_ folder: String) throws(SystemFailure) {
    if mkdir(folder, 0o777) == 0 || errno == EEXIST { return }
    guard errno == ENOENT, FilePath(folder).folder != folder, FilePath(folder).folder != "." else {
      throw SystemFailure(doing: "making the folder", code: errno)
    }
    try makeFolders(FilePath(folder).folder)
    try attempt("making the folder") { mkdir(folder, 0o777) }
  }
}

extension OwnFolder {
  /// Whether there is something under the folder's own path.
  package var isThere: Bool {
    do throws(SystemFailure) { return try lookAt(path, followingLinks: true) != nil } catch {
      return false
    }
  }
}
