// From a graph to a diagram: the list of passes, each in its own file. After Sugiyama, Tagawa, Toda,
// "Methods for visual understanding of hierarchical system structures", IEEE SMC 11(2), 1981, with
// orthogonal lines and whole cells from the start.

import GraphAlgorithms

/// Draws a graph. The same graph gives the same diagram on every machine.
///
/// No two boxes overlap; no line touches a box at which it does not end; two edges share cells only
/// where they share an end, or cross straight through.
///
/// - Parameters:
///   - previous: an earlier diagram whose order is kept as far as no line has to cross for it. When
///     what many edits have left takes more than twice the room of a new drawing, it is drawn anew.
///   - identity: for each node the index it had in `previous`; nil for a new one.
///   - foldingAt: cells along the flow beyond which to fold where a single line runs, with the rest
///     below; nil for no folds. What is folded is always laid out anew.
package func layout(
  _ graph: LayoutGraph, previous: Diagram? = nil, identity: [Int?] = [],
  foldingAt mostLength: Int? = nil
) -> Diagram {
  precondition(
    previous == nil || identity.count == graph.nodes.count,
    "\(identity.count) identities for \(graph.nodes.count) nodes")
  let parts = partition(graph)
  var former: FormerDrawing?
  if let previous, previous.flow == graph.flow, mostLength == nil, previous.memory.isWhole {
    former = FormerDrawing(previous, identity: identity, graph: graph)
  }
  func drawn(former: FormerDrawing?) -> Diagram {
    let sketches = parts.map {
      PartDrawing($0, in: graph, former: former, mostLength: mostLength).sketch()
    }
    return assembled(parts, sketches, for: graph, former: former)
  }
  var diagram = drawn(former: former)
  guard let previous, former != nil else {
    diagram.memory.room = room(of: diagram)
    return diagram
  }
  diagram.memory.room = previous.memory.room
  if !diagram.isLoose { return diagram }
  var anew = drawn(former: nil)
  let room = room(of: anew)
  anew.memory.room = room
  diagram.memory.room = room
  return diagram.isLoose ? anew : diagram
}

private func room(of diagram: Diagram) -> (cells: Int, boxes: Int) {
  (
    diagram.width * diagram.height,
    diagram.boxes.reduce(0) { $0 + $1.width * $1.height }
  )
}

extension Diagram {
  /// Whether a drawing that followed many edits takes more than twice the room for its boxes that
  /// one made anew took, and more than a screen.
  fileprivate var isLoose: Bool {
    let now = room(of: self)
    return now.cells > 2_000 && now.cells * memory.room.boxes > 2 * memory.room.cells * now.boxes
  }
}

/// Nodes and edges (as indices of the graph's) that are drawn together.
struct Part {
  var nodes: [Int] = []
  /// Without repeats and loops.
  var edges: [Int] = []
}

/// The connected parts; those with pinned nodes are one part, as pins place them by one another.
private func partition(_ graph: LayoutGraph) -> [Part] {
  let plain = DirectedGraph(count: graph.nodes.count, edges: graph.edges)
  var partOfNode = [Int](repeating: 0, count: graph.nodes.count)
  var parts: [Part] = []
  var pinnedPart: Int?
  for component in plain.weaklyConnectedComponents() {
    let isPinned = component.contains { graph.nodes[$0].pin != nil }
    let part = isPinned ? pinnedPart ?? parts.count : parts.count
    if part == parts.count { parts.append(Part()) }
    if isPinned { pinnedPart = part }
    parts[part].nodes += component
    for node in component { partOfNode[node] = part }
  }
  for index in parts.indices { parts[index].nodes.sort() }
  for edge in firstOfEach(graph.edges, count: graph.nodes.count) {
    parts[partOfNode[graph.edges[edge].from]].edges.append(edge)
  }
  return parts
}

