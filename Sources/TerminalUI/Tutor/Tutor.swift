// Which lesson a person is at, and the box with it below the workbench. A lesson ends by itself as
// soon as what it asks for is seen in the document or on the screen.

import EditorCore
import TerminalInterface

package struct Tutor: Sendable {
  /// From 0.
  private(set) var place = 0
  /// The session when the lesson began, as one with an end of its own; `nil` before the first frame.
  private var before: Before?
  /// Whether the lesson may end: one that was gone to by name and is done already stays to be read.
  private var mayEnd = true

  /// An app holds a tutor, which holds an app: a box breaks the circle.
  private final class Before: Sendable {
    let app: App
    init(_ app: App) { self.app = app }
  }

  package init() {}

  var lesson: Lesson { Lesson.all[place] }

  /// - Returns: whether a lesson was done since.
  mutating func look(at app: App) -> Bool {
    guard let before else {
      begin(app)
      return false
    }
    guard lesson.isDone(app, before.app) else {
      mayEnd = true
      return false
    }
    guard mayEnd else { return false }
    go(by: 1, app)
    mayEnd = true
    return true
  }

  mutating func go(by distance: Int, _ app: App) {
    place = max(0, min(Lesson.all.count - 1, place + distance))
    mayEnd = false
    begin(app)
  }

  private mutating func begin(_ app: App) {
    var app = app
    app.tutor = nil
    before = Before(app)
  }
}

extension App {
  /// Rows of the lesson's box; none where the screen is too low for it.
  func tutorRows(of rows: Int) -> Int { tutor == nil || rows < 17 ? 0 : 5 }

  /// Goes on to the next lesson when this one is done.
  mutating func lookAtLesson() {
    guard var now = tutor else { return }
    tutor = nil
    if now.look(at: self), editor.message == nil { editor.message = .info("well done") }
    tutor = now
  }

  mutating func showLesson(by distance: Int) {
    guard var now = tutor else { return }
    tutor = nil
    now.go(by: distance, self)
    tutor = now
  }

  func drawLesson(on canvas: inout Canvas, in frame: Rect) {
    guard let tutor else { return }
    let title = [
      TextPiece("lesson \(tutor.place + 1) of \(Lesson.all.count)", .popupTitle)
    ]
    canvas.fill(frame, .popup)
    let inside = canvas.drawFrame(frame, title: title, border: .popupBorder)
    let text = tutor.lesson.text(Lesson.Keys(map: keyMap(for: .graph)))
    let lines = wrapped(text, columns: min(100, inside.width - 2), lines: inside.height)
    for (row, line) in lines.enumerated() {
      canvas.write(line, x: inside.x + 1, y: inside.y + row, .popup, in: inside, cut: .end)
    }
  }
}
