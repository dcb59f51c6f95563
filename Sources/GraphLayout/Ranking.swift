// Second pass: gives each node a rank, its place along the flow.
// Before: no cycles. After: each edge leads to a higher rank; ranks are 0...highest, none empty;
// pinned columns are kept in order (see `GridSlot`).

import GraphAlgorithms

/// Longest paths first, then each node is pulled towards its heavier side, then edges are exchanged
/// until the sum of their lengths is least.
///
/// - Parameters:
///   - columns: the pinned column of each node, or nil.
///   - former: ranks that are kept unless an edge forces a node on.
func ranks(of graph: DirectedGraph, columns: [Int?], former: FormerPart?) -> [Int] {
  let order = graph.topologicalOrder()
  if let former, columns.allSatisfy({ $0 == nil }) {
    return withoutGaps(mendedRanks(of: graph, order: order, former))
  }
  var rank = longestPathRanks(of: graph, order: order, columns: columns)
  let isFixed = columns.map { $0 != nil }
  pull(&rank, in: graph, order: order, isFixed: isFixed)
  if !isFixed.contains(true) {
    rank = NetworkSimplex.shortened(rank, of: graph)
  }
  settle(&rank, in: graph, order: order, isFixed: isFixed)
  return withoutGaps(rank)
}

/// Each node stays in its layer unless an edge forces it on; what the edit has touched is pulled as
/// in a new drawing.
private func mendedRanks(of graph: DirectedGraph, order: [Int], _ former: FormerPart) -> [Int] {
  let shift = partShifts(graph, former)
  var known = former.rank.indices.map { node in
    former.rank[node].map { $0 + (shift[former.part[node]] ?? 0) }
  }
  for node in order where known[node] == nil {
    let before = graph.predecessors(of: node).compactMap { known[$0] }.max()
    let after = graph.successors(of: node).compactMap { known[$0] }.min()
    known[node] = before.map { $0 + 1 } ?? after.map { $0 - 1 } ?? 0
  }
  var rank = known.map { $0 ?? 0 }
  for node in order {
    for before in graph.predecessors(of: node) { rank[node] = max(rank[node], rank[before] + 1) }
  }
  let isFixed = former.isTouched.map { !$0 }
  pull(&rank, in: graph, order: order, isFixed: isFixed)
  settle(&rank, in: graph, order: order, isFixed: isFixed)
  return rank
}

/// Parts that an edge has joined: by how much the ranks of each are to be shifted to fit the largest.
private func partShifts(_ graph: DirectedGraph, _ former: FormerPart) -> [Int: Int] {
  var shift = [former.largest: 0]
  for node in 0..<graph.count where former.isTouched[node] && former.part[node] >= 0 {
    for next in graph.successors(of: node) where former.part[next] >= 0 {
      guard let (rank, nextRank) = pair(former.rank[node], former.rank[next]) else { continue }
      let (part, other) = (former.part[node], former.part[next])
      if part == other { continue }
      if let known = shift[part], shift[other] == nil {
        shift[other] = known + rank + 1 - nextRank
      } else if let known = shift[other], shift[part] == nil {
        shift[part] = known + nextRank - 1 - rank
      }
    }
  }
  return shift
}

/// Pinned nodes of one column are kept together by an extra node for that column; the columns form
/// a chain.
private func longestPathRanks(of graph: DirectedGraph, order: [Int], columns: [Int?]) -> [Int] {
  var place = columns
  // A pinned node stands behind all pinned nodes it needs, whatever its pin says.
  var behind = [Int](repeating: Int.min, count: graph.count)
  for node in order {
    for before in graph.predecessors(of: node) {
      behind[node] = max(behind[node], place[before].map { $0 + 1 } ?? behind[before])
    }
    if let column = columns[node] { place[node] = max(column, behind[node]) }
  }
  let distinct = Set(place.compactMap(\.self)).sorted()
  if distinct.isEmpty { return graph.levels() }
  let chain = graph.count
  let chainNode = Dictionary(uniqueKeysWithValues: zip(distinct, chain...))
  var merged = [Int](0..<graph.count)
  for node in 0..<graph.count {
    if let column = place[node], let shared = chainNode[column] { merged[node] = shared }
  }
  var edges = graph.edges.map { (from: merged[$0.from], to: merged[$0.to]) }
  edges += distinct.indices.dropFirst().map { (from: chain + $0 - 1, to: chain + $0) }
  let levels = DirectedGraph(count: chain + distinct.count, edges: edges).levels()
  return merged.map { levels[$0] }
}

/// Moves nodes as far as their neighbours let them when that makes the sum of lengths smaller;
/// nodes in the balance move once, towards their successors.
private func pull(
  _ rank: inout [Int], in graph: DirectedGraph, order: [Int], isFixed: [Bool]
) {
  for round in 0..<8 {
    var hasMoved = false
    for node in order.reversed() where !isFixed[node] {
      let (before, after) = (graph.predecessors(of: node), graph.successors(of: node))
      guard after.count > before.count || (after.count == before.count && round == 0),
        let next = after.map({ rank[$0] }).min(), next - 1 > rank[node]
      else { continue }
      rank[node] = next - 1
      hasMoved = true
    }
    for node in order where !isFixed[node] {
      let (before, after) = (graph.predecessors(of: node), graph.successors(of: node))
      guard before.count > after.count, let last = before.map({ rank[$0] }).max(),
        last + 1 < rank[node]
      else { continue }
      rank[node] = last + 1
      hasMoved = true
    }
    if !hasMoved { break }
  }
}

/// Where it makes no difference a step stands where it could start.
private func settle(
  _ rank: inout [Int], in graph: DirectedGraph, order: [Int], isFixed: [Bool]
) {
  for node in order where !isFixed[node] {
    let (before, after) = (graph.predecessors(of: node), graph.successors(of: node))
    guard before.count == after.count, let last = before.map({ rank[$0] }).max() else { continue }
    rank[node] = last + 1
  }
}

private func withoutGaps(_ rank: [Int]) -> [Int] {
  guard let lowest = rank.min(), let highest = rank.max() else { return rank }
  var isUsed = [Bool](repeating: false, count: highest - lowest + 1)
  for rank in rank { isUsed[rank - lowest] = true }
  var number = [Int](repeating: 0, count: isUsed.count)
  for index in isUsed.indices.dropFirst() {
    number[index] = number[index - 1] + (isUsed[index - 1] ? 1 : 0)
  }
  return rank.map { number[$0 - lowest] }
}
