// The document: what a pipeline file says. A draft: it may be unfinished or wrong.
// Changed only through `apply(_:)`; judged by `check(_:)`.

package struct Pipeline: Hashable, Sendable {
  /// The top-level keys but `defaults` and `steps`, as written; a missing key is not there.
  package internal(set) var fields: [PipelineField: Value]
  /// What steps take when they say nothing, as written.
  package internal(set) var defaults: StepFields
  /// In the order of the file. Names and ids occur once.
  package internal(set) var steps: [Step]

  package init(
    fields: [PipelineField: Value] = [:], defaults: StepFields = [:], steps: [Step] = []
  ) {
    self.fields = fields
    self.defaults = defaults
    self.steps = steps
    checkInvariants()
  }

  /// A pipeline with a name and nothing else.
  package init(name: String) {
    self.init(fields: [.pipeline: .text(name)])
  }
}

/// Names a step for one session, through renames. Small integers, given out in file order.
package struct StepID: Hashable, Sendable, Comparable {
  package let rawValue: Int
  package init(_ rawValue: Int) { self.rawValue = rawValue }
  package static func < (one: Self, other: Self) -> Bool { one.rawValue < other.rawValue }
}

package struct Step: Hashable, Sendable, Identifiable {
  package let id: StepID
  package var name: String
  /// The keys but `args` and `needs`, as written; a missing key is not there.
  package var fields: StepFields
  /// All have a name, or none has.
  package var arguments: [Argument]
  /// Steps that must finish first, beside those that arguments name. None occurs twice.
  package var needs: [StepReference]

  package init(
    id: StepID, name: String, fields: StepFields = [:], arguments: [Argument] = [],
    needs: [StepReference] = []
  ) {
    self.id = id
    self.name = name
    self.fields = fields
    self.arguments = arguments
    self.needs = needs
  }
}

/// A step that another one waits for.
package enum StepReference: Hashable, Sendable {
  case step(StepID)
  /// A name that no step has; `check` reports it. Once a step has the name, the next edit
  /// settles the reference (`settlingEdits`).
  case unknown(String)
}

/// One argument of a step's function.
package struct Argument: Hashable, Sendable {
  /// `nil` passes it by position.
  package var name: String?
  package var source: ArgumentSource

  package init(name: String? = nil, _ source: ArgumentSource) {
    self.name = name
    self.source = source
  }
}

package enum ArgumentSource: Hashable, Sendable {
  /// The output of a step, or the part of it that `pick` names (see `PickPath`), as written.
  case step(StepReference, pick: String? = nil)
  /// An input of the execution, or a part of it.
  case input(String, pick: String? = nil)
  case constant(Value)

  package var reference: StepReference? {
    if case .step(let reference, _) = self { reference } else { nil }
  }
}

/// A place on the grid: column along the flow, row across it, both from 0.
package struct GridPosition: Hashable, Sendable {
  package var column: Int
  package var row: Int

  package init(column: Int, row: Int) {
    self.column = column
    self.row = row
  }
}

/// The two forms of state machine that a pipeline can become.
package enum MachineForm: String, CaseIterable, Hashable, Sendable { case nested, layers }

/// What an execution gives back: every step's output, or only those that nothing depends on.
package enum OutputForm: String, CaseIterable, Hashable, Sendable { case all, last }
