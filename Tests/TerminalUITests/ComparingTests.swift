// What a comparison shows: signs and colours on boxes and lines, what is gone, and how it ends.

import EditorCore
import PipelineModel
import TerminalInterface
import TestSupport
import Testing

@testable import TerminalUI

struct ComparingTests {
  /// What is left of "a, b<-a, c<-b" after an edit by keys: x is new, b is gone.
  private func desk(_ columns: Int = 80, isUTF8: Bool = true) throws -> Desk {
    let desk = try Desk(pipeline("load, clean<-load, train<-clean"), columns, 24, isUTF8: isUTF8)
    try desk.press("gCwxggafresh<Enter>")
    return desk
  }

  @Test func `what differs is counted, and what is gone is named`() throws {
    let desk = try desk(120)
    #expect(desk.line(2).contains("compared with the file: +1 ~1 -1 steps  +2 -2 connections"))
    #expect(desk.line(3).contains("-clean"))
    #expect(desk.steps == "load, fresh<-load, train<-fresh")
  }

  @Test(arguments: [true, false])
  func `boxes and lines have signs of their own`(isUTF8: Bool) throws {
    let desk = try desk(isUTF8: isUTF8)
    let screen = desk.screen
    let roles = ["+": StyleRole.compareAdded, "~": .compareChanged]
    for (sign, role) in roles {
      let places = screen.lines.indices.dropFirst(4).dropLast(2).flatMap { row in
        (0..<48).filter { screen[$0, row].text == sign }.map { (x: $0, y: row) }
      }
      #expect(places.count == (sign == "+" ? 3 : 1), "\(sign) stands at \(places)")
      #expect(places.allSatisfy { screen[$0.x, $0.y].style == desk.app.theme[role] })
    }
    #expect(desk.picture.contains("-clean"))
  }

  @Test func `the line of the selected step says what differs`() throws {
    let desk = try desk()
    try desk.press("bw")
    #expect(desk.message.hasPrefix("fresh"))
    #expect(desk.message.contains("+ new since the file"))
    try desk.press("w")
    #expect(desk.message.contains("~ args -clean"))
    try desk.press("K")
    #expect(desk.picture.contains("- waits no longer for clean"))
  }

  @Test func `the outline marks what differs and lists what is gone`() throws {
    let desk = try desk()
    try desk.press("zl")
    #expect(desk.picture.contains("+ fresh"))
    #expect(desk.picture.contains("~ train"))
    #expect(desk.picture.contains("- clean  gone since the file"))
    try desk.press("clean<Enter>")
    #expect(desk.message.contains("gone since the file"))
  }

  @Test(arguments: ["<Esc>", "gC", ":compare<Enter>"])
  func `it ends by Esc and by the command`(keys: String) throws {
    let desk = try desk()
    try desk.press(keys)
    #expect(desk.app.editor.comparison == nil)
    #expect(!desk.line(2).contains("compared"))
  }

  @Test func `editing goes on, and going back leaves no difference`() throws {
    let desk = try desk()
    try desk.press("uu")
    #expect(desk.line(2).contains("compared with the file: no difference"))
    try desk.press("U")
    #expect(desk.line(2).contains("the file: ~1 -1 steps  +1 -2 connections"))
  }

  @Test func `the words behind the command ask for a revision`() throws {
    let desk = try Desk("a")
    #expect(try desk.press(":compare<Space>HEAD~3<Enter>") == [.compare(revision: "HEAD~3")])
  }

  @Test func `where lines are too long to be marked, connections are told at their boxes`() throws {
    let desk = try Desk("a, b, c<-a+b, d<-a", 80, 24)
    desk.app.editor.compareWithFile()
    let (b, d) = (desk.app.editor.pipeline.steps[1].id, desk.app.editor.pipeline.steps[3].id)
    try desk.app.editor.connect([b], to: d)
    desk.app.comparisonSigns.update(desk.app.editor, mostCells: 5)
    #expect(desk.app.comparisonSigns.places.isEmpty)
    #expect(desk.picture.contains("+b"))
  }

  @Test(arguments: 1...30)
  func `every new connection is told once, and no old line is coloured`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let desk = try Desk("a, b<-a, c<-a, d<-b+c, e<-d, f<-d, g<-e+f", 100, 30)
    desk.app.editor.compareWithFile()
    let steps = desk.app.editor.pipeline.steps.map(\.id)
    for _ in 0..<4 {
      let (one, other) = (Int(random.next() % 7), Int(random.next() % 7))
      desk.app.editor.attempt { editor throws(Refusal) in
        try editor.connect([steps[min(one, other)]], to: steps[max(one, other)])
      }
    }
    desk.draw()
    let (signs, editor) = (desk.app.comparisonSigns, desk.app.editor)
    let added = editor.comparison?.delta.addedEdges ?? []
    #expect(
      signs.places.count + signs.hidden.values.reduce(0) { $0 + $1.count } == added.count)
    // Lines that have no end in common may cross.
    let ends = Set(added.flatMap { [$0.source, $0.target] })
    for edge in editor.edges
    where !added.contains(edge) && (ends.contains(edge.source) || ends.contains(edge.target)) {
      #expect(signs.cells.isDisjoint(with: editor.diagram.cells(of: edge)))
    }
  }
}
