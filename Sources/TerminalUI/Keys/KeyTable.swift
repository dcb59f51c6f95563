// All commands with their keys as plain text, for `sil-tui keys`, the README and completions: made
// from the table of commands and the key maps, and from nothing else.

import EditorCore

package struct KeyTableRow: Hashable, Sendable {
  /// As people say them, the one to learn first; empty when it is only asked for by name.
  package let keys: [String]
  package let command: String
  /// One sentence without a full stop.
  package let summary: String
  package let category: String
}

package enum KeyTable {
  /// In the order in which help lists them.
  ///
  /// - Parameters:
  ///   - pane: where the keys are pressed.
  ///   - maps: the person's own keys, when there are any.
  package static func rows(for pane: Pane, _ maps: [Pane: KeyMap]? = nil) -> [KeyTableRow] {
    let map = (maps ?? DefaultKeyMap.all)[pane]
    return UserCommand.all.compactMap { command in
      let keys = map?.keys(for: command.name).map(\.label) ?? []
      guard command.isListed || !keys.isEmpty else { return nil }
      return KeyTableRow(
        keys: keys, command: command.name, summary: command.summary,
        category: command.category.rawValue)
    }
  }
}
