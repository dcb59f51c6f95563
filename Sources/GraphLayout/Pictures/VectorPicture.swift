// A diagram as a vector picture. Lines bend where an arrow turns, so a fork or a join shows which
// ways lead through it; what crosses goes straight on. Nothing is placed here.

package import VectorGraphics

/// Colours as CSS writes them.
package struct GraphColors: Hashable, Sendable {
  package var paper, line, box, border, text: String

  package init(paper: String, line: String, box: String, border: String, text: String) {
    (self.paper, self.line, self.box) = (paper, line, box)
    (self.border, self.text) = (border, text)
  }
}

/// - Parameters:
///   - graph: what the diagram was made of; repeated edges may have been left out.
///   - dark: colours where the person likes it dark; nil for the same.
///   - columns: how many terminal cells a text takes.
/// - Complexity: O(nodes + corners of edges).
package func vectorPicture(
  of diagram: Diagram, _ graph: WrittenGraph, colors: GraphColors, dark: GraphColors?,
  columns: (String) -> Int
) -> SVGDocument {
  let picture = VectorPicture(diagram, graph)
  let body = picture.lines() + picture.heads() + picture.boxes() + picture.names(columns)
  let margin = (x: SVGDocument.cellWidth * 3 / 2, y: SVGDocument.cellHeight / 2)
  return SVGDocument(
    frame: (
      -margin.x, -margin.y, diagram.width * SVGDocument.cellWidth + 2 * margin.x,
      diagram.height * SVGDocument.cellHeight + 2 * margin.y
    ),
    title: graph.title, summary: graph.summary, rules: rules(colors),
    darkRules: dark.map(rules) ?? [], body: body)
}

private func rules(_ colors: GraphColors) -> [SVGDocument.Rule] {
  [
    .init(".paper", "fill:\(colors.paper)"),
    .init(".e,.o", "fill:none;stroke:\(colors.line);stroke-width:1.5"),
    .init(".o", "stroke-dasharray:4 3"),
    .init(".h", "fill:\(colors.line)"),
    .init(".b", "fill:\(colors.box);stroke:\(colors.border);stroke-width:1.5"),
    .init(".d", "fill:\(colors.border)"),
    .init(".t", "fill:\(colors.text);text-anchor:middle"),
  ]
}

private struct VectorPicture {
  private let diagram: Diagram
  private let graph: WrittenGraph
  private static let (cellWidth, cellHeight) = (SVGDocument.cellWidth, SVGDocument.cellHeight)
  private static let headLength = 7
  private static let dotRadius = 4

  init(_ diagram: Diagram, _ graph: WrittenGraph) {
    (self.diagram, self.graph) = (diagram, graph)
  }

  private func isDot(_ box: Diagram.Box) -> Bool { box.width < 3 || box.height < 3 }

  /// The middle of a cell.
  private func middle(_ cell: Diagram.Point) -> (x: Int, y: Int) {
    (
      cell.x * Self.cellWidth + Self.cellWidth / 2, cell.y * Self.cellHeight + Self.cellHeight / 2
    )
  }

  /// The outline of a bordered box in units, in the middle of its border cells.
  private func outline(_ box: Diagram.Box) -> SVGDocument.Frame {
    let (x, y) = middle(Diagram.Point(x: box.x, y: box.y))
    return (x, y, (box.width - 1) * Self.cellWidth, (box.height - 1) * Self.cellHeight)
  }

  // MARK: Lines

  /// For each source a path with the ways of its arrows; dashed ones lie below the others, so that a
  /// line is dashed where all that share it are.
  func lines() -> String {
    var solid = [PathData](repeating: PathData(), count: diagram.boxes.count)
    var dashed = solid
    let isOrder = Set(graph.edges.filter { $0.dependency == .order }.map { [$0.from, $0.to] })
    var ends: [Diagram.Point: Int] = [:]
    for edge in diagram.edges { if let last = edge.points.last { ends[last, default: 0] += 1 } }
    var seen: Set<[Int]> = []
    let head = Self.headLength + 1
    for edge in diagram.edges where !edge.points.isEmpty {
      guard seen.insert([edge.from, edge.to]).inserted else { continue }
      let way = way(of: edge)
      if isOrder.contains([edge.from, edge.to]) {
        // Dashes of lines that meet begin where they are one.
        let isJoined = edge.points.last.map { ends[$0, default: 0] > 1 } ?? false
        dashed[edge.from].addWay(
          isJoined ? way.reversed() : way, radius: 6, straightStart: isJoined ? head : 0,
          straightEnd: isJoined ? 0 : head)
      } else {
        solid[edge.from].addWay(way, radius: 6, straightStart: 0, straightEnd: head)
      }
    }
    return paths(dashed, "o") + paths(solid, "e")
  }

