// The temporary folder of a run, and in it one for each step's process. Removed with all in it.

import CloudExport
import Glibc

/// A folder that only its owner can enter.
struct RunFolder {
  let path: String

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

  /// Makes the folder of one process: `task` with the bundle, an empty `tmp`, and the request.
  /// - Parameter request: `nil` when the process is told it in another way.
  func makeStepFolder(_ number: Int, bundle: FileTree, request: [UInt8]?) throws(SystemFailure)
    -> String
  {
    let folder = "\(path)/\(number)"
    do throws(SystemFailure) {
      for name in ["", "/task", "/tmp"] {
        try attempt("making \(folder)\(name)") { mkdir(folder + name, 0o700) }
      }
      try fill(folder + "/task", with: bundle)
      if let request { try writeNewFile(folder + "/request.json", request) }
    } catch {
      removeTree(folder)
      throw error
    }
    return folder
  }

  private func fill(_ folder: String, with tree: FileTree) throws(SystemFailure) {
    var made: Set<String> = []
    for file in tree.files {
      let parts = file.path.split(separator: "/")
      for depth in parts.indices.dropFirst() {
        let part = parts[..<depth].joined(separator: "/")
        guard made.insert(part).inserted else { continue }
        try attempt("making \(folder)/\(part)") { mkdir("\(folder)/\(part)", 0o700) }
      }
      try writeNewFile("\(folder)/\(file.path)", file.bytes)
    }
  }
}
