// Commands that save, leave, and hand the terminal to others.

import PipelineModel

extension Command {
  static let fileCommands: [Command] = [
    Command("save", "Write the pipeline to its file", in: .file, unless: needsEditing) { _, _ in
      [.save]
    },
    Command("quit", "Leave; asks when something is not saved", in: .file) { editor, _ in
      editor.isModified ? [.ask(.confirmQuit)] : [.quit]
    },
    Command("suspend", "Go back to the shell until fg", in: .file) { _, _ in [.suspend] },
  ]
}
