// What happened to a history, in a form that can be kept and played again: the lines of the
// recovery journal. Their text form is in RecordEncoding.swift and RecordDecoding.swift.

package enum HistoryRecord: Hashable, Sendable {
  /// One unit of edits, all of them in order; it makes the next moment.
  ///
  /// - time: seconds since 1970.
  /// - typed: the text that says so, when the change was made by typing.
  case perform(String, time: Int64, [Edit], typed: TypedText? = nil)
  /// Undo, redo, or a jump to the moment with this number.
  case go(Int)
}

extension EditHistory {
  /// Does again what a record tells. - Returns: whether it could be done; if not, nothing changed.
  package mutating func replay(_ record: HistoryRecord, on pipeline: inout Pipeline) -> Bool {
    switch record {
    case .perform(let label, let time, let edits, let typed):
      guard !edits.isEmpty || typed != nil else { return false }
      do {
        try perform(label, edits, typed: typed, at: time, on: &pipeline)
        return true
      } catch {
        return false
      }
    case .go(let moment):
      guard moments.indices.contains(moment) else { return false }
      go(to: moment, on: &pipeline)
      return true
    }
  }
}

extension EditHistory {
  /// The largest number of a step that any edit brings in; -1 when there is none. Steps of later
  /// edits take higher ones, so that no moment finds its number taken.
  package var highestStepID: Int {
    var highest = -1
    for moment in moments {
      for case .insertStep(let step, _) in moment.edits { highest = max(highest, step.id.rawValue) }
      for case .removeStep(let id) in moment.edits { highest = max(highest, id.rawValue) }
    }
    return highest
  }
}

// MARK: - Moving in time

extension EditHistory {
  /// The moment so many changes before the present one, in the order in which they were made,
  /// whatever branch it is on; negative goes forward.
  package func moment(changesBefore count: Int) -> Int {
    max(0, min(moments.count - 1, now - max(-moments.count, min(moments.count, count))))
  }

  /// The last moment that is so many seconds older than the present one.
  ///
  /// - Parameter time: seconds since 1970, now; counts while the newest moment is the present one.
  package func moment(secondsBefore seconds: Int64, at time: Int64) -> Int {
    let isNewest = now == moments.count - 1
    let wanted = (isNewest ? max(time, moments[now].time) : moments[now].time) - seconds
    return moments.lastIndex { $0.time <= wanted } ?? 0
  }

  /// The first moment that is so many seconds younger than the present one; the newest when none is.
  package func moment(secondsAfter seconds: Int64) -> Int {
    let wanted = moments[now].time + seconds
    return moments.firstIndex { $0.time >= wanted && $0.time > moments[now].time }
      ?? moments.count - 1
  }
}
