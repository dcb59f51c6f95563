// Commands that concern the screen alone: panes, scrolling, and leaving. One line each, with what
// they do below.

import EditorCore
import PipelineModel

extension UserCommand {
  static let screenCommands: [UserCommand] = [
    act("close", "Leave this pane; in the graph, leave the program", in: .view) { $0.close() },
    UserCommand("save-and-quit", "Write the pipeline to its file and leave", in: .file) { app, _ in
      app.editor.isModified ? [.save, .quit] : [.quit]
    },
    UserCommand("discard-and-quit", "Leave and forget what is not saved", in: .file) { _, _ in
      [.quit]
    },
    act("back", "Go back one level: selection, marks, pane", in: .view, isListed: false) {
      $0.back()
      return []
    },
    view("larger-pane", "Give the focused pane half of the screen, then all of it") {
      $0.resizePane(by: 1)
    },
    view("smaller-pane", "Give the focused pane less of the screen") { $0.resizePane(by: -1) },
    view("only-pane", "Give the focused pane all of the screen, or take it back") {
      $0.paneSize = $0.paneSize == .full ? .normal : .full
    },
    view("focus-graph", "Go to the graph") { $0.focus(.graph) },
    view("focus-form", "Go to the step's fields") { $0.focus(.step) },
    view("focus-text", "Go to the definition and the other texts") { $0.focus(.text) },
    view("next-theme", "Show everything in the next theme") { $0.wearNextTheme() },
    extend(.left), extend(.down), extend(.up), extend(.right),
    view("previous-tab", "Show the side pane's previous page") { $0.showTab(by: -1) },
    view("align-top", "Bring the selected step to the top") { $0.graph.request = .alignTop },
    view("align-bottom", "Bring the selected step to the bottom") {
      $0.graph.request = .alignBottom
    },
    scroll("text-down", "Scroll the text pane down by a line", { $0.scrollText(by: $1) }),
    scroll("text-up", "Scroll the text pane up by a line", { $0.scrollText(by: -$1) }),
    scroll("text-page-down", "Scroll the text pane down by a page") {
      $0.scrollText(by: $1 * $0.textView.height)
    },
    scroll("text-page-up", "Scroll the text pane up by a page") {
      $0.scrollText(by: -$1 * $0.textView.height)
    },
    scroll("text-top", "Scroll the text pane to its beginning") { app, _ in
      app.scrollText(by: -1_000_000)
    },
    scroll("text-bottom", "Scroll the text pane to its end") { app, _ in
      app.scrollText(by: 1_000_000)
    },
    scroll("row-down", "Go to the next field", { $0.moveRow(by: $1) }),
    scroll("row-up", "Go to the previous field", { $0.moveRow(by: -$1) }),
    scroll("row-first", "Go to the first field") { app, _ in app.moveRow(by: -1_000_000) },
    scroll("row-last", "Go to the last field") { app, _ in app.moveRow(by: 1_000_000) },
    act("edit-row", "Edit this field", in: .steps, isListed: false, changes: .pipeline) {
      $0.editRow()
    },
    act(
      "clear-row", "Clear this field, so that its default holds", in: .steps, isListed: false,
      changes: .pipeline
    ) {
      $0.clearRow()
      return []
    },
    lesson("next-lesson", "Show the tutor's next lesson", by: 1),
    lesson("previous-lesson", "Show the tutor's lesson before this one", by: -1),
    act(
      "choose-line", "Go to the step of this line; type in the file; open code from the log",
      in: .view, isListed: false
    ) {
      $0.chooseTextLine()
    },
  ]

  private static func act(
    _ name: String, _ summary: String, in category: CommandCategory, isListed: Bool = true,
    changes reach: Reach = .screen, _ perform: @escaping @Sendable (inout App) -> [Effect]
  ) -> UserCommand {
    UserCommand(name, summary, in: category, isListed: isListed, changes: reach) { app, _ in
      app.editor.message = nil
      return perform(&app)
    }
  }

  private static func view(
    _ name: String, _ summary: String, _ perform: @escaping @Sendable (inout App) -> Void
  ) -> UserCommand {
    act(name, summary, in: .view) { app in
      perform(&app)
      return []
    }
  }

  private static func lesson(_ name: String, _ summary: String, by distance: Int) -> UserCommand {
    let reason: @Sendable (App) -> String? = {
      $0.tutor == nil ? "there are no lessons here: sil-tui tutor has them" : nil
    }
    return UserCommand(name, summary, in: .view, unless: reason) { app, _ in
      app.editor.message = nil
      app.showLesson(by: distance)
      return []
    }
  }

  /// For hands that mark with Shift and the arrows.
  private static func extend(_ direction: Direction) -> UserCommand {
    UserCommand(
      "mark-\(direction.rawValue)",
      "Mark the selected step and the one it moves to, \(direction.rawValue)",
      in: .marks, isListed: false
    ) { app, _ in
      app.editor.message = nil
      app.extendMarks(direction)
      return []
    }
  }

  private static func scroll(
    _ name: String, _ summary: String, _ perform: @escaping @Sendable (inout App, Int) -> Void
  ) -> UserCommand {
    UserCommand(name, summary, in: .view, isListed: false) { app, count in
      app.editor.message = nil
      perform(&app, count)
      return []
    }
  }
}

extension App {
  /// Side panes are left for the graph; there it means to leave the program.
  fileprivate mutating func close() -> [Effect] {
    guard focus != .graph else {
      return Command.named("quit").map { carryOut(editor.perform($0)) } ?? []
    }
    focus(.graph)
    return []
  }

  /// Takes back the nearest of: a full-screen pane, another pane, a selected line, marks, a comparison.
  fileprivate mutating func back() {
    if isMarkingRange {
      isMarkingRange = false
      editor.message = .info("moving marks no longer")
    } else if paneSize == .full {
      paneSize = .normal
    } else if focus != .graph {
      focus(.graph)
    } else if editor.selection.edge != nil, let step = editor.selection.step {
      editor.select(step)
    } else if !editor.selection.marks.isEmpty {
      editor.clearMarks()
      editor.message = .info("marks taken away")
    } else if editor.comparison != nil {
      editor.endComparison()
    }
  }

  fileprivate mutating func extendMarks(_ direction: Direction) {
    guard let start = editor.selection.step else { return }
    if !editor.selection.marks.contains(start) { editor.toggleMark(start) }
    editor.attempt { editor throws(Refusal) in try editor.move(direction) }
    if let end = editor.selection.step, !editor.selection.marks.contains(end) {
      editor.toggleMark(end)
    }
  }

  fileprivate mutating func resizePane(by distance: Int) {
    let sizes = PaneSize.allCases
    paneSize = sizes[max(0, min(sizes.count - 1, paneSize.rawValue + distance))]
  }

  fileprivate mutating func showTab(by distance: Int) {
    let tabs = SideTab.allCases
    let place = tabs.firstIndex(of: editor.view.sideTab) ?? 0
    editor.show(tabs[(place + distance + tabs.count) % tabs.count])
    showTextPane()
  }

  /// Where there is room for one pane only, it is gone to.
  mutating func showTextPane() {
    side = .text
    if shown.frames.count == 1 { focus(.text) }
  }
}
