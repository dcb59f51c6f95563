// Why a file could not be read or saved, and what mends it. After an error in saving the file
// is as it was, unless the case says otherwise.

package enum FileError: Error, Hashable, Sendable {
  package enum Access: String, Hashable, Sendable { case read, write }

  case missing(path: String)
  /// The folder that the file would be in.
  case folderMissing(path: String)
  case isFolder(path: String)
  /// A device, a pipe or a socket.
  case isNoFile(path: String)
  case noPermission(path: String, to: Access)
  case tooLarge(path: String, limit: Int)
  /// Symbolic links that lead nowhere in the end.
  case linkLoop(path: String)
  /// Somebody else has written it since it was read.
  case changedOnDisk(path: String)
  /// A new file was to be made, and there is one.
  case exists(path: String)
  case diskFull(path: String)
  case readOnlyDisk(path: String)
  /// Writing in place broke off and the former text could not be put back; it is in `copy`.
  case damaged(path: String, copy: String, reason: String)
  /// Anything else the system said.
  case failed(path: String, doing: String, reason: String)

  /// What is wrong, in one sentence without a full stop.
  package var message: String {
    switch self {
    case .missing(let path): "there is no file \(path)"
    case .folderMissing(let path): "there is no folder \(path)"
    case .isFolder(let path): "\(path) is a folder"
    case .isNoFile(let path): "\(path) is a device or a pipe"
    case .noPermission(let path, let access): "you may not \(access.rawValue) \(path)"
    case .tooLarge(let path, let limit): "\(path) is larger than \(limit >> 20) MiB"
    case .linkLoop(let path): "the symbolic links of \(path) lead in a circle"
    case .changedOnDisk(let path): "\(path) has changed on disk since it was read"
    case .exists(let path): "there is a file \(path) already"
    case .diskFull(let path): "the disk is full, so \(path) is as it was"
    case .readOnlyDisk(let path): "the disk of \(path) is read-only"
    case .damaged(let path, let copy, let reason):
      "writing \(path) broke off (\(reason)); its former text is in \(copy)"
    case .failed(let path, let doing, let reason): "\(doing) \(path): \(reason)"
    }
  }

  /// What to do about it, in one imperative sentence without a full stop.
  package var mend: String {
    switch self {
    case .missing: "Check the name, or make the file with “sil-tui edit”"
    case .folderMissing: "Make the folder, or save elsewhere"
    case .isFolder: "Name a file in it"
    case .isNoFile: "Name a file"
    case .noPermission(_, to: .read): "Ask its owner for the permission to read it"
    case .noPermission(_, to: .write): "Save elsewhere, or make it writable with “chmod u+w”"
    case .tooLarge: "Split the pipeline into several files"
    case .linkLoop: "Mend the links, or name the file itself"
    case .changedOnDisk: "Reload it, overwrite it, or save elsewhere"
    case .exists: "Overwrite it, or choose another name"
    case .diskFull: "Free some space and save again, or save elsewhere"
    case .readOnlyDisk: "Save elsewhere"
    case .damaged: "Free some space and save again, or copy the former text back"
    case .failed: "Save elsewhere, or check the disk"
    }
  }
}

/// A system call that failed.
struct SystemFailure: Error {
  let doing: String
  let code: Int32
}
