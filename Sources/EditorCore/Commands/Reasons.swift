// Why a command can do nothing now, in words that tell what to do; `nil` when it can.

import GraphAlgorithms
import PipelineModel

typealias Reason = @Sendable (Editor) -> String?

extension Command {
  static let needsSaved: Reason = {
    $0.isModified ? "save first (Ctrl-s): your editor gets the file itself" : nil
  }

  static let needsStep: Reason = { $0.selection.step == nil ? Refusal.noStep.text : nil }

  static let needsTwoSteps: Reason = {
    needsStep($0)
      ?? ($0.pipeline.steps.count < 2 ? "there is only one step: add another" : nil)
  }

  static let needsConnections: Reason = {
    $0.topology.graph.edgeCount == 0 ? "there are no connections yet" : nil
  }

  static let needsConnectionsOfStep: Reason = { editor in
    needsStep(editor)
      ?? (editor.selection.step.map { editor.edges(of: $0).isEmpty } ?? true
        ? "the step is connected with nothing" : nil)
  }

  static let needsMarks: Reason = { $0.selection.marks.isEmpty ? Refusal.noMarks.text : nil }

  static let needsTwoMarks: Reason = {
    $0.selection.marks.count < 2 ? "mark two or more steps first" : nil
  }

  static let needsPinOnTargets: Reason = { editor in
    needsStep(editor)
      ?? (editor.targets.contains(where: editor.isPinned) ? nil : Refusal.notPinned.text)
  }

  static let needsPin: Reason = { editor in
    editor.topology.steps.contains(where: editor.isPinned) ? nil : "no step is pinned"
  }

  static let needsLastChange: Reason = {
    $0.lastChange == nil ? Refusal.nothingToRepeat.text : nil
  }

  static let needsDone: Reason = {
    $0.history.undoLabel == nil ? Refusal.nothingToUndo.text : nil
  }

  static let needsUndone: Reason = {
    $0.history.redoLabel == nil ? Refusal.nothingToRedo.text : nil
  }

  static let needsHistory: Reason = {
    $0.history.moments.count < 2 ? "nothing has been changed yet" : nil
  }

  static let needsHolder: Reason = {
    if case .looksOn = $0.access { nil } else { "no other session edits this file" }
  }

  static let needsSearch: Reason = { $0.search == nil ? Refusal.noSearch.text : nil }

  static let needsProblems: Reason = {
    $0.diagnostics.isEmpty && $0.failedSteps.isEmpty ? Refusal.noProblems.text : nil
  }

  static let needsDefinition: Reason = {
    $0.definition.lines.isEmpty && !$0.isDefinitionDue
      ? "there is no definition yet: mend the problems first" : nil
  }

  static let needsSound: Reason = {
    $0.checked == nil ? "the pipeline has errors: gp lists them" : nil
  }

  static let needsNearerZoom: Reason = {
    $0.view.zoom.nearer == nil ? "this is the nearest view" : nil
  }

  static let needsFartherZoom: Reason = {
    $0.view.zoom.farther == nil ? "this is the farthest view" : nil
  }
}
