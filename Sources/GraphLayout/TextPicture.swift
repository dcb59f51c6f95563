// A diagram as rows of text, without colours: for files, pipes and tests.

/// - Parameters:
///   - names: one for each node; a line feed begins a new line of its box. What does not fit is cut.
///   - columns: how many terminal cells a character takes: 0, 1 or 2.
/// - Returns: rows from the top, without blanks at their ends.
package func picture(
  of diagram: Diagram, names: [String], glyphs: LineGlyphs = .unicode,
  columns: (Character) -> Int = { _ in 1 }
) -> [String] {
  // A band at a time, so that a large diagram needs no more room than its text.
  let height = max(1, 1_000_000 / max(diagram.width, 1))
  return stride(from: 0, to: diagram.height, by: height).flatMap { y in
    var band = Band(
      diagram,
      Diagram.Box(x: 0, y: y, width: diagram.width, height: min(height, diagram.height - y)), glyphs
    )
    for (box, name) in zip(diagram.boxes, names) where band.touches(box) {
      band.drawBorder(box)
      band.drawLabel(name, in: box, columns)
    }
    return band.rows
  }
}

/// Some rows of the picture.
private struct Band {
  private let grid: LineGrid
  private let window: Diagram.Box
  private let glyphs: LineGlyphs
  /// What stands in each cell; nothing behind a wide character.
  private var cells: [Character?]
  /// Marks without a width of their own, behind the characters that they belong to.
  private var marks: [Int: String] = [:]

  init(_ diagram: Diagram, _ window: Diagram.Box, _ glyphs: LineGlyphs) {
    grid = diagram.lines(in: window)
    self.window = window
    self.glyphs = glyphs
    cells = grid.cells.map { cell in cell.head.map { glyphs[head: $0] } ?? glyphs[cell.arms] }
  }

  var rows: [String] {
    (0..<window.height).map { y in
      var end = (y + 1) * window.width
      while end > y * window.width, cells[end - 1] == " " { end -= 1 }
      var row = ""
      for index in y * window.width..<end {
        if let character = cells[index] { row.append(character) }
        if !marks.isEmpty, let mark = marks[index] { row += mark }
      }
      return row
    }
  }

  func touches(_ box: Diagram.Box) -> Bool {
    box.y < window.y + window.height && window.y < box.y + box.height
  }

  private func hasRow(_ y: Int) -> Bool { y >= window.y && y < window.y + window.height }

  mutating func drawBorder(_ box: Diagram.Box) {
    let isDot = box.width < 3 || box.height < 3
    let (right, bottom) = (box.x + box.width - 1, box.y + box.height - 1)
    for y in box.y...bottom where hasRow(y) {
      for x in box.x...right {
        let index = (y - window.y) * window.width + x
        if isDot {
          cells[index] = box.width == 1 && box.height == 1 ? glyphs.dot : glyphs.block
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
        cells[index] =
          line.head.map { glyphs[head: $0] }
          ?? glyphs[glyphs.marksPorts ? arms.union(line.arms) : arms]
      }
    }
  }

  /// Lines of a label in the middle of the box, a blank on either side.
  mutating func drawLabel(_ label: String, in box: Diagram.Box, _ columns: (Character) -> Int) {
    guard box.width >= 3, box.height >= 3 else { return }
    let room = max(box.width - 4, 1)
    let lines = label.split(separator: "\n", omittingEmptySubsequences: false)
      .prefix(box.height - 2)
    let top = box.y + (box.height - lines.count) / 2
    for (number, line) in lines.enumerated() where hasRow(top + number) {
      let line = cut(Array(line), to: room, glyphs.ellipsis, columns)
      let taken = line.reduce(0) { $0 + columns($1) }
      var cell = (top + number - window.y) * window.width + box.x + (box.width - taken) / 2
      for character in line {
        let width = columns(character)
        if width == 0 {
          marks[cell - 1, default: ""].append(character)
          continue
        }
        cells[cell] = character
        for covered in cell + 1..<cell + width { cells[covered] = nil }
        cell += width
      }
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
