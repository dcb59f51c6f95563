// The folder of one step's process: `task` with the bundle, an empty `tmp`, and the request if it is
// long. Making and removing files costs most file systems far more than writing to them, so a folder
// that a step has left as it was given is written over for the next one; any other is removed.

import CloudExport
import Glibc

struct StepFolder: Hashable {
  let path: String
  private var task: String { path + "/task" }
  private var tmp: String { path + "/tmp" }

  /// Puts a bundle into it, whether it is there yet or not.
  ///
  /// - Parameter request: `nil` when the process is told it in another way.
  func fill(with bundle: FileTree, request: [UInt8]?) throws(SystemFailure) {
    let isNew = access(path, F_OK) != 0
    if isNew {
      for folder in [path, task, tmp] {
        try attempt("making \(folder)") { mkdir(folder, 0o700) }
      }
    }
    let there = Set(isNew ? [] : names(in: task))
    for name in there.subtracting(bundle.files.map(\.path)) { unlink("\(task)/\(name)") }
    var made: Set<String> = []
    for file in bundle.files {
      let parts = file.path.split(separator: "/")
      for depth in parts.indices.dropFirst() {
        let part = parts[..<depth].joined(separator: "/")
        guard made.insert(part).inserted else { continue }
        try attempt("making \(task)/\(part)") { mkdir("\(task)/\(part)", 0o700) }
      }
      let target = "\(task)/\(file.path)"
      if there.contains(file.path) {
        try writeOver(target, file.bytes)
      } else {
        try writeNewFile(target, file.bytes)
      }
    }
    if let request { try writeNewFile(path + "/request.json", request) }
  }

  func remove() { removeTree(path) }

  /// Whether it holds nothing but plain files in `task`, with the rights that they were made with: then
  /// writing over them leaves nothing of the step before.
  var isClean: Bool {
    guard Set(names(in: path)) == ["task", "tmp"], isFolder(task), isFolder(tmp) else {
      return false
    }
    return names(in: tmp).isEmpty && names(in: task).allSatisfy { isPlainFile("\(task)/\($0)") }
  }

  private func isFolder(_ path: String) -> Bool {
    status(of: path).map { $0.st_mode == S_IFDIR | 0o700 && $0.st_uid == geteuid() } ?? false
  }

  private func isPlainFile(_ path: String) -> Bool {
    status(of: path).map {
      $0.st_mode == S_IFREG | 0o600 && $0.st_nlink == 1 && $0.st_uid == geteuid()
    } ?? false
  }

  private func status(of path: String) -> stat? {
    var status = stat()
    return lstat(path, &status) == 0 ? status : nil
  }
}
