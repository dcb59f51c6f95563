// From where boxes are shown to the grid of `at`: pins are an order among pinned steps, so a new pin
// gets a column and a row that fit between those of the others; where there is no room, all pins
// are numbered anew. Changes nothing by itself.

import GraphLayout
import PipelineModel

struct PinGrid {
  /// Where each pinned step is pinned.
  private(set) var places: [StepID: GridPosition]
  /// The first cells of each box along the flow and across it.
  private let starts: [StepID: Start]
  private let steps: [StepID]

  private struct Start: Hashable {
    let along: Int
    let across: Int
    /// Cells that the box takes along the flow.
    let extent: Range<Int>
  }

  init(_ places: [StepID: GridPosition], _ diagram: EditorDiagram, _ flow: Flow) {
    self.places = places
    steps = diagram.steps
    var starts: [StepID: Start] = [:]
    for id in diagram.steps {
      guard let box = diagram.box(of: id) else { continue }
      starts[id] =
        switch flow {
        case .right:
          Start(
            along: box.column, across: box.row, extent: box.column..<box.column + box.width)
        case .down:
          Start(along: box.row, across: box.column, extent: box.row..<box.row + box.height)
        }
    }
    self.starts = starts
  }

  /// Pins the step where it is shown.
  mutating func pin(_ id: StepID) {
    guard places[id] == nil, let start = starts[id] else { return }
    if let column = number(at: start.along, \.along, \.column),
      let row = number(at: start.across, \.across, \.row)
    {
      places[id] = GridPosition(column: column, row: row)
    } else {
      places[id] = GridPosition(column: 0, row: 0)
      renumber()
    }
  }

  /// Moves the step past its neighbour across the flow, or beside the next layer along it. What it
  /// passes is pinned too: a place means something beside other pinned steps only.
  mutating func move(_ id: StepID, along isAlong: Bool, forward: Bool) {
    pin(id)
    guard let next = isAlong ? nextLayer(id, forward) : nextInLayer(id, forward) else {
      return shift(id, along: isAlong, by: forward ? 1 : -1)
    }
    pin(next)
    guard let own = places[id], let other = places[next] else { return }
    if isAlong {
      places[id]?.column = other.column
    } else {
      places[id]?.row = other.row
      places[next]?.row = own.row
    }
  }

  /// The nearest step that shares cells along the flow with this one.
  private func nextInLayer(_ id: StepID, _ forward: Bool) -> StepID? {
    guard let here = starts[id] else { return nil }
    return nearest(id) { there in
      guard there.extent.overlaps(here.extent), there.across != here.across,
        forward == (there.across > here.across)
      else { return nil }
      return abs(there.across - here.across)
    }
  }

  private func nextLayer(_ id: StepID, _ forward: Bool) -> StepID? {
    guard let here = starts[id] else { return nil }
    return nearest(id) { there in
      guard there.along != here.along, forward == (there.along > here.along) else { return nil }
      return abs(there.along - here.along) * 10_000 + abs(there.across - here.across)
    }
  }

  private func nearest(_ id: StepID, _ distance: (Start) -> Int?) -> StepID? {
    var best: (distance: Int, id: StepID)?
    for other in steps where other != id {
      guard let there = starts[other], let far = distance(there) else { continue }
      if far < best?.distance ?? .max { best = (far, other) }
    }
    return best?.id
  }

  private mutating func shift(_ id: StepID, along isAlong: Bool, by distance: Int) {
    let path: WritableKeyPath<GridPosition, Int> = isAlong ? \.column : \.row
    guard let old = places[id]?[keyPath: path] else { return }
    if old + distance >= 0 {
      places[id]?[keyPath: path] = old + distance
    } else {
      for other in places.keys where other != id { places[other]?[keyPath: path] += 1 }
    }
  }

  /// A number for a line of cells that keeps the order of the pins; `nil` when there is no room.
  private func number(
    at start: Int, _ line: KeyPath<Start, Int>, _ path: KeyPath<GridPosition, Int>
  ) -> Int? {
    var below = -1
    var above = Int.max
    for (id, place) in places {
      guard let other = starts[id]?[keyPath: line] else { continue }
      if other == start { return place[keyPath: path] }
      if other < start { below = max(below, place[keyPath: path]) }
      if other > start { above = min(above, place[keyPath: path]) }
    }
    let wanted = index(of: start, line)
    if below < wanted, wanted < above { return wanted }
    return below + 1 < above ? below + 1 : nil
  }

  /// The line's place among all lines at which boxes begin.
  private func index(of start: Int, _ line: KeyPath<Start, Int>) -> Int {
    Set(starts.values.map { $0[keyPath: line] }).count { $0 < start }
  }

  private mutating func renumber() {
    for id in places.keys {
      guard let start = starts[id] else { continue }
      places[id] = GridPosition(
        column: index(of: start.along, \.along), row: index(of: start.across, \.across))
    }
  }
}
