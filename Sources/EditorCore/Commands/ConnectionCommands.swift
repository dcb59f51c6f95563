// Commands that connect steps and take connections away.

import GraphAlgorithms
import PipelineModel

extension Command {
  static let connectionCommands: [Command] = [
    Command(
      "connect", "Connect the marked steps or the selected one to a step that you choose",
      in: .connections, changes: .pipeline, unless: needsTwoSteps
    ) { editor, _ in [.ask(.connectTarget(from: editor.targets))] },
    Command(
      "connect-into", "Connect a step that you choose to the selected one", in: .connections,
      changes: .pipeline, unless: needsTwoSteps
    ) { editor, _ in editor.selection.step.map { [.ask(.connectSource(into: $0))] } ?? [] },
    Command(
      "connect-series", "Connect the marked steps one behind the other, in the order of marking",
      in: .connections,
      changes: .pipeline, unless: needsTwoMarks
    ) { editor, _ throws(Refusal) in
      try editor.connectInSeries(editor.selection.marks)
      return []
    },
    Command(
      "disconnect", "Take away one of the selected step's connections", in: .connections,
      changes: .pipeline, unless: needsConnectionsOfStep
    ) { editor, _ throws(Refusal) in
      if let edge = editor.selection.edge {
        try editor.disconnect([edge])
        return []
      }
      return editor.selection.step.map { [.ask(.edgeToDisconnect($0))] } ?? []
    },
    Command(
      "split-edge", "Add a step in the middle of a connection", in: .connections,
      changes: .pipeline, unless: needsConnections
    ) { editor, _ in
      guard let edge = editor.selection.edge else { return [.ask(.edgeToSplit)] }
      return [.ask(.nameOfNewStep(.on(edge), others: [], count: 1))]
    },
  ]
}
