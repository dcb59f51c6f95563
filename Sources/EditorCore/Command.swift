// One thing a user can ask for, under a name. Key maps, the palette and the help page are all made
// from the list of commands: nothing is written twice.

package struct Command: Sendable, Identifiable {
  /// Small letters with `-` between words.
  package let name: String
  /// One sentence without a full stop, beginning with what it does.
  package let summary: String
  package let category: CommandCategory
  /// What it may change, now or after it has asked something.
  package let reach: Reach
  /// Why it can do nothing now; `nil` when it can.
  package let unavailableReason: @Sendable (Editor) -> String?
  /// - Parameter count: how many times; 1 when the person gave no count.
  package let perform: @Sendable (inout Editor, _ count: Int) throws(Refusal) -> [Effect]

  package var id: String { name }

  init(
    _ name: String, _ summary: String, in category: CommandCategory, changes reach: Reach = .screen,
    unless unavailableReason: @escaping @Sendable (Editor) -> String? = { _ in nil },
    _ perform: @escaping @Sendable (inout Editor, Int) throws(Refusal) -> [Effect]
  ) {
    self.name = name
    self.summary = summary
    self.category = category
    self.reach = reach
    self.unavailableReason = { $0.refusal(of: reach)?.text ?? unavailableReason($0) }
    self.perform = perform
  }

  /// In the order in which help lists them.
  package static let all: [Command] =
    moveCommands + stepCommands + copyCommands + connectionCommands + markCommands + placeCommands
    + findCommands + runCommands + viewCommands + fileCommands

  package static func named(_ name: String) -> Command? { all.first { $0.name == name } }
}

package enum CommandCategory: String, CaseIterable, Hashable, Sendable {
  case move, steps, connections, marks, places, find, run, view, file
}

extension Editor {
  /// Performs the command, or says why it can't.
  package mutating func perform(_ command: Command, count: Int = 1) -> [Effect] {
    message = nil
    if let reason = command.unavailableReason(self) {
      message = .warning(reason)
      return []
    }
    do {
      return try command.perform(&self, count)
    } catch {
      message = .warning(error.text)
      return []
    }
  }
}
