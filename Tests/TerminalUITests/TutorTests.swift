// The lessons as a person goes through them.

import EditorCore
import PipelineModel
import TerminalInterface
import TestSupport
import Testing

@testable import TerminalUI

struct TutorTests {
  private func desk(_ columns: Int = 80, _ rows: Int = 24) throws -> Desk {
    let desk = try Desk("load, total<-load", columns, rows)
    desk.app.tutor = Tutor()
    _ = desk.screen
    return desk
  }

  private func place(_ desk: Desk) -> Int? {
    _ = desk.screen
    return desk.app.tutor.map { $0.place + 1 }
  }

  @Test func `each lesson ends when what it asks for is done, and not before`() throws {
    let desk = try desk()
    let steps: [(keys: String, next: Int)] = [
      ("", 1), ("l", 2), ("areport<Enter>", 3), ("u", 4), ("U", 5), ("hh", 5),
      ("c/report<Enter>", 5), ("<Enter>", 6), ("X", 6), ("<Esc>", 6), ("u", 7), ("<Enter>", 7),
    ]
    for (keys, next) in steps {
      try desk.press(keys)
      #expect(place(desk) == next, "after \(keys)\n\(desk.screen.picture)")
    }
  }

  @Test func `keys that come at once count one by one`() throws {
    let desk = try desk()
    for stroke in try KeyStroke.parse("lareport<Enter>u") {
      _ = desk.app.handle(.key(stroke), at: 0)
    }
    #expect(place(desk) == 4)
  }

  @Test func `fields and pages are seen too`() throws {
    let desk = try desk()
    for _ in 0..<6 { try desk.press(":next-lesson<Enter>") }
    #expect(place(desk) == 7)
    let id = try #require(desk.app.editor.pipeline.step(named: "load")?.id)
    try desk.app.editor.setField(.memory, of: [id], to: .integer(1024))
    #expect(place(desk) == 8)
    try desk.press("gd")
    #expect(place(desk) == 8)
    try desk.press("gt")
    #expect(place(desk) == 9)
    try desk.press(":next-lesson<Enter>")
    try desk.app.editor.setField(.code, of: [id], to: .text("def load():\n    return 2\n"))
    #expect(place(desk) == 11)
    desk.app.editor.saved()
    #expect(place(desk) == 12)
    try desk.press(":next-lesson<Enter>")
    #expect(place(desk) == 12)
    // Done already, it stays to be read.
    try desk.press(":previous-lesson<Enter>")
    #expect(place(desk) == 11)
  }

  @Test(arguments: [(80, 24), (60, 17), (200, 60)])
  func `every lesson fits its box`(columns: Int, rows: Int) throws {
    let desk = try desk(columns, rows)
    let keys = Lesson.Keys(map: desk.app.keyMap(for: .graph))
    for (number, lesson) in Lesson.all.enumerated() {
      let lines = desk.screen.lines
      #expect(lines[rows - 5].contains("lesson \(number + 1) of \(Lesson.all.count)"))
      let last = try #require(lesson.text(keys).split(separator: " ").last)
      if columns >= 80 {
        #expect(lines[(rows - 4)...].contains { $0.contains(last) }, "\(lesson.text(keys))")
      }
      try desk.press(":next-lesson<Enter>")
    }
  }

  @Test func `a low screen has no room for lessons, and lessons are nowhere else`() throws {
    let low = try desk(80, 16)
    #expect(!low.screen.picture.contains("lesson"))
    let plain = try Desk("a")
    try plain.press(":next-lesson<Enter>")
    #expect(plain.screen.picture.contains("sil-tui tutor has them"))
  }

  @Test func `lessons name the person's own keys`() throws {
    let desk = try desk()
    desk.app.keyMaps = try #require(KeyMapFile.read(Array("graph: {T: move-right}".utf8)).maps)
    #expect(desk.screen.picture.contains("total. T or"))
  }
}
