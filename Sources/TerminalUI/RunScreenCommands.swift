// Commands of the log's page that concern the screen alone.

import EditorCore

extension UserCommand {
  static let runScreenCommands: [UserCommand] = [
    UserCommand("wrap-log", "Wrap long lines of the log, or cut them", in: .run) { app, _ in
      app.logView.toggleWrap()
      app.editor.message = .info(
        app.logView.isWrapped
          ? "long lines of the log are wrapped" : "long lines of the log are cut")
      return []
    },
    inLog("text-find", "Find a text in the log, or in the steps", else: "find") { app in
      app.interaction = .logSearch(LogSearch())
    },
    inLog(
      "text-find-next", "Go to the next place in the log, or to the next step", else: "find-next"
    ) {
      $0.findInLog(isForward: true)
    },
    inLog(
      "text-find-previous", "Go to the place before in the log, or to the step before",
      else: "find-previous"
    ) { $0.findInLog(isForward: false) },
  ]

  /// What the key does while the text pane shows a log, and the command that it is elsewhere.
  private static func inLog(
    _ name: String, _ summary: String, else other: String,
    _ perform: @escaping @Sendable (inout App) -> Void
  ) -> UserCommand {
    UserCommand(name, summary, in: .find, isListed: false) { app, count in
      guard app.shownLog != nil else {
        return UserCommand.named(other).map { app.run($0, count: count) } ?? []
      }
      app.editor.message = nil
      perform(&app)
      return []
    }
  }
}
