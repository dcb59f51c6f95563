// Commands that add, delete and change steps.

import PipelineModel

extension Command {
  static let stepCommands: [Command] = [
    Command(
      "add-after", "Add a step after the selected one, which it takes the output of", in: .steps,
      changes: .pipeline
    ) { editor, count in
      let places = editor.selection.step.map { editor.placements(after: $0) } ?? [.alone]
      return ask(editor, places[0], count)
    },
    add("add-before", "Add a step before the selected one, which takes its output") { .before($0) },
    add("add-parallel", "Add a step beside the selected one, between the same neighbours") {
      .beside($0)
    },
    add("add-parallel-above", "Add a step beside the selected one, above it") { .besideAbove($0) },
    add("add-at-end", "Add a step at the end of the selected step's branch") { .atEnd($0) },
    add("add-at-start", "Add a step at the start, which all first steps wait for") { .atStart($0) },
    Command(
      "add-alone", "Add a step that is connected with nothing", in: .steps, changes: .pipeline
    ) { editor, count in ask(editor, .alone, count) },
    Command(
      "delete-step", "Delete the marked steps or the selected one and join what they joined",
      in: .steps, changes: .pipeline, unless: needsStep
    ) { editor, count throws(Refusal) in
      for _ in 0..<count where editor.selection.step != nil {
        try editor.deleteSteps(editor.targets, healing: true)
      }
      return []
    },
    Command(
      "delete-without-healing", "Delete the marked steps or the selected one with all connections",
      in: .steps, changes: .pipeline, unless: needsStep
    ) { editor, _ throws(Refusal) in
      try editor.deleteSteps(editor.targets, healing: false)
      return []
    },
    Command(
      "delete-branch", "Delete the selected step's branch, from the fork to the join", in: .steps,
      changes: .pipeline, unless: needsStep
    ) { editor, _ throws(Refusal) in
      guard let step = editor.selection.step else { throw .noStep }
      try editor.deleteSteps(editor.topology.branch(of: step), healing: true)
      return []
    },
    Command(
      "move-earlier", "Move the selected step before the one that it waits for", in: .steps,
      changes: .pipeline, unless: needsStep
    ) { editor, count throws(Refusal) in
      for _ in 0..<count {
        guard let step = editor.selection.step else { throw .noStep }
        try editor.moveEarlier(step)
      }
      return []
    },
    Command(
      "move-later", "Move the selected step behind the one that waits for it", in: .steps,
      changes: .pipeline, unless: needsStep
    ) { editor, count throws(Refusal) in
      for _ in 0..<count {
        guard let step = editor.selection.step else { throw .noStep }
        try editor.moveLater(step)
      }
      return []
    },
    Command(
      "rename", "Give the selected step another name; references follow", in: .steps,
      changes: .pipeline, unless: needsStep
    ) { editor, _ in editor.selection.step.map { [.ask(.newName($0))] } ?? [] },
    Command(
      "open-form", "Edit the selected step's fields and arguments in its form", in: .steps,
      unless: needsStep
    ) { editor, _ in editor.selection.step.map { [.openForm(.step($0))] } ?? [] },
    Command(
      "pipeline-form", "Edit the pipeline's own fields: schedule, region, inputs and more",
      in: .steps
    ) { _, _ in [.openForm(.pipeline)] },
    Command("defaults-form", "Edit what all steps take when they say nothing", in: .steps) { _, _ in
      [.openForm(.defaults)]
    },
    Command(
      "edit-code", "Edit the selected step's code in your text editor", in: .steps,
      changes: .pipeline, unless: needsStep
    ) { editor, _ in editor.selection.step.map { [.editCode($0)] } ?? [] },
    Command(
      "repeat-last", "Make the last change again, to the selected step", in: .steps,
      changes: .pipeline, unless: needsLastChange
    ) { editor, _ throws(Refusal) in try editor.repeatLastChange() },
    Command(
      "undo", "Take back the last change", in: .steps,
      changes: .pipeline, unless: needsDone
    ) { editor, count throws(Refusal) in
      for _ in 0..<count where editor.history.undoLabel != nil { try editor.undo() }
      return []
    },
    Command(
      "redo", "Make the change again that was taken back last", in: .steps,
      changes: .pipeline, unless: needsUndone
    ) { editor, count throws(Refusal) in
      for _ in 0..<count where editor.history.redoLabel != nil { try editor.redo() }
      return []
    },
    Command("history", "Show all changes ever made as a tree, to go to any of them", in: .steps) {
      _, _ in [.showHistory]
    },
    Command(
      "earlier", "Go back in time, on whatever branch: :earlier 3, :earlier 5m", in: .steps,
      changes: .pipeline, unless: needsHistory
    ) { editor, count throws(Refusal) in
      try editor.travel("\(count)", isForward: false)
      return []
    },
    Command(
      "later", "Go forward in time, on whatever branch: :later 3, :later 5m", in: .steps,
      changes: .pipeline, unless: needsHistory
    ) { editor, count throws(Refusal) in
      try editor.travel("\(count)", isForward: true)
      return []
    },
  ]

  private static func add(
    _ name: String, _ summary: String, _ placement: @escaping @Sendable (StepID) -> Placement
  ) -> Command {
    Command(name, summary, in: .steps, changes: .pipeline, unless: needsStep) { editor, count in
      editor.selection.step.map { ask(editor, placement($0), count) } ?? []
    }
  }

  private static func ask(_ editor: Editor, _ placement: Placement, _ count: Int) -> [Effect] {
    let others = editor.placements.filter { $0 != placement }
    return [.ask(.nameOfNewStep(placement, others: others, count: count))]
  }
}
