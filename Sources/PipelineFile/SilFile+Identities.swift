// The same file for a session that knows its steps by other ids than those of reading, as when the
// file was read again while the document was open.

package import PipelineModel

extension SilFile {
  /// The ids of the steps in the order of the file.
  package var stepIDs: [StepID] { pipeline.steps.map(\.id) }

  /// What is patched: the text that was typed last, or else this one.
  ///
  /// - Precondition: `typed` is sound.
  package func with(_ typed: TypedText?) -> SilFile {
    typed.map { SilFile.read($0.bytes).file.renumbered($0.steps) } ?? self
  }

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

extension TypedText {
  /// Whether the text is a pipeline file with a number of its own for each of its steps; false only
  /// for what a damaged journal tells.
  package var isSound: Bool {
    let (file, pipeline, _) = SilFile.read(bytes)
    return file.isUnderstood && pipeline.steps.count == steps.count
      && Set(steps).count == steps.count
  }
}
