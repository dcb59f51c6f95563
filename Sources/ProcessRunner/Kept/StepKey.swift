// What a step's result depends on, in one hash: its bundle (code, arguments, files, template), its
// event, its environment and its Python. Where it runs and how much memory it has are no part of it.

import CloudExport
import PipelineModel

struct StepKey {
  private let common: [UInt8]

  /// - Parameter python: the path of the interpreter.
  init(python: String, region: String) {
    common = Array("\(python)\n\(region)\n".utf8)
  }

  /// - Parameter event: JSON.
  func key(of step: CheckedStep, bundle: Bundle, event: [UInt8]) -> String {
    var hash = ContentHash()
    hash.add(part: common)
    hash.add(part: step.runtime.utf8)
    hash.add(part: event)
    for variable in step.environment {
      hash.add(part: variable.name.utf8)
      hash.add(part: variable.value.utf8)
    }
    for file in bundle.files.files {
      hash.add(part: file.path.utf8)
      hash.add(part: file.bytes)
    }
    return hash.finish()
  }
}
