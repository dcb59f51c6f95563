// The `d` of a path whose pieces run across and upright, in whole units and as short as can be.
// Scalable Vector Graphics 1.1, section 8.3.

package struct PathData: Hashable, Sendable {
  package private(set) var text = ""

  package init() {}

  package var isEmpty: Bool { text.isEmpty }

  package mutating func move(_ x: Int, _ y: Int) { text += "M\(x) \(y)" }
  package mutating func across(_ dx: Int) { if dx != 0 { text += "h\(dx)" } }
  package mutating func upright(_ dy: Int) { if dy != 0 { text += "v\(dy)" } }
  package mutating func close() { text += "z" }

  /// Straight to a place so far away.
  package mutating func line(_ dx: Int, _ dy: Int) { text += "l\(dx)\(joined(dy))" }

  /// Round a corner that lies at (`cornerX`, `cornerY`) from here, to (`dx`, `dy`) from here.
  package mutating func bend(_ cornerX: Int, _ cornerY: Int, _ dx: Int, _ dy: Int) {
    text += "q\(cornerX)\(joined(cornerY))\(joined(dx))\(joined(dy))"
  }

  package mutating func rectangle(x: Int, y: Int, width: Int, height: Int) {
    text += "M\(x) \(y)h\(width)v\(height)h\(-width)z"
  }

  /// A number behind another one: a minus sign parts them as well as a blank.
  private func joined(_ number: Int) -> String { number < 0 ? "\(number)" : " \(number)" }
}

extension PathData {
  /// A way through corners, rounded with at most this radius where there is room.
  ///
  /// - Parameters:
  ///   - points: neighbours share a row or a column and differ.
  ///   - start, end: units behind the first point and before the last one that stay straight.
  package mutating func addWay(
    _ points: [(x: Int, y: Int)], radius: Int, straightStart start: Int, straightEnd end: Int
  ) {
    guard let first = points.first else { return }
    move(first.x, first.y)
    var (x, y) = (first.x, first.y)
    func go(_ toX: Int, _ toY: Int, _ path: inout PathData) {
      path.across(toX - x)
      path.upright(toY - y)
      (x, y) = (toX, toY)
    }
    for index in points.indices.dropFirst() {
      let corner = points[index]
      guard index + 1 < points.count else {
        go(corner.x, corner.y, &self)
        continue
      }
      let (before, next) = (points[index - 1], points[index + 1])
      let isLast = index + 2 == points.count
      let room = min(
        index == 1 ? max(0, length(before, corner) - start) : length(before, corner) / 2,
        isLast ? max(0, length(corner, next) - end) : length(corner, next) / 2)
      let round = min(radius, room)
      let (inX, inY) = ((corner.x - before.x).signum(), (corner.y - before.y).signum())
      let (outX, outY) = ((next.x - corner.x).signum(), (next.y - corner.y).signum())
      go(corner.x - inX * round, corner.y - inY * round, &self)
      guard round > 0 else { continue }
      bend(inX * round, inY * round, (inX + outX) * round, (inY + outY) * round)
      (x, y) = (corner.x + outX * round, corner.y + outY * round)
    }
  }

  private func length(_ a: (x: Int, y: Int), _ b: (x: Int, y: Int)) -> Int {
    abs(a.x - b.x) + abs(a.y - b.y)
  }
}
