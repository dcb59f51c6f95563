// Asks for one line: the JSON that a step or an execution is called with, or the folder to export to.
// Says while it is typed what is wrong with it.

import EditorCore
import PipelineModel
import TerminalInterface

struct InputPrompt: Hashable, Sendable {
  enum Subject: Hashable, Sendable {
    case step(StepID)
    case execution(RunScope)
    case exportFolder
  }

  let subject: Subject
  var field: TextField

  var hints: [KeyHint] {
    let word = subject == .exportFolder ? "go on" : "run"
    return [KeyHint("Enter", word), KeyHint("Ctrl-u", "clear"), KeyHint("Esc", "cancel")]
  }

  func label(_ editor: Editor) -> String {
    switch subject {
    case .step(let id): "input of \(editor.name(of: id))"
    case .execution: "inputs of the execution"
    case .exportFolder: "export to the folder"
    }
  }

  /// `nil` for what can be run with.
  var problem: String? {
    do throws(Refusal) {
      switch subject {
      case .step: _ = try TypedInput.value(of: field.text)
      case .execution: _ = try TypedInput.execution(field.text)
      case .exportFolder: if field.text.isEmpty { return "name a folder; it is made if need be" }
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
      case .exportFolder: exportFolder
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
      case .exportFolder:
        if let problem = prompt.problem { throw .unavailable(problem) }
        effects = [.export(folder: prompt.field.text)]
      }
    }
    guard isDone else { return [] }
    interaction = .none
    return carryOut(effects)
  }
}
