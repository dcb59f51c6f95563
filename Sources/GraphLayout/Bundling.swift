// Third pass: says which edges share a line. All edges of a bundle begin at one node (a trunk that
// forks) or end at one node (a collector that joins), so a line never tells of an edge that is not
// there, whichever way it is read.
// Before: edges without repeats or loops. After: each edge is in exactly one bundle.

/// Edges drawn as one line.
struct Bundle {
  /// The node all edges share: their source, or their target when `isCollector`.
  var hub: Int
  var isCollector: Bool
  var edges: [Int]
}

struct Bundling {
  private let edges: [(from: Int, to: Int)]
  private var isCollected: [Bool]
  /// Edges per node and side, as a trunk or as part of a collector. Each trunk and collector that
  /// has an edge takes one port at its hub, and each edge of it one at its other end.
  private var trunkOut: [Int]
  private var collectedOut: [Int]
  private var trunkIn: [Int]
  private var collectedIn: [Int]

  /// Edges at each node, out of it and into it, in the order in which they leave its side; empty
  /// when that is not known yet.
  private var outOrder: [[Int]] = []
  private var inOrder: [[Int]] = []

  /// - Parameters:
  ///   - isAlone: edges that share their line with no other.
  ///   - places: for each edge the place of what it runs to in the layer behind its source, and of
  ///     what it comes from in the layer before its target, once layers are ordered.
  ///   - former: bundles that are kept, but at the nodes that an edit has touched.
  static func bundles(
    count: Int, edges: [(from: Int, to: Int)], isAlone: [Bool],
    places: [(out: Int, into: Int)]? = nil, former: FormerPart? = nil
  ) -> [Bundle] {
    let shared = edges.indices.filter { !isAlone[$0] }
    var bundling = Bundling(count: count, edges: shared.map { edges[$0] })
    if let places { bundling.setOrders(count: count, shared.map { places[$0] }) }
    if let former {
      for (index, edge) in shared.enumerated() {
        if let isCollected = former.isCollected[edge], isCollected != bundling.isCollected[index] {
          bundling.flip(index)
        }
      }
    }
    bundling.improve(count: count, isTouched: former?.isTouched)
    var bundles = bundling.bundles(count: count)
    for index in bundles.indices { bundles[index].edges = bundles[index].edges.map { shared[$0] } }
    for (index, edge) in edges.enumerated() where isAlone[index] {
      bundles.append(Bundle(hub: edge.from, isCollector: false, edges: [index]))
    }
    return bundles
  }

  private init(count: Int, edges: [(from: Int, to: Int)]) {
    self.edges = edges
    isCollected = [Bool](repeating: false, count: edges.count)
    trunkOut = [Int](repeating: 0, count: count)
    trunkIn = trunkOut
    collectedOut = trunkOut
    collectedIn = trunkOut
    for edge in edges {
      trunkOut[edge.from] += 1
      trunkIn[edge.to] += 1
    }
    // The only edge of its source may as well join others at the target.
    let degree = (out: trunkOut, in: trunkIn)
    for (index, edge) in edges.enumerated() where degree.out[edge.from] == 1 {
      if degree.in[edge.to] > 1 { flip(index) }
    }
  }

  private mutating func flip(_ index: Int) {
    let (from, to) = edges[index]
    let change = isCollected[index] ? -1 : 1
    isCollected[index].toggle()
    trunkOut[from] -= change
    trunkIn[to] -= change
    collectedOut[from] += change
    collectedIn[to] += change
  }

  private mutating func setOrders(count: Int, _ places: [(out: Int, into: Int)]) {
    outOrder = [[Int]](repeating: [], count: count)
    inOrder = outOrder
    for (index, edge) in edges.enumerated() {
      outOrder[edge.from].append(index)
      inOrder[edge.to].append(index)
    }
    for node in 0..<count {
      outOrder[node].sort { (places[$0].out, $0) < (places[$1].out, $1) }
      inOrder[node].sort { (places[$0].into, $0) < (places[$1].into, $1) }
    }
  }

  /// What a node's ports cost: above all the side of the box they make longer, then their number,
  /// and the lines that cross beside the box because they leave it in one trunk or apart.
  private func cost(of node: Int) -> Int {
    let out = (trunkOut[node] > 0 ? 1 : 0) + collectedOut[node]
    let into = (collectedIn[node] > 0 ? 1 : 0) + trunkIn[node]
    var cost = 4 * max(out, into) + out + into
    if !outOrder.isEmpty {
      cost += 6 * crossings(outOrder[node], isCommon: { !isCollected[$0] }, of: trunkOut[node])
      cost += 6 * crossings(inOrder[node], isCommon: { isCollected[$0] }, of: collectedIn[node])
    }
    return cost
  }

  /// Crossings of the lines apart with a common line, which they must pass above or below.
  private func crossings(_ order: [Int], isCommon: (Int) -> Bool, of common: Int) -> Int {
    if common < 2 || common == order.count { return 0 }
    var (sum, above) = (0, 0)
    for edge in order {
      if isCommon(edge) { above += 1 } else { sum += min(above, common - above) }
    }
    return sum
  }

  /// Turns whole fans, then single edges, as long as boxes get smaller by it.
  private mutating func improve(count: Int, isTouched: [Bool]?) {
    var into = [[Int]](repeating: [], count: count)
    var out = into
    for (index, edge) in edges.enumerated() {
      into[edge.to].append(index)
      out[edge.from].append(index)
    }
    for _ in 0..<4 {
      var hasChanged = false
      for node in 0..<count where isTouched?[node] != false {
        if turn(into[node].filter { !isCollected[$0] }) { hasChanged = true }
        if turn(out[node].filter { isCollected[$0] }) { hasChanged = true }
      }
      for (index, edge) in edges.enumerated()
      where isTouched == nil || (isTouched?[edge.from] == true && isTouched?[edge.to] == true) {
        if turn([index]) { hasChanged = true }
      }
      if !hasChanged { return }
    }
  }

  /// Flips all of `fan`, and back again unless that was for the better.
  private mutating func turn(_ fan: [Int]) -> Bool {
    guard !fan.isEmpty else { return false }
    var touched: [Int] = fan.flatMap { [edges[$0].from, edges[$0].to] }
    touched.sort()
    var kept = 0
    for node in touched where kept == 0 || touched[kept - 1] != node {
      touched[kept] = node
      kept += 1
    }
    touched.removeSubrange(kept...)
    let before = touched.reduce(0) { $0 + cost(of: $1) }
    for index in fan { flip(index) }
    if touched.reduce(0, { $0 + cost(of: $1) }) < before { return true }
    for index in fan { flip(index) }
    return false
  }

  /// Trunks by their source, then collectors by their target.
  private func bundles(count: Int) -> [Bundle] {
    var trunks = [[Int]](repeating: [], count: count)
    var collectors = trunks
    for (index, edge) in edges.enumerated() {
      if isCollected[index] {
        collectors[edge.to].append(index)
      } else {
        trunks[edge.from].append(index)
      }
    }
    var bundles: [Bundle] = []
    for (hub, edges) in trunks.enumerated() where !edges.isEmpty {
      bundles.append(Bundle(hub: hub, isCollector: false, edges: edges))
    }
    for (hub, edges) in collectors.enumerated() where !edges.isEmpty {
      bundles.append(Bundle(hub: hub, isCollector: true, edges: edges))
    }
    return bundles
  }
}
