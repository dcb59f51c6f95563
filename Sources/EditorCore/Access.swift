// What a session may change: the one notion of "read-only". Each command and each effect says how far
// it reaches; whether that is allowed is asked here and nowhere else.

/// What a command or an effect may change.
package enum Reach: Hashable, Sendable {
  /// What is seen, what is selected, the clipboard.
  case screen
  /// The pipeline, and so its file.
  case pipeline
  /// Other files, processes, and what other sessions may do.
  case outside
}

/// What the session is to its file.
package enum Access: Hashable, Sendable {
  case edits
  /// Another session has the right to edit; says which one, and how to get it.
  case looksOn(String)
  /// Changes nothing anywhere; says what does that.
  case views(String)

  package var isView: Bool { if case .views = self { true } else { false } }
}

/// How the file on the disk stands to what was last read or written.
package enum DiskState: Hashable, Sendable {
  case same, changed
  /// It says something else that is no pipeline.
  case notUnderstood
  case gone
}

extension Editor {
  package var isReadOnly: Bool { refusal(of: .pipeline) != nil }

  /// Why something that reaches so far is not done, and what mends that; `nil` when it may be.
  package func refusal(of reach: Reach) -> Refusal? {
    switch (reach, access) {
    case (.screen, _): nil
    case (.pipeline, .views(let mend)), (.outside, .views(let mend)): .viewing(mend)
    case (.pipeline, .looksOn(let reason)): .readOnly(reason)
    case (.pipeline, .edits): fileRefusal.map { .readOnly($0) }
    case (.outside, .edits), (.outside, .looksOn): nil
    }
  }

  package func requireEditing() throws(Refusal) {
    if let refusal = refusal(of: .pipeline) { throw refusal }
  }
}

extension Effect {
  package var reach: Reach {
    switch self {
    case .ask, .openForm, .showHelp, .showPalette, .showCommandLine, .showHistory, .focusPane,
      .fitDiagram, .centreSelection, .scroll, .quit, .suspend, .redraw, .copyToClipboard, .compare:
      .screen
    case .save, .applyMerge: .pipeline
    case .saveCopy, .editCode, .editFile, .editCodeLine, .startRun, .stopRun, .export: .outside
    case .answer(let answer): answer.reach
    }
  }
}

extension FileQuestion.Answer {
  var reach: Reach {
    switch self {
    case .reload, .lookOn, .stay, .saveElsewhere: .screen
    case .merge, .overwrite: .pipeline
    case .recover, .discardRecovered, .keepBoth, .takeOver, .export: .outside
    }
  }
}
