// Asks for the name of a new step or for another name of one, and says while it is typed what is
// wrong with it. For new steps Tab goes through the places where they may stand.

import EditorCore
import PipelineModel
import TerminalInterface

struct NamePrompt: Hashable, Sendable {
  enum Subject: Hashable, Sendable {
    /// Places to go through; how many more steps follow this one; how many there are in all.
    case newStep(places: [Placement], chosen: Int, left: Int, of: Int)
    case rename(StepID)
  }

  var subject: Subject
  var field: TextField

  /// "new step after clean", "new name of clean".
  func label(_ editor: Editor) -> String {
    switch subject {
    case .newStep(let places, let chosen, let left, let count):
      let number = count > 1 ? " \(count - left + 1) of \(count)" : ""
      return "new step\(number) \(editor.summary(of: places[chosen]))"
    case .rename(let id): return "new name of \(editor.name(of: id))"
    }
  }

  /// `nil` for a name that can be given, and before anything is typed.
  func problem(_ editor: Editor) -> String? {
    guard !field.isEmpty else { return nil }
    switch subject {
    case .newStep: return editor.nameProblem(field.text)?.text
    case .rename(let id): return editor.nameProblem(field.text, for: id)?.text
    }
  }

  var hints: [KeyHint] {
    var hints = [KeyHint("Enter", isNewStep ? "add" : "rename")]
    if case .newStep(let places, _, _, _) = subject, places.count > 1 {
      hints.append(KeyHint("Tab", "another place"))
    }
    return hints + [KeyHint("Esc", "cancel")]
  }

  private var isNewStep: Bool { if case .newStep = subject { true } else { false } }

  mutating func changePlace(by distance: Int) {
    guard case .newStep(let places, let chosen, let left, let count) = subject else { return }
    let next = (chosen + distance + places.count) % places.count
    subject = .newStep(places: places, chosen: next, left: left, of: count)
  }
}

extension App {
  mutating func askName(at placement: Placement, others: [Placement], left: Int, of count: Int) {
    interaction = .name(
      NamePrompt(
        subject: .newStep(places: [placement] + others, chosen: 0, left: left, of: count),
        field: TextField()))
  }

  mutating func handle(_ stroke: KeyStroke, _ prompt: NamePrompt) -> [Effect] {
    var prompt = prompt
    switch stroke.key {
    case .escape: interaction = .none
    case .enter: finish(prompt)
    case .tab, .backtab:
      prompt.changePlace(by: stroke.key == .tab ? 1 : -1)
      interaction = .name(prompt)
    default:
      if prompt.field.handle(stroke) { editor.message = nil }
      interaction = .name(prompt)
    }
    return []
  }

  private mutating func finish(_ prompt: NamePrompt) {
    let name = prompt.field.text
    switch prompt.subject {
    case .rename(let id):
      if editor.attempt({ editor throws(Refusal) in try editor.rename(id, to: name) }) {
        interaction = .none
      }
    case .newStep(let places, let chosen, let left, let count):
      var added: StepID?
      editor.attempt { editor throws(Refusal) in
        added = try editor.addStep(named: name, at: places[chosen])
      }
      guard let added else { return }
      interaction = .none
      guard left > 1 else { return }
      let next = editor.followingPlacement(after: added, places[chosen])
      askName(at: next, others: [], left: left - 1, of: count)
    }
  }
}
