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
      if case .choice(let choices) = target.schema.kind { choices } else { [] }
    case .argument(let id, _):
      possibleSources(of: id).map { ArgumentText.text(of: .step(.step($0)), in: pipeline) }
        + (pipeline.fields[.inputs]?.entries ?? []).map {
          ArgumentText.text(of: .input($0.key), in: pipeline)
        }
    case .needs(let id):
      possibleSources(of: id).map { ArgumentText.text(ofNeeds: [.step($0)], in: pipeline) }
    }
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
