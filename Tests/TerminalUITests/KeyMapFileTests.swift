// A person's own keys: what they change, what they displace, and what is wrong with them.

import Diagnostics
import EditorCore
import PipelineModel
import TerminalInterface
import TestSupport
import Testing

@testable import TerminalUI

struct KeyMapFileTests {
  private func read(_ text: String) -> (maps: [Pane: KeyMap]?, diagnostics: [Diagnostic]) {
    KeyMapFile.read(Array(text.utf8))
  }

  private func maps(_ text: String) throws -> [Pane: KeyMap] {
    let (maps, diagnostics) = read(text)
    return try #require(maps, "\(diagnostics)")
  }

  private func meaning(_ keys: String, _ maps: [Pane: KeyMap], _ pane: Pane = .graph) throws
    -> KeyMap.Meaning
  {
    try #require(maps[pane]).meaning(of: try KeyStroke.parse(keys))
  }

  @Test(arguments: ["", "# nothing yet\n", "graph:\n", "graph: {}\n"])
  func `an empty file changes nothing`(text: String) throws {
    let maps = try maps(text)
    for pane in Pane.allCases {
      #expect(maps[pane]?.bindings == DefaultKeyMap.all[pane]?.bindings)
    }
  }

  @Test func `a key asks for another command, first in help, and in all panes`() throws {
    let maps = try maps("graph:\n  <C-x>: delete-step\n  H: move-left\n")
    #expect(try meaning("<C-x>", maps) == .command("delete-step"))
    #expect(try meaning("x", maps) == .command("delete-step"))
    #expect(maps[.graph]?.keys(for: "delete-step").first?.label == "Ctrl-x")
    #expect(try meaning("H", maps, .step) == .command("move-left"))
    // In the form this key is the form's own.
    #expect(try meaning("x", maps, .step) == .command("clear-row"))
  }

  @Test func `none takes a key away`() throws {
    let maps = try maps("graph: {Q: none, x: none}\nstep: {x: null}\n")
    #expect(try meaning("Q", maps) == .nothing)
    #expect(try meaning("x", maps) == .nothing)
    #expect(try meaning("dd", maps) == .command("delete-step"))
    #expect(try meaning("x", maps, .step) == .nothing)
  }

  @Test func `a key that begins others takes their place and says so`() throws {
    let (maps, diagnostics) = read("graph:\n  s: save\n")
    let found = try #require(maps)
    #expect(try meaning("s", found) == .command("save"))
    #expect(try meaning("su", found) == .nothing)
    #expect(diagnostics.map(\.code) == ["keys-displaced"])
    #expect(diagnostics.first?.message.hasPrefix("s takes the place of su, sd, sc") == true)
    let (longer, told) = read("graph:\n  xx: delete-step\n")
    #expect(try meaning("xx", try #require(longer)) == .command("delete-step"))
    #expect(try meaning("x", try #require(longer)) == .prefix)
    #expect(told.map(\.message) == ["xx takes the place of x"])
  }

  @Test(arguments: [
    ("graph: {<C-Foo>: save}", "keys-key"), ("graph: {H: sav}", "keys-command"),
    ("graph: {H: save, Hx: undo}", "keys-twice"), ("graf: {H: save}", "keys-pane"),
    ("graph: 3", "keys-pane"), ("- H", "keys"), ("graph: {H: [save]}", "keys-command"),
  ])
  func `what is wrong is told with its place`(text: String, code: String) throws {
    let (maps, diagnostics) = read(text)
    #expect(maps == nil)
    #expect(diagnostics.map(\.code) == [code])
    guard case .bytes(let range)? = diagnostics.first?.place else {
      Issue.record("no place")
      return
    }
    #expect(range.upperBound <= text.utf8.count && !range.isEmpty)
  }

  @Test func `a command that is nearly right is proposed`() {
    let (_, diagnostics) = read("graph: {H: delete-stp}")
    #expect(diagnostics.first?.mend.contains("delete-step") == true)
  }

  @Test func `any keys of one's own make maps without contradiction`() throws {
    let keys = ["a", "g", "gg", "x", "<C-x>", "s", "ss", "<Space>", "Z", "<F5>", "j", "<Enter>"]
    let commands = UserCommand.all.map(\.name) + ["none", "none"]
    for seed in 0..<300 {
      var random = SplitMix64(seed: UInt64(seed))
      var text = ""
      for pane in Pane.allCases where Bool.random(using: &random) {
        text += "\(pane.rawValue):\n"
        for key in keys where Int.random(in: 0..<3, using: &random) == 0 {
          text += "  \(key): \(commands.randomElement(using: &random) ?? "none")\n"
        }
      }
      // A contradiction would be a trap in KeyMap.
      let (maps, diagnostics) = read(text)
      #expect(
        (maps == nil) == diagnostics.contains(where: \.isError), "seed \(seed):\n\(text)")
    }
  }

  @Test func `the app listens to the person's keys`() throws {
    let desk = try Desk("a, b<-a")
    desk.app.keyMaps = try maps("graph: {T: delete-step}")
    try desk.press("T")
    #expect(desk.app.editor.pipeline.steps.map(\.name) == ["b"])
    // Help shows them: typing filters it.
    try desk.press("?delete-step")
    #expect(desk.screen.lines.contains { $0.contains("T") && $0.contains("Delete") })
  }
}
