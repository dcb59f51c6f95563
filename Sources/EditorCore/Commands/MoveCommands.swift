// Commands that move the selection and change nothing.

import PipelineModel

extension Command {
  static let moveCommands: [Command] =
    Direction.allCases.map { direction in
      Command(
        "move-\(direction.rawValue)", "Select the step to the \(direction.description)", in: .move,
        unless: needsStep
      ) { editor, count throws(Refusal) in
        try editor.move(direction, count: count)
        return []
      }
    } + [
      walk("next-step", "Select the next step in the order of the flow", 1),
      walk("previous-step", "Select the previous step in the order of the flow", -1),
      Command(
        "first-step", "Select the first step in the order of the flow", in: .move,
        unless: needsStep
      ) { editor, _ in
        if let id = editor.topology.ordered.first { editor.select(id) }
        return []
      },
      Command(
        "last-step", "Select the last step in the order of the flow", in: .move, unless: needsStep
      ) { editor, _ in
        if let id = editor.topology.ordered.last { editor.select(id) }
        return []
      },
      branch("next-branch", "Select the next step that follows the same step", 1),
      branch("previous-branch", "Select the previous step that follows the same step", -1),
      Command(
        "jump", "Select a step by a label that appears on each visible one", in: .move,
        unless: needsStep
      ) { _, _ in [.ask(.stepToSelect)] },
      Command(
        "jump-and-open", "Select a step by its label and open its form", in: .move,
        unless: needsStep
      ) { _, _ in [.ask(.stepToOpen)] },
      scroll("scroll-down", "Scroll on by half a screen", .halfScreens(1)),
      scroll("scroll-up", "Scroll back by half a screen", .halfScreens(-1)),
      scroll("page-down", "Scroll on by a screen", .screens(1)),
      scroll("page-up", "Scroll back by a screen", .screens(-1)),
    ]

  private static func walk(_ name: String, _ summary: String, _ sign: Int) -> Command {
    Command(name, summary, in: .move, unless: needsStep) { editor, count throws(Refusal) in
      guard let id = editor.selection.step,
        let next = editor.stepInOrder(from: id, by: sign * count)
      else { throw .unavailable(sign > 0 ? "this is the last step" : "this is the first step") }
      editor.select(next)
      return []
    }
  }

  private static func branch(_ name: String, _ summary: String, _ sign: Int) -> Command {
    Command(name, summary, in: .move, unless: needsStep) { editor, count throws(Refusal) in
      guard let id = editor.selection.step, let next = editor.sibling(of: id, by: sign * count)
      else { throw .unavailable("no other step follows the same one") }
      editor.select(next)
      return []
    }
  }

  private static func scroll(_ name: String, _ summary: String, _ amount: ScrollAmount) -> Command {
    Command(name, summary, in: .move) { _, count in
      switch amount {
      case .halfScreens(let one): [.scroll(.halfScreens(one * count))]
      case .screens(let one): [.scroll(.screens(one * count))]
      }
    }
  }
}

extension Direction {
  /// As sentences say it.
  fileprivate var description: String {
    switch self {
    case .left: "left"
    case .right: "right"
    case .up: "top"
    case .down: "bottom"
    }
  }
}
