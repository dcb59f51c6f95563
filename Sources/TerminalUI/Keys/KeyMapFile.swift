// Reads a person's own keys: a YAML mapping of panes to keys and the commands that they ask for. All
// that is wrong is reported at once with its place; a file with errors is not used.

package import Diagnostics
import PipelineModel
import TerminalInterface
import YAMLSyntax

package enum KeyMapFile {
  /// - Returns: the key maps exactly when no diagnostic is an error. A warning tells which of the
  ///   default keys a key takes the place of, because one is the beginning of the other.
  package static func read(_ bytes: [UInt8]) -> (maps: [Pane: KeyMap]?, diagnostics: [Diagnostic]) {
    let (document, problems) = YAMLDocument.read(bytes)
    var reader = KeyMapReader(diagnostics: problems)
    reader.read(document?.root)
    if reader.diagnostics.contains(where: \.isError) { return (nil, reader.diagnostics) }
    return (DefaultKeyMap.changed(by: reader.changes), reader.diagnostics)
  }
}

/// What a person wants of one key.
struct KeyChange: Hashable, Sendable {
  let keys: [KeyStroke]
  /// `nil` takes the key its meaning.
  let command: String?

  /// Whether a default key can't stand beside it.
  func displaces(_ other: [KeyStroke]) -> Bool {
    guard command != nil else { return keys == other }
    return keys.starts(with: other) || other.starts(with: keys)
  }
}

private struct KeyMapReader {
  private(set) var changes: [Pane: [KeyChange]] = [:]
  private(set) var diagnostics: [Diagnostic]

  init(diagnostics: [Diagnostic]) { self.diagnostics = diagnostics }

  mutating func read(_ root: YAMLNode?) {
    guard let root, root.scalarValue != .null else { return }
    guard root.isMapping else {
      return report(
        "keys", "A file of keys is a mapping of panes", mend: "Write graph: {<C-x>: delete-step}",
        root)
    }
    for entry in root.entries {
      guard let pane = Pane(rawValue: entry.key.text) else {
        report(
          "keys-pane", "\(entry.key.text) is no pane with keys", mend: "Write graph, step or text",
          entry.key)
        continue
      }
      let node = entry.value.resolved
      guard node.isMapping || node.scalarValue == .null else {
        report(
          "keys-pane", "The keys of a pane are a mapping", mend: "Write lines such as H: move-left",
          node)
        continue
      }
      for line in node.entries { read(line, in: pane) }
    }
  }

  private mutating func read(_ line: YAMLNode.Entry, in pane: Pane) {
    let keys: [KeyStroke]
    do {
      keys = try KeyStroke.parse(line.key.text)
    } catch {
      return report("keys-key", "\(error.message)", mend: error.mend, line.key)
    }
    guard !keys.isEmpty else {
      return report("keys-key", "A key has no name", mend: "Write keys as in a or <C-s>", line.key)
    }
    let value = line.value.resolved
    let name = value.text
    let isTakenAway = name == "none" || value.scalarValue == .null
    guard isTakenAway || UserCommand.named(name) != nil else {
      let near = nearest(to: name, among: UserCommand.all.map(\.name))
      return report(
        "keys-command", "There is no command \(name)",
        mend: near.map { "Write \($0), or none to take the key away" } ?? "See sil-tui keys", value)
    }
    let change = KeyChange(keys: keys, command: isTakenAway ? nil : name)
    for other in changes[pane] ?? [] where change.command != nil && other.command != nil {
      if change.displaces(other.keys) {
        let label = KeyMap.label(keys)
        let what =
          other.keys == keys
          ? "\(label) stands twice"
          : "\(label) and \(KeyMap.label(other.keys)) can't both be: one begins the other"
        return report("keys-twice", what, mend: "Remove one of them", line.key)
      }
    }
    changes[pane, default: []].append(change)
    warn(of: change, in: pane, line.key)
  }

  private mutating func warn(of change: KeyChange, in pane: Pane, _ node: YAMLNode) {
    let defaults = DefaultKeyMap.all[pane]?.bindings ?? []
    if change.command == nil {
      if defaults.contains(where: { $0.keys == change.keys }) { return }
      diagnostics.append(
        .warning(
          "keys-nothing", "\(KeyMap.label(change.keys)) has no meaning that could be taken away",
          mend: "Remove the line", at: .bytes(node.range)))
      return
    }
    let gone = defaults.filter { $0.keys != change.keys && change.displaces($0.keys) }
    if gone.isEmpty { return }
    diagnostics.append(
      .warning(
        "keys-displaced",
        "\(KeyMap.label(change.keys)) takes the place of \(gone.map(\.label).joined(separator: ", "))",
        mend:
          "Give \(gone.count == 1 ? "that command" : "those commands") other keys, or choose another key here",
        at: .bytes(node.range)))
  }

  private mutating func report(_ code: String, _ message: String, mend: String, _ node: YAMLNode) {
    diagnostics.append(.error(code, message, mend: mend, at: .bytes(node.range)))
  }
}
