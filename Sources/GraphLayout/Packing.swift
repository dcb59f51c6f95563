// Last pass: puts the drawings of parts that no edge joins beside and below one another.
// Before: sizes. After: corners so that no two overlap; the first part stays at the origin.

/// Shelves, filled in order: the larger parts first, equal ones as in the graph.
///
/// - Parameters:
///   - sizes: cells, as they will stand on the screen.
///   - gaps: free cells between two parts.
///   - former: corners of an earlier drawing, in whose order the parts stay.
/// - Returns: the top left corner of each part.
func packed(
  _ sizes: [(width: Int, height: Int)], gaps: (x: Int, y: Int), former: [Diagram.Point?]
) -> [Diagram.Point] {
  var corners = [Diagram.Point](repeating: Diagram.Point(x: 0, y: 0), count: sizes.count)
  if sizes.count < 2 { return corners }
  // As wide as a terminal is for its height: about three cells to one.
  let area = sizes.reduce(0) { $0 + ($1.width + gaps.x) * ($1.height + gaps.y) }
  let widest = sizes.reduce(0) { max($0, $1.width) }
  let limit = max(widest, Int((3 * Double(area)).squareRoot().rounded(.up)))
  let order = sizes.indices.sorted {
    if let (first, second) = pair(former[$0], former[$1]) {
      return (first.y, first.x, $0) < (second.y, second.x, $1)
    }
    if (former[$0] == nil) != (former[$1] == nil) { return former[$0] != nil }
    return (sizes[$1].width * sizes[$1].height, $0) < (sizes[$0].width * sizes[$0].height, $1)
  }
  var (x, y, shelf) = (0, 0, 0)
  for part in order {
    if x > 0, x + sizes[part].width > limit {
      (x, y, shelf) = (0, y + shelf + gaps.y, 0)
    }
    corners[part] = Diagram.Point(x: x, y: y)
    x += sizes[part].width + gaps.x
    shelf = max(shelf, sizes[part].height)
  }
  return corners
}
