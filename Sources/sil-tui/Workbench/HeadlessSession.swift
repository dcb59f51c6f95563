// `sil-tui edit --headless`: the workbench's keys from a script. Saves when a key says so; what needs a
// person or a terminal is refused.

import EditorCore
import Storage
import TerminalInterface
import TerminalUI

struct HeadlessSession {
  /// Why the session ended early, in one line without a full stop.
  struct Refused: Error {
    let text: String
  }

  private let keys: [KeyStroke]
  private var document: OpenDocument
  private var session: Snapshot
  private var isOver = false

  init(file: String, keys: [KeyStroke], theme: Theme) throws(FileError) {
    self.keys = keys
    document = try OpenDocument(file)
    var app = workbenchApp(document, theme: theme, isUTF8: true)
    try app.wearPersonalKeys()
    app.editor.message = nil
    session = Snapshot(app, columns: 80, rows: 24)
  }

  /// Types until a key is refused. What was saved before stays saved.
  mutating func run() throws(Refused) {
    for (index, key) in keys.enumerated() {
      let place = "key \(index + 1), \(key)"
      if isOver { throw Refused(text: "\(place): the session has ended before") }
      if let reason = type(key) { throw Refused(text: "\(place): \(reason)") }
    }
    if isOver { return }
    if !session.app.isIdle { throw Refused(text: "the last key leaves something to be answered") }
    if session.app.editor.isModified {
      throw Refused(text: "the changes are not saved: end the keys with <C-s>")
    }
  }

  /// - Returns: why the key was refused, or `nil`.
  private mutating func type(_ key: KeyStroke) -> String? {
    var (document, isOver) = (document, isOver)
    session.type([key]) { effect, app in
      switch effect {
      case .save: app.editor.message = Self.save(&document, &app.editor)
      case .saveCopy(let path, let overwriting):
        app.editor.message = Self.save(document, app.editor, to: path, overwriting)
      case .quit: isOver = true
      case .answer, .applyMerge, .editCode, .editFile, .editCodeLine, .startRun, .stopRun, .suspend,
        .copyToClipboard, .export, .compare, .ask, .openForm, .showHelp, .showPalette,
        .showCommandLine,
        .showHistory, .focusPane, .centreSelection, .fitDiagram, .scroll, .redraw:
        if let what = Snapshot.whatIsLeftOut(effect) {
          app.editor.message = .warning("a session without a terminal \(what)")
        }
      }
    }
    (self.document, self.isOver) = (document, isOver)
    return session.app.editor.message.flatMap { $0.kind == .info ? nil : $0.text }
  }

  private static func save(_ document: inout OpenDocument, _ editor: inout Editor) -> Message {
    do {
      let count = try document.save(editor)
      editor.saved()
      return .info("saved \(document.name), \(count) bytes")
    } catch {
      return .error(error.text)
    }
  }

  private static func save(
    _ document: OpenDocument, _ editor: Editor, to path: String, _ overwriting: Bool
  ) -> Message {
    do {
      let count = try document.saveCopy(editor, to: path, overwriting: overwriting)
      return .info("a copy is in \(path), \(count) bytes")
    } catch {
      return .error(error.text)
    }
  }
}
