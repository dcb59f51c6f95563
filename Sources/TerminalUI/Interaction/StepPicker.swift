// Choosing a step by part of its name, also one that is not on the screen. Steps that can't be
// chosen are listed with the reason.

import EditorCore
import PipelineModel
import TerminalInterface

struct StepPicker: Sendable {
  struct Row: Hashable, Sendable {
    let step: StepID
    let name: String
    /// Characters of the name that fit what was typed.
    let places: [Int]
    let refusal: String?
    /// How it stands in the comparison.
    var sign: TextPiece?
  }

  /// What the step is wanted for.
  let question: Question
  /// Why a step can't be chosen; steps that are missing here can.
  let refusals: [StepID: String]
  /// Where Escape goes back to.
  let hints: HintMode?
  var field = TextField()
  var window = ListWindow()
  private(set) var rows: [Row] = []

  init(_ question: Question, refusals: [StepID: String], back hints: HintMode?) {
    self.question = question
    self.refusals = refusals
    self.hints = hints
  }

  var chosen: Row? { rows.indices.contains(window.chosen) ? rows[window.chosen] : nil }

  /// Steps that may be chosen first.
  mutating func update(_ editor: Editor) {
    let all = editor.matches(field.text).map { match in
      Row(
        step: match.step, name: editor.name(of: match.step), places: match.match.places,
        refusal: refusals[match.step])
    }
    rows = all.filter { $0.refusal == nil } + all.filter { $0.refusal != nil }
    if case .stepByName = question { addComparison(editor) }
    window = ListWindow()
  }

  /// Marks what differs, and lists what is gone behind what is there.
  private mutating func addComparison(_ editor: Editor) {
    guard let compared = editor.comparison else { return }
    for index in rows.indices {
      let id = rows[index].step
      let role = compared.role(of: id)
      rows[index].sign = TextPiece(compared.sign(of: id) ?? " ", role ?? .popup)
    }
    for gone in compared.delta.removed {
      guard let match = FuzzyMatch(field.text, in: gone.name) else { continue }
      rows.append(
        Row(
          step: gone.id, name: gone.name, places: match.places,
          refusal: "gone since \(compared.label)", sign: TextPiece("-", .compareRemoved)))
    }
  }

  static let hints = [KeyHint("Enter", "take"), KeyHint("↑ ↓", "choose"), KeyHint("Esc", "back")]
}

extension App {
  mutating func handle(_ stroke: KeyStroke, _ picker: StepPicker) -> [Effect] {
    var picker = picker
    switch (stroke.key, stroke.modifiers) {
    case (.escape, _):
      interaction = picker.hints.map { .hints($0) } ?? .none
      return []
    case (.enter, _):
      guard let row = picker.chosen else {
        editor.message = .warning("no step is called so: type other letters, or Esc")
        return []
      }
      if let refusal = row.refusal {
        editor.message = .warning(refusal)
        return []
      }
      return take(.step(row.step), for: picker.question)
    case (.down, _), (.tab, _), (.character("n"), .control):
      picker.window.move(by: 1, of: picker.rows.count)
    case (.up, _), (.backtab, _), (.character("p"), .control):
      picker.window.move(by: -1, of: picker.rows.count)
    default:
      if picker.field.handle(stroke) { picker.update(editor) }
    }
    editor.message = nil
    interaction = .pick(picker)
    return []
  }
}
