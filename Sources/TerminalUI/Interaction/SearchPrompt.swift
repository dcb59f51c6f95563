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
  /// Whether Enter marks all that were found.
  let marks: Bool

  init(from start: StepID?, marks: Bool = false) {
    self.start = start
    self.marks = marks
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
    case .enter:
      interaction = .none
      if prompt.marks { mark(prompt) }
    default:
      if prompt.field.handle(stroke) { search(&prompt) }
      interaction = .search(prompt)
    }
    return []
  }

  /// Marks in the order of the flow.
  private mutating func mark(_ prompt: SearchPrompt) {
    if let start = prompt.start { editor.select(start) }
    guard !prompt.hits.isEmpty else {
      editor.message = .warning("nothing was found to mark")
      return
    }
    editor.setMarks(editor.topology.ordered.filter(prompt.hits.contains))
    editor.message = .info("marked \(prompt.hits.count) of \(editor.topology.ordered.count) steps")
  }

  mutating func search(_ prompt: inout SearchPrompt) {
    let text = prompt.field.text
    editor.message = nil
    if let start = prompt.start { editor.select(start) }
    prompt.hits = Set(editor.searchHits(for: text).map(\.step))
    if !text.isEmpty { editor.attempt { editor throws(Refusal) in try editor.find(text) } }
  }
}
