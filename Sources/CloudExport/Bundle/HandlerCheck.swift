// Whether Python takes the handlers that a custom template makes of steps: template and code may be
// sound each and not together. Compiles nothing itself.

package import Diagnostics
package import PipelineModel

/// The handlers of a pipeline with a template of its own, to be compiled.
package struct CustomHandlers {
  private let pipeline: CheckedPipeline
  private let templatePath: String
  /// Of each step, in the pipeline's order.
  private let bundles: [Bundle]

  /// - Parameter files: the bytes of each path of the steps' `files`, as the document writes it.
  /// - Returns: `nil` for a pipeline without a template of its own.
  package init?(of pipeline: CheckedPipeline, files: [String: [UInt8]]) {
    guard case .custom(let path, _) = pipeline.template else { return nil }
    self.pipeline = pipeline
    templatePath = path
    bundles = pipeline.steps.map { Bundle(of: $0, in: pipeline, files: files) }
  }

  package var texts: Set<[UInt8]> { Set(bundles.compactMap(\.handler)) }

  /// An error for each place that Python refuses, at the first step where it does.
  ///
  /// - Parameter verdicts: on `texts`; those without one are not judged.
  package func diagnostics(_ verdicts: [[UInt8]: CompilerVerdict]) -> [Diagnostic] {
    var told: Set<Place> = []
    return zip(pipeline.steps, bundles).compactMap { step, bundle -> Diagnostic? in
      guard let handler = bundle.handler,
        case .refused(let message, let line, let column)? = verdicts[handler]
      else { return nil }
      let place = place(line: line, column: column, in: bundle, of: step)
      guard told.insert(place).inserted else { return nil }
      return .error(
        "template-syntax",
        "Python can't compile the template with the code of \"\(step.name)\" in it: \(message)",
        mend: "Correct this line, or where the template puts the code in", at: place)
    }
  }

  /// - Parameters: `line` and `column` of the handler, from 1.
  private func place(line: Int, column: Int, in bundle: Bundle, of step: CheckedStep) -> Place {
    guard bundle.isProgramInTemplate, line >= bundle.programLine else {
      return .file(templatePath, line: line, column: column)
    }
    let inside = line - bundle.programLine
    let last = step.code.text.count { $0 == 0x0A }
    if inside > last { return .file(templatePath, line: line - last, column: column) }
    if let path = step.code.path { return .file(path, line: inside + 1, column: column) }
    return .key([.name("steps"), .name(step.name), .name("code")], line: inside)
  }
}

extension Bundle {
  fileprivate var handler: [UInt8]? { files.files.first { $0.path == "index.py" }?.bytes }
}
