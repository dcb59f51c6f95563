import EditorCore
import PipelineModel
import TerminalInterface
import TestSupport
import Testing

@testable import TerminalUI

/// Random keys, clicks, pastes and sizes on random pipelines.
struct MonkeyTests {
  static let keys: [KeyStroke] = {
    let plain = (0x20...0x7E).compactMap { Unicode.Scalar($0) }.map { KeyStroke($0) }
    let named: [Key] = [
      .enter, .tab, .backtab, .escape, .escape, .backspace, .delete, .insert, .up, .down, .left,
      .right,
      .home, .end, .pageUp, .pageDown, .function(1), .function(2), .function(8),
    ]
    let controls = "acdefklnpruwyz".unicodeScalars.map { KeyStroke($0, .control) }
    let moves = Array(repeating: "hjklwbaoicXSmxu".unicodeScalars.map { KeyStroke($0) }, count: 4)
    return plain + named.map { KeyStroke($0) } + controls + moves.flatMap { $0 }
  }()

  func event(_ random: inout SplitMix64) -> TerminalEvent {
    switch Int.random(in: 0..<40, using: &random) {
    case 0:
      let action: MouseEvent.Action =
        Bool.random(using: &random)
        ? .press(.left) : .wheel([.up, .down, .left, .right].randomElement(using: &random) ?? .up)
      return .mouse(
        MouseEvent(
          action, x: Int.random(in: -1..<210, using: &random),
          y: Int.random(in: -1..<70, using: &random)))
    case 1:
      let length = Int.random(in: 0..<12, using: &random)
      return .paste((0..<length).map { _ in UInt8.random(in: 0...255, using: &random) })
    default: return .key(MonkeyTests.keys.randomElement(using: &random) ?? KeyStroke("j"))
    }
  }

  @Test(arguments: [UInt64(1), 2, 3, 4, 5, 6, 7, 8])
  func `nothing that is typed or clicked breaks the workbench`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let start = randomPipeline(
      steps: Int(seed * 3 % 13), density: 0.3, using: &random)
    let sizes = [(80, 24), (40, 12), (200, 60), (100, 30), (20, 5), (160, 40), (59, 24)]
    let desk = try Desk(start, 80, 24, isUTF8: seed % 4 != 0)
    for time in 0..<400 {
      _ = desk.app.handle(event(&random), at: time * 7)
      if time % 50 == 0 { _ = desk.app.tick(at: time * 7 + 400) }
      if time % 40 == 0, let size = sizes.randomElement(using: &random) {
        (desk.columns, desk.rows) = size
      }
      let screen = desk.draw()
      #expect(screen.columns == desk.columns && screen.rows == desk.rows)
      #expect(screen.cursor.map { screen.bounds.contains(x: $0.x, y: $0.y) } ?? true)
    }
    try desk.press("<Esc><Esc><Esc><Esc>")
    while desk.app.editor.history.undoLabel != nil { try desk.app.editor.undo() }
    #expect(desk.app.editor.pipeline == start)
    #expect(!desk.app.editor.isModified)
  }
}
