// Text that comes from outside: read from the disk while the document was open and taken as it is or
// joined with what was changed here, or typed by hand. Each is one entry of the history.

package import Diagnostics
import PipelineFile
package import PipelineModel

extension Editor {
  /// The pipeline with this session's ids for its steps.
  package mutating func aligned(_ disk: Pipeline) -> Pipeline {
    disk.aligned(with: [savedPipeline, pipeline], next: &nextStepID)
  }

  /// Takes what the disk says in place of the document; undo brings back what was here.
  ///
  /// - Parameters:
  ///   - disk: comes from `aligned(_:)`.
  ///   - text: what the disk holds.
  ///   - diagnostics: what reading it found.
  package mutating func reload(_ disk: Pipeline, text: [UInt8], _ diagnostics: [Diagnostic])
    throws(Refusal)
  {
    try takeOver(disk, from: disk, text, diagnostics, label: "reload from disk")
  }

  /// Shows what the disk says in a session that changes nothing: there is nothing to bring back.
  ///
  /// - Parameter disk: comes from `aligned(_:)`.
  package mutating func follow(_ disk: Pipeline, _ diagnostics: [Diagnostic]) {
    restore(
      EditHistory(), disk, saved: disk, typed: nil, at: 0, fileDiagnostics: diagnostics)
  }

  /// Takes the whole text of the file as a person has typed it, comments and all. Text that is not
  /// understood is refused, with the line and what is wrong with it.
  ///
  /// - Parameters:
  ///   - base: what the text said before it was typed in; what was changed in the document since then
  ///     stays, unless the typed text says something else of the same key.
  ///   - evenWhenAlike: takes a text too that says the same as the document.
  /// - Returns: whether it was taken.
  package mutating func take(
    typed text: [UInt8], since base: Pipeline, evenWhenAlike: Bool
  ) throws(Refusal) -> Bool {
    try requireEditing()
    let (file, read, found) = SilFile.read(text)
    if let wrong = Self.typingProblem(file, text, found) { throw .unavailable(wrong) }
    let aligned = aligned(read)
    var wanted = aligned
    if !pipeline.isIdentical(to: base) {
      let merge = PipelineMerge(base: base, here: pipeline, disk: aligned)
      wanted = merge.result(merge.conflicts.map { _ in .disk })
    }
    let edits = try pipeline.edits(toBecome: wanted)
    guard evenWhenAlike || !edits.isEmpty else { return false }
    let before = selection
    do {
      let typed = TypedText(text, steps: aligned.steps.map(\.id))
      try history.perform("type in the file", edits, typed: typed, at: time, on: &pipeline)
    } catch {
      throw .edit(error)
    }
    fileDiagnostics = found
    documentChanged()
    selectionChanges[history.now] = SelectionChange(before: before, after: selection)
    message = .info("taken as typed; undo takes it back")
    return true
  }

  /// What keeps a text from being taken, as in "line 12: …"; `nil` when nothing does.
  package static func typingProblem(_ text: [UInt8]) -> String? {
    let (file, _, found) = SilFile.read(text)
    return typingProblem(file, text, found)
  }

  /// What joining the disk's changes with those made here would ask.
  package func merge(with disk: Pipeline) -> PipelineMerge {
    PipelineMerge(base: savedPipeline, here: pipeline, disk: disk)
  }

  /// Joins the disk's changes with those made here.
  ///
  /// - Parameters:
  ///   - sides: one for each conflict.
  ///   - text: what the disk holds.
  ///   - diagnostics: what reading it found.
  package mutating func apply(
    _ merge: PipelineMerge, _ sides: [MergeSide], text: [UInt8], _ diagnostics: [Diagnostic]
  ) throws(Refusal) {
    let wanted = merge.result(sides)
    try takeOver(wanted, from: merge.disk, text, diagnostics, label: "merge with the disk")
  }

  private static func typingProblem(
    _ file: SilFile, _ text: [UInt8], _ found: [Diagnostic]
  ) -> String? {
    guard !file.isUnderstood else { return nil }
    guard let wrong = found.first(where: \.isError) else { return "it is not understood" }
    let offset = wrong.place.flatMap(file.range(of:))?.lowerBound
    let line = offset.map { "line \(LineTable(text).location(at: $0).line): " } ?? ""
    return line + "\(wrong.message) — \(wrong.mend)"
  }

  private mutating func takeOver(
    _ wanted: Pipeline, from disk: Pipeline, _ text: [UInt8], _ diagnostics: [Diagnostic],
    label: String
  ) throws(Refusal) {
    let edits = try pipeline.edits(toBecome: wanted)
    let before = selection
    // The disk's text stands above one that was typed before.
    let typed = history.typedText.map { _ in TypedText(text, steps: disk.steps.map(\.id)) }
    do {
      try history.perform(label, edits, typed: typed, at: time, on: &pipeline)
    } catch {
      throw .edit(error)
    }
    savedPipeline = disk
    savedTypedText = history.typedText
    savedMoment = pipeline.isIdentical(to: disk) ? history.now : nil
    fileDiagnostics = diagnostics
    misreadFile = nil
    documentChanged()
    if !edits.isEmpty {
      selectionChanges[history.now] = SelectionChange(before: before, after: selection)
    }
    message = .info(label)
  }
}
