// What a text typed into a row of a form means: judged while it is typed, set when it is kept.

import PipelineModel

extension Editor {
  /// Why the row can't have this text; `nil` when it can.
  package func problem(in text: String, of subject: FormRow.Subject) -> String? {
    do throws(FieldTextError) {
      switch subject {
      case .stepName(let id): return nameProblem(text, for: id)?.text
      case .field(let target): _ = try FieldText.value(of: text, target.schema)
      case .argument: _ = try ArgumentText.argument(of: text, in: pipeline)
      case .needs: _ = try ArgumentText.needs(of: text, in: pipeline)
      }
      return nil
    } catch {
      return error.text
    }
  }

  /// Sets the row from a text as typed. An empty text brings a field's default back and removes an
  /// argument; a text that means what is there changes nothing.
  package mutating func setRow(_ subject: FormRow.Subject, toText text: String) throws(Refusal) {
    switch subject {
    case .stepName(let id): try rename(id, to: text)
    case .field(let target): try setField(target, toText: text)
    case .argument(let id, let place): try setArgument(of: id, at: place, toText: text)
    case .needs(let id):
      let needs: [StepReference]
      do {
        needs = try ArgumentText.needs(of: text, in: pipeline)
      } catch {
        throw .value(error)
      }
      try setNeeds(of: id, to: needs)
    }
  }

  /// Takes away what the row says.
  package mutating func clearRow(_ subject: FormRow.Subject) throws(Refusal) {
    switch subject {
    case .stepName(let id): throw .name(name(of: id), .empty)
    case .field(let target): try clearField(target)
    case .argument(let id, let place): try removeArgument(of: id, at: place)
    case .needs(let id): try setNeeds(of: id, to: [])
    }
  }

  /// Texts that the row may be given, for completion; empty where anything may stand.
  package func completions(of subject: FormRow.Subject) -> [String] {
    switch subject {
    case .stepName: []
    case .field(let target):
      completions(of: target)
    case .argument(let id, _):
      possibleSources(of: id).map { ArgumentText.text(of: .step(.step($0)), in: pipeline) }
        + (pipeline.fields[.inputs]?.entries ?? []).map {
          ArgumentText.text(of: .input($0.key), in: pipeline)
        }
    case .needs(let id):
      possibleSources(of: id).map { ArgumentText.text(ofNeeds: [.step($0)], in: pipeline) }
    }
  }

  /// What may be chosen, what other steps say there already, and files beside the document.
  private func completions(of target: FieldTarget) -> [String] {
    let schema = target.schema
    if case .choice(let choices) = schema.kind { return choices }
    var texts: [String] = []
    if case .step(_, let field) = target { texts = usedTexts(of: field) }
    if case .steps(_, let field) = target { texts = usedTexts(of: field) }
    if case .default(let field) = target { texts = usedTexts(of: field) }
    let files = surroundings.nearbyFiles
    switch schema.kind {
    case .path: texts += files.filter { $0.hasSuffix(".py") }
    case .paths: texts += files
    case .policies: texts += files.filter { $0.hasSuffix(".json") }
    case .line, .text, .code, .integer, .choice, .schedule, .retry, .layers, .environment,
      .position, .inputs, .network, .backend:
      break
    }
    var seen: Set<String> = []
    return texts.filter { seen.insert($0).inserted }
  }

  /// What the steps and the defaults say of a field, and each part of lists; in file order.
  private func usedTexts(of field: StepField) -> [String] {
    guard !field.schema.kind.isLong, field != .at else { return [] }
    let values = [pipeline.defaults[field]] + pipeline.steps.map { $0.fields[field] }
    return values.compactMap { $0 }.flatMap { value in
      [FieldText.text(of: value, field.schema)] + (value.list ?? []).compactMap(\.text)
    }.filter { !$0.isEmpty && !$0.contains("\n") }
  }

  /// Steps that `id` may wait for without a cycle.
  private func possibleSources(of id: StepID) -> [StepID] {
    let behind = Set(topology.downstream(of: id))
    return topology.steps.filter { !behind.contains($0) }
  }

  private mutating func setArgument(of id: StepID, at place: Int, toText text: String)
    throws(Refusal)
  {
    let present = try require(id).arguments
    if text.trimmingBlanks.isEmpty {
      if place < present.count { try removeArgument(of: id, at: place) }
      return
    }
    var argument: Argument
    do {
      argument = try ArgumentText.argument(of: text, in: pipeline)
    } catch {
      throw .value(error)
    }
    if place < present.count { return try replaceArgument(of: id, at: place, with: argument) }
    let names = present.compactMap(\.name)
    if argument.name == nil, !names.isEmpty {
      let wanted = CodeStub.parameterName(for: argument.source, in: pipeline)
      argument.name = CodeStub.unique(wanted, among: names)
    }
    try addArgument(to: id, named: argument.name, argument.source)
  }
}
