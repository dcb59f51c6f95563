// What AWS refuses about a state machine as a whole: too long a text, too long or repeated names,
// more events than an execution may have. The rules of single states are not judged here.
// Source: Step Functions service quotas; Amazon States Language specification, "States".

package import Diagnostics

package enum MachineLimits {
  /// Characters of a definition.
  package static let definition = 1_048_576
  /// Characters of a state's name.
  package static let name = 80
  /// Events in the history of one execution.
  package static let events = 25_000
}

/// The limits that a state machine breaks; empty when AWS would take it.
///
/// - Complexity: O(text).
package func limits(of machine: StateMachine) -> [Diagnostic] {
  var diagnostics: [Diagnostic] = []
  let length = machine.text(compact: true).count { $0 & 0xC0 != 0x80 }
  if length > MachineLimits.definition {
    diagnostics.append(tooLong(length))
  }
  var names = JSONMembers()
  var events = 2
  machine.forEachState { state in
    if !(1...MachineLimits.name).contains(state.name.unicodeScalars.count) {
      diagnostics.append(badLength(of: state.name))
    }
    if !names.add(state.name, .null) { diagnostics.append(duplicate(state.name)) }
    events += state.work.events
  }
  if events > MachineLimits.events { diagnostics.append(tooMany(events: events)) }
  return diagnostics
}

extension State.Work {
  /// In the history of a run without retries. The execution's start and end are two more.
  fileprivate var events: Int {
    switch self {
    case .task: 5
    case .parallel: 4
    case .pass: 2
    }
  }
}

private func tooLong(_ length: Int) -> Diagnostic {
  .error(
    "definition-size",
    "The state machine's definition has \(length) characters; AWS takes"
      + " \(MachineLimits.definition)",
    mend: "Split the pipeline into several, or shorten names and descriptions")
}

private func badLength(of name: String) -> Diagnostic {
  .error(
    "state-name-length",
    "The state name \"\(name)\" has \(name.unicodeScalars.count) characters",
    mend: "Give the step a name of 1 to \(MachineLimits.name) characters")
}

private func duplicate(_ name: String) -> Diagnostic {
  .error(
    "state-name-duplicate", "Two states are named \"\(name)\"", mend: "Rename one of the steps")
}

private func tooMany(events: Int) -> Diagnostic {
  .error(
    "execution-events",
    "An execution would have \(events) events; AWS ends it at \(MachineLimits.events)",
    mend: "Split the pipeline into several that start one another")
}
