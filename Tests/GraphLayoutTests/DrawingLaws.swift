// What is true of every drawing, checked from its cells and, without looking at the diagram's lines,
// from the painted picture as a person would read it.

import GraphAlgorithms
import GraphLayout

/// Everything that is wrong with a drawing, in words; empty for a good one.
func faults(of diagram: Diagram, for graph: LayoutGraph) -> [String] {
  var faults = boxFaults(diagram, graph)
  faults += wayFaults(diagram, graph)
  faults += sharingFaults(diagram)
  faults += paintFaults(diagram)
  // Below three cells a node has no border, and its lines end beside it.
  guard graph.nodes.allSatisfy({ $0.width >= 3 && $0.height >= 3 }) else { return faults }
  let names = graph.nodes.indices.map { "\($0)" }
  let expected = Set(graph.edges.filter { $0.from != $0.to }.map { Pair(from: $0.from, to: $0.to) })
  for (kind, glyphs) in [("Unicode", LineGlyphs.unicode), ("ASCII", .ascii)] {
    let reader = PictureReader(
      rows: picture(of: diagram, names: names, glyphs: glyphs), boxes: diagram.boxes)
    let read = reader.edges()
    for pair in expected.subtracting(read) { faults.append("\(kind): \(pair) cannot be read") }
    for pair in read.subtracting(expected) { faults.append("\(kind): \(pair) reads but is not") }
  }
  return faults
}

struct Pair: Hashable, CustomStringConvertible {
  var from: Int
  var to: Int
  var description: String { "\(from)→\(to)" }
}

private func boxFaults(_ diagram: Diagram, _ graph: LayoutGraph) -> [String] {
  var faults: [String] = []
  var owner = [Int](repeating: -1, count: diagram.width * diagram.height)
  for (node, box) in diagram.boxes.enumerated() {
    let asked = graph.nodes[node]
    if box.width < asked.width || box.height < asked.height {
      faults.append("\(node) is too small")
    }
    if box.x < 0 || box.y < 0 || box.x + box.width > diagram.width
      || box.y + box.height > diagram.height
    {
      faults.append("\(node) leaves the diagram")
      continue
    }
    for y in box.y..<box.y + box.height {
      for x in box.x..<box.x + box.width {
        if owner[y * diagram.width + x] >= 0 { faults.append("\(node) lies on another box") }
        owner[y * diagram.width + x] = node
      }
    }
  }
  return faults
}

/// The cells of an edge in order, each with the arms it uses there.
func cells(of edge: Diagram.Edge) -> [(point: Diagram.Point, arms: LineArms)] {
  var cells: [(point: Diagram.Point, arms: LineArms)] = []
  guard let first = edge.points.first else { return [] }
  cells.append((first, []))
  for target in edge.points.dropFirst() {
    while let last = cells.last?.point, last != target {
      let (dx, dy) = ((target.x - last.x).signum(), (target.y - last.y).signum())
      let (out, back): (LineArms, LineArms) =
        dx > 0 ? (.right, .left) : dx < 0 ? (.left, .right) : dy > 0 ? (.down, .up) : (.up, .down)
      cells[cells.count - 1].arms.insert(out)
      cells.append((Diagram.Point(x: last.x + dx, y: last.y + dy), back))
    }
  }
  return cells
}

private func isInside(_ point: Diagram.Point, _ box: Diagram.Box) -> Bool {
  point.x >= box.x && point.x < box.x + box.width && point.y >= box.y
    && point.y < box.y + box.height
}

private func wayFaults(_ diagram: Diagram, _ graph: LayoutGraph) -> [String] {
  var faults: [String] = []
  for (index, edge) in diagram.edges.enumerated() where edge.from != edge.to {
    let name = "\(edge.from)→\(edge.to)"
    if edge.from != graph.edges[index].from || edge.to != graph.edges[index].to {
      faults.append("\(name) is another edge in the graph")
    }
    for (point, next) in zip(edge.points, edge.points.dropFirst()) {
      if (point.x == next.x) == (point.y == next.y) { faults.append("\(name) is slanted") }
    }
    let cells = cells(of: edge)
    guard let first = cells.first, let last = cells.last else {
      faults.append("\(name) has no way")
      continue
    }
    for (node, end) in [(edge.from, first.point), (edge.to, last.point)] {
      let box = diagram.boxes[node]
      let margin = box.width < 3 || box.height < 3 ? 1 : 0
      let near = Diagram.Box(
        x: box.x - margin, y: box.y - margin, width: box.width + 2 * margin,
        height: box.height + 2 * margin)
      let isCorner =
        (end.x == near.x || end.x == near.x + near.width - 1)
        && (end.y == near.y || end.y == near.y + near.height - 1)
      if !isInside(end, near) || isCorner { faults.append("\(name) does not meet \(node)") }
    }
    for cell in cells.dropFirst().dropLast() {
      for (node, box) in diagram.boxes.enumerated() where isInside(cell.point, box) {
        faults.append("\(name) runs into \(node)")
      }
    }
  }
  return faults
}

