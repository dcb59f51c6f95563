import EditorCore
import PipelineModel
import TerminalInterface
import TestSupport
import Testing

@testable import TerminalUI

/// What is true of every screen, tried on random pipelines with difficult names.
struct PaneLawTests {
  static let names = [
    "a", "日本語の手順", "x\u{1B}[2J", "e\u{301}\u{301}\u{301}", "👩‍👩‍👧‍👦", "a\nb\tc", "\u{202E}abc",
    String(repeating: "long-", count: 15),
  ]

  func desk(_ random: inout SplitMix64, _ columns: Int, _ rows: Int) throws -> Desk {
    var pipeline = randomPipeline(steps: 14, density: 0.2, using: &random)
    for (number, name) in PaneLawTests.names.enumerated() {
      try pipeline.apply(.renameStep(StepID(number), to: name))
    }
    return try Desk(pipeline, columns, rows)
  }

  @Test(arguments: [UInt64(11), 12, 13, 14])
  func `nothing is drawn outside a pane's frame`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    for (columns, rows) in [(80, 24), (40, 12), (200, 60), (100, 30)] {
      let desk = try desk(&random, columns, rows)
      for keys in [
        "", "l", "zo", "zizi", "zd", "gy", "gp", "gs", "gd", "<Enter>", "j", "<Tab>", "jj", "_",
        "+",
      ] {
        try desk.press(keys)
        for frame in desk.app.shown.frames.values { checkBorder(frame, desk.screen) }
      }
    }
  }

  /// The sides are lines, or say that there is more that way.
  private func checkBorder(_ frame: Rect, _ screen: Screen) {
    for y in frame.y + 1..<frame.bottom - 1 {
      for x in [frame.x, frame.right - 1] {
        #expect("│▶◀├┤".contains(screen[x, y].text), "\(x), \(y) in\n\(screen.picture)")
      }
    }
    for x in [frame.x, frame.right - 1] {
      #expect("╭╮├┤".contains(screen[x, frame.y].text), "\(x), \(frame.y) in\n\(screen.picture)")
    }
  }

  @Test(arguments: [UInt64(21), 22, 23])
  func `the view of the graph stays when what is selected is seen with its neighbours`(
    seed: UInt64
  ) throws {
    var random = SplitMix64(seed: seed)
    let desk = try desk(&random, 80, 24)
    for _ in 0..<200 {
      let before = desk.app.graph
      let room = try #require(desk.app.shown.insides[.graph])
      let seen = Rect(x: before.x, y: before.y, width: room.width, height: room.height)
      try desk.press(["h", "j", "k", "l", "w", "b"].randomElement(using: &random) ?? "h")
      let box = try #require(desk.app.editor.selection.step.flatMap(desk.app.editor.diagram.box))
      let rect = Rect(x: box.column, y: box.row, width: box.width, height: box.height)
      let around = around(rect, in: desk.app)
      let isRoom = (x: around.width <= room.width, y: around.height <= room.height)
      let needed = Rect(
        x: isRoom.x ? around.x : rect.x, y: isRoom.y ? around.y : rect.y,
        width: isRoom.x ? around.width : rect.width, height: isRoom.y ? around.height : rect.height)
      if seen.contains(needed) {
        #expect(desk.app.graph.x == before.x && desk.app.graph.y == before.y)
      } else if rect.width <= room.width, rect.height <= room.height {
        let now = Rect(
          x: desk.app.graph.x, y: desk.app.graph.y, width: room.width, height: room.height)
        #expect(now.contains(rect), "\(rect) is not in \(now)")
      }
    }
  }

  /// The cells of the selected step and of all that it is connected with.
  private func around(_ rect: Rect, in app: App) -> Rect {
    guard let step = app.editor.selection.step else { return rect }
    let topology = app.editor.topology
    let boxes = (topology.sources(of: step) + topology.targets(of: step))
      .compactMap(app.editor.diagram.box)
    let left = boxes.map(\.column).reduce(rect.x, min)
    let top = boxes.map(\.row).reduce(rect.y, min)
    let right = boxes.map { $0.column + $0.width }.reduce(rect.right, max)
    let bottom = boxes.map { $0.row + $0.height }.reduce(rect.bottom, max)
    return Rect(x: left, y: top, width: right - left, height: bottom - top)
  }

  @Test func `the selected step is seen at every size`() throws {
    var random = SplitMix64(seed: 31)
    let desk = try desk(&random, 80, 24)
    try desk.press("G")
    for (columns, rows) in [(40, 12), (200, 60), (60, 20), (500, 200), (40, 200), (500, 12)] {
      (desk.columns, desk.rows) = (columns, rows)
      desk.draw()
      let room = try #require(desk.app.shown.insides[.graph])
      let box = try #require(desk.app.editor.selection.step.flatMap(desk.app.editor.diagram.box))
      let seen = Rect(
        x: desk.app.graph.x, y: desk.app.graph.y, width: room.width, height: room.height)
      #expect(seen.contains(x: box.column, y: box.row), "\(columns)×\(rows)")
    }
  }

  @Test func `moving the selection changes neither the document nor the layout`() throws {
    var random = SplitMix64(seed: 41)
    let desk = try desk(&random, 80, 24)
    let (revision, drawing) = (desk.app.editor.revision, desk.app.editor.diagram.drawing)
    try desk.press("lljjkkhwwbbGgg")
    #expect(desk.app.editor.revision == revision)
    #expect(desk.app.editor.diagram.drawing == drawing)
  }
}
