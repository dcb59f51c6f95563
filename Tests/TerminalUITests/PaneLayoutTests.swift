import TerminalInterface
import TerminalUI
import Testing

struct PaneLayoutTests {
  func widths(
    _ columns: Int, _ rows: Int, focus: Pane = .graph, side: Pane = .step, graph: Int = 0
  ) -> [Pane: Int] {
    PaneLayout(
      columns: columns, rows: rows, focus: focus, side: side, size: .normal, graphWidth: graph)?
      .frames.mapValues(\.width) ?? [:]
  }

  @Test func `a small screen shows the focused pane alone`() {
    #expect(widths(59, 24) == [.graph: 59])
    #expect(widths(40, 12, focus: .text) == [.text: 40])
  }

  @Test func `a screen of 80 columns shows one side pane`() {
    #expect(widths(80, 24) == [.graph: 47, .step: 33])
    #expect(widths(80, 24, side: .text) == [.graph: 47, .text: 33])
  }

  @Test func `side panes give way to the graph`() {
    #expect(widths(80, 24, graph: 50) == [.graph: 50, .step: 30])
    #expect(widths(80, 24, graph: 53) == [.graph: 80])
    #expect(widths(80, 24, focus: .step, graph: 53) == [.graph: 47, .step: 33])
    #expect(widths(120, 24, graph: 200) == [.graph: 84, .step: 36, .text: 36])
    #expect(widths(200, 60, graph: 100) == [.graph: 100, .step: 46, .text: 54])
    #expect(widths(200, 60, graph: 400) == [.graph: 110, .step: 38, .text: 52])
  }

  @Test func `with more room both side panes stand in one column`() {
    #expect(widths(100, 24) == [.graph: 58, .step: 42, .text: 42])
  }

  @Test func `from 160 columns all three stand side by side`() {
    #expect(widths(160, 40).count == 3)
    #expect(widths(160, 40).values.reduce(0, +) == 160)
  }

  @Test(arguments: [39, 0], [12, 100])
  func `a screen that is too small has no panes`(columns: Int, rows: Int) {
    #expect(widths(columns, rows).isEmpty)
    #expect(widths(100, 11).isEmpty)
  }

  @Test func `panes fill the body and never overlap`() throws {
    for columns in [40, 59, 60, 80, 99, 100, 159, 160, 200, 500] {
      for rows in [12, 24, 30, 60, 200] {
        for focus in Pane.allCases {
          for side in [Pane.step, .text] {
            for size in PaneSize.allCases {
              let layout = try #require(
                PaneLayout(
                  columns: columns, rows: rows, focus: focus, side: side, size: size,
                  graphWidth: columns * rows % 97))
              try check(layout, columns: columns, rows: rows, focus: focus, side: side)
            }
          }
        }
      }
    }
  }

  func check(_ layout: PaneLayout, columns: Int, rows: Int, focus: Pane, side: Pane) throws {
    let frames = Array(layout.frames.values)
    let screen = Rect(x: 0, y: 0, width: columns, height: rows)
    let lines = [layout.status, layout.message, layout.footer]
    #expect((frames + lines).reduce(0) { $0 + $1.width * $1.height } == columns * rows)
    for (place, frame) in (frames + lines).enumerated() {
      #expect(screen.contains(frame))
      for other in (frames + lines)[..<place] { #expect(frame.intersection(other).isEmpty) }
    }
    #expect(layout.frames[focus] != nil || focus != side && focus != .graph)
    for frame in frames { #expect(frame.width >= 24 && frame.height >= 6) }
  }
}
