import Testing
import VectorGraphics

struct PathDataTests {
  private func way(_ points: [(x: Int, y: Int)], start: Int = 0, end: Int = 0) -> String {
    var path = PathData()
    path.addWay(points, radius: 6, straightStart: start, straightEnd: end)
    return path.text
  }

  @Test func `a corner is rounded`() {
    #expect(way([(0, 0), (20, 0), (20, 30)]) == "M0 0h14q6 0 6 6v24")
  }

  @Test func `a corner with less room is rounded less`() {
    #expect(way([(0, 0), (4, 0), (4, 30)]) == "M0 0q4 0 4 4v26")
    #expect(way([(0, 0), (20, 0), (20, 8), (40, 8)]) == "M0 0h16q4 0 4 4q0 4 4 4h16")
  }

  @Test func `the room for a head stays straight`() {
    #expect(way([(0, 0), (20, 0), (20, -10)], end: 8) == "M0 0h18q2 0 2-2v-8")
    #expect(way([(0, 0), (8, 0), (8, 30)], start: 8) == "M0 0h8v30")
  }

  @Test func `the style sheet tells dark surroundings only what is different`() {
    let document = SVGDocument(
      frame: (0, 0, 8, 16), title: "a & b", summary: "",
      rules: [.init(".a", "fill:#fff"), .init(".b", "fill:#000")],
      darkRules: [.init(".a", "fill:#111"), .init(".b", "fill:#000")], body: "")
    #expect(document.text.contains("<title>a &amp; b</title>"))
    #expect(document.text.contains("{\n.a{fill:#111}\n}\n</style>"))
  }
}
