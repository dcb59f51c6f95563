// Leaving with unsaved changes: save, discard or stay; leaving while a run goes on: end it or stay.
// Nothing is lost without a key that says so.

import EditorCore
import TerminalInterface

struct QuitQuestion: Hashable, Sendable {
  enum Answer: String, CaseIterable, Hashable, Sendable {
    case save = "Save and leave"
    case discard = "Discard the changes and leave"
    case endRun = "End the run and leave"
    case stay = "Stay"

    /// The key that gives the answer at once.
    var key: Unicode.Scalar {
      switch self {
      case .save: "s"
      case .discard: "d"
      case .endRun: "e"
      case .stay: "c"
      }
    }
  }

  let isModified: Bool
  let isRunning: Bool
  var window = ListWindow()

  init(_ editor: Editor) {
    isModified = editor.isModified
    isRunning = editor.runs.isRunning
  }

  var answers: [Answer] { isModified ? [.save, .discard, .stay] : [.endRun, .stay] }

  var title: String {
    guard isModified else { return "a run goes on" }
    return isRunning ? "not everything is saved, and the run would end" : "not everything is saved"
  }
}

extension App {
  mutating func handle(_ stroke: KeyStroke, _ question: QuitQuestion) -> [Effect] {
    var question = question
    let answers = question.answers
    switch (stroke.key, stroke.modifiers) {
    case (.escape, _), (.character("q"), []): return answer(.stay)
    case (.enter, _): return answer(answers[question.window.chosen])
    case (.down, _), (.tab, _), (.character("j"), []):
      question.window.move(by: 1, of: answers.count)
    case (.up, _), (.backtab, _), (.character("k"), []):
      question.window.move(by: -1, of: answers.count)
    case (.character("y"), []): return answer(answers[0])
    case (.character("n"), []): return answer(answers[1])
    default:
      if let typed = stroke.typed, let meant = answers.first(where: { $0.key == typed }) {
        return answer(meant)
      }
    }
    interaction = .quitQuestion(question)
    return []
  }

  mutating func answer(_ answer: QuitQuestion.Answer) -> [Effect] {
    interaction = .none
    switch answer {
    case .save: return [.save, .quit]
    case .discard, .endRun: return [.quit]
    case .stay: return []
    }
  }
}
