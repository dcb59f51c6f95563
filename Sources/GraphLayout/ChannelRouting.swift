// Seventh pass, second half: a column for each track between two layers, and with that the whole
// way of each wire through its channel.
// Before: all items have their places across the flow. After: two wires share no cell but for
// straight crossings, no wire has a fork with four arms, and parallel tracks keep their distance.

/// How a wire gets through its channel. Columns count along the flow from the channel's first track.
enum WireRoute: Equatable, Sendable {
  case straight
  /// All rows meet on one track.
  case track(Int)
  /// What lies above and below the single row of one side has its own track each: because that row
  /// runs straight on, and no cell may have four arms, or because fewer lines cross so.
  case split(row: Int, above: Int, below: Int)
  /// Two tracks joined by a row of their own.
  case dogleg(first: Int, row: Int, second: Int)
}

/// A channel as it was routed, with rows counted from a row of its own: a channel with the same ends
/// of the same wires has the same routes.
struct RoutedChannel: Sendable {
  /// Of each wire the ends on both sides, as row and edges, and how many there are on the left.
  var ends: [Int] = []
  var firstRow = 0
  var routes: [WireRoute] = []
  var width = 0
}

struct ChannelRouting {
  /// One for each wire, as numbered in the graph.
  private(set) var routes: [WireRoute]
  /// Cells along the flow between each layer and the next.
  private(set) var widths: [Int]
  private(set) var channels: [RoutedChannel] = []

  /// - Parameters:
  ///   - weighsEdges: whether to save crossings of edges as well as of lines.
  ///   - former: channels of an earlier drawing; those that are as they were are not routed again.
  init(
    _ graph: LayeredGraph, places: [Int], spacing: Spacing, weighsEdges: Bool,
    former: [RoutedChannel]
  ) {
    routes = [WireRoute](repeating: .straight, count: graph.wires.count)
    widths = []
    var channels = [[Int]](repeating: [], count: max(graph.layers.count - 1, 0))
    for (index, wire) in graph.wires.enumerated() { channels[wire.channel].append(index) }
    for (number, wires) in channels.enumerated() {
      var routed = RoutedChannel()
      for wire in wires {
        routed.append(graph.wires[wire], graph, places)
      }
      if let old = (max(number - 1, 0)..<min(number + 2, max(former.count, number)))
        .first(where: { $0 < former.count && former[$0].ends == routed.ends })
      {
        routed.width = former[old].width
        let shift = routed.firstRow - former[old].firstRow
        routed.routes = former[old].routes.map { $0.shifted(by: shift) }
      } else {
        let channel = Channel(
          graph, wires: wires, places: places, spacing: spacing, weighsEdges: weighsEdges)
        let tracks = channel.routed()
        routed.width = tracks.width
        routed.routes = wires.map { tracks.routes[$0] ?? .straight }
      }
      for (wire, route) in zip(wires, routed.routes) { routes[wire] = route }
      widths.append(routed.width)
      self.channels.append(routed)
    }
  }
}

extension RoutedChannel {
  fileprivate mutating func append(
    _ wire: LayeredGraph.Wire, _ graph: LayeredGraph, _ places: [Int]
  ) {
    for index in wire.left.lowerBound..<wire.right.upperBound {
      let pin = graph.pins[index]
      let row = places[pin.item] + pin.offset
      if ends.isEmpty { firstRow = row }
      ends.append(row - firstRow)
      ends.append(pin.edges)
    }
    ends.append(wire.left.count)
    ends.append(Int.max)
  }
}

extension WireRoute {
  fileprivate func shifted(by rows: Int) -> WireRoute {
    switch self {
    case .straight, .track: self
    case .split(let row, let above, let below):
      .split(row: row + rows, above: above, below: below)
    case .dogleg(let first, let row, let second):
      .dogleg(first: first, row: row + rows, second: second)
    }
  }
}
