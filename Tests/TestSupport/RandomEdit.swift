// Random edits of a pipeline: every kind that the model knows, with values that are awkward to
// write. Some are refused; that is no matter to those who ask.

package import PipelineModel

/// An edit made of random choices. The same generator state gives the same edit.
package func randomEdit(on draft: Pipeline, using random: inout SplitMix64) -> Edit {
  let one = draft.steps.randomElement(using: &random)?.id ?? StepID(0)
  let other = draft.steps.randomElement(using: &random)?.id ?? StepID(0)
  let place = Int.random(in: 0..<3, using: &random)
  switch Int.random(in: 0..<14, using: &random) {
  case 0:
    let step = Step(
      id: draft.freshStepID, name: randomName(&random),
      fields: [.code: .text("def f(x):\n    return x\n"), .memory: .integer(128)],
      arguments: draft.steps.isEmpty ? [] : [Argument(.step(.step(one)))])
    return .insertStep(step, at: .random(in: 0...draft.steps.count, using: &random))
  case 1: return .removeStep(one)
  case 2: return .renameStep(one, to: randomName(&random))
  case 3...6:
    let field = StepField.allCases.randomElement(using: &random) ?? .memory
    return .setField(one, field, changed(draft[one]?.fields[field], field.schema.kind, &random))
  case 7:
    let field = StepField.allCases.filter(\.schema.isDefaultable).randomElement(using: &random)
    let chosen = field ?? .memory
    return .setDefault(chosen, changed(draft.defaults[chosen], chosen.schema.kind, &random))
  case 8:
    let field = PipelineField.allCases.randomElement(using: &random) ?? .description
    return .setPipelineField(field, changed(draft.fields[field], field.schema.kind, &random))
  case 9: return .insertNeed(one, .step(other), at: place)
  case 10: return .removeNeed(one, at: place)
  case 11: return .removeArgument(one, at: place)
  default:
    let name = draft[one]?.arguments.first?.name == nil ? nil : "n\(place)"
    return .insertArgument(one, Argument(name: name, randomSource(other, &random)), at: place)
  }
}

private func randomSource(_ step: StepID, _ random: inout SplitMix64) -> ArgumentSource {
  switch Int.random(in: 0..<5, using: &random) {
  case 0: .step(.step(step))
  case 1: .step(.step(step), pick: "a.b[0]")
  case 2: .input("date")
  case 3: .constant(.mapping([.init("from", .text("x"))]))
  default: .constant(randomText(&random) ?? .null)
  }
}

/// Another value of a field: nothing, one of its kind, or the present one with a part changed.
private func changed(_ present: Value?, _ kind: FieldKind, _ random: inout SplitMix64) -> Value? {
  if let present, Bool.random(using: &random) { return changed(present, &random) }
  if Int.random(in: 0..<4, using: &random) == 0 { return nil }
  switch kind {
  case .line, .text, .code, .path, .schedule, .choice: return randomText(&random)
  case .integer: return .integer(Int.random(in: 1...4000, using: &random))
  case .retry:
    return Bool.random(using: &random)
      ? .integer(2) : .mapping([.init("attempts", .integer(1)), .init("backoff", .decimal("1.5"))])
  case .layers, .paths: return .list([.text("files/a.txt"), .text("b: c"), .text("- d")])
  case .policies:
    let statement = Value.mapping([.init("Effect", .text("Allow")), .init("Resource", .text("*"))])
    return .list([.text("p.json"), .mapping([.init("Statement", .list([statement]))])])
  case .environment:
    return .mapping([.init("STAGE", .text("dev")), .init("NEW", randomText(&random) ?? .null)])
  case .position: return .list([.integer(1), .integer(place(&random))])
  case .inputs: return .mapping([.init("date", .mapping([.init("default", .text("now"))]))])
  case .network: return .mapping([.init("vpc", .text("vpc-1"))])
  case .backend: return .mapping([.init("s3", .mapping([.init("bucket", .text("b"))]))])
  }
}

private func place(_ random: inout SplitMix64) -> Int { Int.random(in: 0..<9, using: &random) }

private func changed(_ value: Value, _ random: inout SplitMix64) -> Value? {
  switch value {
  case .list(var items):
    let index = Int.random(in: 0...items.count, using: &random)
    if index < items.count, Bool.random(using: &random) {
      items.remove(at: index)
    } else {
      items.insert(randomText(&random) ?? .integer(3), at: index)
    }
    return .list(items)
  case .mapping(var entries):
    guard !entries.isEmpty, Int.random(in: 0..<3, using: &random) > 0 else {
      entries.insert(.init("new", randomText(&random) ?? .null), at: 0)
      return entries.dropFirst().contains { $0.key == "new" } ? value : .mapping(entries)
    }
    let index = Int.random(in: 0..<entries.count, using: &random)
    if let part = changed(entries[index].value, &random) {
      entries[index].value = part
    } else {
      entries.remove(at: index)
    }
    return .mapping(entries)
  case .null, .boolean, .integer, .decimal, .text: return randomText(&random)
  }
}

private func randomName(_ random: inout SplitMix64) -> String {
  ["new", "two words", "null", "3", "né", "a: b", "#x", "- y", "'q'", "<<", "? k", "{a}"]
    .randomElement(using: &random) ?? "new"
}

private func randomText(_ random: inout SplitMix64) -> Value? {
  [
    nil, .text("plain"), .text("a: b # c"), .text("line\nline\n"), .text("  led by blanks\n"),
    .text("true"), .text(""), .text("tab\there"), .text("😀 \u{2028} end"), .text("no end\n\n\n"),
    .integer(7), .text("- x"), .text("cr\r\nlf"), .boolean(true), .decimal("1.5"), .text("*a"),
    .text("\n\nlate\n"), .text("end \n"), .text("\t\ttabs\n"), .list([]), .mapping([]),
    .text(String(repeating: "long words ", count: 12)), .text("it's \"so\""), .null,
  ].randomElement(using: &random) ?? nil
}
