// What commands ask of the world outside: of the screen's interaction, and of the shell.

package import PipelineModel

package enum Effect: Hashable, Sendable {
  /// The screen asks the person and calls the operation with the answer.
  case ask(Question)
  case openForm(FormSubject)
  case showHelp
  case showPalette
  /// The line in which commands are typed.
  case showCommandLine
  case showHistory
  case focusPane(PaneStep)
  /// Brings all of the diagram into view, in the largest zoom in which it fits.
  case fitDiagram
  case centreSelection
  case scroll(ScrollAmount)
  case save
  /// Writes a copy of the pipeline to another file; one that is there only when `overwriting`.
  case saveCopy(to: String, overwriting: Bool)
  /// Answers the shell's question about the file, or asks for the same of its own accord.
  case answer(FileQuestion.Answer)
  /// Joins what the disk says with what is here; one choice for each conflict.
  case applyMerge([MergeSide])
  /// Ends the session; unsaved changes have been asked about.
  case quit
  /// The step's code in the person's text editor.
  case editCode(StepID)
  /// The whole file in the person's text editor.
  case editFile
  /// The step's code in the person's text editor, at a line counted from 1.
  case editCodeLine(StepID, line: Int)
  /// Runs what `takeRunPlan()` gives.
  case startRun
  case stopRun
  case suspend
  case redraw
  case copyToClipboard(String)
  /// Plans what deploys the pipeline into a folder, and asks before it is written.
  case export(folder: String)
  /// Compares with the file as git has it at a revision.
  case compare(revision: String)
}

package enum PaneStep: Hashable, Sendable { case next, previous }

/// How far the view of the diagram moves along its longer side; negative goes back.
package enum ScrollAmount: Hashable, Sendable {
  case halfScreens(Int)
  case screens(Int)
}

/// What a form edits.
package enum FormSubject: Hashable, Sendable {
  case step(StepID)
  /// Several at once: what is typed goes to all of them.
  case steps([StepID])
  case pipeline
  case defaults
}

/// What a command needs to know. Each names the operation that takes the answer.
package enum Question: Hashable, Sendable {
  /// `addStep(named:at:)`; check with `nameProblem`. `others` are more places to choose from.
  /// When `count` is above 1, ask again with `followingPlacement(after:_:)`.
  case nameOfNewStep(Placement, others: [Placement], count: Int)
  /// `rename(_:to:)`
  case newName(StepID)
  /// `connect(_:to:use:)` for one, `connect(_:to:)` for several; candidates: `connectTargets(from:)`.
  case connectTarget(from: [StepID])
  /// `connect(_:to:use:)`; candidates: `connectSources(into:)`.
  case connectSource(into: StepID)
  /// `disconnect(_:)`; candidates: `edges(of:)`.
  case edgeToDisconnect(StepID)
  /// Then a `nameOfNewStep(.on(edge))`; candidates: `edges`.
  case edgeToSplit
  /// `select(_:)`: labels on all visible steps.
  case stepToSelect
  /// The same, and then its form.
  case stepToOpen
  /// `select(_:)` by part of a name; candidates: `matches(_:)`.
  case stepByName
  /// `find(_:)`, incremental with `searchHits(for:)`.
  case searchText
  /// `setMarks(_:)` with the steps of `searchHits(for:)`.
  case searchToMark
  /// `select(_:)` one of those that wait for the step.
  case userOf(StepID)
  /// `shiftMove(_:_:)`, then `keepMove()` or `cancelMove()`.
  case place([StepID])
  /// `prepareRun(_:arguments:)`; begin with `suggestedInput(of:)`.
  case stepInput(StepID)
  /// `prepareRun(_:executionInput:)`; begin with `suggestedExecutionInput`.
  case executionInput(RunScope)
  /// Then an effect `export`; begin with the folder that was exported to last.
  case exportFolder
  /// Save, discard or stay.
  case confirmQuit
}
