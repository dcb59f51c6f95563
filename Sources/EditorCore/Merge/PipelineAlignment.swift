// Which steps of a pipeline that was read again are the steps one knows: those of the same name, and
// renamed ones with the same code. They get the ids that one knows them by.

package import PipelineModel

extension Pipeline {
  /// The same pipeline with the ids that the session has for its steps.
  ///
  /// - Parameters:
  ///   - known: pipelines of the session, the most important first.
  ///   - next: an id that the session has never used; grows with each new step.
  package func aligned(with known: [Pipeline], next: inout Int) -> Pipeline {
    var ids: [StepID: StepID] = [:]
    var taken: Set<StepID> = []
    for pipeline in known {
      var byName: [[UInt8]: StepID] = [:]
      for step in pipeline.steps { byName[Array(step.name.utf8)] = step.id }
      for step in steps where ids[step.id] == nil {
        guard let id = byName[Array(step.name.utf8)], taken.insert(id).inserted else { continue }
        ids[step.id] = id
      }
    }
    for pipeline in known {
      for step in steps where ids[step.id] == nil {
        guard let twin = pipeline.steps.first(where: { isTwin($0, step, taken) }) else { continue }
        taken.insert(twin.id)
        ids[step.id] = twin.id
      }
    }
    for step in steps where ids[step.id] == nil {
      ids[step.id] = StepID(next)
      next += 1
    }
    return renumbered(ids)
  }

  /// Whether a step that has lost its name is this one: it has code, and the same.
  private func isTwin(_ known: Step, _ step: Step, _ taken: Set<StepID>) -> Bool {
    guard !taken.contains(known.id), step.fields[.code] != nil || step.fields[.source] != nil else {
      return false
    }
    return known.fields[.code] == step.fields[.code]
      && known.fields[.source] == step.fields[.source]
      && known.fields[.function] == step.fields[.function]
  }

  /// The same with other ids for the steps that have one here.
  func renumbered(_ ids: [StepID: StepID]) -> Pipeline {
    func renumbered(_ reference: StepReference) -> StepReference {
      if case .step(let id) = reference { .step(ids[id] ?? id) } else { reference }
    }
    let steps = steps.map { step in
      Step(
        id: ids[step.id] ?? step.id, name: step.name, fields: step.fields,
        arguments: step.arguments.map { argument in
          guard case .step(let reference, let pick) = argument.source else { return argument }
          return Argument(name: argument.name, .step(renumbered(reference), pick: pick))
        }, needs: step.needs.map(renumbered))
    }
    return Pipeline(fields: fields, defaults: defaults, steps: steps)
  }
}
