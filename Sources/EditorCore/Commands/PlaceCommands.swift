// Commands for places on the grid.

import PipelineModel

extension Command {
  static let placeCommands: [Command] = [
    Command(
      "move-step", "Move the marked steps or the selected one on the grid and pin them",
      in: .places, changes: .pipeline, unless: needsStep
    ) { editor, _ in [.ask(.place(editor.targets))] },
    Command(
      "pin", "Pin the marked steps or the selected one where they are", in: .places,
      changes: .pipeline, unless: needsStep
    ) { editor, _ throws(Refusal) in
      try editor.pinWhereShown(editor.targets)
      return []
    },
    Command(
      "unpin", "Let the layout place the marked steps or the selected one again", in: .places,
      changes: .pipeline, unless: needsPinOnTargets
    ) { editor, _ throws(Refusal) in
      try editor.unpin(editor.targets)
      return []
    },
    Command(
      "unpin-all", "Let the layout place all steps again", in: .places,
      changes: .pipeline, unless: needsPin
    ) { editor, _ throws(Refusal) in
      try editor.unpin(editor.topology.steps)
      return []
    },
    Command("tidy", "Lay the diagram out anew; pinned steps stay", in: .places) { editor, _ in
      editor.tidy()
      return []
    },
  ]
}
