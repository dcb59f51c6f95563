// What the tests of the program share: a folder for files, and calls of the program.

import Glibc
import TestSupport
import Testing

/// A folder that is removed with all it holds.
final class Scratch {
  let path: String

  init() throws {
    var template = Array("/tmp/sil-tui-test-XXXXXX".utf8CString)
    try #require(mkdtemp(&template) != nil)
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit { _ = system("rm -rf '\(path)'") }

  func write(_ text: String, to name: String) throws -> String {
    try write(Array(text.utf8), to: name)
  }

  func write(_ bytes: [UInt8], to name: String) throws -> String {
    let file = try #require(fopen(path + "/" + name, "w"))
    fwrite(bytes, 1, bytes.count, file)
    fclose(file)
    return path + "/" + name
  }

  func read(_ name: String) -> String? {
    guard let file = fopen(path + "/" + name, "r") else { return nil }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 1 << 20)
    let count = fread(&bytes, 1, bytes.count, file)
    return String(decoding: bytes[..<count], as: UTF8.self)
  }

  /// What is in it, hidden files too.
  var names: [String] {
    guard let folder = opendir(path) else { return [] }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  /// Calls the program in this folder without a terminal.
  ///
  /// - Parameters:
  ///   - words: for the shell.
  ///   - environment: more variables, as the shell takes them.
  func call(_ words: String, environment: String = "") -> (
    code: Int32, output: String, errors: String
  ) {
    run("XDG_STATE_HOME='\(path)/state' \(environment) '\(builtProgram("sil-tui"))' \(words)")
  }

  /// Has the shell run a command in this folder.
  func run(_ command: String) -> (code: Int32, output: String, errors: String) {
    let status = system("cd '\(path)' && \(command) >.output 2>.errors </dev/null")
    return (status >> 8 & 0xFF, read(".output") ?? "", read(".errors") ?? "")
  }
}

/// The repository's samples.
let samplesFolder =
  "/" + "\(#filePath)".split(separator: "/").dropLast(3).joined(separator: "/") + "/Samples"
