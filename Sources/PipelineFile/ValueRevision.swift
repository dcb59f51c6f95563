// The fewest changes that make a part of the tree say another value.

import PipelineModel
import YAMLSyntax

/// Makes a node say `value`, touching only what differs inside it.
func revise(_ node: YAMLNode, to value: Value, _ patch: inout YAMLPatch) {
  var reader = PipelineReader([])
  let present = reader.value(node)
  guard present != value else { return }
  switch (present, value) {
  case (.list(let old), .list(let new)) where node.isSequence && !new.isEmpty:
    reviseItems(of: node, from: old, to: new, &patch)
  case (.mapping(let old), .mapping(let new)) where node.isMapping && !new.isEmpty:
    reviseEntries(of: node, from: old, to: new, &patch)
  default:
    patch.replace(node, with: value.yaml)
  }
}

/// - Precondition: `old` is what the items of the sequence say, in order.
func reviseItems(
  of sequence: YAMLNode, from old: [Value], to new: [Value], _ patch: inout YAMLPatch
) {
  for change in changes(from: old, to: new) {
    switch change {
    case .revise(let index, let place):
      revise(sequence.item(at: index), to: new[place], &patch)
    case .remove(let index): patch.remove(at: index, from: sequence)
    case .insert(let place, let index): patch.insertItem(new[place].yaml, into: sequence, at: index)
    }
  }
}

/// - Precondition: `old` is what the entries of the mapping say, in order.
func reviseEntries(
  of mapping: YAMLNode, from old: [Value.Entry], to new: [Value.Entry], _ patch: inout YAMLPatch
) {
  var places: [[UInt8]: Int] = [:]
  for (place, entry) in old.enumerated() { places[Array(entry.key.utf8)] = place }
  let kept = longestRise(
    new.enumerated().compactMap { place, entry in
      places[Array(entry.key.utf8)].map { (before: $0, after: place) }
    })
  let stays = Set(kept.map(\.before))
  for place in old.indices where !stays.contains(place) { patch.remove(at: place, from: mapping) }
  var position = 0
  var next = kept.makeIterator()
  var coming = next.next()
  for place in new.indices {
    if let entry = coming, entry.after == place {
      if old[entry.before].value != new[place].value {
        revise(mapping.value(at: entry.before), to: new[place].value, &patch)
      }
      position = entry.before + 1
      coming = next.next()
    } else {
      patch.insertEntry(new[place].key, new[place].value.yaml, into: mapping, at: position)
    }
  }
}

/// One change of a list; `before` and `at` are places of the old list, `after` and `to` of the new.
private enum ListChange {
  case revise(before: Int, after: Int)
  case remove(Int)
  case insert(Int, at: Int)
}

/// What turns one list into the other: a longest common subsequence stays, and items between two
/// that stay are revised one by one as far as there are as many.
private func changes(from old: [Value], to new: [Value]) -> [ListChange] {
  var changes: [ListChange] = []
  var (start, place) = (0, 0)
  for (before, after) in commonItems(old, new) + [(old.count, new.count)] {
    let shared = min(before - start, after - place)
    for step in 0..<shared { changes.append(.revise(before: start + step, after: place + step)) }
    for index in (start + shared)..<before { changes.append(.remove(index)) }
    for index in (place + shared)..<after { changes.append(.insert(index, at: before)) }
    (start, place) = (before + 1, after + 1)
  }
  return changes
}

/// Pairs of places that hold equal values, rising in both lists; as many as there can be for lists
/// of up to 500 items, equal heads and tails beyond.
private func commonItems(_ old: [Value], _ new: [Value]) -> [(Int, Int)] {
  let head = zip(old, new).prefix { $0 == $1 }.count
  let tail = zip(old.dropFirst(head).reversed(), new.dropFirst(head).reversed())
    .prefix { $0 == $1 }.count
  let middle = (old.count - head - tail, new.count - head - tail)
  var pairs = (0..<head).map { ($0, $0) }
  if middle.0 > 0, middle.1 > 0, middle.0 <= 500, middle.1 <= 500 {
    pairs += longestCommon(
      Array(old[head..<(head + middle.0)]), Array(new[head..<(head + middle.1)])
    ).map { ($0.0 + head, $0.1 + head) }
  }
  return pairs + (0..<tail).reversed().map { (old.count - 1 - $0, new.count - 1 - $0) }
}

/// Longest common subsequence by dynamic programming (Wagner and Fischer, J. ACM 21(1), 1974).
private func longestCommon(_ one: [Value], _ other: [Value]) -> [(Int, Int)] {
  let width = other.count + 1
  var lengths = [Int](repeating: 0, count: (one.count + 1) * width)
  for i in one.indices.reversed() {
    for j in other.indices.reversed() {
      lengths[i * width + j] =
        one[i] == other[j]
        ? lengths[(i + 1) * width + j + 1] + 1
        : max(lengths[(i + 1) * width + j], lengths[i * width + j + 1])
    }
  }
  var pairs: [(Int, Int)] = []
  var (i, j) = (0, 0)
  while i < one.count, j < other.count {
    if one[i] == other[j] {
      pairs.append((i, j))
      (i, j) = (i + 1, j + 1)
    } else if lengths[(i + 1) * width + j] >= lengths[i * width + j + 1] {
      i += 1
    } else {
      j += 1
    }
  }
  return pairs
}

/// Of pairs that rise in `after`, a longest choice that rises in `before` too.
/// After Schensted, Canadian J. Math. 13, 1961 (patience sorting). O(n log n).
func longestRise(_ pairs: [(before: Int, after: Int)]) -> [(before: Int, after: Int)] {
  var ends: [Int] = []
  var previous = [Int?](repeating: nil, count: pairs.count)
  for (index, pair) in pairs.enumerated() {
    var low = 0
    var high = ends.count
    while low < high {
      let middle = (low + high) / 2
      if pairs[ends[middle]].before < pair.before { low = middle + 1 } else { high = middle }
    }
    previous[index] = low > 0 ? ends[low - 1] : nil
    if low == ends.count { ends.append(index) } else { ends[low] = index }
  }
  var chosen: [(before: Int, after: Int)] = []
  var next = ends.last
  while let index = next {
    chosen.append(pairs[index])
    next = previous[index]
  }
  return chosen.reversed()
}
