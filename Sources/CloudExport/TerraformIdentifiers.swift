// The names that steps have in Terraform, and how its expressions refer to them.

package import PipelineModel

/// One identifier for each step of a pipeline: letters, digits, `-` and `_`, as Terraform takes them.
///
/// A name that is an identifier stays what it is. Any other character becomes `_uHEX_`, its number in
/// Unicode, and a name that begins with a digit or `-` gets `_` in front; of two names that would
/// become one the later gets a number at its end.
package struct TerraformIdentifiers: Sendable {
  private let identifiers: [StepID: String]

  package init(_ pipeline: CheckedPipeline) {
    var taken: Set<String> = []
    var identifiers: [StepID: String] = [:]
    // Names that stay what they are come first, so that no other takes their place.
    let named = pipeline.steps.map { (id: $0.id, name: $0.name, plain: plainIdentifier($0.name)) }
    for step in named where step.plain == step.name {
      identifiers[step.id] = step.plain
      taken.insert(step.plain)
    }
    for step in named where identifiers[step.id] == nil {
      var identifier = step.plain
      var number = 2
      while !taken.insert(identifier).inserted {
        identifier = "\(step.plain)_\(number)"
        number += 1
      }
      identifiers[step.id] = identifier
    }
    self.identifiers = identifiers
  }

  /// - Precondition: the step is one of the pipeline.
  package func identifier(of step: CheckedStep) -> String { identifiers[step.id] ?? step.name }

  /// The ARN of a step's Lambda function, as a Terraform template.
  package func functionARN(of step: CheckedStep) -> String {
    "${aws_lambda_function.\(identifier(of: step))lambda.arn}"
  }
}

private func plainIdentifier(_ name: String) -> String {
  var identifier = ""
  for scalar in name.unicodeScalars {
    let isKept =
      scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar))
      || scalar == "_" || scalar == "-"
    identifier += isKept ? String(scalar) : "_u\(String(scalar.value, radix: 16, uppercase: true))_"
  }
  let isLed = identifier.unicodeScalars.first.map { $0 == "-" || ("0"..."9").contains($0) } ?? true
  return isLed ? "_" + identifier : identifier
}
