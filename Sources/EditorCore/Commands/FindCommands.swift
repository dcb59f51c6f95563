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
