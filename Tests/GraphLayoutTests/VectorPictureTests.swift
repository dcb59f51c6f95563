// Vector pictures read back from their elements: names as texts, arrows as the ways that begin at one
// box and end at another.

import GraphLayout
import TestSupport
import Testing
import VectorGraphics

struct VectorPictureTests {
  private static let colors = GraphColors(
    paper: "#fff", line: "#888", box: "#eee", border: "#777", text: "#000")

  private func picture(
    _ graph: LayoutGraph, _ names: [String], _ dependency: WrittenGraph.Dependency = .plain,
    dark: GraphColors? = nil
  ) -> (diagram: Diagram, text: String) {
    let diagram = layout(graph)
    let written = WrittenGraph(
      title: "test", names: names,
      edges: graph.edges.map { WrittenGraph.Edge(from: $0.from, to: $0.to, dependency) })
    let picture = vectorPicture(
      of: diagram, written, colors: Self.colors, dark: dark, columns: { $0.unicodeScalars.count })
    return (diagram, picture.text)
  }

  @Test(arguments: 0..<30 as Range<UInt64>)
  func `every name and every arrow of a random graph can be read from its picture`(seed: UInt64)
    throws
  {
    var random = SplitMix64(seed: seed)
    let graph = randomGraph(&random)
    let names = graph.nodes.indices.map { "n\($0)" }
    let dependency: WrittenGraph.Dependency = seed % 3 == 0 ? .order : .plain
    let (diagram, text) = picture(graph, names, dependency)
    let elements = try XMLReader.elements(of: text)
    #expect(elements.filter { $0.name == "text" }.map(\.text) == names)
    let expected = Set(graph.edges.map { Pair(from: $0.from, to: $0.to) })
    let group = dependency == .order ? "o" : "e"
    let ways = elements.filter { element in
      element.parent.map { elements[$0].attributes["class"] } == group
    }.flatMap { ends(of: $0.attributes["d"] ?? "") }
    #expect(ways.count == expected.count)
    #expect(
      read(ways, diagram, isEitherWay: dependency == .order).symmetricDifference(expected) == [])
    #expect(text == picture(graph, names, dependency).text)
  }

  @Test(arguments: 40..<50 as Range<UInt64>)
  func `the picture of a graph of dots has a mark and a title for each`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    var graph = randomGraph(&random)
    for index in graph.nodes.indices { graph.nodes[index] = LayoutNode(width: 1, height: 1) }
    let names = graph.nodes.indices.map { "n\($0)" }
    let elements = try XMLReader.elements(of: picture(graph, names).text)
    let titles = elements.filter { element in
      element.name == "title"
        && element.parent.map { ["circle", "rect"].contains(elements[$0].name) } == true
    }
    #expect(titles.map(\.text) == names)
    #expect(!elements.contains { $0.name == "text" || $0.attributes["class"] == "b" })
  }

  @Test func `names with signs of XML are told as they are`() throws {
    let names = ["a<b>&\"c\"", "]]>", "日本語"]
    let graph = LayoutGraph(
      nodes: names.map { LayoutNode(labelWidth: $0.count) }, edges: [(from: 0, to: 1)])
    let elements = try XMLReader.elements(of: picture(graph, names).text)
    #expect(elements.filter { $0.name == "text" }.map(\.text) == names)
    let words = try #require(elements.first { $0.name == "desc" }).text
    #expect(words == "3 steps.\n]]> needs a<b>&\"c\".")
  }

  @Test func `dark surroundings have their own colours in the same file`() throws {
    let graph = LayoutGraph(nodes: [LayoutNode(labelWidth: 1)], edges: [])
    var dark = Self.colors
    #expect(!picture(graph, ["a"], dark: dark).text.contains("prefers-color-scheme"))
    dark.paper = "#010203"
    let text = picture(graph, ["a"], dark: dark).text
    #expect(text.contains("@media (prefers-color-scheme:dark){\n.paper{fill:#010203}\n}"))
  }

  @Test func `an empty graph has a picture`() throws {
    let (_, text) = picture(LayoutGraph(nodes: [], edges: []), [])
    #expect(try XMLReader.elements(of: text).first?.attributes["viewBox"] == "-12 -8 24 16")
  }

  /// The arrows whose ways end in the middles of border cells.
  private func read(_ ways: [(Place, Place)], _ diagram: Diagram, isEitherWay: Bool) -> Set<Pair> {
    let heads = Set(diagram.ports.filter(\.isHead).map(\.cell))
    func box(_ place: Place) -> Int? {
      diagram.boxes.firstIndex { box in
        place.cell.x >= box.x && place.cell.x < box.x + box.width && place.cell.y >= box.y
          && place.cell.y < box.y + box.height
      }
    }
    var pairs: Set<Pair> = []
    for (start, end) in ways {
      // Dashes may begin where lines meet.
      let isTurned = isEitherWay && !heads.contains(end.cell)
      if let from = box(isTurned ? end : start), let to = box(isTurned ? start : end) {
        pairs.insert(Pair(from: from, to: to))
      }
    }
    return pairs
  }
}

/// A place in units.
struct Place: Hashable {
  var x = 0
  var y = 0
  var cell: Diagram.Point {
    Diagram.Point(
      x: (x - SVGDocument.cellWidth / 2) / SVGDocument.cellWidth,
      y: (y - SVGDocument.cellHeight / 2) / SVGDocument.cellHeight)
  }
}

/// First and last places of the ways in a path that is made of M, h, v and q.
func ends(of path: String) -> [(Place, Place)] {
  var ways: [(Place, Place)] = []
  var place = Place()
  var rest = Substring(path)
  func number() -> Int {
    rest = rest.drop { $0 == " " }
    let digits = rest.prefix(1) + rest.dropFirst().prefix { $0.isNumber }
    rest = rest.dropFirst(digits.count)
    return Int(digits) ?? 0
  }
  while let command = rest.popFirst() {
    switch command {
    case "M":
      place = Place(x: number(), y: number())
      ways.append((place, place))
    case "h": place.x += number()
    case "v": place.y += number()
    case "q":
      _ = (number(), number())
      place.x += number()
      place.y += number()
    default: break
    }
    ways[ways.count - 1].1 = place
  }
  return ways
}
