// The problems of the document by step, and a walk through them.

package import Diagnostics
package import PipelineModel

package struct Problem: Hashable, Sendable {
  package let diagnostic: Diagnostic
  /// The step that it is about; `nil` when it is about the pipeline or the file.
  package let step: StepID?
}

package struct ProblemCounts: Hashable, Sendable {
  package var errors = 0
  package var warnings = 0

  package var isEmpty: Bool { errors == 0 && warnings == 0 }
}

extension Editor {
  package var problems: [Problem] {
    diagnostics.map { Problem(diagnostic: $0, step: step(of: $0)) }
  }

  package var problemCounts: ProblemCounts { counts(diagnostics) }

  package func problems(of id: StepID) -> [Diagnostic] {
    diagnostics.filter { step(of: $0) == id }
  }

  private func counts(_ diagnostics: [Diagnostic]) -> ProblemCounts {
    let errors = diagnostics.count { $0.isError }
    return ProblemCounts(errors: errors, warnings: diagnostics.count - errors)
  }

  private func step(of diagnostic: Diagnostic) -> StepID? {
    switch diagnostic.place {
    case .key(let keys, _)?:
      guard keys.count >= 2, keys[0] == .name("steps"), case .name(let name) = keys[1] else {
        return nil
      }
      return pipeline.step(named: name)?.id
    case .file(let path, _, _)?:
      return pipeline.steps.first { $0.fields[.source]?.text == path }?.id
    case .bytes?, nil: return nil
    }
  }

  /// Selects the step of the next problem and says what it is.
  package mutating func nextProblem(count: Int = 1) throws(Refusal) {
    let found =
      problems.map { problem in
        let text = "\(problem.diagnostic.message): \(problem.diagnostic.mend)"
        return (problem.step, problem.diagnostic.isError ? Message.error(text) : .warning(text))
      } + failedSteps.map { ($0.step, .error($0.text)) }
    guard !found.isEmpty else { throw .noProblems }
    let place = found.firstIndex { $0.0 == selection.step } ?? -1
    let next = found[(max(0, place + count)) % found.count]
    if let step = next.0 { select(step) }
    message = next.1
  }
}
