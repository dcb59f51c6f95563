// Where the code of each step stands for the person, so that tracebacks and errors of a run name the
// file and line to look at. Reads nothing; what the file says is handed in.

import Diagnostics
import PipelineFile
import PipelineModel
import ProcessRunner

/// By step: its own source file, or the line of the pipeline file where its code begins.
///
/// - Parameters:
///   - path: of the pipeline file, as the person knows it.
///   - text: what stands in that file, or would if it were saved; asked for when a step has inline
///     code, and `nil` when that can't be told.
func codeOrigins(
  of steps: [CheckedStep], in path: String, text: () -> (file: SilFile, bytes: [UInt8])?
) -> [StepID: CodeOrigin] {
  let beside = folder(of: path)
  var origins: [StepID: CodeOrigin] = [:]
  var inline: [CheckedStep] = []
  for step in steps {
    switch step.code {
    case .file(let source, _):
      let file = source.hasPrefix("/") ? source : beside + source
      origins[step.id] = CodeOrigin(file: file, line: 1)
    case .inline: inline.append(step)
    }
  }
  guard !inline.isEmpty, let (file, bytes) = text() else { return origins }
  let lines = LineTable(bytes)
  for step in inline {
    let place = Place.key([.name("steps"), .name(step.name), .name("code")], line: 0)
    guard let start = file.range(of: place)?.lowerBound else { continue }
    origins[step.id] = CodeOrigin(file: path, line: lines.location(at: start).line)
  }
  return origins
}