/// Indices of the edges that neither repeat an earlier one nor join a node to itself.
private func firstOfEach(_ edges: [(from: Int, to: Int)], count: Int) -> [Int] {
  // A pipeline's edges come sorted and without repeats.
  var isPlain = true
  for index in edges.indices where isPlain {
    isPlain =
      edges[index].from != edges[index].to
      && (index == 0 || edges[index - 1] < edges[index])
  }
  if isPlain { return Array(edges.indices) }
  let order = edges.indices.filter { edges[$0].from != edges[$0].to }
    .sorted { (edges[$0].from, edges[$0].to, $0) < (edges[$1].from, edges[$1].to, $1) }
  var kept: [Int] = []
  for edge in order {
    if let last = kept.last, edges[last] == edges[edge] { continue }
    kept.append(edge)
  }
  return kept.sorted()
}

/// Packs the sketches and turns them the way the flow runs.
private func assembled(
  _ parts: [Part], _ sketches: [Sketch], for graph: LayoutGraph, former: FormerDrawing?
) -> Diagram {
  let isTurned = graph.flow == .down
  func turned(_ point: Diagram.Point) -> Diagram.Point {
    isTurned ? Diagram.Point(x: point.y, y: point.x) : point
  }
  let corners = packed(
    sketches.map {
      isTurned ? (width: $0.breadth, height: $0.length) : (width: $0.length, height: $0.breadth)
    }, gaps: (x: 2, y: 1), former: parts.map { former?.corner(of: $0.nodes) })
  var diagram = Diagram(flow: graph.flow)
  let nowhere = Diagram.Box(x: 0, y: 0, width: 0, height: 0)
  diagram.boxes = [Diagram.Box](repeating: nowhere, count: graph.nodes.count)
  diagram.edges = graph.edges.map { Diagram.Edge(from: $0.from, to: $0.to, points: []) }
  var bundles = 0
  for (index, sketch) in sketches.enumerated() {
    let corner = corners[index]
    func placed(_ point: Diagram.Point) -> Diagram.Point {
      let point = turned(point)
      return Diagram.Point(x: point.x + corner.x, y: point.y + corner.y)
    }
    for (node, box) in zip(parts[index].nodes, sketch.boxes) {
      let start = placed(Diagram.Point(x: box.x, y: box.y))
      diagram.boxes[node] = Diagram.Box(
        x: start.x, y: start.y, width: isTurned ? box.height : box.width,
        height: isTurned ? box.width : box.height)
    }
    for (edge, points) in zip(parts[index].edges, sketch.edges) {
      diagram.edges[edge].points = points.map(placed)
    }
    for port in sketch.ports {
      var port = port
      port.node = parts[index].nodes[port.node]
      port.cell = placed(port.cell)
      if isTurned { port.side = port.side == .left ? .top : .bottom }
      diagram.ports.append(port)
    }
    if !sketch.ranks.isEmpty {
      diagram.memory.add(
        sketch, of: parts[index], corner: isTurned ? corner.x : corner.y, graph: graph)
    }
    let first = bundles
    for segment in sketch.segments {
      diagram.segments.append(
        Diagram.Segment(
          bundle: first + segment.bundle, start: placed(segment.start), end: placed(segment.end)))
      bundles = max(bundles, first + segment.bundle + 1)
    }
  }
  setExtent(of: &diagram)
  copyRepeats(in: &diagram)
  return diagram
}

private func setExtent(of diagram: inout Diagram) {
  for box in diagram.boxes {
    diagram.width = max(diagram.width, box.x + box.width)
    diagram.height = max(diagram.height, box.y + box.height)
  }
  for segment in diagram.segments {
    diagram.width = max(diagram.width, segment.end.x + 1)
    diagram.height = max(diagram.height, segment.end.y + 1)
  }
}

/// An edge given twice has the way of its first.
private func copyRepeats(in diagram: inout Diagram) {
  let empty = diagram.edges.filter { $0.points.isEmpty && $0.from != $0.to }
  if empty.isEmpty { return }
  var points: [[Int]: [Diagram.Point]] = [:]
  for edge in diagram.edges where !edge.points.isEmpty {
    points[[edge.from, edge.to]] = edge.points
  }
  for index in diagram.edges.indices where diagram.edges[index].points.isEmpty {
    diagram.edges[index].points =
      points[[diagram.edges[index].from, diagram.edges[index].to]] ?? []
  }
}
