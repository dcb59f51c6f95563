// A screen as a vector picture: grounds, then lines that meet without gaps, then text that can be
// selected. Where two looks are given, both are in one file and share all but their colours.

import GraphLayout
package import TerminalInterface
package import VectorGraphics

/// - Parameters:
///   - screens: the same screen in the theme of each look, `looks.first` first.
///   - summary: what is seen, for those who don't see it.
package func screenPicture(
  of screens: [Screen], _ looks: PictureLooks, title: String, summary: String
) -> SVGDocument {
  let inks = InkCells(screens, [looks.first] + (looks.whenDark.map { [$0] } ?? []))
  let (columns, rows) = (inks.columns, inks.rows)
  let body =
    inks.grounds() + LinePainter(inks).elements() + inks.texts() + inks.cursor(screens[0].cursor)
  let (width, height) = (SVGDocument.cellWidth, SVGDocument.cellHeight)
  let sheets = inks.sheets()
  return SVGDocument(
    frame: (-10, -8, columns * width + 20, rows * height + 16), title: title, summary: summary,
    rules: sheets[0], darkRules: sheets.count > 1 ? sheets[1] : [], body: body)
}

/// The cells of a screen, with what they wear as numbers of classes.
struct InkCells {
  struct Ink: Hashable {
    let colors: [UInt32]
    let attributes: Style.Attributes
  }

  let columns: Int
  let rows: Int
  let cells: [Cell]
  /// For each cell the class of what stands in it.
  private(set) var ink: [Int] = []
  /// For each cell the class of what is behind it; -1 for what is behind the whole screen.
  private var ground: [Int] = []
  private(set) var inks: [Ink] = []
  private var groundColors: [[UInt32]] = []
  private let paper: [UInt32]
  private let paperInk: [UInt32]

  init(_ screens: [Screen], _ looks: [PictureLook]) {
    precondition(screens.count == looks.count, "a screen for each look")
    (columns, rows, cells) = (screens[0].columns, screens[0].rows, screens[0].cells)
    let plain = looks.map { ResolvedStyle($0.theme[.text], on: $0.paper) }
    (paper, paperInk) = (plain.map(\.ground), plain.map(\.ink))
    var known: [[Style]: (ink: Int, ground: Int)] = [:]
    var inkNumbers: [Ink: Int] = [:]
    var groundNumbers: [[UInt32]: Int] = [paper: -1]
    for index in cells.indices {
      let styles = screens.map { $0.cells[index].style }
      if known[styles] == nil {
        let worn = zip(styles, looks).map { ResolvedStyle($0, on: $1.paper) }
        let attributes = worn.reduce(into: Style.Attributes()) { $0.formUnion($1.attributes) }
        let wanted = Ink(colors: worn.map(\.ink), attributes: attributes)
        if inkNumbers[wanted] == nil {
          inkNumbers[wanted] = inks.count
          inks.append(wanted)
        }
        let behind = worn.map(\.ground)
        if groundNumbers[behind] == nil {
          groundNumbers[behind] = groundColors.count
          groundColors.append(behind)
        }
        known[styles] = (inkNumbers[wanted] ?? 0, groundNumbers[behind] ?? -1)
      }
      let numbers = known[styles] ?? (0, -1)
      ink.append(numbers.ink)
      ground.append(numbers.ground)
    }
  }

  // MARK: Style sheets

  /// One for each look.
  func sheets() -> [[SVGDocument.Rule]] {
    paper.indices.map { look in
      var rules: [SVGDocument.Rule] = [
        .init(".paper", "fill:\(paper[look].css)"), .init("text,.f", "fill:currentColor"),
        .init(".l,.w", "fill:none;stroke:currentColor;stroke-width:1.2;stroke-linecap:square"),
        .init(".w", "stroke-width:2.6"),
        .init(".k", "fill:\(paperInk[look].css);fill-opacity:.45"),
      ]
      for (number, colors) in groundColors.enumerated() {
        rules.append(.init(".g\(number)", "fill:\(colors[look].css)"))
      }
      for (number, ink) in inks.enumerated() {
        var wanted = "color:\(ink.colors[look].css)"
        if ink.attributes.contains(.bold) { wanted += ";font-weight:700" }
        if ink.attributes.contains(.italic) { wanted += ";font-style:italic" }
        if ink.attributes.contains(.underline) { wanted += ";text-decoration:underline" }
        rules.append(.init(".c\(number)", wanted))
      }
      return rules
    }
  }

