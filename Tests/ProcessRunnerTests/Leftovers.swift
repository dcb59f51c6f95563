// A temporary folder for the runs of a test, and what runs left behind in it or running.

import Glibc
import Testing

final class Leftovers {
  let folder: String

  init() throws {
    var template = Array("/tmp/sil-runs-XXXXXX".utf8CString)
    try #require(mkdtemp(&template) != nil)
    folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit { _ = system("rm -rf '\(folder)'") }

  /// Runs kept or forgotten here by name.
  var files: [String] { Self.names(in: folder) }

  /// The processes that came from a run in this folder: each has it in its first environment.
  var processes: [String] {
    Self.names(in: "/proc").filter { name in
      guard pid_t(name) != nil, let file = fopen("/proc/\(name)/environ", "r") else { return false }
      defer { fclose(file) }
      var bytes = [UInt8](repeating: 0, count: 1 << 16)
      let count = fread(&bytes, 1, bytes.count, file)
      return String(decoding: bytes[..<count], as: UTF8.self)
        .contains("SIL_RUN_FOLDER=\(folder)/")
    }
  }

  /// Expects that nothing is there any more; those whom the kernel is burying get a moment.
  func expectNothing(sourceLocation: SourceLocation = #_sourceLocation) {
    for _ in 0..<100 where !processes.isEmpty { usleep(20_000) }
    #expect(processes == [], sourceLocation: sourceLocation)
    #expect(files == [], sourceLocation: sourceLocation)
  }

  static func names(in folder: String) -> [String] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }
}

/// Whether a process has ended or is only waiting to be buried.
func isGone(_ process: pid_t) -> Bool {
  for _ in 0..<100 {
    guard let file = fopen("/proc/\(process)/stat", "r") else { return true }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 4096)
    let text = String(decoding: bytes[..<fread(&bytes, 1, bytes.count, file)], as: UTF8.self)
    if text.split(separator: ")").last?.hasPrefix(" Z") ?? true { return true }
    usleep(20_000)
  }
  return false
}
