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
  private var parts: Int32 = 0
  private var places: [NodePlace]
  private var scratch: [Int32]
  private var tallies: [Tally] = []

  init(count: Int) {
    nodes = [Int32](repeating: 0, count: count)
    places = [NodePlace](repeating: NodePlace(), count: count)
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
        places[node].part = parts
        count += 1
      } else {
        places[node].part = -1
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
    work += stretch.count
    return places.withUnsafeMutableBufferPointer { places in
      let own = places[Int(nodes[stretch.lowerBound])].part
      var pieces = stretch.count
      var bottom: Int32 = 0
      graph.withPredecessors { starts, list in
        for node in nodes[stretch] {
          let node = Int(node)
          var longest: Int32 = 0
          places[node].root = Int32(truncatingIfNeeded: node)
          for index in Int(starts[node])..<Int(starts[node + 1]) {
            let before = Int(list[index])
            guard places[before].part == own else { continue }
            longest = max(longest, places[before].level &+ 1)
            if Self.join(Int32(truncatingIfNeeded: node), list[index], &places) { pieces -= 1 }
          }
          places[node].level = longest
          bottom = max(bottom, longest)
        }
      }
      return (pieces, Int(bottom))
    }
  }

  private static func join(
    _ one: Int32, _ other: Int32, _ places: inout UnsafeMutableBufferPointer<NodePlace>
  ) -> Bool {
    let (one, other) = (find(one, &places), find(other, &places))
    if one == other { return false }
    places[Int(max(one, other))].root = min(one, other)
    return true
  }

  private static func find(
    _ node: Int32, _ places: inout UnsafeMutableBufferPointer<NodePlace>
  ) -> Int32 {
    var node = node
    while places[Int(node)].root != node {
      places[Int(node)].root = places[Int(places[Int(node)].root)].root
      node = places[Int(node)].root
    }
    return node
  }

  private mutating func numberPieces(_ stretch: Range<Int>) {
    places.withUnsafeMutableBufferPointer { places in
      var pieces: Int32 = 0
      for node in nodes[stretch] {
        let top = Self.find(node, &places)
        if top == node {
          places[Int(node)].slot = pieces
          pieces += 1
        } else {
          places[Int(node)].slot = places[Int(top)].slot
        }
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
    for node in nodes[stretch].lazy.map(Int.init) {
      places[node].slot = tallies[Int(places[node].level)].crossing
    }
    return Int(block) + 1
  }

  private mutating func tally(_ stretch: Range<Int>, of graph: CompactGraph, bottom: Int) {
    tallies.removeAll(keepingCapacity: true)
    tallies.append(contentsOf: repeatElement(Tally(), count: bottom + 1))
    work += 2 * stretch.count
    let own = nodes[stretch]
    places.withUnsafeMutableBufferPointer { places in
      tallies.withUnsafeMutableBufferPointer { tallies in
        Self.tallyLasts(own, of: graph, bottom: Int32(truncatingIfNeeded: bottom), places, tallies)
        Self.tallyFirsts(own, of: graph, places, tallies)
      }
    }
  }

  private static func tallyLasts(
    _ nodes: ArraySlice<Int32>, of graph: CompactGraph, bottom: Int32,
    _ places: UnsafeMutableBufferPointer<NodePlace>, _ tallies: UnsafeMutableBufferPointer<Tally>
  ) {
    let own = places[Int(nodes[nodes.startIndex])].part
    graph.withSuccessors { starts, list in
      for node in nodes.lazy.map(Int.init) {
        var nearest = bottom
        for index in Int(starts[node])..<Int(starts[node + 1]) {
          let next = places[Int(list[index])]
          if next.part == own { nearest = min(nearest, next.level) }
        }
        places[node].nextLevel = nearest
        tallies[Int(places[node].level)].lasts += 1
        tallies[Int(nearest)].lasts -= 1
      }
    }
  }

  private static func tallyFirsts(
    _ nodes: ArraySlice<Int32>, of graph: CompactGraph,
    _ places: UnsafeMutableBufferPointer<NodePlace>, _ tallies: UnsafeMutableBufferPointer<Tally>
  ) {
    let own = places[Int(nodes[nodes.startIndex])].part
    graph.withPredecessors { starts, list in
      for node in nodes.lazy.map(Int.init) {
        let level = places[node].level
        let edges = Int(starts[node])..<Int(starts[node + 1])
        var nearest: Int32 = 0
        for index in edges where places[Int(list[index])].part == own {
          nearest = max(nearest, places[Int(list[index])].level)
        }
        tallies[Int(nearest)].firsts += 1
        tallies[Int(level)].firsts -= 1
        for index in edges {
          let before = places[Int(list[index])]
          guard before.part == own else { continue }
          tallies[Int(before.level)].crossing += 1
          tallies[Int(level)].crossing -= 1
          let end = min(level, before.nextLevel)
          if nearest < end {
            tallies[Int(nearest)].fitting += 1
            tallies[Int(end)].fitting -= 1
          }
        }
      }
    }
  }

  /// A stable counting sort of a stretch by slots; each slot becomes a part.
  private mutating func distribute(_ stretch: Range<Int>, slots: Int) {
    bounds.removeAll(keepingCapacity: true)
    bounds.append(contentsOf: repeatElement(0, count: slots + 1))
    for node in nodes[stretch] { bounds[Int(places[Int(node)].slot) + 1] += 1 }
    for index in 0..<slots { bounds[index + 1] += bounds[index] }
    for node in nodes[stretch] {
      let own = places[Int(node)].slot
      scratch[bounds[Int(own)]] = node
      bounds[Int(own)] += 1
      places[Int(node)].part = parts + own
    }
    for index in stride(from: slots, to: 0, by: -1) {
      bounds[index] = bounds[index - 1] + stretch.lowerBound
    }
    bounds[0] = stretch.lowerBound
    for index in stretch { nodes[index] = scratch[index - stretch.lowerBound] }
    parts += Int32(slots)
  }
}

/// Where a node is among the parts.
private struct NodePlace {
  /// -1 for none.
  var part: Int32 = -1
  /// Longest path inside the part, in edges.
  var level: Int32 = 0
  /// The smallest level of a successor inside the part, or the part's last level.
  var nextLevel: Int32 = 0
  /// The next node towards the smallest of the connected piece.
  var root: Int32 = 0
  /// The piece or block of a node within its part.
  var slot: Int32 = 0
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
