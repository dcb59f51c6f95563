// The rows of the step pane and of the forms, made from the fields' one schema.

package import Diagnostics
package import PipelineModel

package struct FormRow: Hashable, Sendable {
  package enum Subject: Hashable, Sendable {
    case stepName(StepID)
    case field(FieldTarget)
    /// The place of an argument, from 0.
    case argument(StepID, Int)
    case needs(StepID)
  }

  package let subject: Subject
  package let label: String
  /// As a form shows it for typing; of a long text the first line.
  package let text: String
  /// Lines of the whole text; 1 for most.
  package let lineCount: Int
  package let unit: String?
  /// Nothing is written there, and `text` is what holds instead.
  package let isDefault: Bool
  /// One sentence without a full stop.
  package let help: String
  package let problem: Diagnostic?
}

extension Editor {
  package func rows(of subject: FormSubject) -> [FormRow] {
    switch subject {
    case .step(let id): stepRows(id)
    case .pipeline: PipelineField.allCases.map { row(.pipeline($0)) }
    case .defaults:
      StepField.allCases.filter(\.schema.isDefaultable).map { row(.default($0)) }
    }
  }

  private func stepRows(_ id: StepID) -> [FormRow] {
    guard let step = pipeline[id] else { return [] }
    let name = FormRow(
      subject: .stepName(id), label: "name", text: step.name, lineCount: 1, unit: nil,
      isDefault: false, help: "What the step is called, here and in AWS", problem: nil)
    return [name] + StepField.allCases.map { row(.step(id, $0)) }
  }

  private func row(_ target: FieldTarget) -> FormRow {
    let written = writtenValue(target)
    let schema = target.schema
    let text = FieldText.text(of: written ?? fallbackValue(target), schema)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return FormRow(
      subject: .field(target), label: schema.key, text: lines.first.map(String.init) ?? "",
      lineCount: max(1, lines.count), unit: schema.unit, isDefault: written == nil,
      help: schema.help, problem: nil)
  }
}
