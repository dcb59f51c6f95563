// The lines of a screen as paths: what runs on from cell to cell is one stroke. One path for each
// look and weight.

import GraphLayout
import TerminalInterface
import VectorGraphics

struct LinePainter {
  private let screen: InkCells
  private var shapes: [LineShape?]
  /// Cells with arrowheads that touch the border which runs on behind them.
  private var touching: [Int: LineShape] = [:]
  private var light: [PathData]
  private var heavy: [PathData]
  private var filled: [PathData]
  private static let (width, height) = (SVGDocument.cellWidth, SVGDocument.cellHeight)

  init(_ screen: InkCells) {
    self.screen = screen
    var last: (base: Unicode.Scalar, shape: LineShape?) = (" ", nil)
    shapes = screen.cells.map { cell in
      if cell.base != last.base { last = (cell.base, LineShape(cell.base)) }
      return last.shape
    }
    light = [PathData](repeating: PathData(), count: screen.inks.count)
    heavy = light
    filled = light
    letBordersRunOn()
  }

  /// Where an arrowhead takes the place of a border, the border is drawn and the head before it.
  private mutating func letBordersRunOn() {
    let columns = screen.columns
    for index in shapes.indices {
      guard case .head(let dx, _)? = shapes[index] else { continue }
      let (before, behind) =
        dx != 0 ? (index - columns, index + columns) : (index - 1, index + 1)
      let isInside =
        dx != 0
        ? behind < shapes.count && before >= 0
        : before / columns == index / columns && behind / columns == index / columns && before >= 0
      guard isInside, let one = shapes[before]?.arm(dx != 0 ? .down : .right), one > 0,
        let other = shapes[behind]?.arm(dx != 0 ? .up : .left), other == one
      else { continue }
      touching[index] = shapes[index]
      shapes[index] =
        dx != 0
        ? .arms(left: 0, right: 0, up: one, down: one)
        : .arms(left: one, right: one, up: 0, down: 0)
    }
  }

  func elements() -> String {
    var painter = self
    for weight in [1, 2] as [UInt8] {
      painter.addStrokes(weight, across: true)
      painter.addStrokes(weight, across: false)
    }
    for y in 0..<screen.rows {
      for x in 0..<screen.columns { painter.addShape(x, y) }
    }
    return element(painter.light, "l") + element(painter.heavy, "w")
      + element(painter.filled, "f")
  }

  private func element(_ paths: [PathData], _ name: String) -> String {
    paths.enumerated().map { number, path in
      path.isEmpty ? "" : "<path class=\"\(name) c\(number)\" d=\"\(path.text)\"/>\n"
    }.joined()
  }

  // MARK: Strokes

  /// Straight arms of a weight, joined where one ends and the next of the same look begins.
  private mutating func addStrokes(_ weight: UInt8, across: Bool) {
    let (lanes, cells) =
      across ? (screen.rows, screen.columns) : (screen.columns, screen.rows)
    let (long, half) = across ? (Self.width, Self.width / 2) : (Self.height, Self.height / 2)
    for lane in 0..<lanes {
      var start = 0
      var end = -1
      var ink = -1
      func flush(_ painter: inout LinePainter) {
        if end > start { painter.stroke(lane, start, end, ink, weight, across: across) }
      }
      for place in 0..<cells {
        let index = across ? lane * screen.columns + place : place * screen.columns + lane
        guard case .arms(let left, let right, let up, let down)? = shapes[index] else { continue }
        let (first, second) = across ? (left, right) : (up, down)
        guard first == weight || second == weight else { continue }
        let from = place * long + (first == weight ? 0 : half)
        if from != end || ink != screen.ink[index] {
          flush(&self)
          (start, ink) = (from, screen.ink[index])
        }
        end = place * long + (second == weight ? long : half)
      }
      flush(&self)
    }
  }

  private mutating func stroke(
    _ lane: Int, _ start: Int, _ end: Int, _ ink: Int, _ weight: UInt8, across: Bool
  ) {
    func add(_ path: inout PathData) {
      if across {
        path.move(start, lane * Self.height + Self.height / 2)
        path.across(end - start)
      } else {
        path.move(lane * Self.width + Self.width / 2, start)
        path.upright(end - start)
      }
    }
    if weight == 1 { add(&light[ink]) } else { add(&heavy[ink]) }
  }

  // MARK: Other shapes

  private mutating func addShape(_ column: Int, _ row: Int) {
    let index = row * screen.columns + column
    let ink = screen.ink[index]
    let (x, y) = (column * Self.width, row * Self.height)
    if case .head(let dx, let dy)? = touching[index] {
      return addHead(x - dx * 3, y - dy * 4, dx, dy, ink)
    }
    switch shapes[index] {
    case nil, .arms?: break
    case .corner(let isLeft, let isUp)?:
      let (dx, dy) = (isLeft ? 4 : -4, isUp ? -4 : 4)
      light[ink].move(x + (isLeft ? 0 : Self.width), y + Self.height / 2)
      light[ink].bend(dx, 0, dx, dy)
      light[ink].upright(dy)
    case .block(let eighths)?:
      filled[ink].rectangle(x: x, y: y, width: eighths, height: Self.height)
    case .head(let dx, let dy)?: addHead(x, y, dx, dy, ink)
    }
  }

  private mutating func addHead(_ x: Int, _ y: Int, _ dx: Int, _ dy: Int, _ ink: Int) {
    if dx != 0 {
      filled[ink].move(x + (dx > 0 ? 0 : Self.width), y + 4)
      filled[ink].line(dx * 7, 4)
      filled[ink].line(dx * -7, 4)
    } else {
      let start = dy > 0 ? y : y + Self.height
      light[ink].move(x + 4, start)
      light[ink].upright(dy * 4)
      filled[ink].move(x, start + dy * 4)
      filled[ink].line(4, dy * 8)
      filled[ink].line(4, dy * -8)
    }
    filled[ink].close()
  }
}
