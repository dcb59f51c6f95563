// A diagram as rows of text, without colours: for files, pipes and tests.

/// - Parameters:
///   - names: one for each node; a line feed begins a new line of its box. What does not fit is cut.
///   - columns: how many terminal cells a character takes: 0, 1 or 2.
/// - Returns: rows from the top, without blanks at their ends.
package func picture(
  of diagram: Diagram, names: [String], glyphs: LineGlyphs = .unicode,
  columns: (Character) -> Int = { _ in 1 }
) -> [String] {
  let grid = diagram.lines(
    in: Diagram.Box(x: 0, y: 0, width: diagram.width, height: diagram.height))
  var canvas = grid.cells.map { cell in
    [cell.head.map { glyphs[head: $0] } ?? glyphs[cell.arms]]
  }
  for (node, box) in diagram.boxes.enumerated() {
    drawBorder(box, on: &canvas, grid: grid, glyphs: glyphs)
    drawLabel(names[node], in: box, on: &canvas, diagram.width, glyphs, columns)
  }
  return (0..<diagram.height).map { y in
    var row = String(canvas[y * diagram.width..<(y + 1) * diagram.width].joined())
    while row.last == " " { row.removeLast() }
    return row
  }
}

private func drawBorder(
  _ box: Diagram.Box, on canvas: inout [[Character]], grid: LineGrid, glyphs: LineGlyphs
) {
  let isDot = box.width < 3 || box.height < 3
  let (right, bottom) = (box.x + box.width - 1, box.y + box.height - 1)
  for y in box.y...bottom {
    for x in box.x...right {
      let index = y * grid.window.width + x
      if isDot {
        canvas[index] = [box.width == 1 && box.height == 1 ? glyphs.dot : glyphs.block]
        continue
      }
      var arms: LineArms = []
      if x == box.x || x == right {
        if y > box.y { arms.insert(.up) }
        if y < bottom { arms.insert(.down) }
      }
      if y == box.y || y == bottom {
        if x > box.x { arms.insert(.left) }
        if x < right { arms.insert(.right) }
      }
      let line = grid[x, y]
      if let head = line.head {
        canvas[index] = [glyphs[head: head]]
      } else {
        canvas[index] = [glyphs[glyphs.marksPorts ? arms.union(line.arms) : arms]]
      }
    }
  }
}

/// Lines of a label in the middle of the box, a blank on either side.
private func drawLabel(
  _ label: String, in box: Diagram.Box, on canvas: inout [[Character]], _ width: Int,
  _ glyphs: LineGlyphs, _ columns: (Character) -> Int
) {
  guard box.width >= 3, box.height >= 3 else { return }
  let room = max(box.width - 4, 1)
  let lines = label.split(separator: "\n", omittingEmptySubsequences: false).prefix(box.height - 2)
  let top = box.y + (box.height - lines.count) / 2
  for (index, line) in lines.enumerated() {
    let line = cut(Array(line), to: room, glyphs.ellipsis, columns)
    let taken = line.reduce(0) { $0 + columns($1) }
    var cell = (top + index) * width + box.x + (box.width - taken) / 2
    for character in line {
      let cells = columns(character)
      if cells == 0 {
        canvas[cell - 1].append(character)
        continue
      }
      canvas[cell] = [character]
      // A wide character has the next cell as well.
      for covered in cell + 1..<cell + cells { canvas[covered] = [] }
      cell += cells
    }
  }
}

private func cut(
  _ line: [Character], to room: Int, _ ellipsis: Character, _ columns: (Character) -> Int
) -> [Character] {
  if line.reduce(0, { $0 + columns($1) }) <= room { return line }
  var kept: [Character] = []
  var taken = 1
  for character in line {
    taken += columns(character)
    if taken > room { break }
    kept.append(character)
  }
  return kept + [ellipsis]
}
