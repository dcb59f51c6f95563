// The names of steps in Terraform: any name becomes an identifier, and can be read back from it.

import CloudExport
import PipelineModel
import TestSupport
import Testing

@Test(arguments: [
  ("clean", "clean"), ("clean up", "clean_u20_up"), ("é", "_uE9_"), ("2nd", "_2nd"), ("-x", "_-x"),
  // Names that hold what would read as the begin of an escape or of a number.
  ("a_u20_b", "a_u5F_u20_b"), ("a_u20 b", "a_u5F_u20_u20_b"), ("_2nd", "_u5F_2nd"),
  // What only looks a little like it stays.
  ("a_u_b", "a_u_b"), ("a_u20", "a_u20"), ("a_b", "a_b"), ("_", "_"), ("a_uz_", "a_uz_"),
])
func `a step's name as Terraform takes it`(name: String, identifier: String) throws {
  #expect(try identifiers(of: [name]) == [identifier])
}

@Test(arguments: 0..<40 as Range<UInt64>)
func `every name can be read back from its identifier`(seed: UInt64) throws {
  var random = SplitMix64(seed: seed)
  let letters = ["_", "_", "u", "2", "0", "F", "5", "a", " ", "-", "é"]
  let names = Set(
    (0..<60).map { _ in
      (0..<Int.random(in: 1...9, using: &random)).map { _ in
        letters[Int.random(in: 0..<letters.count, using: &random)]
      }.joined()
    }
  ).sorted()
  let identifiers = try identifiers(of: names)
  #expect(identifiers.map(readBack) == names, "seed \(seed)")
  #expect(identifiers.allSatisfy { $0.wholeMatch(of: /[A-Za-z_][A-Za-z0-9_-]*/) != nil })
}

private func identifiers(of names: [String]) throws -> [String] {
  let steps = names.enumerated().map { number, name in
    Step(
      id: StepID(number), name: name,
      fields: [.code: .text("def f(): pass"), .function: .text("f")])
  }
  let pipeline = Pipeline(fields: [.pipeline: .text("p")], steps: steps)
  let checked = try #require(pipeline.check().checked)
  let identifiers = TerraformIdentifiers(checked)
  return checked.steps.map { identifiers.identifier(of: $0) }
}

/// By the rule as it is documented: from the left, each `_uHEX_` is a character.
private func readBack(_ identifier: String) -> String {
  var rest = Substring(identifier)
  if let first = rest.dropFirst().first, rest.first == "_", first.isNumber || first == "-" {
    rest.removeFirst()
  }
  var name = ""
  while let next = rest.first {
    if let match = rest.prefixMatch(of: /_u([0-9A-F]+)_/),
      let scalar = UInt32(match.1, radix: 16).flatMap(Unicode.Scalar.init)
    {
      name.unicodeScalars.append(scalar)
      rest = rest[match.range.upperBound...]
    } else {
      name.append(next)
      rest.removeFirst()
    }
  }
  return name
}
