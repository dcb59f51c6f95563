// Steps on their way to another place or another file. As text they are a small pipeline file, so
// that they go through any clipboard. Changes nothing.

import PipelineFile
package import PipelineModel

/// Steps with the connections among them. What they took from others is kept by its name.
package struct CopiedSteps: Hashable, Sendable {
  /// With the ids 0, 1, …; none has a place on the grid.
  package let steps: [Step]

  /// - Returns: `nil` when the text is no pipeline file with steps.
  package init?(text: [UInt8]) {
    let (file, pipeline, _) = SilFile.read(text)
    guard file.isUnderstood, !pipeline.steps.isEmpty else { return nil }
    steps = pipeline.steps.map(\.withoutPlace)
  }

  init(_ ids: [StepID], of pipeline: Pipeline) {
    let chosen = pipeline.steps.filter { ids.contains($0.id) }
    var numbers: [StepID: StepID] = [:]
    for (number, step) in chosen.enumerated() { numbers[step.id] = StepID(number) }
    steps = chosen.map { step in
      step.withoutPlace.renumbered(numbers[step.id] ?? step.id) { reference in
        guard case .step(let id) = reference else { return reference }
        return numbers[id].map { .step($0) } ?? .unknown(pipeline.name(of: reference))
      }
    }
  }

  /// As a pipeline file that holds nothing else.
  package var text: String {
    do {
      return String(
        decoding: try SilFile.empty.bytes(saying: Pipeline(steps: steps)), as: UTF8.self)
    } catch {
      preconditionFailure("steps can't be written into an empty file: \(error)")
    }
  }

  /// Those that take from or wait for none of the others, and those that none of the others does so
  /// with.
  var first: Set<StepID> {
    Set(steps.filter(\.dependencies.isEmpty).map(\.id))
  }

  var last: Set<StepID> {
    Set(steps.map(\.id)).subtracting(steps.flatMap(\.dependencies))
  }
}

extension Step {
  fileprivate var withoutPlace: Step {
    var step = self
    step.fields[.at] = nil
    return step
  }

  /// The step under another id, its references led elsewhere; those led to `nil` are left out.
  func renumbered(_ id: StepID, _ reference: (StepReference) -> StepReference?) -> Step {
    var needs: [StepReference] = []
    for need in self.needs.compactMap(reference) where !needs.contains(need) { needs.append(need) }
    return Step(
      id: id, name: name, fields: fields,
      arguments: arguments.compactMap { argument in
        guard case .step(let old, let pick) = argument.source else { return argument }
        return reference(old).map { Argument(name: argument.name, .step($0, pick: pick)) }
      }, needs: needs)
  }
}
