// Where a step of a run stands. Decides nothing; the scheduler does.

/// The life of one step in one run.
///
///     waiting ── ready ── running ── succeeded
///        │         │       │   └──── failed
///        │         └─ retrying
///        └── skipped   (something it needs failed or was skipped)
///     each of the upper ones but `running` ── cancelled; `running` too, unless it succeeds
package enum StepState: Hashable, Sendable {
  case waiting
  /// Could run; `attempt` counts from 1.
  case ready(attempt: Int)
  case running(attempt: Int)
  /// That attempt failed, and the wait before the next one goes on.
  case retrying(attempt: Int)
  case succeeded, failed, skipped, cancelled

  /// The attempt it is at or after; 0 before the first one.
  package var attempt: Int {
    switch self {
    case .ready(let attempt), .running(let attempt), .retrying(let attempt): attempt
    case .waiting, .succeeded, .failed, .skipped, .cancelled: 0
    }
  }

  package var isRunning: Bool { if case .running = self { true } else { false } }

  package var hasEnded: Bool {
    switch self {
    case .succeeded, .failed, .skipped, .cancelled: true
    case .waiting, .ready, .running, .retrying: false
    }
  }
}

/// Why a step does not run.
package enum SkipReason: Hashable, Sendable {
  /// This step failed, and the skipped one hangs on it, directly or not.
  case failed(Int)
  /// The run was cancelled before the step began.
  case cancelled
}

package enum RunStatus: String, Hashable, Sendable { case succeeded, failed, cancelled }
