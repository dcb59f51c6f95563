// Why a command can do nothing now, in words that tell what to do. One closure per reason.

import GraphAlgorithms
import PipelineModel

typealias Reason = @Sendable (Editor) -> String?

extension Command {
  static let needsStep: Reason = { $0.selection.step == nil ? Refusal.noStep.text : nil }

  static let needsEditing: Reason = { $0.readOnlyReason.map { Refusal.readOnly($0).text } }

  static let needsEditableStep: Reason = { needsEditing($0) ?? needsStep($0) }

  static let needsEdges: Reason = {
    needsEditing($0) ?? ($0.topology.graph.edgeCount == 0 ? "there are no connections yet" : nil)
  }

  static let needsTwoSteps: Reason = {
    needsEditableStep($0)
      ?? ($0.pipeline.steps.count < 2 ? "there is only one step: add another" : nil)
  }
}
