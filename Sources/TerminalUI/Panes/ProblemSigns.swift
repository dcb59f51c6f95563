// Which steps have problems, for the signs on their boxes: made anew only when the problems change.

import Diagnostics
import EditorCore
import PipelineModel

struct ProblemSigns: Sendable {
  private var revision = -1
  private var diagnostics: [Diagnostic] = []
  private(set) var errors: Set<StepID> = []
  private(set) var warnings: Set<StepID> = []

  mutating func update(_ editor: Editor) {
    // Arrays that share their storage are compared without looking at them.
    guard editor.revision != revision || editor.diagnostics != diagnostics else { return }
    revision = editor.revision
    diagnostics = editor.diagnostics
    errors = []
    warnings = []
    for problem in editor.problems {
      guard let step = problem.step else { continue }
      if problem.diagnostic.isError { errors.insert(step) } else { warnings.insert(step) }
    }
  }
}
