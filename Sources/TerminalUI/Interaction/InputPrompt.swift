// Asks for JSON: what a step is called with, or what an execution is started with. Says while it is
// typed what is wrong with it.

import EditorCore
import PipelineModel
import TerminalInterface

struct InputPrompt: Hashable, Sendable {
  enum Subject: Hashable, Sendable {
    case step(StepID)
    case execution(RunScope)
  }

  let subject: Subject
  var field: TextField

  static let hints = [
    KeyHint("Enter", "run"), KeyHint("Ctrl-u", "clear"), KeyHint("Esc", "cancel"),
  ]

  func label(_ editor: Editor) -> String {
    switch subject {
    case .step(let id): "input of \(editor.name(of: id))"
    case .execution: "inputs of the execution"
    }
  }

  /// `nil` for what can be run with.
  var problem: String? {
    do throws(Refusal) {
      switch subject {
      case .step: _ = try TypedInput.value(of: field.text)
      case .execution: _ = try TypedInput.execution(field.text)
      }
      return nil
    } catch {
      return error.text
    }
  }
}

extension App {
  mutating func askInput(of subject: InputPrompt.Subject) {
    let text =
      switch subject {
      case .step(let id): editor.suggestedInput(of: id)
      case .execution: editor.suggestedExecutionInput
      }
    interaction = .input(InputPrompt(subject: subject, field: TextField(text)))
  }

  mutating func handle(_ stroke: KeyStroke, _ prompt: InputPrompt) -> [Effect] {
    var prompt = prompt
    switch stroke.key {
    case .escape: interaction = .none
    case .enter: return finish(prompt)
    default:
      if prompt.field.handle(stroke) { editor.message = nil }
      interaction = .input(prompt)
    }
    return []
  }

  private mutating func finish(_ prompt: InputPrompt) -> [Effect] {
    var effects: [Effect] = []
    let isDone = editor.attempt { editor throws(Refusal) in
      switch prompt.subject {
      case .step(let id):
        let input = try TypedInput.value(of: prompt.field.text)
        effects = try editor.prepareRun(.step(id), arguments: input)
      case .execution(let scope):
        let input = try TypedInput.execution(prompt.field.text)
        effects = try editor.prepareRun(scope, executionInput: input)
      }
    }
    guard isDone else { return [] }
    interaction = .none
    return carryOut(effects)
  }
}
