// The screen as text: for tests, for `render` without a terminal, and for bug reports.

extension Screen {
  /// Every row as text without the blanks at its end.
  package var lines: [String] {
    (0..<rows).map { y in
      var line = ""
      for cell in cells[y * columns..<(y + 1) * columns] { line += cell.text }
      return String(line.reversed().drop { $0 == " " }.reversed())
    }
  }

  /// The rows joined by line feeds, without blanks at their ends and blank rows at the bottom.
  package var picture: String {
    var lines = lines
    while lines.last == "" { lines.removeLast() }
    return lines.joined(separator: "\n")
  }

  /// The styles of every row as signs, in the shape of `picture`: one sign for each cell,
  /// `.` for plain, the others as the legend says, `?` for what it does not name.
  package func stylePicture(_ legend: [Style: Character]) -> String {
    let signs = legend.merging([.plain: "."]) { named, _ in named }
    return (0..<rows).map { y in
      String(cells[y * columns..<(y + 1) * columns].map { signs[$0.style] ?? "?" })
    }.joined(separator: "\n")
  }

  /// What is true of every screen.
  package func checkInvariants() {
    precondition(cells.count == columns * rows, "the cells do not fill the screen")
    for y in 0..<rows {
      var isRightHalfDue = false
      for x in 0..<columns {
        let cell = cells[y * columns + x]
        precondition((cell.width == 0) == isRightHalfDue, "half a wide character")
        precondition(cell.base.value >= 0x20 || cell.width == 0, "a control character")
        isRightHalfDue = cell.width == 2
      }
      precondition(!isRightHalfDue, "a wide character crosses the edge")
    }
  }
}
