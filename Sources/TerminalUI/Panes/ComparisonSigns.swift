// How a comparison looks on the graph: "+" and "~" on boxes, "+" on lines, "-" for what is gone, each in
// a colour of its own. Which cells are a new line's alone is found once for each diagram.

import EditorCore
import GraphLayout
import PipelineModel
import TerminalInterface

struct ComparisonSigns: Sendable {
  /// Cells of the diagram that only new lines go through.
  private(set) var cells: Set<CellPoint> = []
  /// Where the sign of a new line stands.
  private(set) var places: [CellPoint] = []
  /// New connections that have no cell of their own, by their targets: told at the box.
  private(set) var hidden: [StepID: [StepID]] = [:]
  private var layouts = -1
  private var added: Set<StepEdge> = []

  /// - Parameter mostCells: of lines; above it the boxes tell of new connections, and no line does.
  mutating func update(_ editor: Editor, mostCells: Int = 200_000) {
    let edges = editor.comparison?.delta.addedEdges ?? []
    guard editor.layouts != layouts || edges != added else { return }
    (layouts, added) = (editor.layouts, edges)
    (cells, places, hidden) = ([], [], [:])
    guard !edges.isEmpty else { return }
    let new = editor.edges.filter(edges.contains)
    guard let foreign = ComparisonSigns.foreignCells(editor, edges, most: mostCells) else {
      for edge in new { hidden[edge.target, default: []].append(edge.source) }
      return
    }
    for edge in new {
      let way = editor.diagram.cells(of: edge)
      let run = way.longestRun { !foreign.contains($0) }
      guard !run.isEmpty else {
        hidden[edge.target, default: []].append(edge.source)
        continue
      }
      cells.formUnion(way.filter { !foreign.contains($0) })
      places.append(way[way.straightCell(nearMiddleOf: run)])
    }
  }

  /// The cells of unchanged lines that begin or end where a new one does: no others share cells with
  /// it. `nil` when there are too many.
  private static func foreignCells(
    _ editor: Editor, _ new: Set<StepEdge>, most: Int
  ) -> Set<CellPoint>? {
    var ends: Set<StepID> = []
    for edge in new { ends.formUnion([edge.source, edge.target]) }
    let near = editor.edges.filter { ends.contains($0.source) || ends.contains($0.target) }
    var count = 0
    for edge in near {
      for piece in editor.diagram.pieces(of: edge) { count += piece.width + piece.height }
      if count > most { return nil }
    }
    var cells: Set<CellPoint> = []
    for edge in near where !new.contains(edge) {
      cells.formUnion(editor.diagram.cells(of: edge))
    }
    return cells
  }
}

extension [CellPoint] {
  /// A cell of the run that the way goes straight through, as near to its middle as there is one.
  fileprivate func straightCell(nearMiddleOf run: Range<Int>) -> Int {
    let middle = (run.lowerBound + run.upperBound - 1) / 2
    let straight = run.filter { index in
      guard index > 0, index + 1 < count else { return false }
      return self[index - 1].x == self[index + 1].x || self[index - 1].y == self[index + 1].y
    }
    return straight.min { abs($0 - middle) < abs($1 - middle) } ?? middle
  }
}

extension Comparison {
  func role(of id: StepID) -> StyleRole? {
    switch delta.changes[id] {
    case nil: nil
    case .added?: .compareAdded
    case .changed?: .compareChanged
    }
  }
}

extension GraphPane {
  func drawComparedLines(_ window: Diagram.Box, on canvas: inout Canvas) {
    guard !comparison.places.isEmpty else { return }
    for y in window.y..<window.y + window.height {
      for x in window.x..<window.x + window.width where comparison.cells.contains(.init(x: x, y: y))
      {
        let place = Rect(x: screenX(x), y: screenY(y), width: 1, height: 1)
        canvas.restyle(place.intersection(area), as: .compareAdded)
      }
    }
  }

  /// Above the look of the selected step's lines.
  func drawLineSigns(_ window: Diagram.Box, on canvas: inout Canvas) {
    for cell in comparison.places where window.contains(cell) {
      canvas.put("+", x: screenX(cell.x), y: screenY(cell.y), .compareAdded, in: area)
    }
  }

  /// In the upper border on the left. - Returns: how many columns it takes.
  func drawComparedSign(of id: StepID, _ frame: Rect, on canvas: inout Canvas) -> Int {
    guard let compared = editor.comparison, let sign = compared.sign(of: id),
      let role = compared.role(of: id)
    else { return 0 }
    return canvas.write(sign, x: frame.x + 1, y: frame.y, role, in: area, columns: 1)
  }

