// Orders from which the reduction of crossings begins: as given, as a search in depth meets the
// items, so that what hangs together stands together, or at random.
// After Gansner, Koutsofios, North, Vo, "A technique for drawing directed graphs", IEEE TSE 19(3),
// 1993, who begin with searches from both ends.

/// An order of the layers before the first sweep, and the end that is swept from.
struct StartOrder {
  enum Kind {
    /// As the graph gives it.
    case given
    /// As a search that begins at the other end than the first sweep meets the items.
    case searched
    /// As a search that follows lines both ways meets them.
    case connected
    case random
  }
  let kind: Kind
  /// Whether the first sweep goes along the flow.
  let isForward: Bool

  /// - Parameter links: of the graph; the more there are, the fewer starts are worth their time.
  static func all(links: Int) -> [StartOrder] {
    if links > 4_000 { return [StartOrder(kind: .given, isForward: true)] }
    let kinds: [Kind] =
      links > 1_500
      ? [.given] : [.given, .searched, .connected] + [Kind](repeating: .random, count: 3)
    return kinds.flatMap {
      [StartOrder(kind: $0, isForward: true), StartOrder(kind: $0, isForward: false)]
    }
  }
}

extension LayerOrder {
  /// Takes the order of a start.
  ///
  /// - Precondition: the order is the one that the graph gave.
  mutating func begin(_ start: StartOrder, using random: inout SeededGenerator) {
    switch start.kind {
    case .given: break
    case .searched:
      if start.isForward {
        arrange(searching: [before], from: items.reversed().filter { after.range(of: $0).isEmpty })
      } else {
        arrange(searching: [after], from: items.filter { before.range(of: $0).isEmpty })
      }
    case .connected: arrange(searching: [after, before], from: items)
    case .random:
      for number in 0..<layerCount { shuffle(range(of: number), using: &random) }
    }
  }

  /// Each layer's items stand as a search in depth meets them.
  ///
  /// - Parameter roots: where to begin, one after another; all items can be reached from them.
  private mutating func arrange(searching links: [Links], from roots: [Int]) {
    var layer = [Int](repeating: 0, count: items.count)
    for number in 0..<layerCount {
      for index in range(of: number) { layer[items[index]] = number }
    }
    var isMet = [Bool](repeating: false, count: items.count)
    var orders = [[Int]](repeating: [], count: layerCount)
    for root in roots {
      var stack = [root]
      while let item = stack.popLast() {
        if isMet[item] { continue }
        isMet[item] = true
        orders[layer[item]].append(item)
        for side in links.reversed() {
          for link in side.range(of: item).reversed() where !isMet[side.list[link]] {
            stack.append(side.list[link])
          }
        }
      }
    }
    for (number, order) in orders.enumerated() { set(order, at: number) }
  }
}
