// How the session shows the pipeline. Not part of the document and not undone.

package import GraphLayout

/// How much a box tells.
package enum Zoom: Int, CaseIterable, Hashable, Sendable {
  /// One cell.
  case dots
  /// The name in a frame.
  case names
  /// Name, runtime, memory and marks in a frame.
  case cards

  package var nearer: Zoom? { Zoom(rawValue: rawValue + 1) }
  package var farther: Zoom? { Zoom(rawValue: rawValue - 1) }
}

/// What the side pane shows below or instead of the step's form.
package enum SideTab: String, CaseIterable, Hashable, Sendable {
  case definition
  /// main.tf.json as an export writes it.
  case terraform
  /// The selected step's function: its program, arguments and handler.
  case handler
  /// The pipeline file as it would be saved.
  case file
  /// What saving would change.
  case diff
  case problems
  /// What the selected step prints when it runs.
  case log
  /// The selected step's last input and output.
  case data
}

package struct ViewSettings: Hashable, Sendable {
  package var zoom = Zoom.names
  /// Which way data flows on the screen.
  package var flow = Flow.right
  package var sideTab = SideTab.definition
  /// Whether nothing moves by itself: times go on only when something else changes.
  package var isCalm = false
}

/// A direction on the screen.
package enum Direction: String, CaseIterable, Hashable, Sendable {
  case left, right, up, down

  /// Whether it leads along the flow, not across it.
  package func isAlong(_ flow: Flow) -> Bool {
    switch self {
    case .left, .right: flow == .right
    case .up, .down: flow == .down
    }
  }

  /// Right or down.
  package var isForward: Bool { self == .right || self == .down }
}

extension Editor {
  package mutating func setZoom(_ zoom: Zoom) {
    guard view.zoom != zoom else { return }
    view.zoom = zoom
    refreshDiagram()
  }

  package mutating func setFlow(_ flow: Flow) {
    guard view.flow != flow else { return }
    view.flow = flow
    selection.lane = nil
    refreshDiagram()
  }

  package mutating func setCalm(_ isCalm: Bool) { view.isCalm = isCalm }

  package mutating func show(_ tab: SideTab) { view.sideTab = tab }
}
