// Right after a connection was made in the usual way: Tab makes it in another way instead, as one
// undo all the same. Any other key goes on with it as it is.

import EditorCore
import PipelineModel
import TerminalInterface

struct ConnectionChoice: Hashable, Sendable {
  let edge: StepEdge
  /// The ways to connect; the first is the one taken unasked.
  let uses: [ConnectionUse]
  /// In words, as they read before the connection was made.
  let summaries: [String]
  var chosen = 0

  /// "or as argument 1, order only".
  var others: String {
    let rest = summaries.indices.filter { $0 != chosen }.map { summaries[$0] }
    return rest.isEmpty ? "" : "or " + rest.joined(separator: ", ")
  }

  static let hints = [KeyHint("Tab", "another way"), KeyHint("Enter", "keep")]
}

extension App {
  /// Connects in the usual way and offers the others.
  mutating func connect(_ edge: StepEdge) {
    let uses = editor.connectionUses(from: edge.source, to: edge.target)
    let summaries = uses.map { editor.summary(of: $0, in: edge.target) }
    let isMade = editor.attempt { editor throws(Refusal) in
      try editor.connect(edge.source, to: edge.target, use: uses.first)
    }
    interaction =
      isMade && uses.count > 1
      ? .connected(ConnectionChoice(edge: edge, uses: uses, summaries: summaries)) : .none
  }

  mutating func handle(_ stroke: KeyStroke, _ choice: ConnectionChoice, at time: Milliseconds)
    -> [Effect]
  {
    var choice = choice
    switch stroke.key {
    case .tab, .backtab:
      let distance = stroke.key == .tab ? 1 : choice.uses.count - 1
      choice.chosen = (choice.chosen + distance) % choice.uses.count
      remake(choice)
      return []
    case .enter, .escape:
      interaction = .none
      return []
    default:
      interaction = .none
      return handleKey(stroke, at: time)
    }
  }

  private mutating func remake(_ choice: ConnectionChoice) {
    let edge = choice.edge
    let isMade = editor.attempt { editor throws(Refusal) in
      try editor.undo()
      try editor.connect(edge.source, to: edge.target, use: choice.uses[choice.chosen])
    }
    interaction = isMade ? .connected(choice) : .none
  }
}
