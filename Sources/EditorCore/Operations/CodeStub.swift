// The code that a new step is born with: a function that works as it stands and hands on what it
// takes, so that a pipeline runs before anything is written.

package import PipelineModel

package enum CodeStub {
  /// `def NAME(what it takes):` and a `return` of it.
  package static func code(for step: Step, in pipeline: Pipeline) -> String {
    let function = identifier(step.name)
    let parameters = parameters(of: step, in: pipeline)
    let result =
      switch parameters.count {
      case 0: "None"
      case 1: parameters[0]
      default: "[" + parameters.joined(separator: ", ") + "]"
      }
    return "def \(function)(\(parameters.joined(separator: ", "))):\n    return \(result)\n"
  }

  /// Whether the code is still what `code(for:in:)` gave the step.
  static func isUntouched(_ text: String, of step: Step, in pipeline: Pipeline) -> Bool {
    text.utf8.elementsEqual(code(for: step, in: pipeline).utf8)
  }

  /// One parameter per argument: called as the argument is, else after the step or input it takes.
  private static func parameters(of step: Step, in pipeline: Pipeline) -> [String] {
    var names: [String] = []
    for argument in step.arguments {
      let wanted = argument.name ?? parameterName(for: argument.source, in: pipeline)
      names.append(unique(wanted, among: names))
    }
    return names
  }

  /// What a parameter is called that takes this.
  static func parameterName(for source: ArgumentSource, in pipeline: Pipeline) -> String {
    switch source {
    case .step(let reference, _): identifier(pipeline.name(of: reference))
    case .input(let name, _): identifier(name)
    case .constant: "value"
    }
  }

  /// `wanted`, else the first of `wanted_2`, `wanted_3`, … that is not taken.
  package static func unique(_ wanted: String, among taken: [String]) -> String {
    var candidate = wanted
    var number = 2
    while taken.contains(candidate) {
      candidate = "\(wanted)_\(number)"
      number += 1
    }
    return candidate
  }

  /// A name that Python takes, as near to the text as may be.
  ///
  /// After the Python language reference, 2.3 "Identifiers and keywords": XID_Start, then
  /// XID_Continue.
  package static func identifier(_ text: String) -> String {
    var name = ""
    for scalar in text.unicodeScalars {
      let isAllowed = scalar == "_" || scalar.properties.isXIDContinue
      name.unicodeScalars.append(isAllowed ? scalar : "_")
    }
    guard let first = name.unicodeScalars.first else { return "step" }
    if first != "_", !first.properties.isXIDStart { name = "_" + name }
    return name.isPythonIdentifier ? name : name + "_"
  }
}
