// Which keys ask for which command. A table and its look-ups; the default table is in
// DefaultKeyMap.swift, what has been typed so far is kept by KeyReader.

package import TerminalInterface

package struct KeyMap: Sendable {
  package struct Binding: Hashable, Sendable {
    package let keys: [KeyStroke]
    /// The command's name.
    package let command: String

    /// As help shows it: `gg`, `Ctrl-s`, `Space w`.
    package var label: String { KeyMap.label(keys) }
  }

  /// What keys typed so far mean.
  package enum Meaning: Hashable, Sendable {
    case command(String)
    /// More keys follow.
    case prefix
    case nothing
  }

  /// In the order of the table: the first key of a command is the one that is shown.
  package let bindings: [Binding]
  private let commands: [[KeyStroke]: String]
  private let prefixes: Set<[KeyStroke]>
  private let byCommand: [String: [Binding]]

  /// - Parameter table: keys as `KeyStroke.parse` reads them, and the command's name.
  /// - Precondition: the keys can be read, stand once, and no key is the beginning of another one.
  package init(_ table: [(keys: String, command: String)]) {
    self.init(bindings: table.map { Binding(keys: KeyMap.strokes($0.keys), command: $0.command) })
  }

  /// - Precondition: the keys stand once, and no key is the beginning of another one.
  package init(bindings: [Binding]) {
    var commands: [[KeyStroke]: String] = [:]
    var prefixes: Set<[KeyStroke]> = []
    for binding in bindings {
      let keys = binding.keys
      precondition(commands[keys] == nil, "the key \(binding.label) stands twice")
      commands[keys] = binding.command
      for length in 1..<max(1, keys.count) { prefixes.insert(Array(keys.prefix(length))) }
    }
    for keys in prefixes {
      precondition(commands[keys] == nil, "\(KeyMap.label(keys)) is a command and a prefix")
    }
    self.bindings = bindings
    self.commands = commands
    self.prefixes = prefixes
    byCommand = Dictionary(grouping: bindings, by: \.command)
  }

  /// With the keys of another map first, in place of those that can't stand beside them.
  func preceded(by other: KeyMap) -> KeyMap {
    let rest = bindings.filter { mine in
      !other.bindings.contains {
        $0.keys.starts(with: mine.keys) || mine.keys.starts(with: $0.keys)
      }
    }
    return KeyMap(bindings: other.bindings + rest)
  }

  package func meaning(of keys: [KeyStroke]) -> Meaning {
    if let command = commands[keys] { return .command(command) }
    return prefixes.contains(keys) ? .prefix : .nothing
  }

  /// The keys that ask for a command, the one to be shown first.
  package func keys(for command: String) -> [Binding] { byCommand[command] ?? [] }

  /// What may follow the keys typed so far.
  package func continuations(of keys: [KeyStroke]) -> [Binding] {
    bindings.filter { $0.keys.count > keys.count && $0.keys.starts(with: keys) }
  }

  /// A blank stands between keys when one of them has a name.
  package static func label(_ keys: [KeyStroke]) -> String {
    let labels = keys.map(\.label)
    return labels.joined(separator: labels.contains { $0.unicodeScalars.count > 1 } ? " " : "")
  }

  private static func strokes(_ text: String) -> [KeyStroke] {
    do {
      return try KeyStroke.parse(text)
    } catch {
      preconditionFailure(error.message)
    }
  }
}