  /// In the lower border on the right: "-" and what the step waits for no longer, "+" and what it
  /// waits for by a line that can't be told from others; their numbers where there is no room.
  ///
  /// - Parameter taken: columns of the lower border that are in use, from the left.
  func drawComparedConnections(
    of id: StepID, _ frame: Rect, taken: Int, on canvas: inout Canvas
  ) {
    guard let compared = editor.comparison else { return }
    let lost = compared.delta.lostSources(of: id, in: editor.pipeline)
    let new = (comparison.hidden[id] ?? []).map(editor.name(of:))
    guard !lost.isEmpty || !new.isEmpty else { return }
    let half = editor.view.flow == .down ? (frame.width - 3) / 2 : frame.width - 2 - taken
    let names = lost.map { "-" + $0 } + new.map { "+" + $0 }
    let counts = (lost.isEmpty ? [] : ["-\(lost.count)"]) + (new.isEmpty ? [] : ["+\(new.count)"])
    let texts = [names, counts].map { $0.joined(separator: " ") }
    guard let text = texts.first(where: { columns(of: $0) <= half }) else { return }
    canvas.write(
      text, x: frame.right - 1 - columns(of: text), y: frame.bottom - 1,
      lost.isEmpty ? .compareAdded : .compareRemoved, in: area, columns: half)
  }
}

extension Diagram.Box {
  fileprivate func contains(_ cell: CellPoint) -> Bool {
    cell.x >= x && cell.x < x + width && cell.y >= y && cell.y < y + height
  }
}

extension App {
  /// What is compared and how much differs, and below it what is gone and which of the pipeline's own
  /// fields differ. - Returns: the room below.
  func drawComparison(on canvas: inout Canvas, _ inside: Rect) -> Rect {
    guard let compared = editor.comparison, inside.height > 4 else { return inside }
    let (line, rest) = inside.split(top: 1)
    canvas.write(
      summary(of: compared, room: line.width - 2), x: line.x + 1, y: line.y, in: line)
    let gone = goneText(compared.delta)
    guard !gone.isEmpty else { return rest }
    let (second, below) = rest.split(top: 1)
    var x = second.x + 1
    for piece in gone {
      let room = second.right - x
      guard room > 1 else { break }
      canvas.write(piece.text, x: x, y: second.y, piece.role, in: second, columns: room, cut: .end)
      x += columns(of: piece.text) + 2
    }
    return below
  }

  private func goneText(_ delta: PipelineDelta) -> [TextPiece] {
    delta.removed.map { TextPiece("-" + $0.name, .compareRemoved) }
      + delta.settings.map { TextPiece("~" + $0, .compareChanged) }
  }

  private func summary(of compared: Comparison, room: Int) -> [TextPiece] {
    let delta = compared.delta
    if delta.isEmpty {
      return [
        TextPiece("compared with \(compared.label): ", .title), TextPiece("no difference", .text),
      ]
    }
    func counts(_ numbers: [(String, Int, StyleRole)], _ word: String) -> [TextPiece] {
      let shown = numbers.filter { $0.1 > 0 }
      if shown.isEmpty { return [] }
      let ending = shown.reduce(0) { $0 + $1.1 } == 1 ? "  " : "s  "
      return shown.flatMap { [TextPiece("\($0.0)\($0.1)", $0.2), TextPiece(" ", .text)] }
        + [TextPiece(word + ending, .text)]
    }
    let pieces =
      counts(
        [
          ("+", delta.addedCount, .compareAdded), ("~", delta.changedCount, .compareChanged),
          ("-", delta.removed.count, .compareRemoved),
        ], "step")
      + counts(
        [
          ("+", delta.addedEdges.count, .compareAdded),
          ("-", delta.removedEdges.count, .compareRemoved),
        ], "connection")
      + counts([("~", delta.settings.count, .compareChanged)], "setting")
    let width = pieces.reduce(0) { $0 + columns(of: $1.text) }
    let long = "compared with \(compared.label): "
    let label = columns(of: long) + width - 2 <= room ? long : "\(compared.label): "
    return [TextPiece(label, .title)] + pieces
  }

  /// What differs of a step, for the line of the selected one.
  func comparisonText(of id: StepID) -> TextPiece? {
    guard let compared = editor.comparison else { return nil }
    let lost = compared.delta.lostSources(of: id, in: editor.pipeline)
    let gone = lost.isEmpty ? "" : " -\(lost.joined(separator: " -"))"
    switch compared.delta.changes[id] {
    case nil: return nil
    case .added?: return TextPiece("+ new since \(compared.label)", .compareAdded)
    case .changed(let parts)?:
      return TextPiece("~ " + parts.joined(separator: ", ") + gone, .compareChanged)
    }
  }
}
