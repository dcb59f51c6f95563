// Pipeline files as bytes. Opens and writes none.

import Diagnostics
import PipelineFile
import PipelineModel

/// A pipeline file (`.sil`) as it was read, which can be written for a changed pipeline so that
/// everything that did not change stays as it stands, comments too.
public struct PipelineDocument: Sendable {
  private let file: SilFile
  /// What it says. Change a copy and give it to ``bytes(saying:)``.
  public let pipeline: Pipeline
  /// What is wrong with the text; ``Pipeline/check(files:)`` tells what is wrong with what it says.
  public let diagnostics: [Diagnostic]

  /// Reads a pipeline file; never fails.
  ///
  /// - Complexity: O(bytes).
  public init(_ bytes: [UInt8]) {
    let (file, pipeline, diagnostics) = SilFile.read(bytes)
    self.file = file
    self.pipeline = Pipeline(pipeline)
    self.diagnostics = diagnostics.map { Diagnostic($0, range: file.range) }
  }

  /// A document that is not there yet.
  public init() { self.init([]) }

  /// As they were read.
  public var bytes: [UInt8] { file.bytes }

  /// The document's bytes when it says `pipeline`: those that were read, with the lines of the keys
  /// changed that say something else.
  ///
  /// Steps of ``pipeline`` that were renamed are known again when they were copied from there.
  ///
  /// - Throws: ``InvalidPipeline`` when no document can say it, or when the document has parts that
  ///   were not understood.
  public func bytes(saying pipeline: Pipeline) throws(InvalidPipeline) -> [UInt8] {
    var modeller = PipelineModeller()
    let origins = Dictionary(file.pipeline.steps.map { (Array($0.name.utf8), $0.id) }) { first, _ in
      first
    }
    let model = modeller.model(pipeline, origins: origins)
    guard modeller.problems.isEmpty else {
      throw InvalidPipeline(diagnostics: modeller.problems.map { Diagnostic($0) })
    }
    do throws(WriteError) {
      return try file.bytes(saying: model)
    } catch {
      let reason = Diagnostic(
        .error("not-written", "The document can't be written: \(error.text)", mend: "Read it anew"))
      throw InvalidPipeline(diagnostics: diagnostics.filter(\.isError) + [reason])
    }
  }
}

extension Pipeline {
  /// A new pipeline file that says this.
  ///
  /// - Throws: ``InvalidPipeline`` when no file can say it.
  public func bytes() throws(InvalidPipeline) -> [UInt8] {
    try PipelineDocument().bytes(saying: self)
  }
}
