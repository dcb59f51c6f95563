// What was changed both here and on disk, to be chosen one by one. What was changed on one side only
// is taken from there and not asked about.

package import EditorCore
import TerminalInterface

struct MergeList: Hashable, Sendable {
  let conflicts: [MergeConflict]
  /// One for each conflict.
  var sides: [MergeSide]
  var window = ListWindow()

  init(_ conflicts: [MergeConflict]) {
    self.conflicts = conflicts
    sides = conflicts.map { _ in .here }
  }

  static let hints = [
    KeyHint("h", "here"), KeyHint("d", "on disk"), KeyHint("↑ ↓", "choose"),
    KeyHint("Enter", "merge"), KeyHint("Esc", "cancel"),
  ]
}

extension App {
  /// Lets the person choose a side for each conflict; the answer is `Effect.applyMerge`.
  package mutating func ask(_ conflicts: [MergeConflict]) {
    interaction = .merge(MergeList(conflicts))
  }

  func rows(of list: MergeList) -> [BoxRow] {
    zip(list.conflicts, list.sides).map { conflict, side in
      let mark = { (isTaken: Bool) in isTaken ? StyleRole.popupKey : .popupRefused }
      return BoxRow(left: [
        TextPiece(conflict.place + "  ", .popup),
        TextPiece("here: \(conflict.here)", mark(side == .here)), TextPiece("  ", .popup),
        TextPiece("on disk: \(conflict.onDisk)", mark(side == .disk)),
        TextPiece(side == .here ? "  (here)" : "  (on disk)", .popup),
      ])
    }
  }

  mutating func handle(_ stroke: KeyStroke, _ list: MergeList) -> [Effect] {
    var list = list
    let row = list.window.chosen
    switch stroke.key {
    case .escape:
      interaction = .none
      editor.message = .info("nothing was merged")
      return []
    case .enter:
      interaction = .none
      return [.applyMerge(list.sides)]
    case .down, .tab, .character("j"): list.window.move(by: 1, of: list.conflicts.count)
    case .up, .backtab, .character("k"): list.window.move(by: -1, of: list.conflicts.count)
    case .left, .character("h"): list.sides[row] = .here
    case .right, .character("d"): list.sides[row] = .disk
    case .character(" "): list.sides[row] = list.sides[row] == .here ? .disk : .here
    case .character("H"): list.sides = list.sides.map { _ in .here }
    case .character("D"): list.sides = list.sides.map { _ in .disk }
    default: break
    }
    interaction = .merge(list)
    return []
  }
}
