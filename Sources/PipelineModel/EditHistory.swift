// The history of a document as a tree of moments: undoing and then changing something else begins
// a branch, so that nothing is ever lost. Knows nothing of panes, keys, files or clocks.
//
// Each moment but the first keeps the edits across the line to its parent, in one direction:
// inverses while it lies on the way to the present moment, the edits themselves otherwise. Memory
// is in proportion to the edits.
//
//   0 ── 1 ── 2 ── 3         undone to 1, then changed: 4 begins a branch
//        └─── 4 ── 5 ◀ now   redo follows the branch that was visited last

/// The text of the pipeline's file as a person has typed it: what is written from then on is patched
/// into it.
package struct TypedText: Hashable, Sendable {
  package let bytes: [UInt8]
  /// The session's numbers of its steps, in the order of the text.
  package let steps: [StepID]

  package init(_ bytes: [UInt8], steps: [StepID]) {
    self.bytes = bytes
    self.steps = steps
  }
}

package struct EditHistory: Sendable {
  /// A state of the document: what one command made of the state before it.
  package struct Moment: Sendable {
    package let label: String
    /// Seconds since 1970.
    package let time: Int64
    /// The number of the moment before; the first one is its own.
    package let parent: Int
    /// How many moments lie before it.
    let depth: Int
    fileprivate(set) var edits: [Edit]
    /// `nil` when the change was not made by typing.
    fileprivate let typed: TypedText?
    /// The moment after this one that was visited last.
    package fileprivate(set) var next: Int?
  }

  /// In the order in which they came to be; moment 0 is the document as it was opened.
  package private(set) var moments: [Moment]
  /// The number of the present moment.
  package private(set) var now = 0
  private var records: [HistoryRecord] = []

  package init() {
    moments = [Moment(label: "", time: 0, parent: 0, depth: 0, edits: [], typed: nil, next: nil)]
  }

  /// The text that was typed last on the way to the present moment; `nil` when none was.
  package var typedText: TypedText? {
    var number = now
    while number != 0 {
      if let typed = moments[number].typed { return typed }
      number = moments[number].parent
    }
    return nil
  }

  /// The moments from the first change to the present one.
  package var done: [Moment] { path(to: now).map { moments[$0] } }
  /// The moments that redo leads to, the next one last.
  package var undone: [Moment] {
    var chain: [Moment] = []
    var moment = moments[now].next
    while let number = moment {
      chain.append(moments[number])
      moment = moments[number].next
    }
    return chain.reversed()
  }

  package var undoLabel: String? { now == 0 ? nil : moments[now].label }
  package var redoLabel: String? { moments[now].next.map { moments[$0].label } }

  /// Applies `edits` as one unit: all of them, or none. A unit that changes nothing is not kept.
  ///
  /// - Parameters:
  ///   - typed: the text that says so, comments and all, when the change was made by typing.
  ///   - time: seconds since 1970.
  package mutating func perform(
    _ label: String, _ edits: [Edit], typed: TypedText? = nil, at time: Int64 = 0,
    on pipeline: inout Pipeline
  ) throws(EditError) {
    guard !edits.isEmpty || typed != nil else { return }
    var inverses = try Self.applyAll(edits, to: &pipeline)
    let settling = pipeline.settlingEdits
    inverses = try Self.applyAll(settling, to: &pipeline) + inverses
    let moment = Moment(
      label: label, time: time, parent: now, depth: moments[now].depth + 1, edits: inverses,
      typed: typed, next: nil)
    moments[now].next = moments.count
    now = moments.count
    moments.append(moment)
    records.append(.perform(label, time: time, edits + settling, typed: typed))
  }

  /// Takes back the last unit and returns its label; `nil` at the start of the history.
  @discardableResult
  package mutating func undo(_ pipeline: inout Pipeline) -> String? {
    guard let label = undoLabel else { return nil }
    go(to: moments[now].parent, on: &pipeline)
    return label
  }

  /// Does the last unit taken back again and returns its label; `nil` when there is none.
  @discardableResult
  package mutating func redo(_ pipeline: inout Pipeline) -> String? {
    guard let label = redoLabel, let next = moments[now].next else { return nil }
    go(to: next, on: &pipeline)
    return label
  }

  /// Makes the document what it was at a moment, on whatever branch.
  ///
  /// - Precondition: there is a moment of this number.
  package mutating func go(to moment: Int, on pipeline: inout Pipeline) {
    guard moment != now else { return }
    let target = path(to: moment)
    let common = commonMoment(now, moment)
    while now != common {
      moments[now].edits = Self.replay(moments[now].edits, on: &pipeline)
      now = moments[now].parent
    }
    for number in target.dropFirst(moments[common].depth) {
      moments[number].edits = Self.replay(moments[number].edits, on: &pipeline)
      moments[now].next = number
      now = number
    }
    records.append(.go(moment))
  }

  /// What has happened since the last call, for the recovery journal.
  package mutating func takeRecords() -> [HistoryRecord] {
    defer { records = [] }
    return records
  }

  // MARK: Ways through the tree

  /// The numbers of the moments behind the first one up to this one.
  private func path(to moment: Int) -> [Int] {
    var path: [Int] = []
    var number = moment
    while number != 0 {
      path.append(number)
      number = moments[number].parent
    }
    return path.reversed()
  }

  private func commonMoment(_ one: Int, _ other: Int) -> Int {
    var (one, other) = (one, other)
    while one != other {
      if moments[one].depth >= moments[other].depth {
        one = moments[one].parent
      } else {
        other = moments[other].parent
      }
    }
    return one
  }

  // MARK: Applying

  private static func replay(_ edits: [Edit], on pipeline: inout Pipeline) -> [Edit] {
    do {
      return try applyAll(edits, to: &pipeline)
    } catch {
      preconditionFailure("an inverse did not apply: \(error)")
    }
  }

  /// Applies in place and takes back what was done when one is refused: no copy of the pipeline.
  private static func applyAll(_ edits: [Edit], to pipeline: inout Pipeline) throws(EditError)
    -> [Edit]
  {
    var inverses: [Edit] = []
    for edit in edits {
      do {
        inverses.append(try pipeline.apply(edit))
      } catch {
        rollBack(inverses, on: &pipeline)
        throw error
      }
    }
    return inverses.reversed()
  }

  private static func rollBack(_ inverses: [Edit], on pipeline: inout Pipeline) {
    for inverse in inverses.reversed() {
      do {
        try pipeline.apply(inverse)
      } catch {
        preconditionFailure("an inverse did not apply: \(error)")
      }
    }
  }
}
