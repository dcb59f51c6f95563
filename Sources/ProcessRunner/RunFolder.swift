// The temporary folder of a run. Holds the server's program and a folder for each step that is running;
// removed with all in it.

import Glibc

/// A folder that only its owner can enter.
struct RunFolder {
  let path: String
  private var free: [StepFolder] = []
  private var count = 0

  /// - Parameter parent: `TMPDIR`, or `/tmp`.
  init(in parent: String) throws(SystemFailure) {
    var template = Array("\(parent)/sil-run-XXXXXX".utf8CString)
    let made = template.withUnsafeMutableBufferPointer { buffer in
      buffer.baseAddress.flatMap { mkdtemp($0) } != nil
    }
    guard made else { throw SystemFailure(doing: "making a folder in \(parent)", code: errno) }
    path = template.withUnsafeBufferPointer {
      String(decoding: $0.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
  }

  func remove() { removeTree(path) }

  /// A folder for one process: one that another has left clean, or a new one.
  mutating func takeStepFolder() -> StepFolder {
    if let folder = free.popLast() { return folder }
    count += 1
    return StepFolder(path: "\(path)/\(count)")
  }

  /// To be called when no process is left that could write to it.
  mutating func giveBack(_ folder: StepFolder) {
    if folder.isClean { free.append(folder) } else { folder.remove() }
  }
}
