// A run as a picture of bars and as a table of times.

extension RunTimeline {
  /// A line for each step that ran, in the order of their starts, and what it shows below.
  ///
  ///     extract │████                │ 0.200 s ◆
  ///     clean   │    ░░░             │ 0.150 s
  ///     train   │    ████████████████│ 0.800 s ◆
  ///
  /// `█` and ◆ mark the critical path, `░` other steps, `✗` the end of an attempt that failed, `·` a
  /// wait before the next one.
  ///
  /// - Parameters:
  ///   - columns: how wide a line may be.
  ///   - shown: makes a name fit for a terminal.
  ///   - width: how many columns a text takes.
  package func picture(
    columns: Int, shown: (String) -> String = { $0 }, width: (String) -> Int = { $0.count }
  ) -> [String] {
    let order = rows.indices.filter { !rows[$0].attempts.isEmpty }.sorted {
      (rows[$0].attempts[0].start, $0) < (rows[$1].attempts[0].start, $1)
    }
    guard !order.isEmpty else { return [] }
    let names = Names(order.map { shown(rows[$0].step.name) }, longest: 30, width: width)
    let ends = order.compactMap { rows[$0].attempts.last?.end }
    let whole = max(seconds ?? 0, ends.max() ?? 0, 0.001)
    let room = max(10, columns - names.columns - 16)
    let path = criticalPath
    let onPath = Set(path.rows)
    let lines = zip(order, names.padded).map { place, name in
      let isOnPath = onPath.contains(place)
      let bar = bar(of: rows[place], cells: room, secondsPerCell: whole / Double(room), isOnPath)
      return "\(name) │\(bar)│ \(text(of: rows[place].seconds)) s\(isOnPath ? " ◆" : "")"
    }
    let chain = path.rows.map { shown(rows[$0].step.name) }.joined(separator: " → ")
    return lines + [
      "◆ critical path: \(text(of: path.seconds)) s of \(text(of: whole)) s: \(chain)"
    ]
  }

  private func bar(of row: Row, cells: Int, secondsPerCell: Double, _ isOnPath: Bool) -> String {
    var bar = [Character](repeating: " ", count: cells)
    func cell(_ time: Double) -> Int { min(cells - 1, max(0, Int(time / secondsPerCell))) }
    var last: Int?
    for attempt in row.attempts {
      let first = cell(attempt.start)
      // What ends on the border of a cell does not reach into the next one.
      let end = max(first, cell((attempt.end ?? attempt.start) - secondsPerCell / 100))
      if let last, last < first { for place in (last + 1)..<first { bar[place] = "·" } }
      for place in first...end { bar[place] = isOnPath ? "█" : "░" }
      if attempt.hasFailed { bar[end] = "✗" }
      last = end
    }
    return String(bar)
  }

  /// A line for each step: how it ended, its attempts, when it began and how long it ran. Of many
  /// steps those that took longest, and the others together.
  package func table(
    atMost limit: Int = 40, shown: (String) -> String = { $0 },
    width: (String) -> Int = { $0.count }
  ) -> [String] {
    let ended = rows.indices.filter { rows[$0].ending != nil }
    var listed = ended
    if ended.count > limit {
      listed = ended.sorted { (rows[$1].seconds, $0) < (rows[$0].seconds, $1) }.prefix(limit)
        .sorted()
    }
    let names = Names(
      ["step"] + listed.map { shown(rows[$0].step.name) }, longest: 40, width: width)
    let head = "\(names.padded[0])  ended      attempts   started    seconds"
    let lines = zip(listed, names.padded.dropFirst()).map { place, name in
      let row = rows[place]
      let start = row.attempts.first.map { text(of: $0.start) } ?? "-"
      let seconds = row.attempts.isEmpty ? "-" : text(of: row.seconds)
      let attempts = row.attempts.isEmpty ? "-" : String(row.attempts.count)
      return name + "  " + padded(word(for: row.ending), 9, atEnd: true) + padded(attempts, 10)
        + padded(start, 10) + padded(seconds, 11)
    }
    guard listed.count < ended.count else { return [head] + lines }
    let rest = Set(ended).subtracting(listed).reduce(0) { $0 + rows[$1].seconds }
    return [head] + lines
      + ["and \(ended.count - listed.count) shorter ones, \(text(of: rest)) s together"]
  }

  private func word(for ending: Ending?) -> String {
    switch ending {
    case .running: "running"
    case .succeeded: "succeeded"
    case .reused: "reused"
    case .failed: "failed"
    case .skipped: "skipped"
    case nil: ""
    }
  }

  /// With three digits after the point.
  private func text(of seconds: Double) -> String {
    let milliseconds = Int((seconds * 1000).rounded())
    return "\(milliseconds / 1000)." + padded(String(milliseconds % 1000), 3, with: "0")
  }
}

/// Texts padded to the width of the widest one.
private struct Names {
  let padded: [String]
  let columns: Int

  init(_ names: [String], longest: Int, width: (String) -> Int) {
    let cut = names.map { name -> String in
      guard width(name) > longest else { return name }
      var short = name
      while width(short) >= longest { short.removeLast() }
      return short + "…"
    }
    let widest = cut.map(width).max() ?? 0
    columns = widest
    padded = cut.map { $0 + String(repeating: " ", count: widest - width($0)) }
  }
}

private func padded(
  _ text: String, _ columns: Int, with filler: String = " ", atEnd: Bool = false
) -> String {
  let filling = String(repeating: filler, count: max(0, columns - text.count))
  return atEnd ? text + filling : filling + text
}
