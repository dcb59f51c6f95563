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
    alignMainLine(sides.map { $0.map(\.pin) }, in: &graph)
  }
}

/// Where the only line on one side of a box may go straight on as one of several on the other side,
/// the two ends get the same row, so that a chain does not climb from box to box.
private func alignMainLine(_ sides: [[Int]], in graph: inout LayeredGraph) {
  func isSimple(_ pin: Int) -> Bool {
    let wire = graph.wires[graph.pins[pin].wire]
    return wire.left.count == 1 && wire.right.count == 1
  }
  for (one, several) in [(sides[0], sides[1]), (sides[1], sides[0])]
  where one.count == 1 && several.count > 1 && isSimple(one[0]) {
    let straight = several.filter(isSimple)
    if straight.count == 1 {
      graph.pins[one[0]].offset = graph.pins[straight[0]].offset
    }
  }
}

/// Few ports stand with a free cell between them, many close together.
private func roomForPorts(_ count: Int) -> Int { count <= 3 ? max(2 * count - 1, 0) : count }
