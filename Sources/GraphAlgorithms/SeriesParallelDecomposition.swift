// Turns a graph into a series-parallel tree that keeps every dependency. Exact where the graph has
// that form; a part that has not is run level by level, which adds waits. It knows no durations.
// After Valdes, Tarjan, Lawler, "The recognition of series parallel digraphs", SIAM J. Comput.
// 11(2), 1982; cuts are found by difference arrays over the levels.

extension DirectedGraph {
  /// Children stand by their order in time, side by side by their smallest number.
  ///
  /// - Parameter maximumDepth: what nests deeper than this is run level by level, so that the tree
  ///   can be walked by recursion and written as nested text.
  /// - Precondition: the graph has no cycle.
  /// - Complexity: O((count + edges) × depth of the tree), and the transitive reduction.
  package func seriesParallelTree(maximumDepth: Int = 200) -> SeriesParallelTree {
    precondition(maximumDepth >= 2, "levels need a depth of 2")
    guard count > 0 else { return .parallel([]) }
    var decomposition = Decomposition(transitiveReduction())
    return decomposition.tree(of: topologicalOrder(), depth: maximumDepth)
  }
}

private struct Decomposition {
  /// Without implied edges.
  private let graph: DirectedGraph
  /// The part a node is in at this moment: parts get new numbers as they are split.
  private var part: [Int]
  private var parts = 1
  /// Longest path inside the part, in edges.
  private var level: [Int]
  /// The smallest level of a successor inside the part, or the part's last level.
  private var nextLevel: [Int]

  init(_ graph: DirectedGraph) {
    self.graph = graph
    part = [Int](repeating: 0, count: graph.count)
    level = [Int](repeating: 0, count: graph.count)
    nextLevel = level
  }

  /// - Parameters:
  ///   - nodes: a part of the graph in topological order that holds, with two nodes, all between.
  ///   - depth: levels of nesting that are left; at least 2.
  mutating func tree(of nodes: [Int], depth: Int) -> SeriesParallelTree {
    if nodes.count == 1 { return .step(nodes[0]) }
    let components = components(of: nodes)
    // A series below a parallel that ends in levels takes 3.
    if components.count > 1, depth >= 3 {
      return .parallel(components.map { tree(of: $0, depth: depth - 1) })
    }
    setLevels(of: nodes)
    let cuts = depth >= 3 && components.count == 1 ? exactCuts(of: nodes) : []
    if cuts.isEmpty { return levelled(nodes) }
    return joined(split(nodes, at: cuts).map { tree(of: $0, depth: depth - 1) })
  }

  /// Connected pieces of a part by their smallest number, each numbered as a part of its own.
  private mutating func components(of nodes: [Int]) -> [[Int]] {
    let old = part[nodes[0]]
    let first = parts
    for start in nodes.sorted() where part[start] == old {
      part[start] = parts
      var stack = [start]
      while let node = stack.popLast() {
        for other in graph.successors(of: node) where part[other] == old {
          part[other] = parts
          stack.append(other)
        }
        for other in graph.predecessors(of: node) where part[other] == old {
          part[other] = parts
          stack.append(other)
        }
      }
      parts += 1
    }
    var components = [[Int]](repeating: [], count: parts - first)
    for node in nodes { components[part[node] - first].append(node) }
    return components
  }

  /// - Parameter nodes: in topological order.
  private mutating func setLevels(of nodes: [Int]) {
    for node in nodes {
      level[node] = 0
      for before in graph.predecessors(of: node) where part[before] == part[node] {
        level[node] = max(level[node], level[before] + 1)
      }
    }
  }

  /// Levels after which the part falls into two with nothing lost: every last node of the upper
  /// half has an edge to every first node of the lower half, and no other edge crosses.
  ///
  /// An edge (u, v) crosses the cuts level(u)..<level(v). At a cut, u is last in the upper half
  /// from its own level until its first successor's; v is first in the lower half from the level
  /// of its last predecessor until its own.
  private mutating func exactCuts(of nodes: [Int]) -> [Int] {
    let bottom = nodes.reduce(0) { max($0, level[$1]) }
    var last = Tally(bottom)
    var first = Tally(bottom)
    var crossing = Tally(bottom)
    var lastToFirst = Tally(bottom)
    for node in nodes {
      let inside = graph.successors(of: node).filter { part[$0] == part[node] }
      nextLevel[node] = inside.reduce(bottom) { min($0, level[$1]) }
      last.add(level[node]..<nextLevel[node])
      for next in inside { crossing.add(level[node]..<level[next]) }
    }
    for node in nodes {
      let inside = graph.predecessors(of: node).filter { part[$0] == part[node] }
      let nearest = inside.reduce(0) { max($0, level[$1]) }
      first.add(nearest..<level[node])
      for before in inside {
        let end = min(level[node], nextLevel[before])
        if nearest < end { lastToFirst.add(nearest..<end) }
      }
    }
    let (lasts, firsts) = (last.sums(), first.sums())
    let (crossings, fits) = (crossing.sums(), lastToFirst.sums())
    return (0..<bottom).filter {
      crossings[$0] == fits[$0] && crossings[$0] == lasts[$0] * firsts[$0]
    }
  }

  private mutating func split(_ nodes: [Int], at cuts: [Int]) -> [[Int]] {
    let bottom = nodes.reduce(0) { max($0, level[$1]) }
    var blockOfLevel = [Int](repeating: 0, count: bottom + 1)
    for cut in cuts { blockOfLevel[cut + 1] = 1 }
    for level in 0..<bottom { blockOfLevel[level + 1] += blockOfLevel[level] }
    var blocks = [[Int]](repeating: [], count: cuts.count + 1)
    for node in nodes {
      blocks[blockOfLevel[level[node]]].append(node)
      part[node] = parts + blockOfLevel[level[node]]
    }
    parts += blocks.count
    return blocks
  }

  /// One parallel per level, one after another.
  private func levelled(_ nodes: [Int]) -> SeriesParallelTree {
    let bottom = nodes.reduce(0) { max($0, level[$1]) }
    var rows = [[SeriesParallelTree]](repeating: [], count: bottom + 1)
    for node in nodes.sorted() { rows[level[node]].append(.step(node)) }
    return joined(rows.map { $0.count == 1 ? $0[0] : .parallel($0) })
  }

  /// A series without a series directly inside it.
  private func joined(_ children: [SeriesParallelTree]) -> SeriesParallelTree {
    if children.count == 1 { return children[0] }
    return .series(
      children.flatMap { child in
        if case .series(let parts) = child { parts } else { [child] }
      })
  }
}

/// Counts over a range of levels, added a whole stretch at a time.
private struct Tally {
  private var differences: [Int]

  init(_ count: Int) { differences = [Int](repeating: 0, count: count + 1) }

  mutating func add(_ stretch: Range<Int>) {
    differences[stretch.lowerBound] += 1
    differences[stretch.upperBound] -= 1
  }

  func sums() -> [Int] {
    var sum = 0
    return differences.map {
      sum += $0
      return sum
    }
  }
}
