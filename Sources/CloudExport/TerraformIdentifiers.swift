// The names that steps have in Terraform, and how its expressions refer to them.

package import PipelineModel

/// One identifier for each step of a pipeline: letters, digits, `-` and `_`, as Terraform takes them.
///
/// A name that is an identifier stays what it is. Any other character becomes `_uHEX_`, its number in
/// Unicode, and a name that begins with a digit or `-` gets `_` in front. So that no two names become
/// one and each can be read back, a `_` that would then read as the begin of either is spelled `_u5F_`.
package struct TerraformIdentifiers: Sendable {
  private let identifiers: [StepID: String]

  package init(_ pipeline: CheckedPipeline) {
    var identifiers: [StepID: String] = [:]
    identifiers.reserveCapacity(pipeline.steps.count)
    for step in pipeline.steps { identifiers[step.id] = terraformIdentifier(step.name) }
    self.identifiers = identifiers
  }

  /// - Precondition: the step is one of the pipeline.
  package func identifier(of step: CheckedStep) -> String { identifiers[step.id] ?? step.name }

  /// The ARN of a step's Lambda function, as a Terraform template.
  package func functionARN(of step: CheckedStep) -> String {
    "${aws_lambda_function." + identifier(of: step) + "lambda.arn}"
  }
}

private func terraformIdentifier(_ name: String) -> String {
  let bytes = Array(name.utf8)
  guard let first = bytes.first, !isPlain(bytes) else { return name }
  var identifier = first.isDigitOrDash ? "_" : ""
  var offset = 0
  for scalar in name.unicodeScalars {
    let isEscaped =
      scalar == "_" ? isMistakable(bytes, at: offset) : !(scalar.isASCII && bytes[offset].isKept)
    if isEscaped {
      identifier += "_u" + String(scalar.value, radix: 16, uppercase: true) + "_"
    } else {
      identifier.unicodeScalars.append(scalar)
    }
    offset += UTF8.width(scalar)
  }
  return identifier
}

private func isPlain(_ name: [UInt8]) -> Bool {
  guard let first = name.first, !first.isDigitOrDash, name.allSatisfy(\.isKept) else {
    return false
  }
  return !name.indices.contains { name[$0] == UInt8(ascii: "_") && isMistakable(name, at: $0) }
}

/// Whether the `_` there would read as the begin of an escape, or of a name that begins with a digit.
private func isMistakable(_ name: [UInt8], at offset: Int) -> Bool {
  let rest = name[(offset + 1)...]
  if offset == 0, let next = rest.first, next.isDigitOrDash { return true }
  guard rest.first == UInt8(ascii: "u") else { return false }
  let behind = rest.dropFirst().drop(while: \.isHexadecimal)
  // What is escaped itself begins with a `_`.
  guard behind.startIndex > offset + 2, let end = behind.first else { return false }
  return end == UInt8(ascii: "_") || !end.isKept
}

extension UInt8 {
  /// May stand in an identifier.
  fileprivate var isKept: Bool {
    (0x61...0x7A).contains(self | 0x20) || (0x30...0x39).contains(self)
      || self == UInt8(ascii: "_") || self == UInt8(ascii: "-")
  }

  fileprivate var isDigitOrDash: Bool { (0x30...0x39).contains(self) || self == UInt8(ascii: "-") }

  fileprivate var isHexadecimal: Bool {
    (0x30...0x39).contains(self) || (0x41...0x46).contains(self)
  }
}
