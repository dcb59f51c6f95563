// How far the edges of a bundle keep to one line before they part (or, at a collector, after they
// have met), where they run through several layers.
// A common line is less to look at; lines of their own find ways with fewer crossings.

enum LineSharing {
  /// As far as their ways agree.
  case far
  /// In the channel at their hub only.
  case near
  /// In each layer those with the same number, which is told for each hop into that layer.
  case given([Int])

  /// Edges of a bundle that run through a layer, by the line that they share there.
  ///
  /// - Parameter hop: index of an edge's hop into that layer.
  func parts(of edges: [Int], hop: (Int) -> Int) -> [[Int]] {
    switch self {
    case .far: return edges.isEmpty ? [] : [edges]
    case .near: return edges.map { [$0] }
    case .given(let numbers):
      var parts: [(number: Int, edges: [Int])] = []
      for edge in edges {
        let number = numbers[hop(edge)]
        if let index = parts.firstIndex(where: { $0.number == number }) {
          parts[index].edges.append(edge)
        } else {
          parts.append((number, [edge]))
        }
      }
      return parts.map(\.edges)
    }
  }
}

extension LayeredGraph {
  /// Before: lines part at once, layers are ordered. After: lines of one bundle that run side by
  /// side are one, from the hub on for as long as nothing stands between them.
  func sharingOfNeighbours(_ bundles: [Bundle]) -> LineSharing {
    let place = places
    var numbers = [Int](repeating: -1, count: hops.count)
    var next = 0
    for bundle in bundles {
      let step = bundle.isCollector ? -1 : 1
      var groups = [bundle.edges]
      var far = layer[bundle.hub] + step
      while !groups.isEmpty {
        var runs: [[Int]] = []
        for group in groups {
          let passing = group.filter { isPassing($0, layer: far) }
            .map { (place: place[item(of: $0, layer: far)], edge: $0) }.sorted { $0 < $1 }
          var last = Int.min
          for (place, edge) in passing {
            if last < 0 || place != last + 1 { runs.append([]) }
            runs[runs.count - 1].append(edge)
            last = place
          }
        }
        for run in runs {
          for edge in run { numbers[hop(of: edge, channel: far - 1)] = next }
          next += 1
        }
        groups = runs
        far += step
      }
    }
    return .given(numbers)
  }

  /// Takes over the order of a graph in which the same lines were parted more.
  mutating func order(as other: LayeredGraph) {
    let place = other.places
    var key = [Int](repeating: Int.max, count: layer.count)
    for box in 0..<boxCount { key[box] = place[box] }
    for index in hops.indices {
      let item = pins[hops[index].right].item
      key[item] = min(key[item], place[other.pins[other.hops[index].right].item])
    }
    for number in layers.indices { layers[number].sort { (key[$0], $0) < (key[$1], $1) } }
  }

  /// For each edge the place of what it runs to in the layer behind its source, and of what it
  /// comes from in the layer before its target.
  func placesOfEnds() -> [(out: Int, into: Int)] {
    let place = places
    return (0..<bundleOfEdge.count).map { edge in
      let way = way(of: edge)
      guard let first = way.first, let last = way.last else { return (0, 0) }
      return (place[pins[first.right].item], place[pins[last.left].item])
    }
  }

  /// Index of each item in its layer.
  private var places: [Int] {
    var place = [Int](repeating: 0, count: layer.count)
    for items in layers { for (index, item) in items.enumerated() { place[item] = index } }
    return place
  }

  private func isPassing(_ edge: Int, layer number: Int) -> Bool {
    let way = way(of: edge)
    guard let first = way.first, let last = way.last else { return false }
    return layer[pins[first.left].item] < number && number < layer[pins[last.right].item]
  }

  private func item(of edge: Int, layer number: Int) -> Int {
    pins[hops[hop(of: edge, channel: number - 1)].right].item
  }
}
