// What a diagram keeps of the passes that made it, so that an edit need not do all of them again.

struct DrawingMemory: Sendable {
  /// For each node its layer and the part it was drawn in; parts are numbered from 0.
  fileprivate(set) var rank: [Int] = []
  fileprivate(set) var part: [Int] = []
  /// For each edge whether it joins others at its target, not at its source.
  fileprivate(set) var isCollected: [Bool] = []
  /// For each edge the virtual items on its way: their numbers, alike where edges share a line, and
  /// their places across the flow in the diagram.
  fileprivate(set) var lines: [ArraySlice<LineItem>] = []
  /// For each part its channels.
  fileprivate(set) var channels: [[RoutedChannel]] = []
  private var items = 0
  /// Cells that the last drawing made anew took in all, and its boxes alone.
  var room = (cells: 0, boxes: 0)
  /// Whether all of the diagram was taken over; not when it was folded.
  var isWhole: Bool { !rank.isEmpty && !rank.contains(-1) }

  struct LineItem: Sendable {
    let number: Int
    var place: Int
  }

  /// Takes over a part.
  ///
  /// - Parameter corner: of the part's drawing across the flow.
  mutating func add(_ sketch: Sketch, of part: Part, corner: Int, graph: LayoutGraph) {
    if rank.isEmpty {
      rank = [Int](repeating: -1, count: graph.nodes.count)
      self.part = rank
      isCollected = [Bool](repeating: false, count: graph.edges.count)
      lines = [ArraySlice<LineItem>](repeating: [], count: graph.edges.count)
    }
    for (node, layer) in zip(part.nodes, sketch.ranks) {
      rank[node] = layer
      self.part[node] = channels.count
    }
    let list = sketch.lineItems.map {
      LineItem(number: $0.number + items, place: $0.place + corner)
    }
    for (index, edge) in part.edges.enumerated() {
      isCollected[edge] = sketch.isCollected[index]
      lines[edge] = list[sketch.lineStarts[index]..<sketch.lineStarts[index + 1]]
    }
    items += sketch.itemCount
    channels.append(sketch.channels)
  }
}

/// An earlier diagram as seen from the graph after an edit.
struct FormerDrawing {
  private let diagram: Diagram
  /// Index in the diagram of each node and edge, or -1.
  private let nodes: [Int]
  private let edges: [Int]
  /// Whether a node is new or has gained or lost an edge.
  private let isTouched: [Bool]

  /// - Parameter identity: see `layout`.
  init(_ diagram: Diagram, identity: [Int?], graph: LayoutGraph) {
    self.diagram = diagram
    nodes = identity.map { $0 ?? -1 }
    var isTouched = nodes.map { $0 < 0 }
    var present = [Int](repeating: -1, count: diagram.boxes.count)
    for (node, old) in nodes.enumerated() where old >= 0 { present[old] = node }
    func key(_ edge: (from: Int, to: Int)) -> Int { edge.from * graph.nodes.count + edge.to }
    func sorted(_ keys: [(key: Int, edge: Int)]) -> [(key: Int, edge: Int)] {
      zip(keys, keys.dropFirst()).allSatisfy { $0.key <= $1.key }
        ? keys : keys.sorted { $0.key < $1.key }
    }
    var old: [(key: Int, edge: Int)] = []
    for (index, edge) in diagram.edges.enumerated() where edge.from != edge.to {
      let ends = (from: present[edge.from], to: present[edge.to])
      if ends.from >= 0, ends.to >= 0 {
        old.append((key(ends), index))
      } else {
        if ends.from >= 0 { isTouched[ends.from] = true }
        if ends.to >= 0 { isTouched[ends.to] = true }
      }
    }
    old = sorted(old)
    let new = sorted(graph.edges.enumerated().map { (key($1), $0) })
    var edges = [Int](repeating: -1, count: graph.edges.count)
    func touch(_ key: Int) {
      isTouched[key / graph.nodes.count] = true
      isTouched[key % graph.nodes.count] = true
    }
    var (first, second) = (0, 0)
    while first < old.count || second < new.count {
      if second == new.count || (first < old.count && old[first].key < new[second].key) {
        touch(old[first].key)
        first += 1
      } else if first == old.count || new[second].key < old[first].key {
        touch(new[second].key)
        second += 1
      } else {
        edges[new[second].edge] = old[first].edge
        first += 1
        second += 1
      }
    }
    self.edges = edges
    self.isTouched = isTouched
  }

