import EditorCore
import PipelineModel
import TerminalInterface
import TestSupport
import Testing

@testable import TerminalUI

struct TypingTests {
  /// A desk that shows the file, with the text pane focused.
  private func desk(_ notation: String = "load, train<-load") throws -> Desk {
    let desk = try Desk(notation, 120, 40)
    try desk.press("gy<Tab><Tab>")
    return desk
  }

  private func text(_ desk: Desk) throws -> String {
    String(decoding: try #require(desk.fileBytes), as: UTF8.self)
  }

  private func type(_ text: String, on desk: Desk) {
    for scalar in text.unicodeScalars {
      _ = desk.app.handle(.key(scalar == "\n" ? KeyStroke(.enter) : KeyStroke(scalar)), at: 0)
      desk.draw()
    }
  }

  @Test func `a line typed in the file changes the pipeline, as one undo a line`() throws {
    let desk = try desk()
    let before = try text(desk)
    try desk.press("<Enter><End><Enter>")
    type("memory: 1024", on: desk)
    try desk.press("<Esc>")
    #expect(desk.app.editor.selectedStep?.fields[.memory] == .integer(1024))
    #expect(try text(desk).contains("  load:\n    memory: 1024\n    code: |"))
    try desk.press("u")
    #expect(try text(desk) == before)
    #expect(!desk.app.editor.isModified)
  }

  @Test func `a comment is kept, saved and taken back like any change`() throws {
    let desk = try desk()
    let before = try text(desk)
    try desk.press("<Enter><End>")
    type("  # nightly", on: desk)
    try desk.press("<Esc>")
    #expect(try text(desk).contains("  load:  # nightly\n"))
    #expect(desk.app.editor.isModified)
    try desk.press("<Esc>r<C-u>fetch<Enter>")
    #expect(try text(desk).contains("  fetch:  # nightly\n"))
    #expect(try text(desk).contains("from: fetch"))
    desk.app.editor.saved()
    #expect(!desk.app.editor.isModified)
    try desk.press("uu")
    #expect(try text(desk) == before)
    #expect(desk.app.editor.isModified)
    try desk.press("UU")
    #expect(!desk.app.editor.isModified)
  }

  @Test func `text that is no pipeline leaves the graph as it was and is not lost`() throws {
    let desk = try desk()
    try desk.press("<Enter><End><Enter>")
    type("memory: [", on: desk)
    try desk.press("<Down>")
    #expect(desk.steps == "load, train<-load")
    #expect(desk.message.contains("line "))
    try desk.press("<Esc>")
    #expect(desk.message.hasPrefix("not taken over: line "))
    #expect(desk.picture.contains("memory: ["))
    // The graph is worked on meanwhile; the text goes on where it was.
    try desk.press("<Esc>ggoother<Enter>")
    #expect(desk.app.editor.pipeline.steps.count == 3)
    try desk.press("<C-w>j<Enter><Up><End><BS>")
    type("256", on: desk)
    try desk.press("<Esc>")
    #expect(desk.app.editor.pipeline.steps.count == 3)
    #expect(
      desk.app.editor.pipeline.steps.first { $0.name == "load" }?.fields[.memory] == .integer(256))
  }

  @Test func `nobody leaves behind what was typed and not taken`() throws {
    let desk = try desk()
    try desk.press("<Enter><End>")
    type(" [", on: desk)
    #expect(try desk.press("<Esc>:q<Enter>") == [])
    #expect(desk.message.contains(":q! leaves without it"))
    #expect(try desk.press(":q!<Enter>") == [.quit])
  }

  @Test func `what is typed is drawn with the cursor in it`() throws {
    let desk = try desk()
    try desk.press("<Enter><End>")
    type("  # 日本", on: desk)
    let cursor = try #require(desk.screen.cursor)
    #expect(desk.line(cursor.y).contains("load:  # 日本"))
    #expect(desk.screen[cursor.x - 2, cursor.y].text == "本")
  }

  @Test(arguments: [UInt64(1), 2, 3, 4, 5, 6])
  func `a draft that is typed back is the text that it was`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let bytes = RandomDocument.bytes(using: &random)
    var draft = TextDraft(bytes, row: Int.random(in: 0..<20, using: &random))
    #expect(draft.bytes == bytes)
    for _ in 0..<60 {
      let key: KeyStroke =
        [
          KeyStroke(.up), KeyStroke(.down), KeyStroke(.left), KeyStroke(.right), KeyStroke(.home),
          KeyStroke(.end), KeyStroke(.pageUp), KeyStroke(.pageDown),
        ].randomElement(using: &random) ?? KeyStroke(.up)
      _ = draft.handle(key)
      let before = draft.bytes
      _ = draft.handle(KeyStroke("x"))
      _ = draft.handle(KeyStroke(.backspace))
      #expect(draft.bytes == before)
    }
    #expect(draft.bytes == bytes)
  }

  @Test(arguments: [
    ("a: 1\nb: 2\n", "<Down><BS>", "a: 1b: 2\n"), ("a: 1\n", "<End><Enter>c", "a: 1\nc\n"),
    ("a:\n", "<End><Enter>c", "a:\n  c\n"), ("a: 1\r\n", "<End><Enter>c", "a: 1\r\nc\r\n"),
    ("a\nb", "<Down><End><Enter>c", "a\nb\nc"), ("  a\n", "<S-Tab>", "a\n"),
    ("a\n", "<Tab>", "  a\n"), ("a\nb\n", "<End><Del>", "ab\n"), ("  a", "<BS>", "a"),
    ("a\n\nb\n", "<Down><C-k>", "a\nb\n"), ("a", "<C-k><C-k>", ""),
  ])
  func `the keys of an editor do what they do elsewhere`(start: String, keys: String, end: String)
    throws
  {
    var draft = TextDraft(Array(start.utf8), row: 0)
    for stroke in try KeyStroke.parse(keys) {
      let isKey = draft.handle(stroke)
      #expect(isKey)
    }
    #expect(String(decoding: draft.bytes, as: UTF8.self) == end)
  }
}
