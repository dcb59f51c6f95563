// Searching the log while typing: each key goes to the nearest line above that holds the text.

import EditorCore
import TerminalInterface

struct LogSearch: Hashable, Sendable {
  var field = TextField()
  var isFound = true

  static let hints = [
    KeyHint("Enter", "stay here"), KeyHint("Esc", "back"), KeyHint("n N", "then next, previous"),
  ]
}

extension App {
  mutating func handle(_ stroke: KeyStroke, _ prompt: LogSearch) -> [Effect] {
    var prompt = prompt
    switch stroke.key {
    case .escape:
      logView.query = ""
      interaction = .none
    case .enter: interaction = .none
    default:
      if prompt.field.handle(stroke) { searchLog(&prompt) }
      interaction = .logSearch(prompt)
    }
    return []
  }

  mutating func searchLog(_ prompt: inout LogSearch) {
    guard let log = shownLog else { return }
    prompt.isFound =
      prompt.field.isEmpty
      || logView.find(prompt.field.text, in: log, isForward: false, isInclusive: true)
    if prompt.field.isEmpty { logView.query = "" }
  }

  /// In the log the next line with the text that was searched for.
  mutating func findInLog(isForward: Bool) {
    guard let log = shownLog else { return }
    guard !logView.query.isEmpty else {
      editor.message = .warning("nothing was searched for in the log: / searches")
      return
    }
    if !logView.find(logView.query, in: log, isForward: isForward, isInclusive: false) {
      editor.message = .warning("the log has no \(logView.query)")
    }
  }
}
