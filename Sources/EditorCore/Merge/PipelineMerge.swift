// Joins what was changed here with what was changed on disk since both were the same, by step and
// key. What changed on one side is taken from there; what both changed differently is a conflict,
// for the person to choose. Pure: three pipelines in, one out.

package import PipelineModel

package enum MergeSide: Hashable, Sendable { case here, disk }

/// A key that says something else on each side.
package struct MergeConflict: Hashable, Sendable {
  /// "memory of train".
  package let place: String
  /// In one line each.
  package let here: String
  package let onDisk: String
}

package struct PipelineMerge: Sendable {
  /// All three know their steps by the same ids.
  let base: Pipeline
  let here: Pipeline
  let disk: Pipeline
  /// In the order of the file.
  package let conflicts: [MergeConflict]

  package init(base: Pipeline, here: Pipeline, disk: Pipeline) {
    self.base = base
    self.here = here
    self.disk = disk
    var joining = Joining(base: base, here: here, disk: disk, sides: [])
    _ = joining.pipeline()
    conflicts = joining.conflicts
  }

  /// - Parameter sides: one for each conflict; missing ones are `here`.
  package func result(_ sides: [MergeSide]) -> Pipeline {
    var joining = Joining(base: base, here: here, disk: disk, sides: sides)
    return joining.pipeline()
  }
}

/// One run over all keys; conflicts come in the same order in each.
private struct Joining {
  let base: Pipeline
  let here: Pipeline
  let disk: Pipeline
  let sides: [MergeSide]
  var conflicts: [MergeConflict] = []

  mutating func pipeline() -> Pipeline {
    var fields: [PipelineField: Value] = [:]
    for field in PipelineField.allCases {
      fields[field] = value(
        base.fields[field], here.fields[field], disk.fields[field], "\(field.rawValue)")
    }
    var defaults: StepFields = [:]
    for field in StepField.allCases {
      defaults[field] = value(
        base.defaults[field], here.defaults[field], disk.defaults[field],
        "default of \(field.rawValue)")
    }
    var steps: [StepID: Step] = [:]
    for id in order { steps[id] = step(id) }
    let kept = order.compactMap { steps[$0] }
    return Pipeline(fields: fields, defaults: defaults, steps: settled(kept))
  }

  private mutating func choose(_ place: String, _ here: String, _ onDisk: String) -> MergeSide {
    conflicts.append(MergeConflict(place: place, here: here, onDisk: onDisk))
    return sides.indices.contains(conflicts.count - 1) ? sides[conflicts.count - 1] : .here
  }

  private mutating func value(_ base: Value?, _ here: Value?, _ disk: Value?, _ place: String)
    -> Value?
  {
    if here == disk || disk == base { return here }
    if here == base { return disk }
    return choose(place, text(here), text(disk)) == .here ? here : disk
  }

  private func text(_ value: Value?) -> String {
    guard let value else { return "nothing" }
    let text = FlowText.text(of: value)
    return text.count > 60 ? text.prefix(59) + "…" : text
  }

  // MARK: Steps

  /// In the order of the side that changed it; steps of the other side stand behind those that
  /// they stand behind there.
  private var order: [StepID] {
    let common = Set(base.steps.map(\.id))
      .intersection(here.steps.map(\.id)).intersection(disk.steps.map(\.id))
    func kept(_ pipeline: Pipeline) -> [StepID] {
      pipeline.steps.map(\.id).filter(common.contains)
    }
    let isHereFirst = kept(here) != kept(base) || kept(disk) == kept(base)
    var order = (isHereFirst ? here : disk).steps.map(\.id)
    var present = Set(order)
    var last: StepID?
    for step in (isHereFirst ? disk : here).steps {
      if present.insert(step.id).inserted {
        let place = last.flatMap { order.firstIndex(of: $0) }.map { $0 + 1 } ?? 0
        order.insert(step.id, at: place)
      }
      last = step.id
    }
    return order
  }

  private mutating func step(_ id: StepID) -> Step? {
    switch (base[id], here[id], disk[id]) {
    case (_, nil, nil): return nil
    case (nil, let here?, nil): return here
    case (nil, nil, let disk?): return disk
    case (let base, let here?, let disk?):
      return joined(base ?? Step(id: id, name: here.name), here, disk)
    case (let base?, let here?, nil):
      if here == base { return nil }
      return choose("step \(here.name)", "changed", "deleted") == .here ? here : nil
    case (let base?, nil, let disk?):
      if disk == base { return nil }
      return choose("step \(disk.name)", "deleted", "changed") == .here ? nil : disk
    }
  }

  private mutating func joined(_ base: Step, _ here: Step, _ disk: Step) -> Step {
    var step = here
    let name = value(.text(base.name), .text(here.name), .text(disk.name), "name of \(base.name)")
    step.name = name?.text ?? here.name
    for field in StepField.allCases {
      step.fields[field] = value(
        base.fields[field], here.fields[field], disk.fields[field],
        "\(field.rawValue) of \(here.name)")
    }
    if here.arguments != disk.arguments, disk.arguments != base.arguments {
      let isHere =
        here.arguments != base.arguments
        && choose(
          "args of \(here.name)", arguments(here, self.here), arguments(disk, self.disk)) == .here
      step.arguments = isHere ? here.arguments : disk.arguments
    }
    step.needs = needs(base.needs, here.needs, disk.needs)
    return step
  }

  /// A set: what either side added or took away.
  private func needs(
    _ base: [StepReference], _ here: [StepReference], _ disk: [StepReference]
  ) -> [StepReference] {
    if disk == base { return here }
    if here == base { return disk }
    return here.filter { !base.contains($0) || disk.contains($0) }
      + disk.filter { !base.contains($0) && !here.contains($0) }
  }

  private func arguments(_ step: Step, _ pipeline: Pipeline) -> String {
    let texts = step.arguments.map { argument in
      let source =
        switch argument.source {
        case .step(let reference, _): pipeline.name(of: reference)
        case .input(let name, _): "input \(name)"
        case .constant(let value): text(value)
        }
      return (argument.name.map { "\($0): " } ?? "") + source
    }
    return texts.isEmpty ? "nothing" : texts.joined(separator: ", ")
  }

  // MARK: What must hold of the whole

  /// References to steps that are gone become references by name, which the problems show; of two
  /// steps with one name the second gets another.
  private func settled(_ steps: [Step]) -> [Step] {
    let ids = Set(steps.map(\.id))
    var names: Set<[UInt8]> = []
    return steps.map { step in
      var step = step
      while !names.insert(Array(step.name.utf8)).inserted { step.name += "_2" }
      step.arguments = step.arguments.map { argument in
        guard case .step(let reference, let pick) = argument.source else { return argument }
        return Argument(name: argument.name, .step(settled(reference, ids), pick: pick))
      }
      var needs: [StepReference] = []
      for need in step.needs.map({ settled($0, ids) }) where !needs.contains(need) {
        needs.append(need)
      }
      step.needs = needs
      return step
    }
  }

  private func settled(_ reference: StepReference, _ ids: Set<StepID>) -> StepReference {
    guard case .step(let id) = reference, !ids.contains(id) else { return reference }
    return .unknown(here[id]?.name ?? disk[id]?.name ?? base[id]?.name ?? "")
  }
}