private func sharingFaults(_ diagram: Diagram) -> [String] {
  var faults: [String] = []
  var users: [Diagram.Point: [(edge: Diagram.Edge, arms: LineArms)]] = [:]
  for edge in diagram.edges {
    for cell in cells(of: edge) {
      for other in users[cell.point, default: []] {
        if other.edge.from == edge.from || other.edge.to == edge.to { continue }
        let isCrossing = Set([other.arms, cell.arms]) == [[.left, .right], [.up, .down]]
        if !isCrossing {
          faults.append(
            "\(edge.from)→\(edge.to) and \(other.edge.from)→\(other.edge.to) share \(cell.point)")
        }
      }
      users[cell.point, default: []].append((edge, cell.arms))
    }
  }
  return faults
}

/// The painted arms are those of the edges, no more and no less.
private func paintFaults(_ diagram: Diagram) -> [String] {
  var arms = [LineArms](repeating: [], count: diagram.width * diagram.height)
  for edge in diagram.edges {
    for cell in cells(of: edge) {
      arms[cell.point.y * diagram.width + cell.point.x].formUnion(cell.arms)
    }
  }
  let grid = diagram.lines(
    in: Diagram.Box(x: 0, y: 0, width: diagram.width, height: diagram.height))
  return grid.cells.map(\.arms) == arms ? [] : ["the painted lines are not those of the edges"]
}

/// Follows lines by their glyphs alone, in both directions and through every fork and join.
struct PictureReader {
  private let rows: [[Character]]
  private let boxes: [Diagram.Box]
  private static let glyphs: [Character: LineArms] = [
    "─": [.left, .right], "│": [.up, .down], "╭": [.right, .down], "╮": [.left, .down],
    "╰": [.right, .up], "╯": [.left, .up], "├": [.up, .down, .right], "┤": [.up, .down, .left],
    "┬": [.left, .right, .down], "┴": [.left, .right, .up], "┼": [.left, .right, .up, .down],
    "-": [.left, .right], "|": [.up, .down],
  ]
  private static let heads: [Character: LineArms] = [
    "▶": .right, "◀": .left, "▲": .up, "▼": .down, ">": .right, "<": .left, "^": .up, "v": .down,
  ]
  private static let steps: [(arm: LineArms, back: LineArms, x: Int, y: Int)] = [
    (.right, .left, 1, 0), (.left, .right, -1, 0), (.down, .up, 0, 1), (.up, .down, 0, -1),
  ]

  init(rows: [String], boxes: [Diagram.Box]) {
    self.rows = rows.map(Array.init)
    self.boxes = boxes
  }

  private func glyph(_ x: Int, _ y: Int) -> Character {
    y >= 0 && y < rows.count && x >= 0 && x < rows[y].count ? rows[y][x] : " "
  }

  private func box(at x: Int, _ y: Int) -> Int? {
    boxes.firstIndex { isInside(Diagram.Point(x: x, y: y), $0) }
  }

  /// A `+` has an arm wherever its neighbour is a line that points to it.
  private func arms(_ x: Int, _ y: Int) -> LineArms {
    if box(at: x, y) != nil { return [] }
    if let arms = Self.glyphs[glyph(x, y)] { return arms }
    guard glyph(x, y) == "+" else { return [] }
    var arms: LineArms = []
    for step in Self.steps {
      let next = glyph(x + step.x, y + step.y)
      if next == "+" || Self.glyphs[next]?.contains(step.back) == true
        || Self.heads[next] == step.arm
      {
        arms.insert(step.arm)
      }
    }
    return arms
  }

  func edges() -> Set<Pair> {
    var edges: Set<Pair> = []
    for (node, box) in boxes.enumerated() {
      for y in box.y..<box.y + box.height {
        for x in box.x..<box.x + box.width where Self.heads[glyph(x, y)] == nil {
          for step in Self.steps where arms(x + step.x, y + step.y).contains(step.back) {
            // A line that leaves an inner cell of the border, outwards.
            for end in follow(from: x + step.x, y + step.y, going: step.arm) where end != node {
              edges.insert(Pair(from: node, to: end))
            }
          }
        }
      }
    }
    return edges
  }

  /// The boxes at whose arrowheads one may arrive.
  private func follow(from x: Int, _ y: Int, going arm: LineArms) -> Set<Int> {
    struct Visit: Hashable {
      var x: Int
      var y: Int
      var arm: UInt8
    }
    var ends: Set<Int> = []
    var seen: Set<Visit> = []
    var stack = [(x: x, y: y, arm: arm)]
    while let (x, y, came) = stack.popLast() {
      guard seen.insert(Visit(x: x, y: y, arm: came.rawValue)).inserted else { continue }
      let here = arms(x, y)
      for step in Self.steps where here.contains(step.arm) && step.back != came {
        if here.rawValue == 15, step.arm != came { continue }
        let (nextX, nextY) = (x + step.x, y + step.y)
        if let box = box(at: nextX, nextY) {
          if Self.heads[glyph(nextX, nextY)] == step.arm { ends.insert(box) }
        } else if arms(nextX, nextY).contains(step.back) {
          stack.append((nextX, nextY, step.arm))
        }
      }
    }
    return ends
  }
}
