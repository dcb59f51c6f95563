// What the parts of an export are called: in Terraform, in AWS and in the folder.

package import PipelineModel

/// What an export calls the steps' functions in AWS, in the pipeline's order: the pipeline's name, `_` and
/// the step's. All are different within a pipeline; two pipelines may meet, such as `a_b` with a step
/// `c` and `a` with a step `b_c`.
package func functionNames(of pipeline: CheckedPipeline) -> [String] {
  TerraformNames(pipeline).steps.map(\.function)
}

/// The names of one step's resources.
struct StepNames {
  /// Of each of its resources within their types.
  let label: String
  /// Lambda takes 64 letters, digits, - and _.
  let function: String
  /// IAM adds 26 characters of its own to make a name of at most 64.
  let rolePrefix: String
  /// Its zip, relative to the folder.
  let zip: String

  var reference: String { "aws_lambda_function.\(label)" }
}

/// All names of one export; those of steps in the pipeline's order.
struct TerraformNames {
  let steps: [StepNames]
  private let pipeline: String

  init(_ pipeline: CheckedPipeline) {
    self.pipeline = pipeline.name
    let identifiers = TerraformIdentifiers(pipeline)
    let plain = pipeline.steps.map(identifiers.identifier)
    let functions = distinctNames(plain.map { pipeline.name + "_" + $0 }, limit: 64)
    let zips = distinctNames(plain, limit: 120, foldsCase: true)
    steps = plain.indices.map { index in
      StepNames(
        label: plain[index] + "lambda", function: functions[index],
        rolePrefix: shortened(functions[index], limit: 37) + "_",
        zip: "functions/\(zips[index]).zip")
    }
  }

  /// EventBridge takes 64 characters for a rule.
  var rule: String { shortened(pipeline, limit: 64) }
  func rolePrefix(_ purpose: String = "") -> String {
    shortened(pipeline, limit: 37 - purpose.count) + "_" + purpose
  }
}