  /// The top left corner of what some nodes took before; nil when all are new.
  func corner(of nodes: [Int]) -> Diagram.Point? {
    var corner: Diagram.Point?
    for node in nodes where self.nodes[node] >= 0 {
      let box = diagram.boxes[self.nodes[node]]
      corner = Diagram.Point(
        x: min(corner?.x ?? box.x, box.x), y: min(corner?.y ?? box.y, box.y))
    }
    return corner
  }

  /// - Returns: nil when nothing of the part was drawn before.
  func part(_ part: Part, in graph: LayoutGraph) -> FormerPart? {
    guard part.nodes.contains(where: { nodes[$0] >= 0 }) else { return nil }
    let memory = diagram.memory
    let isTurned = diagram.flow == .down
    var former = FormerPart()
    var sizes = [Int](repeating: 0, count: memory.channels.count)
    var resized = 0
    for node in part.nodes {
      former.isTouched.append(isTouched[node])
      let old = nodes[node]
      if old < 0 {
        former.appendNew()
        continue
      }
      let box = diagram.boxes[old]
      former.rank.append(memory.rank[old])
      former.part.append(memory.part[old])
      former.places.append(isTurned ? box.x : box.y)
      former.starts.append(isTurned ? box.y : box.x)
      sizes[memory.part[old]] += 1
      let (node, length) = (graph.nodes[node], isTurned ? box.height : box.width)
      if length != (isTurned ? node.height : node.width) { resized += 1 }
    }
    former.isResized = 2 * resized > part.nodes.count
    former.largest = sizes.indices.max { (sizes[$0], $1) < (sizes[$1], $0) } ?? 0
    former.channels = memory.channels[former.largest]
    for edge in part.edges {
      let old = edges[edge]
      former.isCollected.append(old < 0 ? nil : memory.isCollected[old])
      former.lines.append(old < 0 ? [] : memory.lines[old])
    }
    return former
  }
}

/// What a part of the graph was like before the edit, for its nodes and edges as it numbers them.
struct FormerPart {
  var rank: [Int?] = []
  /// The part of the former diagram in which a node was; -1 for a new one.
  var part: [Int] = []
  /// The one of these that had most of the nodes.
  var largest = 0
  /// First cells across the flow and along it.
  var places: [Int?] = []
  var starts: [Int?] = []
  var isTouched: [Bool] = []
  /// Whether most boxes have another size, so that their places mean nothing but an order.
  var isResized = false
  var isCollected: [Bool?] = []
  var lines: [ArraySlice<DrawingMemory.LineItem>] = []
  var channels: [RoutedChannel] = []

  fileprivate mutating func appendNew() {
    rank.append(nil)
    part.append(-1)
    places.append(nil)
    starts.append(nil)
  }

  /// The former item of an edge's hop into a layer, counted from the layer behind its source.
  func item(of edge: Int, hop: Int) -> DrawingMemory.LineItem? {
    let line = lines[edge]
    return hop < line.count ? line[line.startIndex + hop] : nil
  }

  /// For `LineSharing.given`: lines that were shared still are, new ones run apart.
  func lineNumbers(_ edges: [(from: Int, to: Int)], ranks: [Int]) -> [Int] {
    var numbers: [Int] = []
    var next = -1
    for (index, edge) in edges.enumerated() {
      let span = ranks[edge.to] - ranks[edge.from]
      let isKept = lines[index].count == span - 1
      for hop in 0..<span {
        if isKept, let item = item(of: index, hop: hop) {
          numbers.append(item.number)
        } else {
          numbers.append(next)
          next -= 1
        }
      }
    }
    return numbers
  }
}
