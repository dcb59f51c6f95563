// Fifth pass: where on its box each wire ends.
// Before: layers are ordered. After: the pins of a box's side stand in the order of what they lead
// to, apart from its corners; boxes have grown where the ports need it.

/// After Spönemann, Fuhrmann, von Hanxleden, Mutzel, "Port constraints in hierarchical layout of
/// data flow diagrams", GD 2009: sides fixed, order free.
func orderPorts(_ graph: inout LayeredGraph) {
  var place = [Int](repeating: 0, count: graph.layer.count)
  for layer in graph.layers { for (index, item) in layer.enumerated() { place[item] = index } }
  let incoming = PinTable(of: graph, side: \.right)
  let outgoing = PinTable(of: graph, side: \.left)
  /// Mean place of what a pin is joined to.
  func aim(_ pin: Int) -> Double {
    let wire = graph.wires[graph.pins[pin].wire]
    let ends = wire.left.contains(pin) ? wire.right : wire.left
    return Double(ends.reduce(0) { $0 + place[graph.pins[$1].item] }) / Double(ends.count)
  }
  for box in 0..<graph.boxCount {
    let sides = [incoming[box], outgoing[box]].map { pins in
      pins.map { (aim: aim($0), pin: $0) }
        .sorted { ($0.aim, $0.pin) < ($1.aim, $1.pin) }
    }
    let most = max(sides[0].count, sides[1].count)
    let corners = graph.breadth[box] < 3 ? 0 : 2
    graph.breadth[box] = max(graph.breadth[box], corners + roomForPorts(most))
    for pins in sides {
      let inside = graph.breadth[box] - corners
      let pitch = 2 * pins.count - 1 <= inside ? 2 : 1
      let first = (inside - (pins.count - 1) * pitch - 1) / 2 + corners / 2
      for (index, entry) in pins.enumerated() {
        graph.pins[entry.pin].offset = first + index * pitch
      }
    }
  }
}

/// Few ports stand with a free cell between them, many close together.
private func roomForPorts(_ count: Int) -> Int { count <= 3 ? max(2 * count - 1, 0) : count }
