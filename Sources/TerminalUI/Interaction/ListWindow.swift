// Which rows of a long list are seen, so that the chosen one is among them. Holds two numbers.

struct ListWindow: Hashable, Sendable {
  /// The first row that is seen.
  private(set) var top = 0
  /// The chosen row.
  private(set) var chosen = 0

  /// Chooses a row; past the ends, the first or the last one.
  mutating func choose(_ row: Int, of count: Int) { chosen = max(0, min(row, count - 1)) }

  /// Goes round at the ends.
  mutating func move(by rows: Int, of count: Int) {
    guard count > 0 else { return }
    chosen = ((chosen + rows) % count + count) % count
  }

  /// The rows seen in so much room; scrolls no further than it must.
  mutating func visible(_ height: Int, of count: Int) -> Range<Int> {
    let height = max(1, height)
    if chosen < top { top = chosen }
    if chosen >= top + height { top = chosen - height + 1 }
    top = max(0, min(top, count - height))
    return top..<min(count, top + height)
  }
}
