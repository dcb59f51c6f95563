// Commands that save, leave, and hand the terminal to others.

import PipelineModel

extension Command {
  static let fileCommands: [Command] = [
    Command("save", "Write the pipeline to its file", in: .file, changes: .pipeline) { _, _ in
      [.save]
    },
    Command("reload", "Take the file as it is on disk; undo brings back what was here", in: .file) {
      _, _ in [.answer(.reload)]
    },
    Command(
      "merge", "Join what is on disk with what is here, step by step and key by key", in: .file,
      changes: .pipeline
    ) { _, _ in [.answer(.merge)] },
    Command(
      "overwrite", "Write the file although it has changed on disk", in: .file, changes: .pipeline
    ) { _, _ in [.answer(.overwrite)] },
    Command(
      "steal", "Take over the file from the session that edits it", in: .file, changes: .outside,
      unless: needsHolder
    ) { _, _ in [.answer(.takeOver)] },
    Command(
      "edit-file", "Edit the whole file in your text editor, and read it again", in: .file,
      changes: .outside, unless: needsSaved
    ) { _, _ in [.editFile] },
    Command(
      "export", "Write what deploys the pipeline: Terraform, the definition, a zip for each step",
      in: .file, changes: .outside, unless: needsSound
    ) { _, _ in [.ask(.exportFolder)] },
    Command("quit", "Leave; asks when something is not saved or runs", in: .file) { editor, _ in
      editor.isModified || editor.runs.isRunning ? [.ask(.confirmQuit)] : [.quit]
    },
    Command("suspend", "Go back to the shell until fg", in: .file) { _, _ in [.suspend] },
  ]
}
