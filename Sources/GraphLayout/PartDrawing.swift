// One connected part of a graph from passes to sketch: anew, or as it was drawn before an edit with
// only that done again which the edit touches.

import GraphAlgorithms

struct PartDrawing {
  private let nodes: [LayoutNode]
  /// Between indices of `nodes`, turned round where they closed a cycle.
  private let edges: [(from: Int, to: Int)]
  private let isReversed: [Bool]
  private let flow: Flow
  private let former: FormerPart?
  private let mostLength: Int?

  init(_ part: Part, in graph: LayoutGraph, former: FormerDrawing?, mostLength: Int?) {
    self.mostLength = mostLength
    nodes = part.nodes.map { graph.nodes[$0] }
    flow = graph.flow
    var edges: [(from: Int, to: Int)]
    if part.nodes.count == graph.nodes.count {
      edges = part.edges.map { graph.edges[$0] }
    } else {
      var number = [Int: Int](minimumCapacity: part.nodes.count)
      for (index, node) in part.nodes.enumerated() { number[node] = index }
      edges = part.edges.map {
        (from: number[graph.edges[$0].from] ?? 0, to: number[graph.edges[$0].to] ?? 0)
      }
    }
    isReversed = reversedEdges(count: nodes.count, edges: edges)
    for (index, isReversed) in isReversed.enumerated() where isReversed {
      edges[index] = (from: edges[index].to, to: edges[index].from)
    }
    self.edges = edges
    self.former = former?.part(part, in: graph)
  }

  /// The passes.
  func sketch() -> Sketch {
    let ranks = ranks(
      of: DirectedGraph(count: nodes.count, edges: edges), columns: nodes.map { $0.pin?.column },
      former: former)
    if let former { return mended(former, ranks: ranks) }
    return edges.count <= Self.mostEdgesParted ? drawnParted(ranks) : drawnTogether(ranks)
  }

  /// Up to here the edges of a bundle look for ways of their own, above they keep together.
  private static let mostEdgesParted = 400
  /// Up to here each pair of edges that cross counts, above only where lines do.
  private var weighsEdges: Bool { edges.count <= 400 }

  private func drawnTogether(_ ranks: [Int]) -> Sketch {
    let bundles = Bundling.bundles(count: nodes.count, edges: edges, isAlone: isReversed)
    var graph = layered(ranks, bundles, .far)
    CrossingReduction.order(&graph, weighsEdges: weighsEdges, former: nil)
    return drawn(graph)
  }

  /// Orders with a line for each edge, then bundles what leaves or meets a box side by side.
  private func drawnParted(_ ranks: [Int]) -> Sketch {
    let bundles = Bundling.bundles(count: nodes.count, edges: edges, isAlone: isReversed)
    var apart = layered(ranks, bundles, .near)
    CrossingReduction.order(&apart, weighsEdges: weighsEdges, former: nil)
    let better = Bundling.bundles(
      count: nodes.count, edges: edges, isAlone: isReversed, places: apart.placesOfEnds())
    var parted = layered(ranks, better, .near)
    parted.order(as: apart)
    var merged = layered(ranks, better, parted.sharingOfNeighbours(better))
    merged.order(as: parted)
    return drawn(merged)
  }

  /// Draws again what was drawn before.
  private func mended(_ former: FormerPart, ranks: [Int]) -> Sketch {
    let bundles = Bundling.bundles(
      count: nodes.count, edges: edges, isAlone: isReversed, former: former)
    let sharing: LineSharing =
      edges.count > Self.mostEdgesParted ? .far : .given(former.lineNumbers(edges, ranks: ranks))
    var graph = layered(ranks, bundles, sharing)
    CrossingReduction.order(&graph, weighsEdges: weighsEdges, former: former)
    if former.isResized {
      graph.forgetFormerPlaces()
      return drawn(graph, former: nil)
    }
    return drawn(graph, former: former)
  }

  private func layered(_ ranks: [Int], _ bundles: [Bundle], _ sharing: LineSharing)
    -> LayeredGraph
  {
    var graph = LayeredGraph(
      breadths: nodes.map { flow == .right ? $0.height : $0.width }, ranks: ranks,
      rows: normalised(nodes.map { $0.pin?.row }), edges: edges, bundles: bundles,
      sharing: sharing)
    if let former { graph.setFormerPlaces(former) }
    return graph
  }

  /// The passes behind the order of the layers.
  private func drawn(_ ordered: LayeredGraph, former: FormerPart? = nil) -> Sketch {
    var graph = ordered
    let spacing = Spacing(flow)
    orderPorts(&graph, spacing: spacing)
    let pinned = pinnedPlaces(in: graph, spacing: spacing)
    var places = Placement.places(of: graph, spacing: spacing, pinned: pinned, former: former)
    places = Straightening.straighten(
      places, of: graph, spacing: spacing, pinned: pinned, former: former)
    if former == nil, edges.count <= Self.mostEdgesParted, pinned.allSatisfy({ $0 == nil }) {
      places = Staggering.staggered(
        places, of: graph, spacing: spacing, weighsEdges: weighsEdges)
    }
    let routing = ChannelRouting(
      graph, places: places, spacing: spacing, weighsEdges: weighsEdges,
      former: former?.channels ?? [])
    return Tracing.sketch(
      graph, routing: routing, places: places,
      lengths: nodes.map { flow == .right ? $0.width : $0.height }, spacing: spacing, edges: edges,
      isReversed: isReversed, formerStarts: former?.starts ?? [], mostLength: mostLength)
  }

  /// Pinned rows as numbers from 0; -1 for none.
  private func normalised(_ rows: [Int?]) -> [Int] {
    let least = rows.compactMap(\.self).min() ?? 0
    return rows.map { $0.map { $0 - least } ?? -1 }
  }
}
