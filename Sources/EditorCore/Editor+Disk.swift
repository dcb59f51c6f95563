// What was read from the disk while the document was open: taken as it is, or joined with what was
// changed here. Each is one entry of the history, like any other change.

package import Diagnostics
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
  ///   - diagnostics: what reading it found.
  package mutating func reload(_ disk: Pipeline, _ diagnostics: [Diagnostic]) throws(Refusal) {
    try takeOver(disk, from: disk, diagnostics, label: "reload from disk")
  }

  /// What joining the disk's changes with those made here would ask.
  package func merge(with disk: Pipeline) -> PipelineMerge {
    PipelineMerge(base: savedPipeline, here: pipeline, disk: disk)
  }

  /// Joins the disk's changes with those made here.
  ///
  /// - Parameters:
  ///   - sides: one for each conflict.
  ///   - diagnostics: what reading the disk's text found.
  package mutating func apply(
    _ merge: PipelineMerge, _ sides: [MergeSide], _ diagnostics: [Diagnostic]
  ) throws(Refusal) {
    let wanted = merge.result(sides)
    try takeOver(wanted, from: merge.disk, diagnostics, label: "merge with the disk")
  }

  private mutating func takeOver(
    _ wanted: Pipeline, from disk: Pipeline, _ diagnostics: [Diagnostic], label: String
  ) throws(Refusal) {
    let edits = try pipeline.edits(toBecome: wanted)
    let before = selection
    do {
      try history.perform(label, edits, at: time, on: &pipeline)
    } catch {
      throw .edit(error)
    }
    savedPipeline = disk
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
