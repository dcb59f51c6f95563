// Functions of different pipelines that would have one name in AWS: told when the files are checked
// together, as neither file shows it alone.

import CloudExport
import Diagnostics
import PipelineModel

/// The functions of the pipelines checked so far.
struct FunctionMeetings {
  private struct Place: Hashable {
    let region: String
    let function: String
  }

  private struct Owner {
    let pipeline: String
    let step: String
    let file: String
  }

  private var owners: [Place: Owner] = [:]

  /// Takes up a pipeline's functions and tells which of them an earlier pipeline has already.
  ///
  /// Two files with the same pipeline name are taken for one pipeline in two accounts.
  mutating func add(_ pipeline: CheckedPipeline, file: String) -> [Diagnostic] {
    var found: [Diagnostic] = []
    for (step, function) in zip(pipeline.steps, functionNames(of: pipeline)) {
      let place = Place(region: pipeline.region, function: function)
      if let owner = owners[place], owner.pipeline != pipeline.name {
        found.append(
          .warning(
            "function-name",
            "The function of \"\(step.name)\" is called \(function) in AWS, as is that of "
              + "\"\(owner.step)\" in \(owner.file)",
            mend: "Rename the step or one of the pipelines, unless they go to different accounts",
            at: .key([.name("steps"), .name(step.name)])))
      } else {
        owners[place] = Owner(pipeline: pipeline.name, step: step.name, file: file)
      }
    }
    return found
  }
}
