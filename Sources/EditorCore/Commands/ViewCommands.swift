// Commands for what is seen, and for help.

import GraphLayout

extension Command {
  static let viewCommands: [Command] = [
    Command(
      "zoom-in", "Show more of each step", in: .view,
      unless: needsNearerZoom
    ) { editor, _ in
      if let zoom = editor.view.zoom.nearer { editor.setZoom(zoom) }
      return []
    },
    Command(
      "zoom-out", "Show less of each step and more steps", in: .view,
      unless: needsFartherZoom
    ) { editor, _ in
      if let zoom = editor.view.zoom.farther { editor.setZoom(zoom) }
      return []
    },
    Command("zoom-fit", "Show all steps, as near as they fit", in: .view) { _, _ in
      [.fitDiagram]
    },
    Command("turn-flow", "Let data flow down instead of right, or right again", in: .view) {
      editor, _ in
      editor.setFlow(editor.view.flow == .right ? .down : .right)
      return []
    },
    Command("centre", "Bring the selected step to the middle", in: .view, unless: needsStep) {
      _, _ in [.centreSelection]
    },
    Command(
      "compare", "Mark on the graph what differs from the file, or from git: :compare HEAD",
      in: .view
    ) { editor, _ in
      editor.comparison == nil ? editor.compareWithFile() : editor.endComparison()
      return []
    },
    tab("show-definition", "Show the state machine's definition", .definition),
    tab("show-terraform", "Show the Terraform that an export writes", .terraform),
    tab("show-handler", "Show what Lambda has of the selected step", .handler),
    tab("show-file", "Show the pipeline file as it would be saved", .file),
    tab("show-diff", "Show what saving would change", .diff),
    tab("show-problems", "Show all problems", .problems),
    Command("next-tab", "Show the side pane's next page", in: .view) { editor, count in
      let tabs = SideTab.allCases
      let place = tabs.firstIndex(of: editor.view.sideTab) ?? 0
      editor.show(tabs[(place + count) % tabs.count])
      return []
    },
    Command("next-pane", "Go to the next pane", in: .view) { _, _ in [.focusPane(.next)] },
    Command("previous-pane", "Go to the previous pane", in: .view) { _, _ in
      [.focusPane(.previous)]
    },
    Command("help", "Show the keys and commands of this place", in: .view) { _, _ in [.showHelp] },
    Command("palette", "List all commands to choose from", in: .view) { _, _ in [.showPalette] },
    Command("command-line", "Type a command by name", in: .view) { _, _ in [.showCommandLine] },
    Command("redraw", "Draw the whole screen anew", in: .view) { _, _ in [.redraw] },
  ]

  private static func tab(_ name: String, _ summary: String, _ tab: SideTab) -> Command {
    Command(name, summary, in: .view) { editor, _ in
      editor.show(tab)
      return []
    }
  }
}
