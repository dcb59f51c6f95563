// The state machine's text beside the diagram: its lines, which of them belong to which step, and
// which ones the last edit changed. While the draft has errors, the last text stays.

import CloudExport
import Diagnostics
import GraphAlgorithms
package import PipelineModel
import StatesLanguage

package struct EditorDefinition: Sendable {
  /// JSON with 2 spaces; empty before the first draft without errors.
  package private(set) var lines = TextLines()
  /// Lines of each step's state, from 0.
  package private(set) var ranges: [StepID: Range<Int>] = [:]
  /// Lines that the last edit changed, from 0, ascending.
  package private(set) var changed: [Int] = []
  /// Why the text is not that of the present draft; `nil` when it is.
  package private(set) var staleReason: String?
  /// Grows with every text that differs from the one before.
  package private(set) var version = 0
  /// The last plans, the newest first: undo and redo go back to one of them.
  private var plans: [KnownPlan] = []

  /// A plan and what it was made of.
  private struct KnownPlan {
    let graph: DirectedGraph
    let names: [String]
    let durations: [String: Double]
    let plan: SeriesParallelPlan
  }

  package init() {}

  /// - Parameters:
  ///   - durations: seconds that steps took in earlier runs, by their names.
  ///   - isEdit: whether the document has changed, and not only what is known about it.
  mutating func update(
    _ checked: CheckedPipeline?, _ diagnostics: [Diagnostic], durations: [String: Double],
    isEdit: Bool
  ) {
    guard let checked else {
      staleReason = diagnostics.first(where: \.isError)?.message
      if isEdit { changed = [] }
      return
    }
    staleReason = nil
    let identifiers = TerraformIdentifiers(checked)
    let text = stateMachine(
      for: checked, plan: plan(of: checked, durations), functionName: identifiers.functionARN
    ).definition(.readable)
    if text.bytes == lines.bytes {
      if isEdit { changed = [] }
    } else {
      let old = lines
      lines = TextLines(text.bytes)
      version += 1
      changed = old.isEmpty ? [] : LineDiff(from: old, to: lines).added
    }
    var ids: [String: StepID] = [:]
    for step in checked.steps { ids[step.name] = step.id }
    ranges = [:]
    for state in text.states {
      if let id = ids[state.name] { ranges[id] = state.lines }
    }
  }

  /// A plan that was made already, where one fits: most edits leave the dependencies as they are,
  /// and undo brings back those that were.
  private mutating func plan(of checked: CheckedPipeline, _ durations: [String: Double])
    -> SeriesParallelPlan?
  {
    guard checked.machine == .nested else { return nil }
    let names = checked.steps.map(\.name)
    let place = plans.firstIndex {
      $0.graph == checked.graph && $0.names == names && $0.durations == durations
    }
    let known =
      place.map { plans.remove(at: $0) }
      ?? KnownPlan(
        graph: checked.graph, names: names, durations: durations,
        plan: nestedPlan(of: checked, durations: durations))
    plans.insert(known, at: 0)
    if plans.count > 8 { plans.removeLast() }
    return known.plan
  }
}
