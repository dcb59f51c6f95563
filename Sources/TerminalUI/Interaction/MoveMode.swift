// Moving steps on the grid: arrows shift them, Enter keeps and pins them, Escape takes all back.

import EditorCore
import PipelineModel
import TerminalInterface

enum MoveMode {
  static let hints = [
    KeyHint("h j k l", "move"), KeyHint("Enter", "keep and pin"), KeyHint("Esc", "cancel"),
  ]
}

extension App {
  mutating func handle(_ stroke: KeyStroke, moving steps: [StepID]) -> [Effect] {
    if let direction = Direction(stroke) {
      editor.shiftMove(steps, direction)
      return []
    }
    switch stroke.key {
    case .enter:
      editor.attempt { editor throws(Refusal) in try editor.keepMove() }
      interaction = .none
    case .escape, .character("q"):
      editor.cancelMove()
      interaction = .none
    default: editor.message = .warning("moving: use the arrows, Enter to keep, Esc to cancel")
    }
    return []
  }
}

extension Direction {
  /// The direction of an arrow key or of h, j, k, l.
  init?(_ stroke: KeyStroke) {
    guard stroke.modifiers.isEmpty else { return nil }
    switch stroke.key {
    case .left, .character("h"): self = .left
    case .down, .character("j"): self = .down
    case .up, .character("k"): self = .up
    case .right, .character("l"): self = .right
    default: return nil
    }
  }
}
