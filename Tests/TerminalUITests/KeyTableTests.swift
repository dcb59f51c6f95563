import EditorCore
import TerminalInterface
import Testing

@testable import TerminalUI

struct KeyTableTests {
  @Test(arguments: Pane.allCases)
  func `every key of the table names a command`(pane: Pane) throws {
    let map = try #require(DefaultKeyMap.all[pane])
    for binding in map.bindings {
      #expect(UserCommand.named(binding.command) != nil, "\(binding.label) \(binding.command)")
    }
  }

  @Test func `every command has a key or stands in the palette`() {
    let keyed = Set(DefaultKeyMap.all.values.flatMap { $0.bindings.map(\.command) })
    for command in UserCommand.all {
      #expect(command.isListed || keyed.contains(command.name), "\(command.name)")
    }
  }

  @Test func `every command has a name and a sentence of its own`() {
    #expect(Set(UserCommand.all.map(\.name)).count == UserCommand.all.count)
    #expect(Set(UserCommand.all.map(\.summary)).count == UserCommand.all.count)
    for command in UserCommand.all {
      #expect(command.name.utf8.allSatisfy { $0 == 0x2D || (0x61...0x7A).contains($0) })
      #expect(!command.summary.hasSuffix(".") && command.summary.first?.isUppercase == true)
    }
  }

  @Test func `short names of the command line are names of commands`() {
    for name in CommandList.shortNames.values { #expect(UserCommand.named(name) != nil, "\(name)") }
  }

  /// design/keymap.md, section 3.3 and 3.4: what hands learn first.
  @Test(arguments: [
    ("a", "add-after"), ("i", "add-before"), ("o", "add-parallel"), ("S", "split-edge"),
    ("c", "connect"), ("C", "connect-into"), ("X", "disconnect"), ("x", "delete-step"),
    ("dd", "delete-step"), ("r", "rename"), ("<Enter>", "open-form"), ("e", "edit-code"),
    ("M", "move-step"), ("m", "mark"), ("u", "undo"), ("<C-r>", "redo"), ("U", "redo"),
    (".", "repeat-last"), ("<Tab>", "next-pane"), ("q", "close"), ("?", "help"), ("<F1>", "help"),
    (":", "command-line"), ("<C-s>", "save"), ("ZZ", "save"), ("/", "find"), ("n", "find-next"),
    ("gf", "next-problem"), ("<F8>", "next-problem"), ("zz", "centre"), ("f", "jump"),
  ])
  func `the keys that people know are where they expect them`(keys: String, command: String) throws
  {
    let map = try #require(DefaultKeyMap.all[.graph])
    #expect(map.meaning(of: try KeyStroke.parse(keys)) == .command(command))
  }

  @Test func `what terminals and multiplexers keep is never the only key`() throws {
    let kept = try KeyStroke.parse("<C-g><C-t><C-o><C-q><C-b><C-a><F11>")
    for map in DefaultKeyMap.all.values {
      for binding in map.bindings where binding.keys.contains(where: kept.contains) {
        let others = map.keys(for: binding.command).filter {
          $0.keys.allSatisfy { !kept.contains($0) }
        }
        #expect(!others.isEmpty, "\(binding.label)")
      }
    }
  }

  @Test func `commands that use modifiers have plain keys too`() throws {
    let map = try #require(DefaultKeyMap.all[.graph])
    let alone: Set = [
      "suspend", "redraw", "focus-graph", "focus-form", "focus-text", "only-pane", "mark-left",
      "mark-down", "mark-up", "mark-right",
    ]
    for command in Set(map.bindings.map(\.command)).subtracting(alone) {
      let keys = map.keys(for: command)
      let isPlain = keys.contains { $0.keys.allSatisfy(\.modifiers.isEmpty) }
      #expect(isPlain || command.hasPrefix("text-") || command.hasPrefix("scroll-"), "\(command)")
    }
  }

  @Test func `the table of keys as text has every command once`() {
    let rows = KeyTable.rows(for: .graph)
    #expect(Set(rows.map(\.command)).count == rows.count)
    #expect(rows.first { $0.command == "save" }?.keys == ["Ctrl-s", "ZZ", "Space w"])
    for command in Command.all { #expect(rows.contains { $0.command == command.name }) }
    #expect(!rows.contains { $0.command == "edit-row" })
    #expect(KeyTable.rows(for: .step).contains { $0.command == "edit-row" && $0.keys == ["Enter"] })
  }
}
