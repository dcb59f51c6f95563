// Rectangles are never of negative size, and parts of a rectangle add up to it.

import TerminalInterface
import Testing

@Suite struct RectTests {
  private let pane = Rect(x: 2, y: 1, width: 10, height: 4)

  @Test func `the inside of a border is one cell smaller on each side`() {
    #expect(pane.inset() == Rect(x: 3, y: 2, width: 8, height: 2))
    #expect(Rect(x: 0, y: 0, width: 1, height: 1).inset().isEmpty)
  }

  @Test func `splitting never gives more than there is`() {
    #expect(pane.split(left: 3).left == Rect(x: 2, y: 1, width: 3, height: 4))
    #expect(pane.split(left: 3).rest == Rect(x: 5, y: 1, width: 7, height: 4))
    #expect(pane.split(right: 3).right == Rect(x: 9, y: 1, width: 3, height: 4))
    #expect(pane.split(top: 9).top == pane)
    #expect(pane.split(top: 9).rest.isEmpty)
    #expect(pane.split(bottom: 1).bottom == Rect(x: 2, y: 4, width: 10, height: 1))
    #expect(pane.split(bottom: -1).rest == pane)
  }

  @Test func `what two rectangles share`() {
    let shared = pane.intersection(Rect(x: 0, y: 3, width: 5, height: 9))
    #expect(shared == Rect(x: 2, y: 3, width: 3, height: 2))
    #expect(pane.intersection(Rect(x: 12, y: 1, width: 3, height: 3)).isEmpty)
    #expect(pane.contains(x: 11, y: 4))
    #expect(!pane.contains(x: 12, y: 4))
    #expect(pane.contains(pane.inset()))
  }
}
