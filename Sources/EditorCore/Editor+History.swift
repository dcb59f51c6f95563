// Undo, redo and jumps in the tree of the document's moments, what is selected afterwards, and
// what the file holds of it all.

package import Diagnostics
package import PipelineModel

extension Editor {
  package mutating func undo() throws(Refusal) {
    try requireEditing()
    let moment = history.now
    guard let label = history.undo(&pipeline) else { throw .nothingToUndo }
    if let change = selectionChanges[moment] { selection = change.before }
    documentChanged()
    message = .info("undone: \(label)")
  }

  package mutating func redo() throws(Refusal) {
    try requireEditing()
    guard let label = history.redo(&pipeline) else { throw .nothingToRedo }
    if let change = selectionChanges[history.now] { selection = change.after }
    documentChanged()
    message = .info("done again: \(label)")
  }

  /// Makes the document what it was at a moment, on whatever branch of the history.
  package mutating func go(to moment: Int) throws(Refusal) {
    try requireEditing()
    guard history.moments.indices.contains(moment) else {
      throw .unavailable("the history has no moment \(moment)")
    }
    guard moment != history.now else { return }
    history.go(to: moment, on: &pipeline)
    if let change = selectionChanges[moment] { selection = change.after }
    documentChanged()
    message = .info(moment == 0 ? "as it was opened" : "at: \(history.moments[moment].label)")
  }

  /// Goes back in time, whatever branch that is on: `12` changes, or `30s`, `5m`, `2h`, `1d`;
  /// backwards when `isForward`. Without an amount it is one change.
  package mutating func travel(_ amount: String, isForward: Bool) throws(Refusal) {
    let text = amount.filter { $0 != " " }
    let units: [Character: Int64] = ["s": 1, "m": 60, "h": 3600, "d": 86_400]
    if text.isEmpty {
      return try go(to: history.moment(changesBefore: isForward ? -1 : 1))
    }
    if let count = Int(text), count > 0 {
      return try go(to: history.moment(changesBefore: isForward ? -count : count))
    }
    guard let unit = text.last.flatMap({ units[$0] }), let count = Int64(text.dropLast()),
      count > 0, count < 1_000_000_000
    else { throw .unavailable("\(amount) is no span of time: say 12, 30s, 5m, 2h or 1d") }
    let moment =
      isForward
      ? history.moment(secondsAfter: count * unit)
      : history.moment(secondsBefore: count * unit, at: time)
    try go(to: moment)
  }

  /// What has been done since the last call, for the recovery journal.
  package mutating func takeRecords() -> [HistoryRecord] { history.takeRecords() }

  // MARK: The file

  /// Tells that the shell has written the present pipeline to the file.
  package mutating func saved() {
    savedPipeline = pipeline
    savedTypedText = history.typedText
    savedMoment = history.now
    isModified = false
    refreshComparison()
  }

  /// Takes over a history that an earlier session has left, with the document as it was then.
  ///
  /// - Parameters:
  ///   - saved: what the file holds, the typed text that it was written by, and the moment that is,
  ///     when it is one.
  ///   - fileDiagnostics: what reading the file found.
  package mutating func restore(
    _ history: EditHistory, _ pipeline: Pipeline, saved: Pipeline, typed: TypedText?,
    at moment: Int?, fileDiagnostics: [Diagnostic]
  ) {
    self.fileDiagnostics = fileDiagnostics
    misreadFile = nil
    self.history = history
    self.pipeline = pipeline
    savedPipeline = saved
    savedTypedText = typed
    savedMoment = moment
    nextStepID = max(nextStepID, history.highestStepID + 1, pipeline.freshStepID.rawValue)
    documentChanged()
  }
}
