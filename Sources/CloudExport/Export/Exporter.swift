// What turns a checked pipeline into files that a deployment tool takes. Pure: writing them is for
// the shell, and ExportPlan.swift says what that may touch.

package import Diagnostics
package import PipelineModel

/// Makes a deployment tool's files out of a pipeline.
package protocol Exporter: Sendable {
  /// What `--format` calls it.
  static var name: String { get }
  /// What to type in the folder to deploy, one command after the other.
  static var nextCommands: [String] { get }

  init()

  /// - Parameters:
  ///   - files: the bytes of each path of the steps' `files`, as the document writes it.
  ///   - durations: seconds that steps took in earlier runs, by their names.
  /// - Returns: the files, when no diagnostic is an error; the same bytes for the same pipeline and
  ///   durations.
  func export(
    _ pipeline: CheckedPipeline, files: [String: [UInt8]], durations: [String: Double]
  ) -> ExportResult
}

extension Exporter {
  /// With nothing known of earlier runs.
  package func export(_ pipeline: CheckedPipeline, files: [String: [UInt8]]) -> ExportResult {
    export(pipeline, files: files, durations: [:])
  }
}

package enum Exporters {
  package static let all: [any Exporter.Type] = [TerraformExporter.self]
}

package struct ExportResult: Sendable {
  /// `nil` exactly when a diagnostic is an error.
  package let tree: FileTree?
  package let diagnostics: [Diagnostic]

  init(_ tree: FileTree, _ diagnostics: [Diagnostic]) {
    self.tree = diagnostics.contains(where: \.isError) ? nil : tree
    self.diagnostics = diagnostics
  }
}
