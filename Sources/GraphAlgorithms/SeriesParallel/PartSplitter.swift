// Splits a part of a graph where nothing is lost: into pieces that no edge joins, or into blocks
// that follow one another completely. A part where neither is possible is called prime.
// After Valdes, Tarjan, Lawler, "The recognition of series parallel digraphs", SIAM J. Comput.
// 11(2), 1982; series cuts of all levels at once by difference arrays.

/// The parts are stretches of one array, `nodes`; each is split in place into stretches of its own.
struct PartSplitter {
  enum Split { case single, prime, parallel, series }

  /// Every part's nodes stand together, ascending.
  private(set) var nodes: [Int32]
  /// Where the parts of the last split begin; the last entry is the end.
  private(set) var bounds: [Int] = []
  var stretches: [Range<Int>] { zip(bounds, bounds.dropFirst()).map { $0..<$1 } }
  /// Edges and nodes looked at so far.
  private(set) var work = 0
  /// The part each node is in; -1 for none.
  private var part: [Int32]
  private var parts: Int32 = 0
  /// Longest path inside the part, in edges.
  private var level: [Int32]
  /// The smallest level of a successor inside the part, or the part's last level.
  private var nextLevel: [Int32]
  /// A forest whose trees are the connected pieces; the root is the smallest node.
  private var root: [Int32]
  /// The piece or block of a node within its part.
  private var slot: [Int32]
  private var scratch: [Int32]
  private var tallies: [Tally] = []

  init(count: Int) {
    nodes = [Int32](repeating: 0, count: count)
    part = [Int32](repeating: -1, count: count)
    level = part
    nextLevel = part
    root = part
    slot = part
    scratch = nodes
  }

  /// Makes the nodes of a mask the first part, and forgets all others.
  ///
  /// - Returns: its stretch.
  mutating func begin(_ mask: [Bool], being value: Bool) -> Range<Int> {
    var count = 0
    for node in 0..<mask.count {
      if mask[node] == value {
        nodes[count] = Int32(truncatingIfNeeded: node)
        part[node] = parts
        count += 1
      } else {
        part[node] = -1
      }
    }
    parts += 1
    return 0..<count
  }

  /// Splits a part once, as far as one kind of split goes. `bounds` says into what.
  mutating func split(_ stretch: Range<Int>, of graph: CompactGraph) -> Split {
    if stretch.count == 1 { return .single }
    let (pieces, bottom) = measure(stretch, of: graph)
    if pieces > 1 {
      numberPieces(stretch)
      distribute(stretch, slots: pieces)
      return .parallel
    }
    guard let blocks = numberBlocks(stretch, of: graph, bottom: bottom) else { return .prime }
    distribute(stretch, slots: blocks)
    return .series
  }

  /// Levels, and a forest of the connected pieces.
  private mutating func measure(_ stretch: Range<Int>, of graph: CompactGraph)
    -> (pieces: Int, bottom: Int)
  {
    let own = part[Int(nodes[stretch.lowerBound])]
    var pieces = stretch.count
    var bottom: Int32 = 0
    for index in stretch {
      let node = nodes[index]
      var longest: Int32 = 0
      root[Int(node)] = node
      for before in graph.predecessors(of: Int(node)) where part[Int(before)] == own {
        longest = max(longest, level[Int(before)] + 1)
        if join(node, before) { pieces -= 1 }
      }
      level[Int(node)] = longest
      bottom = max(bottom, longest)
      work += 1 + graph.predecessors(of: Int(node)).count
    }
    return (pieces, Int(bottom))
  }

  private mutating func join(_ one: Int32, _ other: Int32) -> Bool {
    let (one, other) = (find(one), find(other))
    if one == other { return false }
    root[Int(max(one, other))] = min(one, other)
    return true
  }

  private mutating func find(_ node: Int32) -> Int32 {
    var node = node
    while root[Int(node)] != node {
      root[Int(node)] = root[Int(root[Int(node)])]
      node = root[Int(node)]
    }
    return node
  }

  private mutating func numberPieces(_ stretch: Range<Int>) {
    var pieces: Int32 = 0
    for index in stretch {
      let node = Int(nodes[index])
      let top = Int(find(Int32(truncatingIfNeeded: node)))
      if top == node {
        slot[node] = pieces
        pieces += 1
      } else {
        slot[node] = slot[top]
      }
    }
  }

