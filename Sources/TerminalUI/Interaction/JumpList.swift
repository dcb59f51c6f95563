// The steps that jumps began at, to go back to. Walking along lines leaves no place in it.

import EditorCore
import PipelineModel

struct JumpList: Hashable, Sendable {
  /// Oldest first, each once.
  private var places: [StepID] = []
  /// How far one has gone back.
  private var back = 0

  /// Commands that jump.
  static let commands: Set<String> = [
    "first-step", "last-step", "jump", "jump-and-open", "find", "find-next", "find-previous",
    "find-step", "find-same-code", "find-users", "next-problem", "previous-problem", "choose-line",
    "outline",
  ]

  mutating func note(_ step: StepID) {
    if back > 0 { places.removeLast(min(back, places.count)) }
    back = 0
    places.removeAll { $0 == step }
    places.append(step)
    if places.count > 100 { places.removeFirst() }
  }

  /// The place so many jumps ago; negative counts go towards the newest. `nil` at the end.
  mutating func go(_ count: Int, from here: StepID?, _ isThere: (StepID) -> Bool) -> StepID? {
    places.removeAll { !isThere($0) }
    if back == 0, count > 0, let here {
      places.removeAll { $0 == here }
      places.append(here)
      back = 1
    }
    let wanted = back + count
    guard wanted >= 1, wanted <= places.count else { return nil }
    back = wanted
    return places[places.count - back]
  }
}

extension App {
  mutating func goBackInJumps(_ count: Int) {
    let topology = editor.topology
    guard
      let step = jumps.go(
        count, from: editor.selection.step, { topology.number(of: $0) != nil })
    else {
      editor.message = .warning(
        count > 0 ? "this is the oldest place that was jumped from" : "this is the newest place")
      return
    }
    editor.select(step)
  }
}
