// What the keys mean at the moment. `none` is the normal state, in which the key map rules; each
// other state has a file that takes its keys and knows how to go back one level.

import EditorCore
import PipelineModel

enum Interaction: Sendable {
  case none
  /// Labels on steps or lines; typing one chooses it.
  case hints(HintMode)
  /// The name of a new step, or another name for one.
  case name(NamePrompt)
  case search(SearchPrompt)
  /// Choosing a step by part of its name.
  case pick(StepPicker)
  /// Right after connecting: Tab tries the other ways.
  case connected(ConnectionChoice)
  /// The palette, the command line and the help: commands to choose from.
  case commands(CommandList)
  case history(HistoryList)
  case field(FieldEditor)
  /// Steps on their way to another place on the grid.
  case moving([StepID])
  case quitQuestion(QuitQuestion)
  /// What there is to know of a step.
  case facts(FactList)
  /// The input of a step or an execution.
  case input(InputPrompt)
  case logSearch(LogSearch)
  /// What a key would do, before it does it.
  case lesson(KeyLesson)
  /// Something about the file, with the difference.
  case fileQuestion(FileQuestionBox)
  /// Conflicts between what is here and what is on disk.
  case merge(MergeList)
  /// The text of the file.
  case typing(TypingMode)
}

/// A key and what it does here, for the footer and the bottom line of boxes.
struct KeyHint: Hashable, Sendable {
  let key: String
  let meaning: String

  init(_ key: String, _ meaning: String) {
    self.key = key
    self.meaning = meaning
  }
}

extension App {
  /// The keys of what is going on; `nil` in the normal state.
  var interactionHints: [KeyHint]? {
    switch interaction {
    case .none: nil
    case .hints(let mode): mode.hints
    case .name(let prompt): prompt.hints
    case .search: SearchPrompt.hints
    case .pick: StepPicker.hints
    case .connected: ConnectionChoice.hints
    case .commands: CommandList.hints
    case .history: HistoryList.hints
    case .fileQuestion: FileQuestionBox.hints
    case .merge: MergeList.hints
    case .typing: TypingMode.hints
    case .field(let field): field.hints
    case .moving: MoveMode.hints
    case .facts: FactList.hints
    case .input(let prompt): prompt.hints
    case .logSearch: LogSearch.hints
    case .lesson: KeyLesson.hints
    case .quitQuestion: [KeyHint("Enter", "choose"), KeyHint("Esc", "stay")]
    }
  }
}
