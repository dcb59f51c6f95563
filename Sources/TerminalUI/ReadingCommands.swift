// Commands of the screen for finding one's way and for saving keys: facts, jumps, recorded keys, the
// map, and marking while moving.

import EditorCore
import PipelineModel

extension UserCommand {
  static let readingCommands: [UserCommand] = [
    UserCommand(
      "facts", "Show all there is to know of the selected step", in: .find, unless: needsStep
    ) { app, _ in
      app.editor.message = nil
      app.editor.updateDefinition()
      if let step = app.editor.selectedStep { app.interaction = .facts(FactList(step, app.editor)) }
      return []
    },
    UserCommand("older-place", "Go back to where the last jump began", in: .find) { app, count in
      app.editor.message = nil
      app.goBackInJumps(count)
      return []
    },
    UserCommand("newer-place", "Go to where the jump led that was taken back", in: .find) {
      app, count in
      app.editor.message = nil
      app.goBackInJumps(-count)
      return []
    },
    UserCommand("theme", "Show everything in the theme of a name: :theme light", in: .view) {
      app, _ in
      app.editor.message = .info(
        "theme \(app.themeName); there are \(app.themes.names().joined(separator: ", "))")
      return []
    },
    UserCommand("set", "Change how this session looks and answers: :set zoom=cards", in: .view) {
      app, _ in
      app.editor.message = .info(Setting.overview)
      return []
    },
    UserCommand("record", "Record the keys that follow, or end the recording", in: .view) {
      app, _ in
      app.toggleRecording()
      return []
    },
    UserCommand("replay", "Type the recorded keys again", in: .view, unless: needsRecord) {
      app, count in app.replay(count)
    },
    UserCommand("minimap", "Show a map of the whole graph in its corner, or hide it", in: .view) {
      app, _ in
      app.hasMinimap.toggle()
      app.editor.message = .info(
        app.hasMinimap ? "the map is shown while the graph is larger than its pane" : "map hidden")
      return []
    },
    UserCommand("outline", "List all steps to choose from", in: .find, unless: needsStep) {
      app, _ in
      app.editor.message = nil
      return app.carryOut([.ask(.stepByName)])
    },
    UserCommand(
      "mark-range", "Mark the steps that the selection moves over, until the same key or Esc",
      in: .marks, unless: needsStep
    ) { app, _ in
      app.isMarkingRange.toggle()
      if app.isMarkingRange { app.markSelected() }
      app.editor.message = .info(
        app.isMarkingRange ? "moving marks: v or Esc ends it" : "moving marks no longer")
      return []
    },
  ]

  private static let needsStep: @Sendable (App) -> String? = {
    $0.editor.selection.step == nil ? "no step is selected: add one first" : nil
  }

  private static let needsRecord: @Sendable (App) -> String? = {
    $0.macro.keys.isEmpty ? "no keys were recorded yet: Q begins" : nil
  }
}

extension App {
  mutating func markSelected() {
    guard let step = editor.selection.step, !editor.selection.marks.contains(step) else { return }
    editor.toggleMark(step)
  }
}
