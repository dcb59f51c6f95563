import EditorCore
import Glibc
import PipelineModel
import TerminalInterface
import TestSupport
import Testing

@testable import TerminalUI

/// What holds whatever is typed, clicked, pasted or resized: `SIL_TUI_MONKEY=1000000` makes so many
/// events instead of 20,000, each thousand of them on another document.
struct MonkeyTests {
  static let rounds: [UInt64] = {
    let events = getenv("SIL_TUI_MONKEY").flatMap { Int(String(cString: $0)) } ?? 20_000
    return Array(1...UInt64(max(1, events / 1000)))
  }()

  @Test(arguments: rounds)
  func `nothing that is typed or clicked breaks the workbench`(seed: UInt64) throws {
    var monkey = Monkey(seed: seed)
    let desk = try monkey.desk(isUTF8: seed % 4 != 0)
    let (start, bytes) = (desk.app.editor.pipeline, desk.fileBytes)
    for time in 0..<1000 {
      monkey.answer(desk.app.handle(monkey.event(), at: time * 7), of: desk)
      if time % 50 == 0 { _ = desk.app.tick(at: time * 7 + 400) }
      if time % 40 == 0 { (desk.columns, desk.rows) = monkey.size() }
      if let broken = broken(desk) {
        Issue.record("seed \(seed), event \(time): \(broken)\n\(desk.picture)")
        return
      }
    }
    try undoAll(desk, to: start, bytes)
  }

  /// What is not as it must be, in words.
  private func broken(_ desk: Desk) -> String? {
    let screen = desk.draw()
    guard screen.columns == desk.columns, screen.rows == desk.rows else { return "another size" }
    if let cursor = screen.cursor, !screen.bounds.contains(x: cursor.x, y: cursor.y) {
      return "the cursor is outside the screen"
    }
    for cell in screen.cells where isSequence(cell.base) { return "a control character" }
    let editor = desk.app.editor
    if let step = editor.selection.step, editor.topology.number(of: step) == nil {
      return "a step is selected that is not there"
    }
    guard editor.isModified == !editor.pipeline.isIdentical(to: editor.savedPipeline) else {
      return "it is not true whether it is saved"
    }
    guard editor.pipeline.steps.allSatisfy({ editor.diagram.box(of: $0.id) != nil }) else {
      return "a step has no box"
    }
    return nil
  }

  /// Whether a terminal would take it for more than a picture.
  private func isSequence(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control: scalar.value != 0
    case .format, .lineSeparator, .paragraphSeparator, .surrogate: true
    default: false
    }
  }

  /// Undo gives the first document and its first bytes; redo all that came after.
  private func undoAll(_ desk: Desk, to start: Pipeline, _ bytes: [UInt8]?) throws {
    try desk.press("<Esc><Esc><Esc><Esc>")
    let (end, endBytes) = (desk.app.editor.pipeline, desk.fileBytes)
    var count = 0
    while desk.app.editor.history.undoLabel != nil {
      try desk.app.editor.undo()
      count += 1
    }
    #expect(desk.app.editor.pipeline.isIdentical(to: start))
    #expect(desk.fileBytes == bytes)
    for _ in 0..<count { try desk.app.editor.redo() }
    #expect(desk.app.editor.pipeline.isIdentical(to: end))
    #expect(desk.fileBytes == endBytes)
    desk.draw()
  }
}
