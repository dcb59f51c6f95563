// Series-parallel forms while they are being looked for: numbered, shared between the forms that
// hold them, with their times beside them. The tree that is handed out is SeriesParallelTree.

/// A form is the number of its entry; it is made of forms with smaller numbers.
struct FormArena<Time: PlanTime> {
  private enum Kind { case step, series, parallel }

  private struct Entry {
    let kind: Kind
    /// A node, or the first of two forms.
    let first: Int32
    let second: Int32
  }

  private var entries: [Entry] = []
  private(set) var times: [Time] = []

  mutating func step(_ node: Int32, taking time: Time) -> Int32 {
    append(Entry(kind: .step, first: node, second: -1), time)
  }

  mutating func series(_ first: Int32, _ second: Int32) -> Int32 {
    append(
      Entry(kind: .series, first: first, second: second), times[Int(first)] + times[Int(second)])
  }

  mutating func parallel(_ first: Int32, _ second: Int32) -> Int32 {
    append(
      Entry(kind: .parallel, first: first, second: second),
      times[Int(first)].longer(times[Int(second)]))
  }

  private mutating func append(_ entry: Entry, _ time: Time) -> Int32 {
    entries.append(entry)
    times.append(time)
    return Int32(entries.count - 1)
  }

  /// The form as a tree in which no part holds its own kind directly.
  func tree(of form: Int32) -> SeriesParallelTree {
    let entry = entries[Int(form)]
    switch entry.kind {
    case .step: return .step(Int(entry.first))
    case .series: return .series(parts(of: form).map { tree(of: $0) })
    case .parallel: return .parallel(parts(of: form).map { tree(of: $0) })
    }
  }

  /// The forms of other kinds that a form is made of, from left to right.
  private func parts(of form: Int32) -> [Int32] {
    let kind = entries[Int(form)].kind
    var parts: [Int32] = []
    var stack = [form]
    while let next = stack.popLast() {
      let entry = entries[Int(next)]
      if entry.kind == kind {
        stack.append(entry.second)
        stack.append(entry.first)
      } else {
        parts.append(next)
      }
    }
    return parts
  }
}
