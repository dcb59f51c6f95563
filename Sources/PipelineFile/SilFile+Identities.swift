// The same file for a session that knows its steps by other ids than those of reading, as when the
// file was read again while the document was open.

package import PipelineModel

extension SilFile {
  /// The ids of the steps in the order of the file.
  package var stepIDs: [StepID] { pipeline.steps.map(\.id) }

  /// The file with these ids for its steps.
  ///
  /// - Parameter ids: one for each step, in the order of the file; none twice.
  package func renumbered(_ ids: [StepID]) -> SilFile {
    precondition(ids.count == pipeline.steps.count, "each step of the file needs an id")
    let new = Dictionary(uniqueKeysWithValues: zip(stepIDs, ids))
    func renumbered(_ reference: StepReference) -> StepReference {
      if case .step(let id) = reference { .step(new[id] ?? id) } else { reference }
    }
    let steps = pipeline.steps.map { step in
      Step(
        id: new[step.id] ?? step.id, name: step.name, fields: step.fields,
        arguments: step.arguments.map { argument in
          guard case .step(let reference, let pick) = argument.source else { return argument }
          return Argument(name: argument.name, .step(renumbered(reference), pick: pick))
        }, needs: step.needs.map(renumbered))
    }
    let pipeline = Pipeline(
      fields: pipeline.fields, defaults: pipeline.defaults, steps: steps)
    return SilFile(
      bytes: bytes, pipeline: pipeline, isUnderstood: isUnderstood, document: document)
  }
}
