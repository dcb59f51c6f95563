// What an earlier session has left of a document: its recovery journal, played again. Reads nothing
// and decides nothing.

import Diagnostics
import EditorCore
import PipelineFile
import PipelineModel
import Storage

struct EarlierSession {
  let journal: Journal
  /// As it was last read, with the session's ids for its steps.
  private(set) var file: SilFile
  private(set) var problems: [Diagnostic]
  private(set) var history = EditHistory()
  private(set) var pipeline: Pipeline
  /// What the file said when it was last read or written.
  private(set) var savedPipeline: Pipeline
  private(set) var savedTypedText: TypedText?
  private(set) var savedMoment: Int? = 0
  /// What the file was then; `nil` when there was none.
  private(set) var fingerprint: FileFingerprint?
  /// Whether every record could be played again.
  private(set) var isComplete = true

  /// - Returns: `nil` when the journal does not begin with a file that is understood.
  init?(_ journal: Journal) {
    guard case .file(let bytes, let fingerprint, _)? = journal.records.first else { return nil }
    self.journal = journal
    (file, pipeline, problems) = SilFile.read(bytes)
    savedPipeline = pipeline
    self.fingerprint = fingerprint
    guard bytes.isEmpty || file.isUnderstood else { return nil }
    for record in journal.records.dropFirst() {
      guard play(record) else {
        isComplete = false
        break
      }
    }
    // What was played again is in the journal already.
    _ = history.takeRecords()
  }

  private mutating func play(_ record: JournalRecord) -> Bool {
    switch record {
    case .history(.perform(_, _, _, typed: let typed?)) where !typed.isSound: return false
    case .history(let record): return history.replay(record, on: &pipeline)
    case .saved(let fingerprint):
      savedPipeline = pipeline
      savedTypedText = history.typedText
      savedMoment = history.now
      self.fingerprint = fingerprint
      return true
    case .file(let bytes, let fingerprint, let steps):
      let (again, read, found) = SilFile.read(bytes)
      let ids = steps.map { $0.map { StepID($0) } } ?? read.steps.map(\.id)
      guard again.isUnderstood, ids.count == read.steps.count, Set(ids).count == ids.count else {
        return false
      }
      file = again.renumbered(ids)
      problems = found
      savedPipeline = file.pipeline
      savedTypedText = history.typedText
      savedMoment = pipeline.isIdentical(to: savedPipeline) ? history.now : nil
      self.fingerprint = fingerprint
      return true
    }
  }

  /// The text of the file if it were saved now; `nil` when it can't be composed.
  var text: [UInt8]? {
    do throws(WriteError) {
      return try file.with(history.typedText).bytes(saying: pipeline)
    } catch {
      return nil
    }
  }

  /// Whether something was not saved.
  var isUnsaved: Bool {
    !pipeline.isIdentical(to: savedPipeline) || history.typedText != savedTypedText
  }

  /// Tells that the file says what this session came to: it ended after saving and before it noted
  /// that.
  mutating func wasSaved(as fingerprint: FileFingerprint) {
    savedPipeline = pipeline
    savedTypedText = history.typedText
    savedMoment = history.now
    self.fingerprint = fingerprint
  }
}
