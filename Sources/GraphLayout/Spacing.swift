// How much room things need, which depends on the flow: a terminal cell is about twice as high as
// wide, so lines one row apart are as clear as lines two columns apart.

/// Free cells between neighbours across the flow, and distances of tracks along it.
struct Spacing {
  let betweenBoxes: Int
  let betweenLines: Int
  let betweenBoxAndLine: Int
  /// From one track to the next when their lines run side by side.
  let trackPitch: Int
  /// Free cells between the borders of neighbouring layers when no track lies there.
  let leastChannel: Int

  init(_ flow: Flow) {
    switch flow {
    case .right:
      betweenBoxes = 0
      betweenLines = 0
      betweenBoxAndLine = 0
      trackPitch = 2
      leastChannel = 2
    case .down:
      betweenBoxes = 2
      betweenLines = 1
      betweenBoxAndLine = 1
      trackPitch = 1
      leastChannel = 1
    }
  }

  /// Free cells between two neighbours in a layer.
  func gap(_ first: Int, _ second: Int, in graph: LayeredGraph) -> Int {
    switch (graph.isVirtual(first), graph.isVirtual(second)) {
    case (false, false):
      // Dots have no border to tell them apart.
      min(graph.breadth[first], graph.breadth[second]) < 3 ? max(betweenBoxes, 1) : betweenBoxes
    case (true, true): betweenLines
    default: betweenBoxAndLine
    }
  }
}
