// A session without a terminal and without a shell: keys are typed, and what is then on the screen is
// drawn. What would reach outside is left out and told in the message line.

package import EditorCore
package import TerminalInterface
package import VectorGraphics

package struct Snapshot: Sendable {
  package private(set) var app: App
  package let columns: Int
  package let rows: Int
  private var time: Milliseconds = 0

  package init(_ app: App, columns: Int, rows: Int) {
    (self.app, self.columns, self.rows) = (app, columns, rows)
    draw()
  }

  /// Types keys, each at a screen that shows what the one before did.
  ///
  /// - Parameter perform: carries out what a key asks the shell for.
  package mutating func type(
    _ keys: [KeyStroke], perform: (Effect, inout App) -> Void = { Snapshot.leaveOut($0, &$1) }
  ) {
    for key in keys {
      for effect in app.handle(.key(key), at: time) { perform(effect, &app) }
      time += 10
      draw()
    }
  }

  private mutating func draw() { _ = app.drawWhole(columns: columns, rows: rows) }

  /// The screen as a person sees it who has waited a moment.
  package func picture(_ looks: PictureLooks, title: String) -> SVGDocument {
    var app = app
    _ = app.tick(at: time + 1000)
    let screens = ([looks.first] + (looks.whenDark.map { [$0] } ?? [])).map { look in
      app.theme = look.theme
      return app.drawWhole(columns: columns, rows: rows)
    }
    return screenPicture(
      of: screens, looks, title: title,
      summary: "The workbench of sil-tui on \(columns) columns and \(rows) rows.")
  }

  /// Says that something is not done in a picture.
  package static func leaveOut(_ effect: Effect, _ app: inout App) {
    if effect == .startRun { _ = app.editor.takeRunPlan() }
    if let what = whatIsLeftOut(effect) { app.editor.message = .warning("a snapshot \(what)") }
  }

  /// What a session without a terminal does not do, as in "it runs nothing"; `nil` for what is no
  /// loss.
  package static func whatIsLeftOut(_ effect: Effect) -> String? {
    switch effect {
    case .save, .saveCopy: "saves nothing"
    case .answer, .applyMerge: "touches no file"
    case .quit, .suspend: "has no end but its last key"
    case .editCode, .editFile, .editCodeLine: "opens no editor"
    case .startRun, .stopRun: "runs nothing"
    case .copyToClipboard: "has no clipboard"
    case .export: "exports nothing"
    case .compare: "asks git nothing"
    case .ask, .openForm, .showHelp, .showPalette, .showCommandLine, .showHistory, .focusPane,
      .centreSelection, .fitDiagram, .scroll, .redraw:
      nil
    }
  }
}

extension App {
  /// The screen with all that is shown on it up to date.
  fileprivate mutating func drawWhole(columns: Int, rows: Int) -> Screen {
    let screen = draw(columns: columns, rows: rows)
    guard wantsDefinition else { return screen }
    editor.updateDefinition()
    return draw(columns: columns, rows: rows)
  }
}
