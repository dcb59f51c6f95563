// Our reading against another reader's: ruamel.yaml, in Tests/Reference/read_yaml.py.

import Glibc
import TestSupport
import Testing
import YAMLSyntax

struct ReferenceTests {
  @Test func `random documents say what another reader reads`() throws {
    guard let python = pythonWithReader() else {
      // A missing reader is no matter on a person's machine, and is one where all must be tested.
      print("ReferenceTests: no Python with ruamel.yaml here (.ci/install brings it): not compared")
      #expect(getenv("CI") == nil, "CI is set, and there is no Python with ruamel.yaml")
      return
    }
    let folder = try temporaryFolder()
    defer { _ = system("rm -rf '\(folder)'") }
    var ours: [String: String] = [:]
    for seed in 0..<600 as Range<UInt64> {
      var random = SplitMix64(seed: seed)
      // ruamel.yaml refuses tabs in front of comments, which YAML 1.2 allows: it gets blanks.
      let bytes = withoutTabs(
        seed % 2 == 0
          ? RandomDocument.text(seed: seed) : TestSupport.RandomDocument.bytes(using: &random))
      // ruamel.yaml takes NEL, LS and PS for line ends in places, as YAML 1.1 did.
      guard !hasOldLineBreaks(bytes) else { continue }
      let name = "random\(seed).yaml"
      ours[name] = try document(bytes).root.map { tree($0) } ?? "~"
      try write(bytes, to: folder + "/" + name)
    }
    #expect(system("'\(python)' '\(script)' '\(folder)' >'\(folder)/theirs'") == 0)
    let theirs = try read(folder + "/theirs").split(separator: "\n")
    #expect(theirs.count == ours.count)
    for line in theirs {
      let parts = line.split(separator: "\t", maxSplits: 1).map(String.init)
      let text = try read(folder + "/" + parts[0])
      #expect(ours[parts[0]] == parts[1], "\(parts[0])\n\(text)")
    }
  }
}

private let script =
  "/" + "\(#filePath)".split(separator: "/").dropLast(2).joined(separator: "/")
  + "/Reference/read_yaml.py"

private func pythonWithReader() -> String? {
  ["python3", "/usr/bin/python3"].first {
    system("'\($0)' -c 'import ruamel.yaml' >/dev/null 2>&1") == 0
  }
}

/// As read_yaml.py prints it.
private func tree(_ node: YAMLNode) -> String {
  let node = node.resolved
  switch node.kind {
  case .scalar:
    switch node.scalarValue {
    case .null, nil: return "~"
    case .bool(let flag): return flag ? "t" : "f"
    case .int(let number): return "i\(number)"
    case .float(let number):
      return "d" + (number.isNaN ? "nan" : hex(number.bitPattern.bigEndian))
    case .string(let text): return "s" + hex(text.utf8)
    }
  case .sequence: return "[" + node.items.map(tree).joined(separator: ",") + "]"
  case .mapping:
    return "{"
      + node.entries.map { hex($0.key.textBytes) + "=" + tree($0.value) }.joined(separator: ",")
      + "}"
  case .alias: return "*"
  }
}

private func hex(_ bits: UInt64) -> String {
  withUnsafeBytes(of: bits) { hex($0) }
}

private func hex(_ bytes: some Sequence<UInt8>) -> String {
  bytes.map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
}

private func hasOldLineBreaks(_ bytes: [UInt8]) -> Bool {
  String(decoding: bytes, as: UTF8.self).unicodeScalars.contains {
    [0x85, 0x2028, 0x2029].contains($0.value)
  }
}

private func withoutTabs(_ bytes: [UInt8]) -> [UInt8] {
  bytes.indices.map { index in
    let isBeforeComment =
      bytes[index] == 0x09 && index + 1 < bytes.count && bytes[index + 1] == UInt8(ascii: "#")
    return isBeforeComment ? 0x20 : bytes[index]
  }
}

private func temporaryFolder() throws -> String {
  var template = Array("/tmp/sil-tui-reference-XXXXXX".utf8CString)
  try #require(mkdtemp(&template) != nil)
  return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
}

private func write(_ bytes: [UInt8], to path: String) throws {
  let file = try #require(fopen(path, "w"))
  fwrite(bytes, 1, bytes.count, file)
  fclose(file)
}

private func read(_ path: String) throws -> String {
  let file = try #require(fopen(path, "r"))
  defer { fclose(file) }
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 1 << 16)
  while true {
    let count = fread(&buffer, 1, buffer.count, file)
    if count == 0 { return String(decoding: bytes, as: UTF8.self) }
    bytes += buffer[..<count]
  }
}
