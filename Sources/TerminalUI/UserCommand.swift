// All that a person can ask for by name: the editor's commands and those of the screen alone.
// Palette, help, footer and key boxes are made from this table.

import EditorCore
import PipelineModel

struct UserCommand: Sendable {
  let name: String
  let summary: String
  let category: CommandCategory
  /// Whether palette and help show it; commands for one key of one pane are not worth a row.
  let isListed: Bool
  /// What it may change.
  let reach: Reach
  let unavailableReason: @Sendable (App) -> String?
  let perform: @Sendable (inout App, _ count: Int) -> [Effect]
  /// What it does with the words behind its name on the command line; `nil` when it takes none.
  var performWithWords: (@Sendable (inout App, _ words: String) -> [Effect])?

  init(
    _ name: String, _ summary: String, in category: CommandCategory, isListed: Bool = true,
    changes reach: Reach = .screen,
    unless unavailableReason: @escaping @Sendable (App) -> String? = { _ in nil },
    _ perform: @escaping @Sendable (inout App, Int) -> [Effect]
  ) {
    self.name = name
    self.summary = summary
    self.category = category
    self.isListed = isListed
    self.reach = reach
    self.unavailableReason = { $0.editor.refusal(of: reach)?.text ?? unavailableReason($0) }
    self.perform = perform
    performWithWords = UserCommand.takingWords[name]
  }

  init(_ command: Command) {
    name = command.name
    summary = command.summary
    category = command.category
    isListed = true
    reach = command.reach
    unavailableReason = { command.unavailableReason($0.editor) }
    let showsText = UserCommand.showingText.contains(command.name)
    let isMove = command.category == .move
    perform = { app, count in
      if showsText { app.showTextPane() }
      if isMove, app.isMarkingRange { app.markSelected() }
      defer { if isMove, app.isMarkingRange { app.markSelected() } }
      return app.carryOut(app.editor.perform(command, count: count))
    }
    performWithWords = UserCommand.takingWords[command.name]
  }

  /// Commands of the editor that choose what the text pane shows: it is to be seen then.
  private static let showingText: Set<String> = [
    "show-definition", "show-terraform", "show-handler", "show-file", "show-diff", "show-problems",
    "show-log", "show-data",
    "next-tab",
  ]

  /// In the order in which help lists them.
  static let all: [UserCommand] =
    Command.all.map { UserCommand($0) } + runScreenCommands + screenCommands + readingCommands

  private static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })

  static func named(_ name: String) -> UserCommand? { byName[name] }
}