  private func paths(_ paths: [PathData], _ name: String) -> String {
    let drawn = paths.filter { !$0.isEmpty }
    if drawn.isEmpty { return "" }
    return "<g class=\"\(name)\">\n" + drawn.map { "<path d=\"\($0.text)\"/>\n" }.joined()
      + "</g>\n"
  }

  /// The corners of an arrow in units, to the point of its head.
  private func way(of edge: Diagram.Edge) -> [(x: Int, y: Int)] {
    var way = edge.points.map(middle)
    let target = diagram.boxes[edge.to]
    if isDot(target), let last = edge.points.last {
      way[way.count - 1] = tip(at: target, from: last)
    }
    return way
  }

  /// Where the head of an arrow touches a dot beside which it ends.
  private func tip(at dot: Diagram.Box, from cell: Diagram.Point) -> (x: Int, y: Int) {
    let (x, y) = middle(cell)
    if cell.y >= dot.y && cell.y < dot.y + dot.height {
      let isLeft = cell.x < dot.x
      let edge = middle(Diagram.Point(x: isLeft ? dot.x : dot.x + dot.width - 1, y: cell.y)).x
      return (edge + (isLeft ? -Self.dotRadius : Self.dotRadius), y)
    }
    let isAbove = cell.y < dot.y
    let edge = middle(Diagram.Point(x: cell.x, y: isAbove ? dot.y : dot.y + dot.height - 1)).y
    return (x, edge + (isAbove ? -Self.dotRadius : Self.dotRadius))
  }

  func heads() -> String {
    var path = PathData()
    let length = Self.headLength
    for port in diagram.ports where port.isHead {
      let box = diagram.boxes[port.node]
      let (x, y) = isDot(box) ? tip(at: box, from: port.cell) : middle(port.cell)
      path.move(x, y)
      switch port.side {
      case .left:
        path.line(-length, -4)
        path.upright(8)
      case .right:
        path.line(length, -4)
        path.upright(8)
      case .top:
        path.line(-4, -length)
        path.across(8)
      case .bottom:
        path.line(-4, length)
        path.across(8)
      }
      path.close()
    }
    return path.isEmpty ? "" : "<path class=\"h\" d=\"\(path.text)\"/>\n"
  }

  // MARK: Boxes

  func boxes() -> String {
    var (dots, boxes) = ("", "")
    for (box, name) in zip(diagram.boxes, graph.names) {
      if isDot(box) {
        dots += dot(box, name)
      } else {
        let (x, y, width, height) = outline(box)
        boxes +=
          "<rect x=\"\(x)\" y=\"\(y)\" width=\"\(width)\" height=\"\(height)\" rx=\"6\"/>\n"
      }
    }
    if !dots.isEmpty { dots = "<g class=\"d\">\n\(dots)</g>\n" }
    return dots + (boxes.isEmpty ? "" : "<g class=\"b\">\n\(boxes)</g>\n")
  }

  /// A circle, or a longer mark where lines meet it in several cells; its name is told where the mouse
  /// rests.
  private func dot(_ box: Diagram.Box, _ name: String) -> String {
    let (x, y, width, height) = outline(box)
    let radius = Self.dotRadius
    let title = "<title>\(XML.escaped(name))</title>"
    if width == 0, height == 0 {
      return "<circle cx=\"\(x)\" cy=\"\(y)\" r=\"\(radius)\">\(title)</circle>\n"
    }
    return "<rect x=\"\(x - radius)\" y=\"\(y - radius)\" width=\"\(width + 2 * radius)\" "
      + "height=\"\(height + 2 * radius)\" rx=\"\(radius)\">\(title)</rect>\n"
  }

  /// Names can be selected; each is as long as its cells, whatever the font.
  func names(_ columns: (String) -> Int) -> String {
    var names = ""
    for (box, name) in zip(diagram.boxes, graph.names) where !isDot(box) && !name.isEmpty {
      let (x, y, width, height) = outline(box)
      let length = columns(name) * Self.cellWidth
      names +=
        "<text x=\"\(x + width / 2)\" y=\"\(y + height / 2 + 4)\" textLength=\"\(length)\">"
        + "\(XML.escaped(name))</text>\n"
    }
    return names.isEmpty ? "" : "<g class=\"t\" xml:space=\"preserve\">\n\(names)</g>\n"
  }
}