  // MARK: Grounds

  private struct Run: Hashable {
    let x: Int
    let end: Int
    let ground: Int
  }

  /// Rectangles, as large as they can be from the top down.
  func grounds() -> String {
    var paths = [PathData](repeating: PathData(), count: groundColors.count)
    var open: [(run: Run, y: Int)] = []
    for y in 0...rows {
      let runs = y < rows ? groundRuns(y) : []
      for (run, start) in open where !runs.contains(run) {
        paths[run.ground].rectangle(
          x: run.x * SVGDocument.cellWidth, y: start * SVGDocument.cellHeight,
          width: (run.end - run.x) * SVGDocument.cellWidth,
          height: (y - start) * SVGDocument.cellHeight)
      }
      open = runs.map { run in (run, open.first { $0.run == run }?.y ?? y) }
    }
    return paths.enumerated().map { number, path in
      path.isEmpty ? "" : "<path class=\"g\(number)\" d=\"\(path.text)\"/>\n"
    }.joined()
  }

  private func groundRuns(_ y: Int) -> [Run] {
    var runs: [Run] = []
    var x = 0
    while x < columns {
      let value = ground[y * columns + x]
      var end = x + 1
      while end < columns, ground[y * columns + end] == value { end += 1 }
      if value >= 0 { runs.append(Run(x: x, end: end, ground: value)) }
      x = end
    }
    return runs
  }

  func cursor(_ place: Position?) -> String {
    guard let place, place.x < columns, place.y < rows else { return "" }
    let (width, height) = (SVGDocument.cellWidth, SVGDocument.cellHeight)
    return "<rect class=\"k\" x=\"\(place.x * width)\" y=\"\(place.y * height)\" "
      + "width=\"\(width)\" height=\"\(height)\"/>\n"
  }
}

// MARK: - Text

extension InkCells {
  /// How a font is likely to draw a character.
  private enum Kind { case letter, wide, sign, none }

  private func kind(_ cell: Cell) -> Kind {
    if cell.width == 2 { return .wide }
    if cell.width == 0 || cell.base == " " || LineShape(cell.base) != nil { return .none }
    switch cell.base.value {
    case 0..<0x250, 0x2010...0x2027: return .letter
    default: return cell.base.properties.isAlphabetic ? .letter : .sign
    }
  }

  /// Runs of one look, each as long as its cells: letters with single blanks between them, wide
  /// characters, and signs one by one, because fonts disagree about their width.
  func texts() -> String {
    var texts = ""
    for y in 0..<rows {
      var x = 0
      while x < columns {
        let index = y * columns + x
        let kind = kind(cells[index])
        guard kind != .none else {
          x += 1
          continue
        }
        let end = end(of: kind, from: x, inRow: y * columns)
        texts += text(from: x, to: end, y, isFitted: kind != .letter)
        x = end
      }
    }
    return texts.isEmpty ? "" : "<g xml:space=\"preserve\">\n\(texts)</g>\n"
  }

  private func end(of kind: Kind, from x: Int, inRow row: Int) -> Int {
    func isSame(_ x: Int) -> Bool {
      x < columns && ink[row + x] == ink[row + x - 1] && self.kind(cells[row + x]) == kind
    }
    switch kind {
    case .sign, .none: return x + 1
    case .wide:
      var end = x + 2
      while end < columns, ink[row + end] == ink[row + x], self.kind(cells[row + end]) == .wide {
        end += 2
      }
      return end
    case .letter:
      var end = x + 1
      while true {
        if isSame(end) {
          end += 1
        } else if end + 1 < columns, cells[row + end].base == " ", ink[row + end] == ink[row + x],
          isSame(end + 1)
        {
          end += 2
        } else {
          return end
        }
      }
    }
  }

  private func text(from x: Int, to end: Int, _ y: Int, isFitted: Bool) -> String {
    let row = y * columns
    let text = cells[row + x..<row + end].map(\.text).joined()
    let fitting = isFitted ? " lengthAdjust=\"spacingAndGlyphs\"" : ""
    return "<text class=\"c\(ink[row + x])\" x=\"\(x * SVGDocument.cellWidth)\" "
      + "y=\"\(y * SVGDocument.cellHeight + SVGDocument.baseline)\" "
      + "textLength=\"\((end - x) * SVGDocument.cellWidth)\"\(fitting)>"
      + "\(XML.escaped(text))</text>\n"
  }
}