  /// Levels after which the part falls into two with nothing lost: every last node of the upper
  /// half has an edge to every first node of the lower half, and no other edge crosses.
  ///
  /// An edge (u, v) crosses the cuts level(u)..<level(v). At a cut, u is last in the upper half
  /// from its own level until its first successor's; v is first in the lower half from the level
  /// of its last predecessor until its own.
  ///
  /// - Returns: the number of blocks, `nil` for one.
  private mutating func numberBlocks(
    _ stretch: Range<Int>, of graph: CompactGraph, bottom: Int
  ) -> Int? {
    if bottom == 0 { return nil }
    tally(stretch, of: graph, bottom: bottom)
    // From here on `crossing` holds the number of the block of each level.
    var (sum, block) = (Tally(), Int32(0))
    for cut in 0..<bottom {
      sum.add(tallies[cut])
      tallies[cut].crossing = block
      let isExact =
        sum.crossing == sum.fitting && Int(sum.crossing) == Int(sum.lasts) * Int(sum.firsts)
      if isExact { block += 1 }
    }
    tallies[bottom].crossing = block
    if block == 0 { return nil }
    for index in stretch {
      let node = Int(nodes[index])
      slot[node] = tallies[Int(level[node])].crossing
    }
    return Int(block) + 1
  }

  private mutating func tally(_ stretch: Range<Int>, of graph: CompactGraph, bottom: Int) {
    let own = part[Int(nodes[stretch.lowerBound])]
    tallies.removeAll(keepingCapacity: true)
    tallies.append(contentsOf: repeatElement(Tally(), count: bottom + 1))
    for index in stretch {
      let node = Int(nodes[index])
      var nearest = Int32(bottom)
      for next in graph.successors(of: node) where part[Int(next)] == own {
        nearest = min(nearest, level[Int(next)])
      }
      nextLevel[node] = nearest
      tallies[Int(level[node])].lasts += 1
      tallies[Int(nearest)].lasts -= 1
      work += 1 + graph.successors(of: node).count
    }
    for index in stretch {
      let node = Int(nodes[index])
      let own = own
      var nearest: Int32 = 0
      for before in graph.predecessors(of: node) where part[Int(before)] == own {
        nearest = max(nearest, level[Int(before)])
      }
      tallies[Int(nearest)].firsts += 1
      tallies[Int(level[node])].firsts -= 1
      for before in graph.predecessors(of: node) where part[Int(before)] == own {
        tallies[Int(level[Int(before)])].crossing += 1
        tallies[Int(level[node])].crossing -= 1
        let end = min(level[node], nextLevel[Int(before)])
        if nearest < end {
          tallies[Int(nearest)].fitting += 1
          tallies[Int(end)].fitting -= 1
        }
      }
      work += 1 + graph.predecessors(of: node).count
    }
  }

  /// A stable counting sort of a stretch by slots; each slot becomes a part.
  private mutating func distribute(_ stretch: Range<Int>, slots: Int) {
    bounds.removeAll(keepingCapacity: true)
    bounds.append(contentsOf: repeatElement(0, count: slots + 1))
    for index in stretch { bounds[Int(slot[Int(nodes[index])]) + 1] += 1 }
    for index in 0..<slots { bounds[index + 1] += bounds[index] }
    for index in stretch {
      let node = nodes[index]
      let own = slot[Int(node)]
      scratch[bounds[Int(own)]] = node
      bounds[Int(own)] += 1
      part[Int(node)] = parts + own
    }
    for index in stride(from: slots, to: 0, by: -1) {
      bounds[index] = bounds[index - 1] + stretch.lowerBound
    }
    bounds[0] = stretch.lowerBound
    for index in stretch { nodes[index] = scratch[index - stretch.lowerBound] }
    parts += Int32(slots)
  }
}

/// Counts at one level; as differences to the level before until they are summed up.
private struct Tally {
  var lasts: Int32 = 0
  var firsts: Int32 = 0
  var crossing: Int32 = 0
  var fitting: Int32 = 0

  mutating func add(_ other: Tally) {
    lasts += other.lasts
    firsts += other.firsts
    crossing += other.crossing
    fitting += other.fitting
  }
}
