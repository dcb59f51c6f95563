// The IAM policies that a person gives the steps: read as JSON and judged by what IAM takes at all.

import Diagnostics
import PipelineModel
import StatesLanguage

struct PersonsPolicies {
  /// Of each step, in the pipeline's order.
  private(set) var documents: [[JSON]] = []
  private(set) var diagnostics: [Diagnostic] = []

  init(_ pipeline: CheckedPipeline) {
    for step in pipeline.steps {
      let read = step.policies.enumerated().compactMap { document($1, number: $0, of: step) }
      documents.append(read)
      let size = read.reduce(0) { $0 + $1.write(.compact).count }
      // Ours takes the rest.
      if size > PolicyLimits.inlinePerRole - 1_000 {
        diagnostics.append(
          .error(
            "policies-size",
            "The policies of \"\(step.name)\" have \(size) characters; a role takes about 9000",
            mend: "Shorten them, for example with * in actions and resources",
            at: .key([.name("steps"), .name(step.name), .name("policies")])))
      }
    }
  }

  private mutating func document(_ policy: StepPolicy, number: Int, of step: CheckedStep) -> JSON? {
    switch policy {
    case .document(let value): return JSON(value)
    case .file(let path, let text):
      do throws(JSONError) {
        let json = try JSON.parse(text)
        if json["Statement"] != nil { return json }
        diagnostics.append(
          .error(
            "policy-statement", "The policy \(path) has no Statement",
            mend: "Write an IAM policy document into it", at: .file(path, line: 1, column: 1)))
      } catch {
        let place = LineTable(text).location(at: min(error.offset, text.count))
        diagnostics.append(
          .error(
            "policy-json", "The policy \(path) is no JSON: \(error.message)",
            mend: "Mend it at this place",
            at: .file(path, line: place.line, column: place.column)))
      }
      return nil
    }
  }
}
