// Judging a pipeline, and what a sound one becomes: a definition in Amazon States Language, Terraform.

import CloudExport
import PipelineModel
import StatesLanguage

extension Pipeline {
  /// All that is wrong or doubtful, in the order of a pipeline file.
  ///
  /// - Parameter files: bytes of the files that it names (`source`, `policies`, `files`, `template`),
  ///   by their paths as it names them. What is not here is missing. Code is read, not compiled.
  public func check(files: [String: [UInt8]] = [:]) -> [Diagnostic] { judged(files).diagnostics }

  /// The pipeline when it has no errors.
  ///
  /// - Parameter files: as of ``check(files:)``.
  public func checked(files: [String: [UInt8]] = [:]) throws(InvalidPipeline) -> CheckedPipeline {
    let (checked, diagnostics) = judged(files)
    guard let checked else { throw InvalidPipeline(diagnostics: diagnostics) }
    return CheckedPipeline(pipeline: checked, files: files, warnings: diagnostics)
  }

  private func judged(_ files: [String: [UInt8]]) -> (
    checked: PipelineModel.CheckedPipeline?, diagnostics: [Diagnostic]
  ) {
    var modeller = PipelineModeller()
    let model = modeller.model(self)
    var surroundings = Surroundings(files: files.mapValues { .text($0) })
    for path in model.namedFiles where files[path] == nil { surroundings.files[path] = .missing }
    let (checked, found) = model.check(surroundings)
    let diagnostics = (modeller.problems + found).map { Diagnostic($0) }
    return (modeller.problems.isEmpty ? checked : nil, diagnostics)
  }
}

/// A pipeline without errors; only ``Pipeline/checked(files:)`` makes one.
public struct CheckedPipeline: Sendable {
  let pipeline: PipelineModel.CheckedPipeline
  let files: [String: [UInt8]]
  /// What is doubtful about it.
  public let warnings: [Diagnostic]

  /// The state machine's definition in Amazon States Language, as JSON with a line end after it; the
  /// same bytes for the same pipeline.
  ///
  /// - Parameters:
  ///   - form: the pipeline's own when `nil`.
  ///   - durations: seconds that steps took, by their names, when they are known: the form `nested`
  ///     waits where it costs least.
  ///   - isCompact: on one line.
  ///   - functionName: the name or ARN of a step's Lambda function, from the step's name; when `nil`
  ///     the Terraform reference that ``terraform(durations:)`` resolves.
  public func definition(
    form: MachineForm? = nil, durations: [String: Double] = [:], isCompact: Bool = false,
    functionName: ((String) -> String)? = nil
  ) -> [UInt8] {
    let identifiers = TerraformIdentifiers(pipeline)
    let machine = stateMachine(
      for: pipeline, form: form?.modelled, durations: durations,
      functionName: { functionName?($0.name) ?? identifiers.functionARN(of: $0) })
    return machine.text(compact: isCompact) + [0x0A]
  }

  /// Terraform that deploys it, with the definition and a zip for each step; the same bytes for the
  /// same pipeline and durations.
  ///
  /// - Parameter durations: as of ``definition(form:durations:isCompact:functionName:)``.
  /// - Throws: ``InvalidPipeline`` when AWS would refuse it.
  public func terraform(durations: [String: Double] = [:]) throws(InvalidPipeline) -> [ExportedFile]
  {
    let result = TerraformExporter().export(pipeline, files: files, durations: durations)
    guard let tree = result.tree else {
      throw InvalidPipeline(diagnostics: result.diagnostics.map { Diagnostic($0) })
    }
    return tree.files.map { ExportedFile(path: $0.path, bytes: $0.bytes) }
  }
}

/// A file to be written.
public struct ExportedFile: Hashable, Sendable {
  /// Relative to the folder of the export, with `/` between its parts; never leads outside.
  public let path: String
  public let bytes: [UInt8]
}

extension MachineForm {
  fileprivate var modelled: PipelineModel.MachineForm {
    switch self {
    case .nested: .nested
    case .layers: .layers
    }
  }
}
