// Sixth pass, third part: where many lines cross in a channel, shifts boxes by a row.
// Before: whole cells in order. After: the same order, nothing nearer to its neighbours. An end that
// stands in one row with an end of another line on the other side forces the tracks of the two into
// an order, which costs crossings where there are many such pairs; boxes of equal height stand so in
// every dense channel.
// Pinned boxes are not to be shifted: only drawings without them may be staggered.

struct Staggering {
  private let graph: LayeredGraph
  private let spacing: Spacing
  private let weighsEdges: Bool
  /// Wires of each channel.
  private let wires: [[Int]]
  private var places: [Int]
  private var states: [State] = []
  /// A channel as things stand: its cost, and pairs of edges that cross though they need not.
  private struct State {
    var cost = 0
    var excess = 0
  }

  /// Pairs of wires that may still be weighed in channels routed on trial: some milliseconds.
  private var work = 25_000

  /// - Parameter places: first cell of each item across the flow.
  static func staggered(
    _ places: [Int], of graph: LayeredGraph, spacing: Spacing, weighsEdges: Bool
  ) -> [Int] {
    var search = Staggering(places, graph, spacing, weighsEdges)
    if search.states.allSatisfy({ $0.excess == 0 }) { return places }
    search.shiftLayers()
    search.shiftTails()
    return search.places
  }

  private init(
    _ places: [Int], _ graph: LayeredGraph, _ spacing: Spacing, _ weighsEdges: Bool
  ) {
    self.graph = graph
    self.places = places
    self.spacing = spacing
    self.weighsEdges = weighsEdges
    var wires = [[Int]](repeating: [], count: max(graph.layers.count - 1, 0))
    for (index, wire) in graph.wires.enumerated() { wires[wire.channel].append(index) }
    self.wires = wires
    states = wires.indices.map { channel($0).hasCommonRows ? state(of: $0) : State() }
  }

  private func channel(_ number: Int, shift: Int = 0) -> Channel {
    Channel(
      graph, wires: wires[number], places: places, shift: shift, spacing: spacing,
      weighsEdges: weighsEdges)
  }

  private func state(of number: Int, shift: Int = 0) -> State {
    let channel = channel(number, shift: shift)
    let tracks = channel.routed()
    return State(
      cost: tracks.cost + Self.costOfBend * bends(number, shift: shift),
      excess: max(tracks.edgeCrossings - channel.leastEdgeCrossings, 0))
  }

  /// What a line that is bent costs, next to 4 for each crossing.
  private static let costOfBend = 6

  /// Single lines that do not run straight.
  private func bends(_ number: Int, shift: Int) -> Int {
    func row(_ pin: Int) -> Int { places[graph.pins[pin].item] + graph.pins[pin].offset }
    return wires[number].reduce(0) { sum, index in
      let wire = graph.wires[index]
      guard wire.left.count == 1, wire.right.count == 1 else { return sum }
      return sum + (row(wire.left.lowerBound) == row(wire.right.lowerBound) + shift ? 0 : 1)
    }
  }

  /// Shifts all that is behind a channel, so that other channels stay as they are.
  private mutating func shiftLayers() {
    for number in wires.indices where states[number].excess > 0 {
      var best = (state: states[number], shift: 0)
      for shift in [1, -1] {
        let state = state(of: number, shift: shift)
        if state.cost < best.state.cost { best = (state, shift) }
      }
      if best.shift == 0 { continue }
      states[number] = best.state
      for item in places.indices where graph.layer[item] > number { places[item] += best.shift }
    }
  }

  /// Shifts what is above or below a gap in a layer away from it.
  private mutating func shiftTails() {
    for (number, items) in graph.layers.enumerated() {
      let near = [number - 1, number].filter { $0 >= 0 && $0 < wires.count }
      guard near.contains(where: { states[$0].excess > 0 }) else { continue }
      for channel in near where states[channel].excess == 0 {
        states[channel] = state(of: channel)
      }
      for index in items.indices {
        for (part, shift) in [(items[index...], 1), (items[...index], -1)] {
          if work <= 0 || near.allSatisfy({ states[$0].excess == 0 }) { break }
          for channel in near { work -= wires[channel].count * wires[channel].count }
          for item in part { places[item] += shift }
          let new = near.map { state(of: $0) }
          if new.reduce(0, { $0 + $1.cost }) < near.reduce(0, { $0 + states[$1].cost }) {
            for (channel, state) in zip(near, new) { states[channel] = state }
          } else {
            for item in part { places[item] -= shift }
          }
        }
      }
    }
  }
}
