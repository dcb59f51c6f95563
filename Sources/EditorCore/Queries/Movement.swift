// Where a direction leads from a step: along the flow by an edge, across it to the next box of the
// same layer, else to the nearest box that way. All by where the boxes are.

import GraphLayout
package import PipelineModel

extension Editor {
  /// The step that a move from `id` reaches; `nil` at the border.
  package func neighbour(of id: StepID, _ direction: Direction) -> StepID? {
    neighbour(of: id, direction, lane: nil)
  }

  func neighbour(of id: StepID, _ direction: Direction, lane: Int?) -> StepID? {
    guard let here = spot(of: id) else { return nil }
    let forward = direction.isForward
    if direction.isAlong(view.flow) {
      let wanted = lane ?? here.across
      let connected = forward ? topology.targets(of: id) : topology.sources(of: id)
      let ahead = connected.compactMap(spot(of:)).filter { forward == ($0.along > here.along) }
      if let next = ahead.min(by: {
        $0.rank(toLane: wanted, from: here) < $1.rank(toLane: wanted, from: here)
      }) {
        return next.id
      }
    } else {
      var best: (distance: Int, id: StepID)?
      for spot in spots where spot.id != id && spot.extent.overlaps(here.extent) {
        let distance = forward ? spot.across - here.across : here.across - spot.across
        if distance > 0, best.map({ distance < $0.distance }) ?? true { best = (distance, spot.id) }
      }
      if let best { return best.id }
    }
    return nearest(to: here, direction)
  }

  /// Moves the selection; along the flow it keeps to the lane it came from.
  package mutating func move(_ direction: Direction, count: Int = 1) throws(Refusal) {
    guard selection.step != nil else { throw .noStep }
    for turn in 0..<max(1, count) {
      guard let id = selection.step,
        let next = neighbour(of: id, direction, lane: selection.lane)
      else {
        if turn == 0 { throw .edgeOfGraph(direction) }
        return
      }
      let lane = direction.isAlong(view.flow) ? selection.lane ?? spot(of: id)?.across : nil
      selection.select(next)
      selection.lane = lane
    }
  }

  /// The next step in topological order, or the previous one; `nil` at the end.
  package func stepInOrder(from id: StepID, by distance: Int) -> StepID? {
    guard let place = topology.ordered.firstIndex(of: id) else { return nil }
    let wanted = min(max(0, place + distance), topology.ordered.count - 1)
    return wanted == place ? nil : topology.ordered[wanted]
  }

  private func nearest(to here: Spot, _ direction: Direction) -> StepID? {
    let isAlong = direction.isAlong(view.flow)
    let sign = direction.isForward ? 1 : -1
    var best: (rank: Int, id: StepID)?
    for spot in spots where spot.id != here.id {
      // Cells are about twice as high as wide: distances are taken in half cell heights.
      let ahead =
        sign * (isAlong ? spot.alongUnits - here.alongUnits : spot.acrossUnits - here.acrossUnits)
      let aside = abs(
        isAlong ? spot.acrossUnits - here.acrossUnits : spot.alongUnits - here.alongUnits)
      guard ahead > 0 else { continue }
      let rank = ahead + 2 * aside + (aside > ahead ? 1_000_000 : 0)
      if best.map({ rank < $0.rank }) ?? true { best = (rank, spot.id) }
    }
    return best?.id
  }

  /// One after the other, as a move looks at all of them and keeps one.
  private var spots: some Sequence<Spot> {
    diagram.steps.indices.lazy.map { [diagram, flow = view.flow] number in
      Spot(id: diagram.steps[number], box: CellBox(diagram.drawing.boxes[number]), flow: flow)
    }
  }

  private func spot(of id: StepID) -> Spot? {
    diagram.box(of: id).map { Spot(id: id, box: $0, flow: view.flow) }
  }
}

/// A box as movement sees it: along the flow and across it.
private struct Spot {
  let id: StepID
  /// Twice the middle, in cells.
  let along: Int
  let across: Int
  /// Cells that it takes along the flow.
  let extent: Range<Int>
  let alongUnits: Int
  let acrossUnits: Int

  init(id: StepID, box: CellBox, flow: Flow) {
    self.id = id
    let x = 2 * box.column + box.width
    let y = 2 * box.row + box.height
    switch flow {
    case .right:
      (along, across) = (x, y)
      (alongUnits, acrossUnits) = (x, 2 * y)
      extent = box.column..<box.column + box.width
    case .down:
      (along, across) = (y, x)
      (alongUnits, acrossUnits) = (2 * y, x)
      extent = box.row..<box.row + box.height
    }
  }

  func rank(toLane lane: Int, from here: Spot) -> (Int, Int) {
    (abs(across - lane), abs(along - here.along))
  }
}

extension Editor {
  /// The step so many further among those that follow the same step, in the order of their lanes,
  /// round and round; steps that follow none are each other's siblings.
  package func sibling(of id: StepID, by distance: Int) -> StepID? {
    let siblings =
      if let source = topology.sources(of: id).first {
        topology.targets(of: source)
      } else {
        topology.steps.filter { topology.sources(of: $0).isEmpty }
      }
    let sorted = siblings.sorted { (spot(of: $0)?.across ?? 0) < (spot(of: $1)?.across ?? 0) }
    guard sorted.count > 1, let place = sorted.firstIndex(of: id) else { return nil }
    return sorted[((place + distance) % sorted.count + sorted.count) % sorted.count]
  }
}
