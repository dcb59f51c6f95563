import TerminalInterface
import Testing

@testable import TerminalUI

struct KeyMapTests {
  let map = KeyMap([
    ("a", "add-after"), ("gg", "go-first"), ("gf", "next-problem"), ("<C-s>", "save"),
    ("ZZ", "save"), ("<Space>w", "save"),
  ])

  /// What comes of each key in turn.
  func read(_ keys: String) throws -> [KeyReader.Outcome] {
    var reader = KeyReader()
    return try KeyStroke.parse(keys).map { reader.read($0, in: map, at: 0) }
  }

  @Test func `a key asks for its command`() throws {
    #expect(try read("a") == [.command("add-after", count: nil)])
    #expect(try read("gg<C-s>").last == .command("save", count: nil))
  }

  @Test func `digits in front are a count`() throws {
    #expect(try read("12a") == [.pending, .pending, .command("add-after", count: 12)])
    #expect(try read("99999999gg").last == .command("go-first", count: 9999))
  }

  @Test func `escape takes back what was begun`() throws {
    #expect(try read("3g<Esc>a").suffix(2) == [.cancelled, .command("add-after", count: nil)])
  }

  @Test func `keys without a meaning are named`() throws {
    #expect(try read("gx").last == .unknown(try KeyStroke.parse("gx")))
  }

  @Test func `a question mark behind a prefix asks what may follow`() throws {
    #expect(try read("g?").last == .showContinuations)
    #expect(try read("?").last == .unknown([KeyStroke("?")]))
  }

  @Test func `the first key in the table is the one shown`() {
    #expect(map.keys(for: "save").map(\.label) == ["Ctrl-s", "ZZ", "Space w"])
    #expect(map.continuations(of: [KeyStroke("g")]).map(\.label) == ["gg", "gf"])
  }
}
