// Commands that find steps and problems.

import PipelineModel

extension Command {
  static let findCommands: [Command] = [
    Command(
      "find", "Find a text in names, code and arguments", in: .find, unless: needsStep
    ) { _, _ in [.ask(.searchText)] },
    findNext("find-next", "Select the next step that holds the text", 1),
    findNext("find-previous", "Select the previous step that holds the text", -1),
    Command(
      "find-step", "Select a step by part of its name", in: .find, unless: needsStep
    ) { _, _ in [.ask(.stepByName)] },
    Command(
      "find-same-code", "Select the next step that runs the same code", in: .find, unless: needsStep
    ) { editor, count throws(Refusal) in
      try editor.selectSameCode(count: count)
      return []
    },
    Command(
      "find-users", "Select a step that waits for the selected one", in: .find, unless: needsStep
    ) { editor, _ throws(Refusal) in
      guard let step = editor.selection.step else { throw .noStep }
      let users = editor.topology.targets(of: step)
      guard let first = users.first else {
        throw .unavailable("nothing waits for \(editor.name(of: step))")
      }
      if users.count > 1 { return [.ask(.userOf(step))] }
      editor.select(first)
      return []
    },
    nextProblem("next-problem", "Select the step of the next problem and say what it is", 1),
    nextProblem("previous-problem", "Select the step of the previous problem", -1),
  ]

  private static func findNext(_ name: String, _ summary: String, _ sign: Int) -> Command {
    Command(
      name, summary, in: .find,
      unless: needsSearch
    ) { editor, count throws(Refusal) in
      try editor.findNext(count: sign * count)
      return []
    }
  }

  private static func nextProblem(_ name: String, _ summary: String, _ sign: Int) -> Command {
    Command(
      name, summary, in: .find, unless: needsProblems
    ) { editor, count throws(Refusal) in
      try editor.nextProblem(count: sign * count)
      return []
    }
  }
}
