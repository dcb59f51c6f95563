// What is dragged with the mouse: a box to another place, a connection from a box's border to another
// box, the view of the graph. Each does what a key does and ends as one undo; Esc gives it up.
//
//   pressed ── first move ── moving a box / drawing a connection / moving the view ── let go

import EditorCore
import GraphLayout
import PipelineModel
import TerminalInterface

struct MouseDrag: Sendable {
  enum Load: Hashable, Sendable {
    case box(StepID)
    /// From the border where lines leave, or where they come in.
    case connection(StepID, isInto: Bool)
    /// All that is seen of the graph.
    case view
  }

  let load: Load
  /// Whether the pointer has moved since the button went down.
  var isUnderWay = false
  /// Where the pointer was last.
  private(set) var x: Int
  private(set) var y: Int

  init(_ load: Load, _ mouse: MouseEvent) {
    self.load = load
    (x, y) = (mouse.x, mouse.y)
  }

  mutating func follow(_ mouse: MouseEvent) { (x, y) = (mouse.x, mouse.y) }
}

extension App {
  /// Takes hold of a box: by the border where lines leave or come in, of a connection.
  mutating func beginDrag(of id: StepID, _ mouse: MouseEvent) {
    guard let cell = cell(under: mouse), let box = editor.diagram.box(of: id) else { return }
    let isRight = editor.view.flow == .right
    let place = isRight ? cell.x - box.column : cell.y - box.row
    let last = (isRight ? box.width : box.height) - 1
    let load: MouseDrag.Load =
      place == last && last > 0
      ? .connection(id, isInto: false)
      : place == 0 && last > 0 ? .connection(id, isInto: true) : .box(id)
    drag = MouseDrag(load, mouse)
  }

  mutating func dragged(_ mouse: MouseEvent) {
    guard var drag, mouse.x != drag.x || mouse.y != drag.y else { return }
    if !drag.isUnderWay {
      drag.isUnderWay = true
      guard start(drag.load) else {
        self.drag = nil
        return
      }
    }
    switch (drag.load, interaction) {
    case (.view, .none):
      graph.request = .scroll(columns: drag.x - mouse.x, rows: drag.y - mouse.y)
    case (.box(let id), .moving(let steps)): pull(id, with: steps, to: mouse)
    case (.connection, .hints(var mode)):
      mode.cursor = step(at: mouse).flatMap { mode.index(of: .step($0)) }
      editor.message = mode.cursor.flatMap { mode.targets[$0].refusal }.map { .warning($0) }
      interaction = .hints(mode)
    default:
      // Esc has given it up.
      self.drag = nil
      return
    }
    drag.follow(mouse)
    self.drag = drag
  }

  /// - Returns: whether it can be dragged.
  private mutating func start(_ load: MouseDrag.Load) -> Bool {
    editor.message = nil
    switch load {
    case .view: return true
    case .box(let id):
      guard mayChangePipeline() else { return false }
      let marks = editor.selection.marks
      interaction = .moving(marks.contains(id) ? marks : [id])
    case .connection(let id, let isInto):
      guard mayChangePipeline() else { return false }
      startHints(isInto ? .connectSource(into: id) : .connectTarget(from: [id]))
      guard case .hints = interaction else { return false }
    }
    return true
  }

  /// Moves the box a place at a time, as long as that brings it nearer to the pointer.
  private mutating func pull(_ id: StepID, with steps: [StepID], to mouse: MouseEvent) {
    for _ in 0..<64 {
      guard let (distance, direction) = way(from: id, to: mouse) else { return }
      editor.shiftMove(steps, direction)
      guard let next = way(from: id, to: mouse) else { return }
      if next.distance >= distance {
        if editor.message == nil { editor.shiftMove(steps, direction.opposite) }
        return
      }
    }
  }

  /// How far the pointer is from the box, and where; `nil` when it is on it. A row counts as two
  /// columns, being about twice as high.
  private func way(from id: StepID, to mouse: MouseEvent) -> (distance: Int, direction: Direction)?
  {
    guard let cell = cell(under: mouse), let box = editor.diagram.box(of: id) else { return nil }
    let across =
      cell.x < box.column ? cell.x - box.column : max(0, cell.x - (box.column + box.width - 1))
    let down = cell.y < box.row ? cell.y - box.row : max(0, cell.y - (box.row + box.height - 1))
    guard across != 0 || down != 0 else { return nil }
    let direction: Direction =
      if abs(across) > 2 * abs(down) {
        across < 0 ? .left : .right
      } else {
        down < 0 ? .up : .down
      }
    return (abs(across) + 2 * abs(down), direction)
  }

  mutating func released(_ mouse: MouseEvent) -> [Effect] {
    guard let drag, drag.isUnderWay else {
      drag = nil
      return []
    }
    self.drag = nil
    switch (drag.load, interaction) {
    case (.box, .moving):
      interaction = .none
      if editor.isMoving {
        editor.attempt { editor throws(Refusal) in try editor.keepMove() }
      }
    case (.connection, .hints(let mode)):
      interaction = .none
      guard let target = step(at: mouse), let index = mode.index(of: .step(target)) else {
        editor.message = .warning("not connected: let go on the other step's box")
        return []
      }
      if let refusal = mode.targets[index].refusal {
        editor.message = .warning(refusal)
        return []
      }
      return take(mode.targets[index].thing, for: mode.question)
    default: break
    }
    return []
  }

  /// The diagram's cell below the pointer, also beyond what is seen; `nil` without a graph pane.
  private func cell(under mouse: MouseEvent) -> (x: Int, y: Int)? {
    shown.insides[.graph].map { (mouse.x - $0.x + graph.x, mouse.y - $0.y + graph.y) }
  }
}

extension Direction {
  fileprivate var opposite: Direction {
    switch self {
    case .left: .right
    case .right: .left
    case .up: .down
    case .down: .up
    }
  }
}
