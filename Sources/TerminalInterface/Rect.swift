// Rectangles of cells: columns and rows counted from zero at the top left.

/// A place on the screen.
package struct Position: Hashable, Sendable {
  package var x: Int
  package var y: Int

  package init(x: Int, y: Int) {
    self.x = x
    self.y = y
  }
}

/// A rectangle of cells; empty when its width or height is 0. Neither is ever negative.
package struct Rect: Hashable, Sendable {
  package var x: Int
  package var y: Int
  package private(set) var width: Int
  package private(set) var height: Int

  package init(x: Int, y: Int, width: Int, height: Int) {
    self.x = x
    self.y = y
    self.width = max(0, width)
    self.height = max(0, height)
  }

  /// One past the last column.
  package var right: Int { x + width }
  /// One past the last row.
  package var bottom: Int { y + height }
  package var isEmpty: Bool { width == 0 || height == 0 }

  package func contains(x: Int, y: Int) -> Bool {
    x >= self.x && x < right && y >= self.y && y < bottom
  }

  package func contains(_ other: Rect) -> Bool {
    other.x >= x && other.right <= right && other.y >= y && other.bottom <= bottom
  }

  package func intersection(_ other: Rect) -> Rect {
    let left = max(x, other.x)
    let top = max(y, other.y)
    return Rect(
      x: left, y: top, width: min(right, other.right) - left,
      height: min(bottom, other.bottom) - top)
  }

  /// Without so many cells at the left and right and so many at the top and bottom.
  package func inset(horizontal: Int = 1, vertical: Int = 1) -> Rect {
    Rect(
      x: x + horizontal, y: y + vertical, width: width - 2 * horizontal,
      height: height - 2 * vertical)
  }

  package func moved(x dx: Int = 0, y dy: Int = 0) -> Rect {
    Rect(x: x + dx, y: y + dy, width: width, height: height)
  }

  /// The `columns` leftmost columns (all, when there are fewer) and the rest.
  package func split(left columns: Int) -> (left: Rect, rest: Rect) {
    let taken = min(max(0, columns), width)
    return (
      Rect(x: x, y: y, width: taken, height: height),
      Rect(x: x + taken, y: y, width: width - taken, height: height)
    )
  }

  package func split(right columns: Int) -> (rest: Rect, right: Rect) {
    let parts = split(left: width - min(max(0, columns), width))
    return (parts.left, parts.rest)
  }

  package func split(top rows: Int) -> (top: Rect, rest: Rect) {
    let taken = min(max(0, rows), height)
    return (
      Rect(x: x, y: y, width: width, height: taken),
      Rect(x: x, y: y + taken, width: width, height: height - taken)
    )
  }

  package func split(bottom rows: Int) -> (rest: Rect, bottom: Rect) {
    let parts = split(top: height - min(max(0, rows), height))
    return (parts.top, parts.rest)
  }
}
