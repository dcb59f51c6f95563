// The zips of all steps, judged by what Lambda takes.

import Diagnostics
import PipelineModel

struct StepZips {
  private(set) var files: [FileTree.File] = []
  private(set) var diagnostics: [Diagnostic] = []

  /// Lambda quotas, "Deployment package": bytes uploaded directly, and unpacked with all layers.
  private static let uploadLimit = 50 << 20
  private static let unpackedLimit = 250 << 20

  init(_ pipeline: CheckedPipeline, _ names: TerraformNames, _ contents: [String: [UInt8]]) {
    for (step, names) in zip(pipeline.steps, names.steps) {
      let tree = bundle(of: step, in: pipeline, files: contents)
      let size = tree.files.reduce(0) { $0 + $1.bytes.count }
      guard size <= Self.unpackedLimit else {
        report(step, "has \(size >> 20) MiB unpacked; Lambda takes 250")
        continue
      }
      do throws(ZipError) {
        let zip = try ZipArchive.write(tree)
        if zip.count > Self.uploadLimit {
          report(step, "has \(zip.count >> 20) MiB; Lambda takes 50")
        }
        files.append(.init(names.zip, zip))
      } catch {
        report(step, "has too many files or too long names for a zip")
      }
    }
  }

  private mutating func report(_ step: CheckedStep, _ what: String) {
    diagnostics.append(
      .error(
        "bundle-size", "The zip of \"\(step.name)\" \(what)",
        mend: "Put large files into a layer or a bucket",
        at: .key([.name("steps"), .name(step.name)])))
  }
}
