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
  ///   - graphWidth: columns in which all of the graph is seen. Side panes give way to it; on small
  ///     screens a side pane beside which it has no room is shown only while it has the focus.
  /// - Returns: `nil` when the screen is too small.
  package init?(
    columns: Int, rows: Int, focus: Pane, side: Pane, size: PaneSize, graphWidth: Int = 0
  ) {
    guard columns >= PaneLayout.fewestColumns, rows >= PaneLayout.fewestRows else { return nil }
    var body = Rect(x: 0, y: 0, width: columns, height: rows)
    (status, body) = body.split(top: 1)
    (body, footer) = body.split(bottom: 1)
    (body, message) = body.split(bottom: 1)
    if size == .full || columns < 60 {
      frames[focus] = body
    } else if columns >= 160 {
      placeInThreeColumns(body, focus: focus, size: size, graphWidth: graphWidth)
    } else {
      let width = PaneLayout.sideWidth(body.width, focus: focus, size: size, graphWidth: graphWidth)
      if width == 0 { frames[.graph] = body } else { placeInTwoColumns(body, side, width, rows) }
    }
  }

  private mutating func placeInThreeColumns(
    _ body: Rect, focus: Pane, size: PaneSize, graphWidth: Int
  ) {
    var step = min(max(body.width * 23 / 100, 38), 52)
    var text = min(max(body.width * 32 / 100, 52), 84)
    let missing = max(0, graphWidth - (body.width - step - text))
    text -= min(missing, text - 52)
    step -= min(max(0, graphWidth - (body.width - step - text)), step - 38)
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

  /// Columns of the side panes in a screen with two columns; 0 for none.
  private static func sideWidth(_ width: Int, focus: Pane, size: PaneSize, graphWidth: Int) -> Int {
    if size == .half { return focus == .graph ? max(24, width / 3) : width * 6 / 10 }
    let usual = min(max(width * 42 / 100, 28), 60)
    let narrow = width < 100 ? 28 : 36
    let room = width - graphWidth
    if room >= usual || focus != .graph { return usual }
    return room >= narrow ? room : width < 100 ? 0 : narrow
  }

  private mutating func placeInTwoColumns(_ body: Rect, _ side: Pane, _ width: Int, _ rows: Int) {
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
