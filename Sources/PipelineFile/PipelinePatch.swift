// Which keys of a pipeline file differ from what they are to say, as changes of its tree.

import PipelineModel
import YAMLSyntax

struct PipelinePatch {
  let before: Spelling
  let after: Spelling

  func patch(_ root: YAMLNode, _ patch: inout YAMLPatch) {
    let fields = PipelineField.allCases
    let order = fields.map(\.rawValue) + ["defaults", "steps"]
    for field in fields where before.fields[field] != after.fields[field] {
      set(field.rawValue, to: after.fields[field], of: root, order: order, &patch)
    }
    if before.defaults != after.defaults { patchDefaults(root, order, &patch) }
    patchSteps(root, order, &patch)
  }

  // MARK: Keys of a mapping

  /// Makes one key of a mapping say a value, or takes it away.
  private func set(
    _ key: String, to value: Value?, of mapping: YAMLNode, order: [String],
    _ patch: inout YAMLPatch
  ) {
    switch (mapping.index(ofKey: key), value) {
    case (let index?, let value?): revise(mapping.value(at: index), to: value, &patch)
    case (let index?, nil): patch.remove(at: index, from: mapping)
    case (nil, let value?): insert(key, value.yaml, into: mapping, order: order, &patch)
    case (nil, nil): break
    }
  }

  /// Adds a key behind the last of those that come before it in `order`.
  private func insert(
    _ key: String, _ value: YAMLValue, into mapping: YAMLNode, order: [String],
    _ patch: inout YAMLPatch
  ) {
    let earlier = order.prefix { $0 != key }.reversed()
    let last = earlier.lazy.compactMap { mapping.index(ofKey: $0) }.first
    patch.insertEntry(key, value, into: mapping, at: last.map { $0 + 1 } ?? 0)
  }

  private func patchDefaults(_ root: YAMLNode, _ order: [String], _ patch: inout YAMLPatch) {
    guard let index = root.index(ofKey: "defaults") else {
      return insert("defaults", after.written(after.defaults), into: root, order: order, &patch)
    }
    let node = root.value(at: index)
    if after.defaults.isEmpty, !before.defaults.isEmpty, node.count == before.defaults.count {
      return patch.remove(at: index, from: root)
    }
    guard node.isMapping || node.scalarValue == .null else {
      return patch.replace(node, with: after.written(after.defaults))
    }
    let keys = StepField.allCases.map(\.rawValue)
    for field in StepField.allCases where before.defaults[field] != after.defaults[field] {
      set(field.rawValue, to: after.defaults[field], of: node, order: keys, &patch)
    }
  }

  // MARK: Steps

  private func patchSteps(_ root: YAMLNode, _ order: [String], _ patch: inout YAMLPatch) {
    guard let index = root.index(ofKey: "steps") else {
      if !after.bodies.isEmpty {
        insert("steps", after.written(after.bodies.indices), into: root, order: order, &patch)
      }
      return
    }
    let node = root.value(at: index)
    let isSame = before.ids == after.ids && before.names == after.names
    if isSame, before.bodies == after.bodies { return }
    guard node.isMapping || node.scalarValue == .null else {
      // An alias: written out, since it may say something else elsewhere.
      return patch.replace(node, with: after.written(after.bodies.indices))
    }
    let kept = keptSteps()
    let stays = Set(kept.map(\.before))
    for old in before.ids.indices where !stays.contains(old) { patch.remove(at: old, from: node) }
    for (old, new) in kept { patchStep(old, new, of: node, &patch) }
    var place = 0
    var next = kept.makeIterator()
    var coming = next.next()
    for new in after.ids.indices {
      if let step = coming, step.after == new {
        place = step.before + 1
        coming = next.next()
      } else {
        patch.insertEntry(after.name(new), after.body(new), into: node, at: place)
      }
    }
  }

  /// Steps of both, as places in the one and the other, in an order that both have.
  private func keptSteps() -> [(before: Int, after: Int)] {
    var places: [StepID: Int] = [:]
    for (place, id) in before.ids.enumerated() { places[id] = place }
    let common = after.ids.enumerated().compactMap { new, id in
      places[id].map { (before: $0, after: new) }
    }
    return longestRise(common)
  }

  private func patchStep(_ old: Int, _ new: Int, of steps: YAMLNode, _ patch: inout YAMLPatch) {
    if before.names[old] != after.names[new] {
      patch.renameKey(at: old, of: steps, to: after.name(new))
    }
    let (was, will) = (before.bodies[old], after.bodies[new])
    guard was != will else { return }
    let node = steps.value(at: old)
    guard node.isMapping || node.scalarValue == .null else {
      return patch.replace(node, with: after.body(new))
    }
    let order = StepKey.order.map(\.name)
    for field in StepField.allCases where was.fields[field] != will.fields[field] {
      set(field.rawValue, to: will.fields[field], of: node, order: order, &patch)
    }
    if was.needs != will.needs { patchNeeds(was, will, of: node, order, &patch) }
    if was.arguments != will.arguments || was.isNamed != will.isNamed {
      patchArguments(was, will, of: node, order, &patch)
    }
  }

  private func patchNeeds(
    _ was: Spelling.Body, _ will: Spelling.Body, of step: YAMLNode, _ order: [String],
    _ patch: inout YAMLPatch
  ) {
    guard let index = step.index(ofKey: StepKey.needs.name), !will.needs.isEmpty else {
      return set(whole: .needs, will, of: step, order, &patch)
    }
    let node = step.value(at: index)
    guard node.isSequence else { return set(whole: .needs, will, of: step, order, &patch) }
    reviseItems(of: node, from: was.needs, to: will.needs, &patch)
  }

  private func patchArguments(
    _ was: Spelling.Body, _ will: Spelling.Body, of step: YAMLNode, _ order: [String],
    _ patch: inout YAMLPatch
  ) {
    guard let index = step.index(ofKey: StepKey.arguments.name), !will.arguments.isEmpty else {
      return set(whole: .arguments, will, of: step, order, &patch)
    }
    let node = step.value(at: index)
    if node.isSequence, !will.isNamed {
      reviseItems(
        of: node, from: was.arguments.map(\.value), to: will.arguments.map(\.value), &patch)
    } else if node.isMapping, will.isNamed {
      reviseEntries(of: node, from: was.arguments, to: will.arguments, &patch)
    } else {
      set(whole: .arguments, will, of: step, order, &patch)
    }
  }

  /// Writes a key of a step anew, or takes it away.
  private func set(
    whole key: StepKey, _ will: Spelling.Body, of step: YAMLNode, _ order: [String],
    _ patch: inout YAMLPatch
  ) {
    switch (step.index(ofKey: key.name), will.value(of: key)) {
    case (let index?, let value?): patch.replace(step.value(at: index), with: value)
    case (let index?, nil): patch.remove(at: index, from: step)
    case (nil, let value?): insert(key.name, value, into: step, order: order, &patch)
    case (nil, nil): break
    }
  }
}

extension YAMLNode {
  /// The value of the entry at a place of a mapping, aliases not followed.
  func value(at index: Int) -> YAMLNode { entries[entries.startIndex + index].value }

  /// The item at a place of a sequence, aliases not followed.
  func item(at index: Int) -> YAMLNode { items[items.startIndex + index] }
}
