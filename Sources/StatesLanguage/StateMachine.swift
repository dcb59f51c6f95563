// The state machines that pipelines become: chains of Task, Parallel and Pass states in JSONPath.
// Only such machines can be said here; any other document is a `JSON`. The text they become is
// written by StateMachine+Text.swift.
// Source: Amazon States Language specification, edition of November 22, 2024.

package struct StateMachine: Hashable, Sendable {
  package var comment: String?
  /// Run one after another: the first starts the machine, the last ends it. Never empty.
  package var states: [State]
  package var keyOrder: KeyOrder

  package init(comment: String? = nil, states: [State], keyOrder: KeyOrder = .readable) {
    self.comment = comment
    self.states = states
    self.keyOrder = keyOrder
  }

  /// In which order the keys of a state are written. It means nothing to AWS, but shows in diffs.
  package enum KeyOrder: Hashable, Sendable {
    /// What it is, what it does, what becomes of the result, what comes next.
    case readable
    /// As the program step-in-line writes them.
    case stepInLine
  }
}

package struct State: Hashable, Sendable {
  /// At most 80 characters; no two states of a machine share one, branches included.
  package var name: String
  package var comment: String?
  package var work: Work
  package var result: ResultUse

  package init(name: String, comment: String? = nil, work: Work, result: ResultUse = .passedOn) {
    self.name = name
    self.comment = comment
    self.work = work
    self.result = result
  }

  package enum Work: Hashable, Sendable {
    indirect case task(LambdaTask)
    /// Each branch runs its states one after another and has at least one. The result is an array
    /// of what the branches' last states give, in the order of the branches.
    case parallel([[State]])
    /// Gives this value, whatever the input.
    case pass(JSON)
  }

  /// What becomes of the result. Interpreters differ on what `$` means in a state that both selects
  /// and assigns, so none does.
  package enum ResultUse: Hashable, Sendable {
    /// It is the state's output.
    case passedOn
    /// A payload template on the result is the state's output (`ResultSelector`).
    case selected([JSON.Member])
    /// A payload template on the result sets variables (`Assign`), none when it is empty; the
    /// state's input is its output (`ResultPath: null`).
    case assigned([JSON.Member])
  }
}

/// The call of a Lambda function through `lambda:invoke`. The result is a mapping in which
/// `Payload` is what the function returned.
package struct LambdaTask: Hashable, Sendable {
  /// Name or ARN of the function, or a placeholder for it.
  package var functionName: String
  /// The event.
  package var event: Event
  /// Seconds one attempt may take; `nil` leaves AWS's default.
  package var timeout: Int?
  package var retry: Retry?

  package init(functionName: String, event: Event, timeout: Int? = nil, retry: Retry? = nil) {
    self.functionName = functionName
    self.event = event
    self.timeout = timeout
    self.retry = retry
  }

  package enum Event: Hashable, Sendable {
    /// The state's input.
    case input
    /// A payload template.
    case template([JSON.Member])
  }
}

/// When a failed state is tried again.
package struct Retry: Hashable, Sendable {
  package var errors: [String]
  /// Seconds before the first retry.
  package var interval: Int
  /// Retries, the first attempt not counted.
  package var attempts: Int
  /// What each further wait is multiplied by, a JSON number.
  package var backoff: JSON
  /// The longest wait in seconds.
  package var maximumDelay: Int?

  package init(
    errors: [String], interval: Int, attempts: Int, backoff: JSON, maximumDelay: Int? = nil
  ) {
    self.errors = errors
    self.interval = interval
    self.attempts = attempts
    self.backoff = backoff
    self.maximumDelay = maximumDelay
  }
}

extension JSON.Member {
  /// A field of a payload template whose value a path, a variable or an intrinsic function gives.
  package init(_ name: String, path: String) {
    self.init(name + ".$", .string(path))
  }
}

extension StateMachine {
  /// Visits all states, each before those of its branches, in the order of the text.
  package func forEachState(_ visit: (State) -> Void) {
    func visitAll(_ states: [State]) {
      for state in states {
        visit(state)
        if case .parallel(let branches) = state.work { branches.forEach(visitAll) }
      }
    }
    visitAll(states)
  }
}
