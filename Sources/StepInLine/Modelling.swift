// From the library's pipeline to the model's and back. What the model can't hold (two steps of one
// name) is told and left out.

import Diagnostics
import PipelineModel

extension Value {
  var modelled: PipelineModel.Value {
    switch self {
    case .null: .null
    case .boolean(let value): .boolean(value)
    case .integer(let value): .integer(value)
    case .decimal(let text): .decimal(text)
    case .text(let text): .text(text)
    case .list(let values): .list(values.map(\.modelled))
    case .mapping(let entries): .mapping(entries.map { .init($0.key, $0.value.modelled) })
    }
  }

  init(_ value: PipelineModel.Value) {
    switch value {
    case .null: self = .null
    case .boolean(let value): self = .boolean(value)
    case .integer(let value): self = .integer(value)
    case .decimal(let text): self = .decimal(text)
    case .text(let text): self = .text(text)
    case .list(let values): self = .list(values.map(Value.init))
    case .mapping(let entries): self = .mapping(entries.map { Entry($0.key, Value($0.value)) })
    }
  }
}

/// Makes the model of a pipeline.
struct PipelineModeller {
  /// What the model can't hold.
  private(set) var problems: [Diagnostics.Diagnostic] = []
  /// By the bytes of steps' names.
  private var ids: [[UInt8]: StepID] = [:]

  /// - Parameter origins: ids of the steps of the document that it is written to, by the bytes of their
  ///   names.
  mutating func model(
    _ pipeline: Pipeline, origins: [[UInt8]: StepID] = [:]
  ) -> PipelineModel.Pipeline {
    var fields: [PipelineField: PipelineModel.Value] = [:]
    for setting in pipeline.settings { fields[setting.field] = setting.value }
    if !pipeline.name.isEmpty { fields[.pipeline] = .text(pipeline.name) }
    let steps = distinct(pipeline.steps)
    assignIDs(steps, origins)
    return PipelineModel.Pipeline(
      fields: fields, defaults: fieldsOf(pipeline.defaults), steps: steps.map { model($0) })
  }

  private mutating func distinct(_ steps: [Step]) -> [Step] {
    var seen: Set<[UInt8]> = []
    return steps.filter { step in
      if seen.insert(Array(step.name.utf8)).inserted { return true }
      problems.append(
        .error(
          "step-twice", "There are two steps \"\(step.name)\"", mend: "Rename one of the two",
          at: .key([.name("steps"), .name(step.name)])))
      return false
    }
  }

  /// Steps keep the ids of the document's steps that they were read as or are called like.
  private mutating func assignIDs(_ steps: [Step], _ origins: [[UInt8]: StepID]) {
    let known = Set(origins.values)
    var taken: Set<StepID> = []
    func take(_ id: StepID?, for step: Step) {
      guard let id, ids[Array(step.name.utf8)] == nil, known.contains(id), taken.insert(id).inserted
      else {
        return
      }
      ids[Array(step.name.utf8)] = id
    }
    for step in steps { take(step.origin.map { StepID($0) }, for: step) }
    for step in steps { take(origins[Array(step.name.utf8)], for: step) }
    var next = (known.map(\.rawValue).max() ?? -1) + 1
    for step in steps where ids[Array(step.name.utf8)] == nil {
      ids[Array(step.name.utf8)] = StepID(next)
      next += 1
    }
  }

  private mutating func model(_ step: Step) -> PipelineModel.Step {
    var fields = fieldsOf(step.settings)
    switch step.code {
    case .text(let program): fields[.code] = .text(program)
    case .file(let path): fields[.source] = .text(path)
    case .missing: break
    }
    var needs: [StepReference] = []
    for name in step.needs where !needs.contains(reference(name)) { needs.append(reference(name)) }
    return PipelineModel.Step(
      id: ids[Array(step.name.utf8)] ?? StepID(0), name: step.name, fields: fields,
      arguments: arguments(of: step), needs: needs)
  }

  private mutating func arguments(of step: Step) -> [PipelineModel.Argument] {
    let arguments = step.arguments.map { argument in
      PipelineModel.Argument(name: argument.name, source(argument.source))
    }
    let names = arguments.compactMap(\.name)
    let isUniform = names.isEmpty || names.count == arguments.count
    if isUniform, Set(names).count == names.count { return arguments }
    problems.append(
      .error(
        "arguments-mixed",
        "The step \"\(step.name)\" has arguments with names and without, or two of one name",
        mend: "Name all of them, each differently, or none",
        at: .key([.name("steps"), .name(step.name), .name("args")])))
    return []
  }

  private func source(_ source: Argument.Source) -> ArgumentSource {
    switch source {
    case .output(let name, let pick): .step(reference(name), pick: pick)
    case .input(let name, let pick): .input(name, pick: pick)
    case .constant(let value): .constant(value.modelled)
    }
  }

  private func reference(_ name: String) -> StepReference {
    ids[Array(name.utf8)].map { .step($0) } ?? .unknown(name)
  }

  private func fieldsOf(_ settings: [StepSetting]) -> StepFields {
    var fields = StepFields()
    for setting in settings { fields[setting.field] = setting.value }
    return fields
  }
}

// MARK: - Back

extension Pipeline {
  init(_ model: PipelineModel.Pipeline) {
    name = model.name
    settings = PipelineField.allCases.compactMap { field in
      guard let value = model.fields[field] else { return nil }
      return field == .pipeline && value.text != nil ? nil : PipelineSetting(field, value)
    }
    defaults = model.defaults.map { StepSetting($0.field, $0.value) }
    steps = model.steps.map { Step($0, of: model) }
  }
}

extension Step {
  fileprivate init(_ step: PipelineModel.Step, of model: PipelineModel.Pipeline) {
    name = step.name
    origin = step.id.rawValue
    var fields = step.fields
    if let program = fields[.code]?.text {
      code = .text(program)
      fields[.code] = nil
    } else if let path = fields[.source]?.text {
      code = .file(path)
      fields[.source] = nil
    } else {
      code = .missing
    }
    arguments = step.arguments.map { argument in
      let source: Argument.Source =
        switch argument.source {
        case .step(let reference, let pick): .output(of: model.name(of: reference), pick: pick)
        case .input(let name, let pick): .input(name, pick: pick)
        case .constant(let value): .constant(Value(value))
        }
      return Argument(name: argument.name, source)
    }
    needs = step.needs.map(model.name)
    settings = fields.map { StepSetting($0.field, $0.value) }
  }
}
