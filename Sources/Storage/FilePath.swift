// Paths: the folder and the name, and where symbolic links lead. Text only but for `resolved`.

import Glibc

struct FilePath {
  let text: String

  init(_ text: String) { self.text = text }

  /// What stands before the last slash; `.` when there is none.
  var folder: String {
    guard let slash = text.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
    return slash == text.startIndex ? "/" : String(text[..<slash])
  }

  var name: String {
    guard let slash = text.utf8.lastIndex(of: UInt8(ascii: "/")) else { return text }
    return String(text[text.utf8.index(after: slash)...])
  }

  /// The path that symbolic links lead to in the end, where there may be nothing yet.
  func resolved() throws(SystemFailure) -> FilePath {
    var path = self
    // As many as Linux follows (path_resolution(7)).
    for _ in 0..<40 {
      guard let status = try lookAt(path.text, followingLinks: false),
        status.kind == S_IFLNK
      else { return path }
      let target = try path.linkTarget()
      path = FilePath(target.hasPrefix("/") ? target : path.folder + "/" + target)
    }
    throw SystemFailure(doing: "following", code: ELOOP)
  }

  private func linkTarget() throws(SystemFailure) -> String {
    var bytes = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = try attempt("following") { readlink(text, &bytes, bytes.count) }
    return String(decoding: bytes[..<count].map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}
