import Glibc
import StepInLine
import Testing

struct DocumentationTests {
  /// Lines of a file of the repository.
  private func lines(of path: String) throws -> [String] {
    let folder = "\(#filePath)".split(separator: "/").dropLast(3).joined(separator: "/")
    let file = try #require(fopen("/\(folder)/\(path)", "r"))
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    let count = fread(&bytes, 1, bytes.count, file)
    return String(decoding: bytes[..<count], as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  /// The blocks of code in the library's documentation, in one language.
  private func blocks(_ language: String) throws -> [[String]] {
    var blocks: [[String]] = []
    var isInside = false
    for line in try lines(of: "Sources/StepInLine/StepInLine.docc/StepInLine.md") {
      if line.hasPrefix("```") {
        isInside = !isInside && line == "```" + language
        if isInside { blocks.append([]) }
      } else if isInside {
        blocks[blocks.count - 1].append(line)
      }
    }
    return blocks
  }

  @Test func `the documentation's example is the one that is tested`() throws {
    let source = try lines(of: "Tests/StepInLineTests/Example.swift")
    let start = try #require(source.firstIndex { $0.hasPrefix("func ") })
    let end = try #require(source.lastIndex { $0.hasPrefix("  return ") })
    let body = source[(start + 1)..<end].map { String($0.dropFirst(2)) }
    let shown =
      ["import StepInLine", ""] + body
      + ["print(String(decoding: definition, as: UTF8.self))"]
    let written = try blocks("swift").first
    #expect(written == shown)
  }

  @Test func `the example makes the state machine that the documentation shows`() throws {
    let definition = try nightlyScores().split(separator: "\n").map(String.init)
    let shown = try blocks("json").first
    #expect(shown == definition)
  }
}
