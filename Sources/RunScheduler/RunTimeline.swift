// When each step of a run ran, gathered from its events; and what decided how long it took. Draws
// nothing: that is in RunTimeline+Text.swift.

import GraphAlgorithms
package import PipelineModel

package struct RunTimeline: Sendable {
  package enum Ending: Hashable, Sendable { case running, succeeded, reused, failed, skipped }

  package struct Attempt: Hashable, Sendable {
    /// Seconds since the start of the run.
    package fileprivate(set) var start: Double
    /// `nil` while it goes on.
    package fileprivate(set) var end: Double?
    package fileprivate(set) var hasFailed = false
  }

  package struct Row: Hashable, Sendable {
    package let step: RunStep
    package fileprivate(set) var attempts: [Attempt] = []
    package fileprivate(set) var ending: Ending?

    /// Seconds that its attempts took together, without the waits between them.
    package var seconds: Double {
      attempts.reduce(0) { $0 + max(0, ($1.end ?? $1.start) - $1.start) }
    }

    /// Seconds from its first start to its end, waits included.
    var span: Double {
      guard let first = attempts.first, let end = attempts.last?.end else { return 0 }
      return max(0, end - first.start)
    }
  }

  /// In the order of the file.
  package private(set) var rows: [Row]
  /// Of the whole run; `nil` before its end.
  package private(set) var seconds: Double?
  /// How many steps have ended, in whichever way.
  package private(set) var endedCount = 0
  /// Rows that run, those that began first before others.
  private var runningRows: [Int] = []
  private let places: [StepID: Int]
  private let graph: DirectedGraph

  package init(_ pipeline: CheckedPipeline) {
    rows = pipeline.steps.map { Row(step: RunStep($0)) }
    places = Dictionary(
      pipeline.steps.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    graph = pipeline.graph
  }

  package mutating func take(_ event: RunEvent) {
    if case .finished(_, _, let seconds) = event.kind { self.seconds = seconds }
    guard let id = event.step?.id, let place = places[id] else { return }
    switch event.kind {
    case .started:
      rows[place].attempts.append(Attempt(start: event.at))
      rows[place].ending = .running
      runningRows.append(place)
    case .retried: close(place, event.at, hasFailed: true)
    case .failed(_, let seconds):
      close(place, event.at, lasting: seconds, hasFailed: true)
      end(place, .failed)
    case .succeeded(_, let seconds):
      close(place, event.at, lasting: seconds, hasFailed: false)
      end(place, event.isReused ? .reused : .succeeded)
    case .skipped: end(place, .skipped)
    case .printed, .noted, .finished: break
    }
  }

  private mutating func end(_ place: Int, _ ending: Ending) {
    rows[place].ending = ending
    endedCount += 1
  }

  /// - Parameter seconds: how long its process ran, which may have waited for its interpreter.
  private mutating func close(
    _ place: Int, _ time: Double, lasting seconds: Double? = nil, hasFailed: Bool
  ) {
    runningRows.removeAll { $0 == place }
    guard let last = rows[place].attempts.indices.last else { return }
    if let seconds {
      rows[place].attempts[last].start = max(rows[place].attempts[last].start, time - seconds)
    }
    rows[place].attempts[last].end = time
    rows[place].attempts[last].hasFailed = hasFailed
  }

  /// The chain of steps that no number of processors could have shortened, by the places of their
  /// rows, and the seconds that it took.
  package var criticalPath: (rows: [Int], seconds: Double) {
    let path = graph.criticalPath(durations: rows.map(\.span))
    return (path.nodes.filter { !rows[$0].attempts.isEmpty }, path.length)
  }

  /// The names of the steps that run, those that began first before others.
  package var running: [String] { runningRows.map { rows[$0].step.name } }
}
