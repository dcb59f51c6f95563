// What a step is called with, as JSON: an array of the arguments, or an object when they have names.
// Also the other way: a typed text as arguments.

import CloudExport
package import PipelineModel
package import StatesLanguage

extension CheckedStep {
  /// - Parameters:
  ///   - inputs: the execution's, with the defaults of those that it does not bring.
  ///   - output: what the step of that place has given.
  /// - Returns: `nil` when something is not there yet.
  func input(given inputs: JSON, _ output: (Int) -> JSON?) -> JSON? {
    var values: [JSON] = []
    for argument in arguments {
      let value: JSON? =
        switch argument.source {
        case .constant(let value): JSON(value)
        case .input(let name, let pick): inputs[name].flatMap { pick.part(of: $0) }
        case .step(let number, let pick): output(number).flatMap { pick.part(of: $0) }
        }
      guard let value else { return nil }
      values.append(value)
    }
    guard arguments.contains(where: { $0.name != nil }) else { return .array(values) }
    return .object(zip(arguments, values).map { JSON.Member($0.name ?? "", $1) })
  }
}

extension PickPath? {
  /// - Returns: `nil` when the path leads nowhere.
  func part(of whole: JSON) -> JSON? {
    guard let self else { return whole }
    return self.pick(from: Value(whole)).map { JSON($0) }
  }
}

/// Arguments that a person types.
package enum TypedInput {
  /// - Parameter text: `[…]` gives arguments by position, `{…}` by name.
  package static func value(of text: String) throws(Refusal) -> JSON {
    let value = try json(text)
    guard value.array != nil || value.members != nil else {
      throw .unavailable("type the arguments as [1, \"a\"], or by name as {\"x\": 1}")
    }
    return value
  }

  /// What an execution is started with.
  package static func execution(_ text: String) throws(Refusal) -> JSON {
    let value = try json(text)
    guard value.members != nil else {
      throw .unavailable(
        "an execution is started with an object such as {\"date\": \"2026-01-31\"}")
    }
    return value
  }

  private static func json(_ text: String) throws(Refusal) -> JSON {
    do {
      return try JSON.parse(Array(text.utf8))
    } catch {
      throw .unavailable("no JSON: \(error.message), at character \(error.offset + 1)")
    }
  }

  static func arguments(_ input: JSON) -> [Argument] {
    if let items = input.array { return items.map { Argument(.constant(Value($0))) } }
    return (input.members ?? []).map { Argument(name: $0.key, .constant(Value($0.value))) }
  }
}

extension Editor {
  /// What the person is offered to change: the last input, or the arguments with nulls for what is
  /// not known. - Returns: one line of JSON.
  package func suggestedInput(of id: StepID) -> String {
    if let input = runs.steps[id].flatMap({ $0.outcome.input ?? $0.previous?.input }) {
      return String(decoding: input.write(.compact), as: UTF8.self)
    }
    guard let step = pipeline[id] else { return "[]" }
    let values = step.arguments.map { argument -> JSON in
      switch argument.source {
      case .constant(let value): JSON(value)
      case .step(.step(let source), let pick):
        runs.results[source].flatMap {
          (pick.flatMap { PickPath($0) }).part(of: $0.output)
        } ?? .null
      case .step(.unknown, _): .null
      case .input(let name, let pick):
        executionInputs[name].flatMap { (pick.flatMap { PickPath($0) }).part(of: $0) } ?? .null
      }
    }
    let hasNames = step.arguments.contains { $0.name != nil }
    let input: JSON =
      hasNames
      ? .object(zip(step.arguments, values).map { JSON.Member($0.name ?? "", $1) })
      : .array(values)
    return String(decoding: input.write(.compact), as: UTF8.self)
  }

  /// What an execution has, as JSON in one line: the last input typed, else the defaults.
  package var suggestedExecutionInput: String {
    String(decoding: executionInputs.write(.compact), as: UTF8.self)
  }

  /// The declared inputs: as the person gave them, else their defaults, else null.
  private var executionInputs: JSON {
    let given = runs.input?.members ?? []
    let declared = (pipeline.fields[.inputs]?.entries ?? []).compactMap { entry -> JSON.Member? in
      guard !given.contains(where: { $0.key == entry.key }) else { return nil }
      return JSON.Member(entry.key, entry.value["default"].map { JSON($0) } ?? .null)
    }
    return .object(given + declared)
  }
}
