// Leaving with unsaved changes: save, discard or stay. Nothing is lost without a key that says so.

import EditorCore
import TerminalInterface

struct QuitQuestion: Hashable, Sendable {
  enum Answer: String, CaseIterable, Hashable, Sendable {
    case save = "Save and leave"
    case discard = "Discard the changes and leave"
    case stay = "Stay"

    /// The key that gives the answer at once.
    var key: Unicode.Scalar {
      switch self {
      case .save: "s"
      case .discard: "d"
      case .stay: "c"
      }
    }
  }

  var window = ListWindow()
}

extension App {
  mutating func handle(_ stroke: KeyStroke, _ question: QuitQuestion) -> [Effect] {
    var question = question
    let answers = QuitQuestion.Answer.allCases
    switch (stroke.key, stroke.modifiers) {
    case (.escape, _), (.character("q"), []): return answer(.stay)
    case (.enter, _): return answer(answers[question.window.chosen])
    case (.down, _), (.tab, _), (.character("j"), []):
      question.window.move(by: 1, of: answers.count)
    case (.up, _), (.backtab, _), (.character("k"), []):
      question.window.move(by: -1, of: answers.count)
    case (.character("y"), []): return answer(.save)
    case (.character("n"), []): return answer(.discard)
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
    case .discard: return [.quit]
    case .stay: return []
    }
  }
}
