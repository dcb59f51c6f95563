// Arguments and needs as texts of a form and back, in the notation of the file. A name in front
// passes an argument by name: `rows = {from: clean}`.

package import PipelineModel

package enum ArgumentText {
  /// `{from: clean, pick: a.b}`, `{input: date}`, or a constant; with `name =` in front.
  package static func text(of argument: Argument, in pipeline: Pipeline) -> String {
    (argument.name.map { $0 + " = " } ?? "") + text(of: argument.source, in: pipeline)
  }

  package static func text(of source: ArgumentSource, in pipeline: Pipeline) -> String {
    switch source {
    case .step(let reference, let pick): form("from", pipeline.name(of: reference), pick)
    case .input(let name, let pick): form("input", name, pick)
    case .constant(let value): constant(value)
    }
  }

  /// - Returns: the argument; a name that no step has is refused.
  package static func argument(of text: String, in pipeline: Pipeline) throws(FieldTextError)
    -> Argument
  {
    var name: String?
    var rest = text.trimmingBlanks
    if let sign = rest.firstIndex(of: "=") {
      let word = String(rest[..<sign]).trimmingBlanks
      if word.isPythonIdentifier {
        name = word
        rest = String(rest[rest.index(after: sign)...]).trimmingBlanks
      }
    }
    var source = try FlowText.argument(of: rest)
    if case .step(.unknown(let step), let pick) = source {
      source = .step(try reference(to: step, in: pipeline), pick: pick)
    }
    return Argument(name: name, source)
  }

  /// "clean, train"
  package static func text(ofNeeds needs: [StepReference], in pipeline: Pipeline) -> String {
    needs.map { FlowText.scalar(pipeline.name(of: $0)) }.joined(separator: ", ")
  }

  package static func needs(of text: String, in pipeline: Pipeline) throws(FieldTextError)
    -> [StepReference]
  {
    let trimmed = text.trimmingBlanks
    let value = try FlowText.value(of: trimmed.hasPrefix("[") ? trimmed : "[\(trimmed)]")
    var needs: [StepReference] = []
    for item in value.list ?? [] {
      let name = item.text ?? FlowText.text(of: item)
      needs.append(try reference(to: name, in: pipeline))
    }
    return needs
  }

  private static func reference(to name: String, in pipeline: Pipeline) throws(FieldTextError)
    -> StepReference
  {
    guard let step = pipeline.step(named: name) else {
      let near = nearest(to: name, among: pipeline.steps.map(\.name))
      throw .noSuchStep(name, nearest: near)
    }
    return .step(step.id)
  }

  private static func form(_ key: String, _ name: String, _ pick: String?) -> String {
    let part = pick.map { ", pick: " + FlowText.scalar($0) } ?? ""
    return "{\(key): \(FlowText.scalar(name))\(part)}"
  }

  /// A constant that looks like one of the forms, or like an argument with a name, is set apart.
  private static func constant(_ value: Value) -> String {
    let keys = value.entries?.map(\.key) ?? []
    let text = FlowText.text(of: value)
    return keys.contains { ["from", "input", "value"].contains($0) } ? "{value: \(text)}" : text
  }
}
