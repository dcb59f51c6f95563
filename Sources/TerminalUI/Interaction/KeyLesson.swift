// Learning the keys with `:set learn=on`: what a key would change is said before it is done, and Enter
// does it. A key that has done so three times is known and asks no more. Commands that are chosen by
// name, and keys that are recorded or typed from a record, ask nothing.

import EditorCore
import TerminalInterface

struct KeyLesson: Sendable {
  let command: UserCommand
  let count: Int
  /// The key with its count, as in "3a".
  let key: String

  static let hints = [KeyHint("Enter", "do it"), KeyHint("Esc", "leave it")]
  /// How often a key is explained.
  static let times = 3
}

/// Which commands a person has done by key while learning.
struct KeyLessons: Sendable {
  private var done: [String: Int] = [:]

  func left(of command: String) -> Int { KeyLesson.times - (done[command] ?? 0) }
  mutating func note(_ command: String) { done[command, default: 0] += 1 }
}

extension App {
  /// Does what a key is for; first says what that is to a person who learns it.
  mutating func runByKey(_ command: UserCommand, count: Int?) -> [Effect] {
    guard let left = lessons?.left(of: command.name), left > 0, command.reach != .screen,
      macro.recording == nil, !macro.isPlaying, command.unavailableReason(self) == nil
    else { return run(command, count: count ?? 1) }
    let key = keyMap(for: focus).keys(for: command.name).first?.label ?? ""
    editor.message = nil
    interaction = .lesson(
      KeyLesson(
        command: command, count: count ?? 1, key: (count.map(String.init) ?? "") + key))
    return []
  }

  mutating func handle(_ stroke: KeyStroke, _ lesson: KeyLesson) -> [Effect] {
    switch stroke.key {
    case .enter:
      interaction = .none
      lessons?.note(lesson.command.name)
      return run(lesson.command, count: lesson.count)
    case .escape:
      interaction = .none
      editor.message = .info("\(lesson.key) is left; :set learn=off does keys at once")
    default: editor.message = .warning("Enter does it, Esc leaves it")
    }
    return []
  }

  /// The key and its sentence, or what was typed in place of an answer.
  func lessonPieces(_ lesson: KeyLesson) -> [TextPiece] {
    let text = editor.message?.text ?? lesson.command.summary
    return [
      TextPiece(lesson.key + "  ", .promptLabel), TextPiece(text, .message),
    ]
  }
}
