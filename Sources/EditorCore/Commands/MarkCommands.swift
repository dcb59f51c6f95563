// Commands that mark steps for the commands that work on many.

import PipelineModel

extension Command {
  static let markCommands: [Command] = [
    Command("mark", "Mark the selected step, or take its mark away", in: .marks, unless: needsStep)
    {
      editor, _ in
      if let id = editor.selection.step { editor.toggleMark(id) }
      return []
    },
    Command(
      "clear-marks", "Take all marks away", in: .marks,
      unless: needsMarks
    ) { editor, _ in
      editor.clearMarks()
      return []
    },
    Command("mark-all", "Mark all steps in the order of the flow", in: .marks, unless: needsStep) {
      editor, _ in
      editor.setMarks(editor.topology.ordered)
      return []
    },
    mark("mark-upstream", "Mark the selected step and all that it waits for") {
      $0.upstream(of: $1)
    },
    mark("mark-downstream", "Mark the selected step and all that wait for it") {
      $0.downstream(of: $1)
    },
    mark("mark-connected", "Mark all steps that hang together with the selected one") {
      $0.component(of: $1)
    },
    mark("mark-branch", "Mark the selected step's branch, from the fork to the join") {
      $0.branch(of: $1)
    },
    Command(
      "mark-found", "Mark all steps that hold a text", in: .marks, unless: needsStep
    ) { _, _ in [.ask(.searchToMark)] },
    Command("mark-others", "Mark what is not marked and the other way round", in: .marks) {
      editor, _ in
      let marks = editor.selection.marks
      editor.setMarks(editor.topology.ordered.filter { !marks.contains($0) })
      return []
    },
  ]

  private static func mark(
    _ name: String, _ summary: String, _ steps: @escaping @Sendable (Topology, StepID) -> [StepID]
  ) -> Command {
    Command(name, summary, in: .marks, unless: needsStep) { editor, _ in
      if let id = editor.selection.step {
        editor.setMarks(editor.selection.marks + steps(editor.topology, id))
      }
      return []
    }
  }
}
