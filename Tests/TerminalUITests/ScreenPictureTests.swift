// Pictures of screens read back from their elements: texts by the cells that they fill, grounds and
// lines by their paths.

import EditorCore
import GraphLayout
import TerminalInterface
import TestSupport
import Testing
import VectorGraphics

@testable import TerminalUI

struct ScreenPictureTests {
  private func look(_ theme: String) throws -> Theme { try #require(Theme.builtIn(theme)) }

  private func picture(_ screen: Screen, _ theme: String = "mono") throws -> String {
    let looks = PictureLooks(try look(theme))
    let screens = looks.whenDark == nil ? [screen] : [screen, screen]
    return screenPicture(of: screens, looks, title: "t", summary: "s").text
  }

  /// What stands in each cell by the texts of a picture; blanks where there is none.
  private func rows(_ text: String, _ columns: Int, _ rows: Int) throws -> [[Character]] {
    var read = Array(repeating: Array(repeating: Character(" "), count: columns), count: rows)
    for element in try XMLReader.elements(of: text) where element.name == "text" {
      let place = ["x", "y", "textLength"].compactMap { element.attributes[$0].flatMap(Int.init) }
      try #require(place.count == 3)
      var column = place[0] / SVGDocument.cellWidth
      for character in element.text {
        read[place[1] / SVGDocument.cellHeight][column] = character
        column += TerminalInterface.columns(of: character)
      }
      #expect(column * SVGDocument.cellWidth == place[0] + place[2])
    }
    return read
  }

  private func expectWhole(_ screen: Screen, _ text: String) throws {
    let read = try rows(text, screen.columns, screen.rows)
    for y in 0..<screen.rows {
      for x in 0..<screen.columns {
        let cell = screen[x, y]
        let isDrawn = cell.width == 0 || LineShape(cell.base) != nil
        #expect(String(read[y][x]) == (isDrawn ? " " : cell.text), "column \(x) of row \(y)")
      }
    }
  }

  @Test func `every character stands in its cell`() throws {
    let desk = try Desk("load, clean<-load, train<-clean+load", 100, 30)
    for keys in ["", "?", "<Esc>:", "<Esc>gd", "c"] {
      try desk.press(keys)
      try expectWhole(desk.screen, try picture(desk.screen))
    }
  }

  @Test func `wide characters, marks and signs of XML stand in their cells`() throws {
    var screen = Screen(columns: 30, rows: 3)
    screen.write("a<b>&\"日本\" e\u{301} 🚀 ✓ok", x: 1, y: 0)
    screen.write("a  b   c", x: 0, y: 1)
    screen.write("\u{1B}[31m", x: 0, y: 2)
    let text = try picture(screen)
    try expectWhole(screen, text)
    #expect(text.contains(">日本</text>") && text.contains("textLength=\"32\""))
    #expect(!text.unicodeScalars.contains("\u{1B}"))
  }

  @Test func `lines run on from cell to cell as one stroke`() throws {
    var screen = Screen(columns: 4, rows: 3)
    for (y, row) in ["╭──╮", "│━┃│", "╰─▶╯"].enumerated() { screen.write(row, x: 0, y: y) }
    let paths = try XMLReader.elements(of: try picture(screen)).filter { $0.name == "path" }
    let drawn = paths.map { "\($0.attributes["class"] ?? "") \($0.attributes["d"] ?? "")" }
    #expect(
      drawn == [
        "l c0 M8 8h16M8 40h8M4 16v16M28 16v16"
          + "M8 8q-4 0-4 4v4M24 8q4 0 4 4v4M8 40q-4 0-4-4v-4M24 40q4 0 4-4v-4",
        "w c0 M8 24h8M20 16v16", "f c0 M16 36l7 4l-7 4z",
      ])
  }

  @Test func `the shapes of lines are those of their Unicode names`() {
    for value in 0x2500...0x257F as ClosedRange<UInt32> {
      guard let scalar = Unicode.Scalar(value), let name = scalar.properties.name,
        case .arms(let left, let right, let up, let down)? = LineShape(scalar)
      else { continue }
      let isHeavy = name.contains("HEAVY")
      let isLight = name.contains("LIGHT")
      #expect([left, right, up, down].contains(2) == isHeavy, "\(name)")
      #expect([left, right, up, down].contains(1) == isLight, "\(name)")
      let across = name.contains("HORIZONTAL")
      let upright = name.contains("VERTICAL")
      #expect((left > 0) == (across || name.contains("LEFT")), "\(name)")
      #expect((right > 0) == (across || name.contains("RIGHT")), "\(name)")
      #expect((up > 0) == (upright || name.contains("UP")), "\(name)")
      #expect((down > 0) == (upright || name.contains("DOWN")), "\(name)")
    }
  }

