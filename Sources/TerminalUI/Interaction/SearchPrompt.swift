// Searching while typing: each key selects the first hit from where the search began. Escape goes
// back to there.

import EditorCore
import PipelineModel
import TerminalInterface

struct SearchPrompt: Hashable, Sendable {
  let start: StepID?
  var field: TextField
  /// The steps that hold the text, for drawing.
  var hits: Set<StepID>

  init(from start: StepID?) {
    self.start = start
    field = TextField()
    hits = []
  }

  static let hints = [
    KeyHint("Enter", "stay here"), KeyHint("Esc", "back"), KeyHint("n N", "then next, previous"),
  ]
}

extension App {
  mutating func handle(_ stroke: KeyStroke, _ prompt: SearchPrompt) -> [Effect] {
    var prompt = prompt
    switch stroke.key {
    case .escape:
      if let start = prompt.start { editor.select(start) }
      editor.message = nil
      interaction = .none
    case .enter: interaction = .none
    default:
      if prompt.field.handle(stroke) { search(&prompt) }
      interaction = .search(prompt)
    }
    return []
  }

  mutating func search(_ prompt: inout SearchPrompt) {
    let text = prompt.field.text
    editor.message = nil
    if let start = prompt.start { editor.select(start) }
    prompt.hits = Set(editor.searchHits(for: text).map(\.step))
    if !text.isEmpty { editor.attempt { editor throws(Refusal) in try editor.find(text) } }
  }
}
