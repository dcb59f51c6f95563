// A folder for one test, gone afterwards.

import Glibc

final class TemporaryFolder {
  let path: String

  init() {
    var template = Array("/tmp/sil-tui-tests-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { preconditionFailure("no temporary folder") }
    path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  deinit {
    chmod(path, 0o700)
    for name in names { unlink(self / name) }
    rmdir(path)
  }

  static func / (folder: TemporaryFolder, name: String) -> String { folder.path + "/" + name }

  /// Everything in it, sorted, hidden files too.
  var names: [String] {
    guard let folder = opendir(path) else { return [] }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  @discardableResult
  func write(_ text: String, to name: String, mode: mode_t = 0o644) -> String {
    let descriptor = open(self / name, O_WRONLY | O_CREAT | O_TRUNC, mode)
    _ = Array(text.utf8).withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
    fchmod(descriptor, mode)
    close(descriptor)
    return self / name
  }

  func text(of name: String) -> String? {
    let descriptor = open(self / name, O_RDONLY)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: 1 << 20)
    let count = read(descriptor, &bytes, bytes.count)
    return String(decoding: bytes[..<max(0, count)], as: UTF8.self)
  }

  func status(of name: String) -> stat {
    var status = stat()
    lstat(self / name, &status)
    return status
  }
}