  @Test func `every line that the workbench draws has a shape`() {
    for glyphs in [ScreenGlyphs.unicode, .ascii] {
      for arms in 1..<16 as Range<UInt8> {
        let lines = glyphs.lines[.init(rawValue: arms)]
        #expect(LineShape(lines) != nil, "\(lines)")
      }
    }
    for arms in 1..<16 as Range<UInt8> {
      #expect(LineShape(ScreenGlyphs.unicode.selectedBox[.init(rawValue: arms)]) != nil)
    }
  }

  @Test func `grounds are as large as they can be`() throws {
    let theme = try look("dark")
    var screen = Screen(columns: 10, rows: 5, style: theme[.text])
    screen.fill(Rect(x: 2, y: 1, width: 4, height: 3), style: theme[.popup])
    let elements = try XMLReader.elements(of: try picture(screen, "dark"))
    let grounds = elements.filter { $0.attributes["class"] == "g0" }
    #expect(grounds.map { $0.attributes["d"] } == ["M16 16h32v48h-32z"])
  }

  @Test func `styles are in the style sheet`() throws {
    var screen = Screen(columns: 20, rows: 1)
    let red = Color.rgb(255, 0, 0)
    screen.write(
      "a", x: 0, y: 0, style: Style(foreground: red, attributes: [.bold, .underline, .italic]))
    screen.write("b", x: 1, y: 0, style: Style(foreground: red, attributes: .reverse))
    screen.write(
      "c", x: 2, y: 0, style: Style(foreground: red, background: .palette(0), attributes: .dim))
    let text = try picture(screen)
    #expect(
      text.contains(
        ".c0{color:#ff0000;font-weight:700;font-style:italic;text-decoration:underline}"))
    #expect(text.contains(".g0{fill:#ff0000}") && text.contains(".c1{color:#ffffff}"))
    #expect(text.contains(".c2{color:#aa0000}"))
    #expect(text.contains("@media (prefers-color-scheme:dark)"))
  }

  @Test func `a picture for bright and dark is the same text twice coloured`() throws {
    let desk = try Desk("load, clean<-load", 80, 24)
    let looks = PictureLooks(bright: try look("light"), dark: try look("dark"))
    var snapshot = Snapshot(desk.app, columns: 80, rows: 24)
    snapshot.type(try KeyStroke.parse("r"))
    let text = snapshot.picture(looks, title: "t").text
    #expect(try rows(text, 80, 24)[0].prefix(9) == Array(" test.sil")[...])
    let parts = text.split(separator: "@media")
    #expect(parts.count == 2)
    #expect(parts[0].contains(".paper{fill:#fbfaf7}") && parts[1].contains(".paper{fill:#16181d}"))
    // The prompt's cursor.
    #expect(text.contains("<rect class=\"k\""))
    #expect(text == snapshot.picture(looks, title: "t").text)
  }

  @Test(arguments: [
    ("ax<Enter><C-s>", "saves nothing"), ("!!", "runs nothing"), ("e", "opens no editor"),
    (":w other.sil<Enter>", "saves nothing"), ("<F10>", "has no end"), ("yn", "has no clipboard"),
  ])
  func `a snapshot reaches nothing outside and says so`(keys: String, words: String) throws {
    let desk = try Desk("load, clean<-load", 80, 24)
    var snapshot = Snapshot(desk.app, columns: 80, rows: 24)
    snapshot.type(try KeyStroke.parse(keys))
    #expect(snapshot.app.editor.message?.text.hasPrefix("a snapshot \(words)") == true)
    #expect(!snapshot.app.editor.runs.isRunning)
  }

  @Test func `the box of keys that may follow is shown as to one who waits`() throws {
    let desk = try Desk("load, clean<-load", 80, 24)
    var snapshot = Snapshot(desk.app, columns: 80, rows: 24)
    snapshot.type([KeyStroke("z")])
    let looks = PictureLooks(try look("dark"))
    let text = snapshot.picture(looks, title: "t").text
    #expect(text.contains(">Show more of each step</text>"))
  }
}
