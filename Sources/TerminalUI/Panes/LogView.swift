// Which part of a step's log is seen. Without a cursor it follows the end; moving up sets the cursor
// on a line, and moving below the last line follows again. Lines are numbered as RunLog does.

import EditorCore
import PipelineModel
import TerminalInterface

struct LogView: Sendable {
  /// The line that Enter opens; `nil` follows the end.
  private(set) var cursor: Int?
  private(set) var isWrapped = true
  /// What was searched for last.
  var query = ""
  private var top = 0
  private var followed: Followed?
  /// Lines that were seen last.
  private(set) var seen = 0..<0

  private struct Followed: Hashable, Sendable {
    let step: StepID?
    let run: Int
  }

  /// One row of the pane.
  struct Row: Hashable, Sendable {
    let line: Int
    let text: String
    let isFirst: Bool
  }

  mutating func toggleWrap() { isWrapped.toggle() }

  /// Another step or another run: follows its end.
  mutating func follow(_ step: StepID?, run: Int) {
    let now = Followed(step: step, run: run)
    if followed != now { cursor = nil }
    followed = now
  }

  mutating func move(by lines: Int, in log: RunLog) {
    let last = log.numbers.upperBound - 1
    guard last >= log.dropped else { return }
    let start = min(last, max(log.dropped, cursor ?? last))
    let next = start + max(-last - 1, min(last + 1, lines))
    cursor = next > last ? nil : max(log.dropped, next)
  }

  mutating func moveToFirst(_ log: RunLog) { cursor = log.numbers.first }
  mutating func moveToEnd() { cursor = nil }

  /// Goes to the next line, or the one before, that holds the text, around the ends.
  ///
  /// - Parameter isInclusive: whether the line of the cursor counts.
  /// - Returns: whether there is one.
  mutating func find(_ query: String, in log: RunLog, isForward: Bool, isInclusive: Bool) -> Bool {
    self.query = query
    let count = log.lines.count
    guard !query.isEmpty, count > 0 else { return false }
    let wanted = query.lowercased()
    let start = (cursor ?? log.numbers.upperBound - 1) - log.dropped
    for step in (isInclusive ? 0 : 1)...count {
      let place = ((start + (isForward ? step : -step)) % count + count) % count
      if log.lines[place].text.lowercased().contains(wanted) {
        cursor = place + log.dropped
        return true
      }
    }
    return false
  }

  /// The rows that fill the pane.
  ///
  /// - Complexity: O(rows that are seen), however long the log is.
  mutating func rows(of log: RunLog, columns: Int, height: Int) -> [Row] {
    guard height > 0, !log.lines.isEmpty else { return [] }
    let last = log.numbers.upperBound - 1
    guard let cursor else { return fill(upTo: last, log, columns, height) }
    let line = min(last, max(log.dropped, cursor))
    self.cursor = line
    top = min(max(top, log.dropped), line)
    let rows = fill(from: top, log, columns, height)
    if let shown = rows.last?.line,
      shown > line || shown == line && isWhole(rows, line, log, columns)
    {
      return remember(rows)
    }
    return fill(upTo: line, log, columns, height)
  }

  private func isWhole(_ rows: [Row], _ line: Int, _ log: RunLog, _ columns: Int) -> Bool {
    rows.count { $0.line == line } == pieces(of: log[line].text, columns).count
  }

  private mutating func fill(from first: Int, _ log: RunLog, _ columns: Int, _ height: Int) -> [Row]
  {
    var rows: [Row] = []
    for line in first..<log.numbers.upperBound where rows.count < height {
      rows += self.rows(of: line, log, columns)
    }
    return Array(rows.prefix(height))
  }

  private mutating func fill(upTo last: Int, _ log: RunLog, _ columns: Int, _ height: Int) -> [Row]
  {
    var rows: [Row] = []
    var line = last
    while line >= log.dropped, rows.count < height {
      rows = self.rows(of: line, log, columns) + rows
      line -= 1
    }
    rows = Array(rows.suffix(height))
    top = rows.first.map { $0.isFirst || $0.line == last ? $0.line : $0.line + 1 } ?? 0
    return remember(rows)
  }

  private mutating func remember(_ rows: [Row]) -> [Row] {
    if let first = rows.first, let last = rows.last { seen = first.line..<last.line + 1 }
    return rows
  }

  private func rows(of line: Int, _ log: RunLog, _ columns: Int) -> [Row] {
    pieces(of: log[line].text, columns).enumerated().map {
      Row(line: line, text: $1, isFirst: $0 == 0)
    }
  }

  /// The line in rows of so many columns; whole when lines are not wrapped.
  private func pieces(of text: String, _ columns: Int) -> [String] {
    guard isWrapped, columns > 1, TerminalInterface.columns(of: text) > columns else {
      return [text]
    }
    var pieces: [String] = []
    var piece = ""
    var width = 0
    for character in text {
      let own = TerminalInterface.columns(of: String(character))
      if width + own > columns {
        pieces.append(piece)
        (piece, width) = ("", 0)
      }
      piece.append(character)
      width += own
    }
    return pieces + [piece]
  }
}
