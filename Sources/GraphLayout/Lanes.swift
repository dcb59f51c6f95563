// Places of the pinned boxes across the flow: one line for each row of the coarse grid, with room
// for whatever the order has put between two rows.

/// - Returns: the first cell of each pinned box, nil for all other items. Boxes of one row are
///   centred on one line; rows ascend. Of two boxes of one row in one layer the second is free.
func pinnedPlaces(in graph: LayeredGraph, spacing: Spacing) -> [Int?] {
  var places = [Int?](repeating: nil, count: graph.layer.count)
  let rows = Set(graph.row.lazy.filter { $0 >= 0 }).sorted()
  if rows.isEmpty { return places }
  let laneOfRow = Dictionary(uniqueKeysWithValues: zip(rows, 0...))
  var lane = [Int](repeating: -1, count: graph.layer.count)
  var height = [Int](repeating: 0, count: rows.count)
  for items in graph.layers {
    var last = -1
    for item in items {
      guard let own = laneOfRow[graph.row[item]], own > last else { continue }
      lane[item] = own
      last = own
      height[own] = max(height[own], graph.breadth[item])
    }
  }
  let shift = (0..<graph.layer.count).map {
    lane[$0] < 0 ? 0 : (height[lane[$0]] - graph.breadth[$0]) / 2
  }
  // least[b]: pairs of a lane above and the least distance from its line.
  var least = [[(lane: Int, distance: Int)]](repeating: [], count: rows.count)
  for own in rows.indices.dropFirst() {
    least[own].append((own - 1, height[own - 1] + spacing.betweenBoxes))
  }
  for items in graph.layers {
    var from: Int?
    var distance = 0
    for (index, item) in items.enumerated() {
      if index > 0 { distance += spacing.gap(items[index - 1], item, in: graph) }
      if lane[item] >= 0 {
        if let from { least[lane[item]].append((lane[from], distance + shift[from] - shift[item])) }
        from = item
        distance = 0
      }
      distance += graph.breadth[item]
    }
  }
  var line = [Int](repeating: 0, count: rows.count)
  for own in rows.indices.dropFirst() {
    line[own] = least[own].reduce(0) { max($0, line[$1.lane] + $1.distance) }
  }
  for item in lane.indices where lane[item] >= 0 { places[item] = line[lane[item]] + shift[item] }
  return places
}
