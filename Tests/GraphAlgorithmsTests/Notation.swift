// Graphs and trees as short text, and random ones by a seed. No tests here.

import GraphAlgorithms
import TestSupport

/// `"0 1 2, 0 3"` has the edges 0→1, 1→2 and 0→3; a number alone is a node without edges.
func graph(_ paths: String) -> DirectedGraph {
  var edges: [(from: Int, to: Int)] = []
  var count = 0
  for path in paths.split(separator: ",") {
    let nodes = path.split(separator: " ").compactMap { Int($0) }
    count = max(count, (nodes.max() ?? -1) + 1)
    edges += zip(nodes, nodes.dropFirst()).map { (from: $0, to: $1) }
  }
  return DirectedGraph(count: count, edges: edges)
}

/// The edges as `"0>1 0>3 1>2"`.
func edgeList(_ graph: DirectedGraph) -> String {
  graph.edges.map { "\($0.from)>\($0.to)" }.joined(separator: " ")
}

/// A series as `0 1 2`, a parallel as `(0 | 1 2)`.
func text(_ tree: SeriesParallelTree) -> String {
  switch tree {
  case .step(let node): "\(node)"
  case .series(let parts): parts.map(text).joined(separator: " ")
  case .parallel(let parts): "(" + parts.map(text).joined(separator: " | ") + ")"
  }
}

/// A graph without cycles whose numbers are shuffled, so that no order is given away.
func randomGraph(_ random: inout SplitMix64, nodes: Int, edges: Int) -> DirectedGraph {
  let names = Array(0..<nodes).shuffled(using: &random)
  guard nodes > 1 else { return DirectedGraph(count: nodes, edges: []) }
  let pairs = (0..<edges).map { _ in
    let first = Int.random(in: 0..<nodes - 1, using: &random)
    let second = Int.random(in: first + 1..<nodes, using: &random)
    return (from: names[first], to: names[second])
  }
  return DirectedGraph(count: nodes, edges: pairs)
}

/// A graph made by putting parts after or beside one another, with implied edges now and then.
func randomSeriesParallelGraph(_ random: inout SplitMix64, nodes: Int) -> DirectedGraph {
  let names = Array(0..<nodes).shuffled(using: &random)
  let part = seriesParallelPart(names[...], &random)
  var edges = part.edges
  let whole = DirectedGraph(count: nodes, edges: edges)
  for node in 0..<nodes where Int.random(in: 0..<4, using: &random) == 0 {
    if let far = whole.descendants(of: node).randomElement(using: &random) {
      edges.append((from: node, to: far))
    }
  }
  return DirectedGraph(count: nodes, edges: edges)
}

private struct Part {
  var firsts: [Int]
  var lasts: [Int]
  var edges: [(from: Int, to: Int)]
}

private func seriesParallelPart(_ nodes: ArraySlice<Int>, _ random: inout SplitMix64) -> Part {
  if nodes.count == 1 { return Part(firsts: Array(nodes), lasts: Array(nodes), edges: []) }
  let middle = Int.random(in: nodes.startIndex + 1..<nodes.endIndex, using: &random)
  let left = seriesParallelPart(nodes[..<middle], &random)
  let right = seriesParallelPart(nodes[middle...], &random)
  let edges = left.edges + right.edges
  if Bool.random(using: &random) {
    let between = left.lasts.flatMap { last in right.firsts.map { (from: last, to: $0) } }
    return Part(firsts: left.firsts, lasts: right.lasts, edges: edges + between)
  }
  return Part(firsts: left.firsts + right.firsts, lasts: left.lasts + right.lasts, edges: edges)
}
