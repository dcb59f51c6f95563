// Files beside a pipeline that a form could name: programs and policies, for completion only.

import Glibc

/// Paths below a folder, seen from it, in the order of the alphabet: Python and JSON files, not those
/// of hidden folders, two folders deep and 300 at most.
///
/// - Parameter folder: with its slash; empty for the working folder.
func nearbyFiles(in folder: String) -> [String] {
  var found: [String] = []
  func look(into inner: String, depth: Int) {
    guard let directory = opendir(folder + inner + ".") else { return }
    defer { closedir(directory) }
    while let entry = readdir(directory), found.count < 300 {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name.hasPrefix(".") || name == "__pycache__" { continue }
      if entry.pointee.d_type == UInt8(DT_DIR) {
        if depth > 0 { look(into: inner + name + "/", depth: depth - 1) }
      } else if name.hasSuffix(".py") || name.hasSuffix(".json") {
        found.append(inner + name)
      }
    }
  }
  look(into: "", depth: 2)
  return found.sorted()
}
