// Commands that save, leave, and hand the terminal to others.

import PipelineModel

extension Command {
  static let fileCommands: [Command] = [
    Command("save", "Write the pipeline to its file", in: .file, unless: needsEditing) { _, _ in
      [.save]
    },
    Command(
      "copy-name", "Copy the selected step's name to the clipboard", in: .file, unless: needsStep
    ) { editor, _ in editor.selectedStep.map { [.copyToClipboard($0.name)] } ?? [] },
    Command(
      "copy-definition", "Copy the state machine's definition to the clipboard", in: .file,
      unless: needsDefinition
    ) { editor, _ in
      [.copyToClipboard(editor.definition.lines.joined(separator: "\n") + "\n")]
    },
    Command("quit", "Leave; asks when something is not saved or runs", in: .file) { editor, _ in
      editor.isModified || editor.runs.isRunning ? [.ask(.confirmQuit)] : [.quit]
    },
    Command("suspend", "Go back to the shell until fg", in: .file) { _, _ in [.suspend] },
  ]
}
