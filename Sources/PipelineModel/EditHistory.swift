// Undo and redo: two stacks of inverses. Knows nothing of panes, keys or files.

package struct EditHistory: Sendable {
  /// What one command did, ready to be taken back as a whole.
  package struct Entry: Sendable {
    package let label: String
    let inverses: [Edit]
  }

  package private(set) var done: [Entry] = []
  package private(set) var undone: [Entry] = []

  package init() {}

  package var undoLabel: String? { done.last?.label }
  package var redoLabel: String? { undone.last?.label }

  /// Applies `edits` as one unit: all of them, or none. A unit that changes nothing is not kept.
  package mutating func perform(_ label: String, _ edits: [Edit], on pipeline: inout Pipeline)
    throws(EditError)
  {
    guard !edits.isEmpty else { return }
    var inverses = try Self.applyAll(edits, to: &pipeline)
    inverses = try Self.applyAll(pipeline.settlingEdits, to: &pipeline) + inverses
    done.append(Entry(label: label, inverses: inverses))
    undone.removeAll()
  }

  /// Takes back the last unit and returns its label; `nil` at the start of the history.
  @discardableResult
  package mutating func undo(_ pipeline: inout Pipeline) -> String? {
    guard let entry = done.popLast() else { return nil }
    undone.append(Self.replay(entry, on: &pipeline))
    return entry.label
  }

  /// Does the last unit taken back again and returns its label; `nil` when there is none.
  @discardableResult
  package mutating func redo(_ pipeline: inout Pipeline) -> String? {
    guard let entry = undone.popLast() else { return nil }
    done.append(Self.replay(entry, on: &pipeline))
    return entry.label
  }

  private static func replay(_ entry: Entry, on pipeline: inout Pipeline) -> Entry {
    do {
      return Entry(label: entry.label, inverses: try applyAll(entry.inverses, to: &pipeline))
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
