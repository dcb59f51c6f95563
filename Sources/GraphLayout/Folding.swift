// Folds a drawing that is longer than there is room: it goes on below from the start, as text does.
// Only where a single line joins what is before and behind, so a fold is one line that goes back.
// Before: places, routes, and the layers' cells along the flow. After: bands, none of which is longer
// than asked where there is a fold that makes it so; the rows of each band lie below those of the last.

struct Folding {
  /// Free cells before the boxes of a band, for the line that comes back.
  static let inset = 2
  /// Cells behind the boxes of a band, for the line that goes back: a free one and the corner.
  static let outset = 2

  /// Channels in which the drawing is folded.
  private(set) var channels: Set<Int> = []
  /// For each layer by how many rows it lies lower than without folds.
  private(set) var shift: [Int]
  /// For a folded channel the row in which its line goes back, and how many columns later than it
  /// could its line turns.
  private(set) var rowBack: [Int: Int] = [:]
  private(set) var delay: [Int: Int] = [:]

  /// - Parameters:
  ///   - lengths: cells of each box along the flow.
  ///   - spans: first and last cell of each layer along the flow, unfolded.
  ///   - mostLength: cells that a band may take; nil for no folds.
  ///   - gap: free cells between boxes and the line that goes back.
  init(
    _ graph: LayeredGraph, routing: ChannelRouting, places: [Int], lengths: [Int],
    spans: [ClosedRange<Int>],
    mostLength: Int?, gap: Int
  ) {
    shift = [Int](repeating: 0, count: graph.layers.count)
    guard let mostLength else { return }
    chooseChannels(foldable: Self.foldable(graph), spans: spans, mostLength: mostLength)
    if channels.isEmpty { return }
    let rows = Self.rows(graph, routing, places)
    var start = 0
    var next: Int?
    var turn: Int?
    while start < graph.layers.count {
      let end =
        (start..<graph.layers.count).first { channels.contains($0) } ?? graph.layers.count - 1
      var (low, high) = (Int.max, Int.min)
      for layer in start...end {
        low = min(low, rows[layer].lowerBound)
        high = max(high, rows[layer].upperBound)
      }
      if let last = turn {
        // In ASCII a corner that stands upon the corner of a box would read as a line into it.
        var taken: Set<Int> = []
        for layer in start...end {
          for item in graph.layers[layer] where item < lengths.count && places[item] == low {
            let first = spans[layer].lowerBound - spans[start].lowerBound + Self.inset
            taken.formUnion([first, first + lengths[item] - 1])
          }
        }
        delay[start - 1] = (0...).first { !taken.contains(last + $0) }
      }
      turn = spans[end].upperBound + Self.outset - spans[start].lowerBound + Self.inset
      let lower = next.map { $0 - low } ?? 0
      for layer in start...end { shift[layer] = lower }
      if channels.contains(end) { rowBack[end] = high + lower + 1 + gap }
      next = high + lower + 2 + 2 * gap
      start = end + 1
    }
  }

  /// Channels through which a single line runs.
  private static func foldable(_ graph: LayeredGraph) -> [Bool] {
    var wires = [Int](repeating: 0, count: graph.layers.count)
    for wire in graph.wires {
      wires[wire.channel] += wire.left.count == 1 && wire.right.count == 1 ? 1 : 2
    }
    return wires.map { $0 == 1 }
  }

  /// The last possible fold before each band gets too long.
  private mutating func chooseChannels(
    foldable: [Bool], spans: [ClosedRange<Int>], mostLength: Int
  ) {
    var (start, offset) = (0, -Self.inset)
    for layer in spans.indices {
      // A band that goes on needs room for its line back.
      let isLast = layer == spans.count - 1
      let length = spans[layer].upperBound + 1 - offset + (isLast ? 0 : Self.outset)
      guard length > mostLength,
        let fold = (start..<max(layer, start)).last(where: { foldable[$0] })
      else { continue }
      channels.insert(fold)
      start = fold + 1
      offset = spans[start].lowerBound - Self.inset
    }
  }

  /// First and last row that things take from each layer to the next.
  private static func rows(_ graph: LayeredGraph, _ routing: ChannelRouting, _ places: [Int])
    -> [ClosedRange<Int>]
  {
    // A bend without a box keeps a row off other lines, as bends of ASCII touch only what they join.
    func margin(_ item: Int) -> Int { graph.isVirtual(item) ? 1 : 0 }
    var rows = graph.layers.map { items in
      let low = items.reduce(Int.max) { min($0, places[$1] - margin($1)) }
      return low...items.reduce(low) { max($0, places[$1] + graph.breadth[$1] - 1 + margin($1)) }
    }
    for (index, wire) in graph.wires.enumerated() {
      guard case .dogleg(_, let row, _) = routing.routes[index] else { continue }
      let channel = rows[wire.channel]
      rows[wire.channel] = min(row - 1, channel.lowerBound)...max(row + 1, channel.upperBound)
    }
    return rows
  }
}
