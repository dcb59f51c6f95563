// Keys that are recorded and typed again. Mouse and pastes are not recorded.

import EditorCore
import TerminalInterface

struct Macro: Hashable, Sendable {
  /// The keys so far while they are recorded.
  private(set) var recording: [KeyStroke]?
  private(set) var keys: [KeyStroke] = []
  private(set) var isPlaying = false

  mutating func note(_ stroke: KeyStroke) {
    if !isPlaying { recording?.append(stroke) }
  }

  /// - Returns: how many keys there are when the recording ended; `nil` when it began.
  mutating func toggle() -> Int? {
    guard var recorded = recording else {
      recording = []
      return nil
    }
    // The key that ends it is no part of it.
    if !recorded.isEmpty { recorded.removeLast() }
    recording = nil
    keys = recorded
    return keys.count
  }

  mutating func begin() { isPlaying = true }
  mutating func end() { isPlaying = false }
}

extension App {
  mutating func toggleRecording() {
    guard let count = macro.toggle() else {
      editor.message = .info("recording keys: Q ends it")
      return
    }
    editor.message =
      count == 0
      ? .warning("nothing was recorded") : .info("recorded \(count) keys: @ types them again")
  }

  /// Types the recorded keys; stops where one of them is refused.
  mutating func replay(_ count: Int) -> [Effect] {
    guard !macro.isPlaying else {
      editor.message = .warning("the recorded keys can't type themselves")
      return []
    }
    macro.begin()
    defer { macro.end() }
    var effects: [Effect] = []
    for _ in 0..<min(count, 1000) {
      for stroke in macro.keys {
        effects += handleKey(stroke, at: 0)
        if let message = editor.message, message.kind != .info {
          editor.message = .warning("stopped at \(stroke.label): \(message.text)")
          interaction = .none
          return effects
        }
      }
    }
    return effects
  }
}
