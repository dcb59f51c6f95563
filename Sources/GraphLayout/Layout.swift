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
///   - previous: an earlier diagram whose order is kept as far as no line has to cross for it.
///   - identity: for each node the index it had in `previous`; nil for a new one.
package func layout(
  _ graph: LayoutGraph, previous: Diagram? = nil, identity: [Int?] = []
) -> Diagram {
  precondition(
    previous == nil || identity.count == graph.nodes.count,
    "\(identity.count) identities for \(graph.nodes.count) nodes")
  let formerPlaces = graph.nodes.indices.map { node -> Int? in
    guard let previous, previous.flow == graph.flow, let old = identity[node] else { return nil }
    return graph.flow == .right ? previous.boxes[old].y : previous.boxes[old].x
  }
  let parts = partition(graph)
  let sketches = parts.map { sketch(of: $0, in: graph, formerPlaces: formerPlaces) }
  return assembled(parts, sketches, for: graph)
}

/// Nodes and edges (as indices of the graph's) that are drawn together.
private struct Part {
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
  let order = edges.indices.filter { edges[$0].from != edges[$0].to }
    .sorted { (edges[$0].from, edges[$0].to, $0) < (edges[$1].from, edges[$1].to, $1) }
  var kept: [Int] = []
  for edge in order {
    if let last = kept.last, edges[last] == edges[edge] { continue }
    kept.append(edge)
  }
  return kept.sorted()
}

/// The passes.
private func sketch(of part: Part, in graph: LayoutGraph, formerPlaces: [Int?]) -> Sketch {
  var number = [Int: Int](minimumCapacity: part.nodes.count)
  for (index, node) in part.nodes.enumerated() { number[node] = index }
  let nodes = part.nodes.map { graph.nodes[$0] }
  var edges = part.edges.map {
    (from: number[graph.edges[$0].from] ?? 0, to: number[graph.edges[$0].to] ?? 0)
  }
  let isReversed = reversedEdges(count: nodes.count, edges: edges)
  for (index, isReversed) in isReversed.enumerated() where isReversed {
    edges[index] = (from: edges[index].to, to: edges[index].from)
  }
  let ranks = ranks(
    of: DirectedGraph(count: nodes.count, edges: edges), columns: nodes.map { $0.pin?.column })
  let bundles = Bundling.bundles(count: nodes.count, edges: edges, isAlone: isReversed)
  let spacing = Spacing(graph.flow)
  var layered = LayeredGraph(
    breadths: nodes.map { graph.flow == .right ? $0.height : $0.width }, ranks: ranks,
    rows: normalised(nodes.map { $0.pin?.row }),
    formerPlaces: part.nodes.map { formerPlaces[$0] }, edges: edges, bundles: bundles)
  CrossingReduction.order(&layered)
  orderPorts(&layered)
  let pinned = pinnedPlaces(in: layered, spacing: spacing)
  var places = Placement.places(of: layered, spacing: spacing, pinned: pinned)
  places = Straightening.straighten(places, of: layered, spacing: spacing, pinned: pinned)
  let routing = ChannelRouting(layered, places: places, spacing: spacing)
  return Tracing.sketch(
    layered, routing: routing, places: places,
    lengths: nodes.map { graph.flow == .right ? $0.width : $0.height }, edges: edges,
    isReversed: isReversed)
}

/// Pinned rows as numbers from 0; -1 for none.
private func normalised(_ rows: [Int?]) -> [Int] {
  let least = rows.compactMap(\.self).min() ?? 0
  return rows.map { $0.map { $0 - least } ?? -1 }
}

/// Packs the sketches and turns them the way the flow runs.
private func assembled(_ parts: [Part], _ sketches: [Sketch], for graph: LayoutGraph) -> Diagram {
  let isTurned = graph.flow == .down
  func turned(_ point: Diagram.Point) -> Diagram.Point {
    isTurned ? Diagram.Point(x: point.y, y: point.x) : point
  }
  let corners = packed(
    sketches.map {
      isTurned ? (width: $0.breadth, height: $0.length) : (width: $0.length, height: $0.breadth)
    }, gaps: (x: 2, y: graph.flow == .right ? 1 : 1))
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
    let first = bundles
    for segment in sketch.segments {
      diagram.segments.append(
        Diagram.Segment(
          bundle: first + segment.bundle, start: placed(segment.start), end: placed(segment.end)))
      bundles = max(bundles, first + segment.bundle + 1)
    }
  }
  for box in diagram.boxes {
    diagram.width = max(diagram.width, box.x + box.width)
    diagram.height = max(diagram.height, box.y + box.height)
  }
  for segment in diagram.segments {
    diagram.width = max(diagram.width, segment.end.x + 1)
    diagram.height = max(diagram.height, segment.end.y + 1)
  }
  copyRepeats(in: &diagram)
  return diagram
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
