// Commands that take words behind their name on the command line: `:earlier 5m`, `:w other.sil`, `:export deploy`.

import EditorCore
import PipelineModel

extension UserCommand {
  /// Each asks for itself what it needs: a copy may be written where the file itself may not.
  static let takingWords: [String: @Sendable (inout App, String) -> [Effect]] = [
    "earlier": { app, words in app.travel(words, isForward: false) },
    "later": { app, words in app.travel(words, isForward: true) },
    "theme": { app, words in
      app.wear(words)
      return []
    },
    "set": { app, words in
      app.set(words)
      return []
    },
    "save": { _, words in [.saveCopy(to: words, overwriting: false)] },
    "overwrite": { _, words in [.saveCopy(to: words, overwriting: true)] },
    "compare": { _, words in [.compare(revision: words)] },
    "export": { app, words in app.export(words) },
  ]
}

extension App {
  /// The folder, and before it the format where somebody names it.
  fileprivate mutating func export(_ words: String) -> [Effect] {
    if let reason = UserCommand.named("export")?.unavailableReason(self) {
      editor.message = .warning(reason)
      return []
    }
    let format = "terraform "
    return [
      .export(folder: words.hasPrefix(format) ? String(words.dropFirst(format.count)) : words)
    ]
  }

  fileprivate mutating func travel(_ words: String, isForward: Bool) -> [Effect] {
    editor.attempt { editor throws(Refusal) in
      try editor.travel(words, isForward: isForward)
    }
    return []
  }
}
