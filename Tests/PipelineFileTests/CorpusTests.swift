// Files on which the writer or formatter once failed, most found by fuzzing: the laws hold for all.

import Glibc
import PipelineFile
import TestSupport
import Testing

struct CorpusTests {
  @Test func `the laws hold for every case ever found`() throws {
    let names = try corpus()
    try #require(!names.isEmpty)
    for name in names {
      let bytes = try read(folder + "/" + name)
      for seed in [FileLaws.seed(of: bytes)] + Array(0..<40) {
        if let broken = FileLaws.broken(for: bytes, seed: seed) {
          Issue.record("\(name), seed \(seed): \(broken)")
        }
      }
    }
  }
}

private let folder =
  "/" + "\(#filePath)".split(separator: "/").dropLast(2).joined(separator: "/") + "/Fuzz/Corpus"

private func corpus() throws -> [String] {
  let directory = try #require(opendir(folder))
  defer { closedir(directory) }
  var names: [String] = []
  while let entry = readdir(directory) {
    let name = withUnsafePointer(to: entry.pointee.d_name) { pointer in
      pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
    }
    if !name.hasPrefix(".") { names.append(name) }
  }
  return names.sorted()
}

private func read(_ path: String) throws -> [UInt8] {
  let file = try #require(fopen(path, "r"))
  defer { fclose(file) }
  var bytes = [UInt8](repeating: 0, count: 1 << 20)
  bytes.removeLast(bytes.count - fread(&bytes, 1, bytes.count, file))
  return bytes
}
