// Aliases keep saying what they said when the node they repeat changes or goes.

extension YAMLPatch {
  /// The patch with the first alias of every anchored node that changes replaced by what the node
  /// says, with its anchor; the aliases after it then repeat that one.
  func savingAliases() -> YAMLPatch {
    guard !document.storage.anchors.isEmpty else { return self }
    let changed = changedNodes()
    var patch = self
    var saved = Set<Int32>()
    for index in document.storage.nodes.indices {
      let alias = YAMLNode(storage: document.storage, index: Int32(index))
      guard alias.kind == .alias, alias.resolved != alias, !isGone(alias),
        changed.contains(alias.resolved.index) || isGone(alias.resolved),
        saved.insert(alias.resolved.index).inserted
      else { continue }
      patch.replacements[alias.index] = Replacement(
        value: alias.resolved.value, anchor: alias.resolved.anchor)
    }
    return patch
  }

  /// Nodes that will say something else, because they or something inside them changes.
  func changedNodes() -> Set<Int32> {
    var changed = Set<Int32>()
    for index in Array(replacements.keys) + removals.keys + insertions.keys + renames.keys {
      var node: YAMLNode? = YAMLNode(storage: document.storage, index: index)
      while let next = node, changed.insert(next.index).inserted { node = next.parent }
    }
    return changed
  }

  /// The node's own bytes will not be there any more.
  private func isGone(_ node: YAMLNode) -> Bool {
    var next = node
    if replacements[next.index] != nil { return true }
    while let parent = next.parent {
      if replacements[parent.index] != nil { return true }
      if let removed = removals[parent.index],
        removed.contains(where: { position in
          parent.isMapping
            ? parent.entry(position).key == next || parent.entry(position).value == next
            : parent.child(position) == next
        })
      {
        return true
      }
      next = parent
    }
    return false
  }
}
