// Commands that copy to the clipboard and bring copied steps back.

import PipelineModel

extension Command {
  static let copyCommands: [Command] = [
    Command(
      "copy", "Copy the marked steps or the selected one with the connections among them",
      in: .steps, unless: needsStep
    ) { editor, _ in
      let copied = CopiedSteps(editor.targets, of: editor.pipeline)
      editor.register = copied
      return [.copyToClipboard(copied.text)]
    },
    paste("paste-after", "Paste the copied steps behind the selected one", isAfter: true),
    paste("paste-before", "Paste the copied steps before the selected one", isAfter: false),
    Command(
      "copy-name", "Copy the selected step's name to the clipboard", in: .file, unless: needsStep
    ) { editor, _ in editor.selectedStep.map { [.copyToClipboard($0.name)] } ?? [] },
    Command(
      "copy-state", "Copy the selected step's state in the definition to the clipboard",
      in: .file, unless: needsStateOfStep
    ) { editor, _ throws(Refusal) in
      editor.updateDefinition()
      guard let step = editor.selection.step, let range = editor.definition.ranges[step] else {
        throw .unavailable(noStateYet)
      }
      let lines = editor.definition.lines[range]
      let indent = lines.first?.utf8.prefix { $0 == 0x20 }.count ?? 0
      return [.copyToClipboard(lines.map { $0.dropFirst(indent) + "\n" }.joined())]
    },
    Command(
      "copy-definition", "Copy the state machine's definition to the clipboard", in: .file,
      unless: needsDefinition
    ) { editor, _ in
      editor.updateDefinition()
      return [.copyToClipboard(editor.definition.lines.joined(separator: "\n") + "\n")]
    },
  ]

  private static func paste(_ name: String, _ summary: String, isAfter: Bool) -> Command {
    Command(name, summary, in: .steps, changes: .pipeline, unless: needsCopied) {
      editor, count throws(Refusal) in
      guard let copied = editor.register else { return [] }
      for _ in 0..<count { try editor.paste(copied, isAfter: isAfter) }
      return []
    }
  }

  private static let needsCopied: Reason = {
    $0.register == nil ? "nothing was copied yet: yy copies steps" : nil
  }

  private static let noStateYet = "the definition has no state for this step yet"

  private static let needsStateOfStep: Reason = { editor in
    if let reason = needsStep(editor) ?? needsDefinition(editor) { return reason }
    let hasState = editor.selection.step.flatMap { editor.definition.ranges[$0] } != nil
    return hasState || editor.isDefinitionDue ? nil : noStateYet
  }
}
