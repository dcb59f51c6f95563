// What a step's Lambda function is made of: its handler, its program, what it is called with, and the
// person's files beside it. A local run executes the same files.

package import PipelineModel
import StatesLanguage

/// The contents of one step's zip. Lambda's handler is `index.lambda_handler`.
package struct Bundle: Hashable, Sendable {
  package let files: FileTree
  /// The file in which the step's program stands.
  package let programPath: String
  /// The line of that file on which the program begins, from 1.
  package let programLine: Int
  /// The program is a part of the handler, as a custom template has it.
  package var isProgramInTemplate: Bool { programPath == "index.py" }

  /// Whether its handler is the one of all pipelines without a custom template.
  package var hasDefaultHandler: Bool {
    files.files.first { $0.path == "index.py" }?.bytes == Self.defaultHandler
  }

  /// The handler of all steps of pipelines without a custom template.
  package static let defaultHandler = PackageResources.index_py

  /// - Parameter files: the bytes of each path of `step.files`, as the step writes it.
  package init(
    of step: CheckedStep, in pipeline: CheckedPipeline, files: [String: [UInt8]]
  ) {
    let layout = BundleLayout((step.code.path.map { [$0] } ?? []) + step.files)
    var contents = step.files.map { path -> FileTree.File in
      guard let bytes = files[path], let place = layout.places[path] else {
        preconditionFailure("the file \(path) was not read")
      }
      return .init(place, bytes)
    }
    let modulePath =
      step.code.path.flatMap { layout.places[$0] } ?? layout.free("step_program.py")
    let plan = StepPlan(of: step, in: pipeline, modulePath: modulePath)
    contents.append(.init("args.json", plan.json.write(.readable) + [0x0A]))
    switch pipeline.template {
    case .standard:
      contents.append(.init("index.py", PackageResources.index_py))
      contents.append(.init(modulePath, step.code.text))
      (programPath, programLine) = (modulePath, 1)
    case .custom(_, let template):
      let handler = FilledTemplate(
        template, code: step.code.text, function: step.function, modulePath: modulePath)
      contents.append(.init("index.py", handler.text))
      if handler.readsPickles {
        contents.append(.init("args.pickle", plan.pickledArguments))
        contents.append(.init("name.pickle", Pickle.write(.text(step.name))))
      }
      // A template that does not take the code in may load it as the default one does.
      if handler.codeLine == nil { contents.append(.init(modulePath, step.code.text)) }
      programPath = handler.codeLine == nil ? modulePath : "index.py"
      programLine = handler.codeLine ?? 1
    }
    self.files = FileTree(contents.uniqueByPath)
  }
}

/// The contents of a step's zip.
///
/// - Parameter files: the bytes of each path of `step.files`, as the step writes it.
package func bundle(
  of step: CheckedStep, in pipeline: CheckedPipeline, files: [String: [UInt8]]
) -> FileTree {
  Bundle(of: step, in: pipeline, files: files).files
}

extension StepCode {
  /// The document's path of a program that is a file.
  package var path: String? { if case .file(let path, _) = self { path } else { nil } }
}

extension Sequence<FileTree.File> {
  /// Of files with one path the first: a step may list its own source among its files.
  fileprivate var uniqueByPath: [FileTree.File] {
    var seen: Set<[UInt8]> = []
    return filter { seen.insert([UInt8]($0.path.utf8)).inserted }
  }
}
