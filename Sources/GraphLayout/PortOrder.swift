// Fifth pass: where on its box each wire ends.
// Before: layers are ordered. After: the pins of a box's side stand in the order of what they lead
// to, apart from its corners; boxes have grown where the ports need it.

/// After Spönemann, Fuhrmann, von Hanxleden, Mutzel, "Port constraints in hierarchical layout of
/// data flow diagrams", GD 2009: sides fixed, order free.
func orderPorts(_ graph: inout LayeredGraph, spacing: Spacing) {
  var place = [Int](repeating: 0, count: graph.layer.count)
  for layer in graph.layers { for (index, item) in layer.enumerated() { place[item] = index } }
  let tables = [PinTable(of: graph, isLeft: false), PinTable(of: graph, isLeft: true)]
  /// The middle one of the places of what a pin is joined to, doubled: a line apart crosses the
  /// smaller part of a fork.
  func aim(_ pin: Int) -> Int {
    let wire = graph.wires[graph.pins[pin].wire]
    let ends = pin < wire.right.lowerBound ? wire.right : wire.left
    if ends.count == 1 { return 2 * place[graph.pins[ends.lowerBound].item] }
    let sorted = ends.map { place[graph.pins[$0].item] }.sorted()
    return sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]
  }
  for box in 0..<graph.boxCount {
    let sides = tables.map { table in
      let pins = table[box]
      if pins.count < 2 { return Array(pins) }
      return pins.map { (aim: aim($0), pin: $0) }
        .sorted { ($0.aim, $0.pin) < ($1.aim, $1.pin) }.map(\.pin)
    }
    let most = max(sides[0].count, sides[1].count)
    let corners = graph.breadth[box] < 3 ? 0 : 2
    graph.breadth[box] = max(graph.breadth[box], corners + roomForPorts(most, spacing))
    for pins in sides {
      let inside = graph.breadth[box] - corners
      let pitch = 2 * pins.count - 1 <= inside ? 2 : 1
      let first = (inside - (pins.count - 1) * pitch - 1) / 2 + corners / 2
      for (index, pin) in pins.enumerated() { graph.pins[pin].offset = first + index * pitch }
    }
    if most > 1 { alignMainLine(sides, in: &graph) }
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

/// Few ports stand with a free cell between them, many close together where lines may do so.
private func roomForPorts(_ count: Int, _ spacing: Spacing) -> Int {
  count <= 3 || spacing.betweenLines > 0 ? max(2 * count - 1, 0) : count
}
