// Parts of an export to be looked at before there is one: main.tf.json, and one step's function. They
// need none of the person's files, and no zip is made.

package import PipelineModel
import StatesLanguage

/// main.tf.json as an export writes it.
package struct TerraformMain: Sendable {
  package let bytes: [UInt8]
  /// Lines of each step's function, from 0, in the pipeline's order.
  package let functions: [Range<Int>]

  package init(of pipeline: CheckedPipeline) {
    let file = TerraformFile(
      pipeline: pipeline, names: TerraformNames(pipeline),
      policies: PersonsPolicies(pipeline).documents)
    bytes = file.json.write(.readable) + [0x0A]
    functions = TerraformMain.blocks(of: "aws_lambda_function", in: bytes)
  }

  /// The lines of each block of a type of resources, which stand three levels deep.
  private static func blocks(of type: String, in bytes: [UInt8]) -> [Range<Int>] {
    let head = Array("    \"\(type)\": {".utf8)
    var blocks: [Range<Int>] = []
    var (isInside, first) = (false, 0)
    for (number, line) in bytes.split(
      separator: 0x0A, omittingEmptySubsequences: false
    ).enumerated() {
      if !isInside {
        isInside = line.elementsEqual(head)
        continue
      }
      let depth = line.prefix { $0 == 0x20 }.count
      if depth == 4 { break }
      guard depth == 6 else { continue }
      if line.dropFirst(6).first == UInt8(ascii: "}") {
        blocks.append(first..<number + 1)
      } else {
        first = number
      }
    }
    return blocks
  }
}

/// What AWS Lambda has of one step.
package struct StepFunction: Sendable {
  /// The function's name in AWS.
  package let name: String
  /// The zip, relative to the export's folder.
  package let zip: String
  /// The texts that are made for the zip: program, arguments, handler.
  package let texts: [FileTree.File]
  /// Paths in the zip of the files that the person gave.
  package let files: [String]

  /// - Returns: `nil` when the pipeline has no such step.
  package init?(of id: StepID, in pipeline: CheckedPipeline) {
    guard let place = pipeline.steps.firstIndex(where: { $0.id == id }) else { return nil }
    let step = pipeline.steps[place]
    let names = TerraformNames(pipeline).steps[place]
    (name, zip) = (names.function, names.zip)
    // Only the places of the person's files are told.
    let empty = Dictionary(step.files.map { ($0, [UInt8]()) }) { first, _ in first }
    let bundle = Bundle(of: step, in: pipeline, files: empty)
    let made = [bundle.programPath, "args.json", "index.py"]
    var seen: Set<String> = []
    texts = made.filter { seen.insert($0).inserted }.compactMap { path in
      bundle.files[path].map { .init(path, $0) }
    }
    files = bundle.files.files.map(\.path).filter { !made.contains($0) }
  }
}
