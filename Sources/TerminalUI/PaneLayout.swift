// Where the panes stand, by the size of the screen. Draws nothing.

package import TerminalInterface

/// Milliseconds since some moment that the shell chose once.
package typealias Milliseconds = Int

package enum Pane: String, CaseIterable, Hashable, Sendable {
  case graph, step
  /// The definition, the file, its changes or the problems.
  case text
}

/// How much of the screen the focused pane takes.
package enum PaneSize: Int, CaseIterable, Hashable, Sendable { case normal, half, full }

package struct PaneLayout: Hashable, Sendable {
  package static let fewestColumns = 40
  package static let fewestRows = 12

  package private(set) var status = Rect(x: 0, y: 0, width: 0, height: 0)
  package private(set) var message = Rect(x: 0, y: 0, width: 0, height: 0)
  package private(set) var footer = Rect(x: 0, y: 0, width: 0, height: 0)
  /// The frames of the panes that are shown, borders included.
  package private(set) var frames: [Pane: Rect] = [:]
  /// Whether the step pane stands on top of the text pane in one column.
  package private(set) var isStacked = false

  /// - Parameters:
  ///   - side: which side pane is shown where there is room for one only.
  /// - Returns: `nil` when the screen is too small.
  package init?(columns: Int, rows: Int, focus: Pane, side: Pane, size: PaneSize) {
    guard columns >= PaneLayout.fewestColumns, rows >= PaneLayout.fewestRows else { return nil }
    var body = Rect(x: 0, y: 0, width: columns, height: rows)
    (status, body) = body.split(top: 1)
    (body, footer) = body.split(bottom: 1)
    (body, message) = body.split(bottom: 1)
    if size == .full || columns < 60 {
      frames[focus] = body
    } else if columns >= 160 {
      placeInThreeColumns(body, focus: focus, size: size)
    } else {
      placeInTwoColumns(body, focus: focus, side: side, size: size, rows: rows)
    }
  }

  private mutating func placeInThreeColumns(_ body: Rect, focus: Pane, size: PaneSize) {
    var step = min(max(body.width * 23 / 100, 38), 52)
    var text = min(max(body.width * 32 / 100, 52), 84)
    if size == .half {
      switch focus {
      case .graph: (step, text) = (body.width / 5, body.width * 3 / 10)
      case .step: (step, text) = (body.width / 2, body.width / 5)
      case .text: (step, text) = (body.width / 5, body.width / 2)
      }
    }
    let (left, textFrame) = body.split(right: text)
    let (graph, stepFrame) = left.split(right: step)
    frames = [.graph: graph, .step: stepFrame, .text: textFrame]
  }

  private mutating func placeInTwoColumns(
    _ body: Rect, focus: Pane, side: Pane, size: PaneSize, rows: Int
  ) {
    var width = min(max(body.width * 42 / 100, 28), 60)
    if size == .half { width = focus == .graph ? max(24, body.width / 3) : body.width * 6 / 10 }
    let (graph, column) = body.split(right: width)
    frames[.graph] = graph
    isStacked = rows >= 30 || (body.width >= 100 && rows >= 24)
    if isStacked {
      let (step, text) = column.split(top: max(8, column.height * 45 / 100))
      frames[.step] = step
      frames[.text] = text
    } else {
      frames[side] = column
    }
  }
}
