// Commands to choose from, filtered by what is typed: the palette, the command line and the help
// are this list with other beginnings. Rows come from the one table of commands and the key map.

import EditorCore
import TerminalInterface

struct CommandList: Sendable {
  enum Form: Hashable, Sendable { case commandLine, palette, help }

  struct Row: Sendable {
    let command: UserCommand
    /// The key to learn, and a second one when both are short.
    let keys: String
    /// Characters of the name that fit what was typed.
    let places: [Int]
    /// Why it can do nothing now.
    let refusal: String?
  }

  let form: Form
  var field = TextField()
  var window = ListWindow()
  /// How many lines back the text was taken from what was carried out before; 0 for none.
  var recalled = 0
  private(set) var rows: [Row] = []

  init(_ form: Form) { self.form = form }

  var chosen: Row? { rows.indices.contains(window.chosen) ? rows[window.chosen] : nil }

  /// The command that the text names exactly, as `:w` or `:undo` do.
  var named: UserCommand? {
    let text = field.text.split(separator: " ").first.map(String.init) ?? ""
    return UserCommand.named(CommandList.shortNames[text] ?? text)
  }

  /// What stands behind the command's name; `nil` when nothing does.
  var words: String? {
    let parts = field.text.split(separator: " ", maxSplits: 1)
    return parts.count == 2 ? String(parts[1]) : nil
  }

  /// What hands know from vi.
  static let shortNames = [
    "w": "save", "q": "quit", "wq": "save-and-quit", "x": "save-and-quit", "q!": "discard-and-quit",
    "w!": "overwrite", "u": "undo", "h": "help", "undotree": "history", "e!": "reload",
  ]

  /// Whether Up means an older line: with nothing typed and nothing chosen, or while going back.
  func mayRecall(_ lines: [String]) -> Bool {
    guard form == .commandLine, !lines.isEmpty, window.chosen == 0 else { return false }
    return recalled > 0 || field.isEmpty
  }

  mutating func update(_ app: App) {
    let map = app.keyMap(for: app.focus)
    var ranked: [(score: Int, row: Row)] = []
    for command in commands(app) {
      guard let match = CommandList.match(field.text, command) else { continue }
      let row = Row(
        command: command, keys: CommandList.keys(of: command.name, in: map),
        places: match.places, refusal: command.unavailableReason(app))
      ranked.append((match.score, row))
    }
    // `sort` keeps the order of equals only when it is told.
    rows = ranked.enumerated().sorted {
      ($1.element.score, $0.offset) < ($0.element.score, $1.offset)
    }.map(\.element.row)
    window = ListWindow()
  }

  /// The palette has the order of the table. Help begins with what the pane has of its own, and
  /// ends with what has no key there.
  private func commands(_ app: App) -> [UserCommand] {
    let listed = UserCommand.all.filter(\.isListed)
    guard form == .help else { return listed }
    let bindings = Set(app.keyMap(for: app.focus).bindings)
    let own = Set(bindings.subtracting(app.keyMap(for: .graph).bindings).map(\.command))
    let keyed = Set(bindings.map(\.command))
    return UserCommand.all.filter { own.contains($0.name) }
      + listed.filter { keyed.contains($0.name) && !own.contains($0.name) }
      + listed.filter { !keyed.contains($0.name) }
  }

  private static func keys(of command: String, in map: KeyMap) -> String {
    let labels = map.keys(for: command).map(\.label)
    let two = labels.prefix(2).joined(separator: "  ")
    return columns(of: two) <= 13 ? two : labels.first ?? ""
  }

  /// Fits the name, or else holds the text in its sentence.
  private static func match(_ text: String, _ command: UserCommand) -> (score: Int, places: [Int])?
  {
    if text.isEmpty { return (0, []) }
    if let short = shortNames[text], short == command.name { return (10_000, []) }
    if let match = FuzzyMatch(text, in: command.name) { return (match.score, match.places) }
    return command.summary.lowercased().contains(text.lowercased()) ? (-1000, []) : nil
  }

  var title: String {
    switch form {
    case .commandLine, .palette: "commands"
    case .help: "help"
    }
  }

  static let hints = [
    KeyHint("type", "filter"), KeyHint("↑ ↓", "choose"), KeyHint("Enter", "do it"),
    KeyHint("Esc", "back"),
  ]
}

extension App {
  mutating func openCommands(_ form: CommandList.Form) {
    var list = CommandList(form)
    list.update(self)
    interaction = .commands(list)
  }

  mutating func handle(_ stroke: KeyStroke, _ list: CommandList) -> [Effect] {
    var list = list
    switch (stroke.key, stroke.modifiers) {
    case (.escape, _):
      interaction = .none
      return []
    case (.backspace, []) where list.field.isEmpty:
      interaction = .none
      return []
    case (.enter, _): return finish(list)
    case (.up, _) where list.mayRecall(commandLines): recall(1, in: &list)
    case (.down, _) where list.recalled > 0: recall(-1, in: &list)
    case (.down, _), (.character("n"), .control): list.window.move(by: 1, of: list.rows.count)
    case (.up, _), (.character("p"), .control): list.window.move(by: -1, of: list.rows.count)
    case (.pageDown, _): list.window.choose(list.window.chosen + 10, of: list.rows.count)
    case (.pageUp, _): list.window.choose(list.window.chosen - 10, of: list.rows.count)
    case (.tab, _):
      if let name = list.chosen?.command.name { list.field = TextField(name) }
      list.update(self)
    default:
      list.recalled = 0
      if list.field.handle(stroke) { list.update(self) }
    }
    editor.message = nil
    interaction = .commands(list)
    return []
  }

  /// Puts an earlier or later line that was carried out into the field; past the newest it is empty.
  private mutating func recall(_ distance: Int, in list: inout CommandList) {
    list.recalled = max(0, min(commandLines.count, list.recalled + distance))
    let line = list.recalled > 0 ? commandLines[commandLines.count - list.recalled] : ""
    list.field = TextField(line)
    list.update(self)
  }

  /// On the command line a name that is typed in full wins over the chosen row.
  private mutating func finish(_ list: CommandList) -> [Effect] {
    let moved = list.window.chosen != 0
    guard let command = (moved ? nil : list.named) ?? list.chosen?.command else {
      editor.message = .warning(
        "there is no command \(list.field.text): Esc, then ? lists them all")
      return []
    }
    interaction = .none
    let line = moved || list.field.isEmpty ? command.name : list.field.text
    if list.form == .commandLine, line != commandLines.last { commandLines.append(line) }
    if let words = list.words, command.name == list.named?.name,
      let perform = command.performWithWords
    {
      editor.message = nil
      return perform(&self, words)
    }
    return run(command, count: 1)
  }
}
