// The rows of the step pane and of the forms, made from the fields' one schema.

package import Diagnostics
package import PipelineModel

package struct FormRow: Hashable, Sendable {
  package enum Subject: Hashable, Sendable {
    case stepName(StepID)
    case field(FieldTarget)
    /// The place of an argument, from 0; the place behind the last one adds an argument.
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
  /// The steps that it is about say different things.
  package var isMixed = false
  /// One sentence without a full stop.
  package let help: String
  /// The worst that is wrong there.
  package let problem: Diagnostic?
}

extension Editor {
  /// What a form shows, in the order in which it shows it.
  package func rows(of subject: FormSubject) -> [FormRow] {
    switch subject {
    case .step(let id): pipeline[id].map(stepRows) ?? []
    case .steps(let ids): rows(ofSteps: ids)
    case .pipeline: PipelineField.allCases.map { row(.pipeline($0), in: diagnostics) }
    case .defaults:
      StepField.allCases.filter(\.schema.isDefaultable).map { row(.default($0), in: diagnostics) }
    }
  }

  /// What several steps can have alike: not their names, their code and where they stand.
  private func rows(ofSteps ids: [StepID]) -> [FormRow] {
    let own: [StepField] = [.code, .source, .function, .at]
    return StepField.allCases.filter { !own.contains($0) }.map { field in
      let target = FieldTarget.steps(ids, field)
      let isMixed = isMixed(target)
      let written = writtenValue(target)
      let text = FieldText.text(of: written ?? fallbackValue(target), field.schema)
      return FormRow(
        subject: .field(target), label: field.schema.key, text: isMixed ? "" : text.firstLine,
        lineCount: isMixed ? 1 : max(1, text.lineRanges.count), unit: field.schema.unit,
        isDefault: written == nil && !isMixed, isMixed: isMixed, help: field.schema.help,
        problem: nil)
    }
  }

  private func stepRows(_ step: Step) -> [FormRow] {
    let problems = problems(of: step.id)
    let code: [StepField] = codeFields(of: step)
    let rest = StepField.allCases.filter { ![.code, .source, .function].contains($0) }
    return [nameRow(of: step, in: problems)]
      + code.map { row(.step(step.id, $0), in: problems) }
      + argumentRows(of: step, in: problems) + [needsRow(of: step, in: problems)]
      + rest.map { row(.step(step.id, $0), in: problems) }
  }

  /// A step has its code in the document or in a file; what it has not is left out.
  private func codeFields(of step: Step) -> [StepField] {
    let hasCode = step.fields[.code] != nil
    let hasSource = step.fields[.source] != nil
    return (hasCode || !hasSource ? [.code] : []) + (hasSource || !hasCode ? [.source] : [])
      + [.function]
  }

  private func nameRow(of step: Step, in problems: [Diagnostic]) -> FormRow {
    let place: [DocumentKey] = [.name("steps"), .name(step.name)]
    return FormRow(
      subject: .stepName(step.id), label: "name", text: step.name, lineCount: 1, unit: nil,
      isDefault: false, help: "What the step is called, here and in AWS",
      problem: problems.worst { $0 == place })
  }

  private func argumentRows(of step: Step, in problems: [Diagnostic]) -> [FormRow] {
    let rows = step.arguments.enumerated().map { place, argument in
      let key = argument.name.map { DocumentKey.name($0) } ?? .index(place)
      let keys: [DocumentKey] = [.name("steps"), .name(step.name), .name("args"), key]
      return argumentRow(
        step, place, text: ArgumentText.text(of: argument, in: pipeline),
        problems.worst { $0.starts(with: keys) })
    }
    return rows + [argumentRow(step, step.arguments.count, text: "", nil)]
  }

  private func argumentRow(_ step: Step, _ place: Int, text: String, _ problem: Diagnostic?)
    -> FormRow
  {
    FormRow(
      subject: .argument(step.id, place), label: "arg \(place + 1)", text: text, lineCount: 1,
      unit: nil, isDefault: text.isEmpty,
      help: "{from: step}, {input: name} or a value; name = in front passes it by name",
      problem: problem)
  }

  private func needsRow(of step: Step, in problems: [Diagnostic]) -> FormRow {
    let keys: [DocumentKey] = [.name("steps"), .name(step.name), .name("needs")]
    return FormRow(
      subject: .needs(step.id), label: "needs",
      text: ArgumentText.text(ofNeeds: step.needs, in: pipeline), lineCount: 1, unit: nil,
      isDefault: step.needs.isEmpty,
      help: "Steps that must finish first, beside those that arguments name",
      problem: problems.worst { $0.starts(with: keys) })
  }

  private func row(_ target: FieldTarget, in problems: [Diagnostic]) -> FormRow {
    let written = writtenValue(target)
    let schema = target.schema
    let text = FieldText.text(of: written ?? fallbackValue(target), schema)
    let lines = text.lineRanges
    let keys = keys(of: target)
    return FormRow(
      subject: .field(target), label: schema.key, text: lines.first ?? "",
      lineCount: max(1, lines.count), unit: schema.unit, isDefault: written == nil,
      help: schema.help, problem: problems.worst { $0.starts(with: keys) })
  }

  private func keys(of target: FieldTarget) -> [DocumentKey] {
    switch target {
    case .step(let id, let field):
      [.name("steps"), .name(name(of: id)), .name(field.rawValue)]
    case .steps(_, let field): [.name("steps"), .name(field.rawValue)]
    case .default(let field): [.name("defaults"), .name(field.rawValue)]
    case .pipeline(let field): [.name(field.rawValue)]
    }
  }
}

extension [Diagnostic] {
  /// The first error at such a place, else the first warning there.
  fileprivate func worst(_ isThere: ([DocumentKey]) -> Bool) -> Diagnostic? {
    let found = filter { diagnostic in
      guard case .key(let keys, _)? = diagnostic.place else { return false }
      return isThere(keys)
    }
    return found.first(where: \.isError) ?? found.first
  }
}

extension String {
  fileprivate var firstLine: String { lineRanges.first ?? "" }

  /// The lines of the text without their ends; a line end at the end begins no further line.
  fileprivate var lineRanges: [String] {
    var lines = utf8.split(separator: 0x0A, omittingEmptySubsequences: false).map { line in
      String(decoding: line.last == 0x0D ? line.dropLast() : line, as: UTF8.self)
    }
    if lines.last?.isEmpty ?? false { lines.removeLast() }
    return lines
  }
}
