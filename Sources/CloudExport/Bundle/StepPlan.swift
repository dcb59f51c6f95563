// What a handler calls and with what, as it travels in the zip: args.json for our template,
// args.pickle for those written for step-in-line.

import PipelineModel
import StatesLanguage

struct StepPlan {
  private let step: CheckedStep
  private let pipeline: CheckedPipeline
  private let modulePath: String

  init(of step: CheckedStep, in pipeline: CheckedPipeline, modulePath: String) {
    self.step = step
    self.pipeline = pipeline
    self.modulePath = modulePath
  }

  /// `{"step", "function", "module", "machine", "arguments": [{"name", "from" | "input" | "value",
  /// "pick"}]}`; an argument by position has the name null.
  var json: JSON {
    .object([
      .init("step", .string(step.name)), .init("function", .string(step.function)),
      .init("module", .string(modulePath)), .init("machine", .string(pipeline.machine.rawValue)),
      .init("arguments", .array(step.arguments.map(json))),
    ])
  }

  private func json(_ argument: CheckedArgument) -> JSON {
    let name = JSON.Member("name", argument.name.map { .string($0) } ?? .null)
    switch argument.source {
    case .step(let number, let path):
      return .object([name, .init("from", .string(pipeline.steps[number].name))] + pick(path))
    case .input(let input, let path):
      return .object([name, .init("input", .string(input))] + pick(path))
    case .constant(let value):
      return .object([name, .init("value", JSON(value))])
    }
  }

  private func pick(_ path: PickPath?) -> [JSON.Member] {
    guard let path else { return [] }
    let parts = path.parts.map { part -> JSON in
      switch part {
      case .key(let key): .string(key)
      case .index(let index): .integer(index)
      }
    }
    return [.init("pick", .array(parts))]
  }

  /// A list of the constants, with the names of steps where their outputs belong. That form has no
  /// inputs and no parts of outputs: an input stands there with its default.
  var pickledArguments: [UInt8] {
    let values = step.arguments.map { argument -> Value in
      switch argument.source {
      case .step(let number, _): .text(pipeline.steps[number].name)
      case .input(let name, _): pipeline.inputs.first { $0.name == name }?.defaultValue ?? .null
      case .constant(let value): value
      }
    }
    return Pickle.write(.list(values))
  }
}
