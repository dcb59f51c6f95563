// A run from beginning to end, for callers that have nothing else to do.

import Glibc
package import PipelineModel
package import RunScheduler

package struct Run {
  private let session: RunSession

  package init(_ pipeline: CheckedPipeline, _ options: RunOptions) throws(RunRefusal) {
    session = try RunSession(pipeline, options)
  }

  /// Has the Pythons start that the run will need, as long as something else is to be done.
  package func getReady() { session.getReady() }

  /// Runs to the end.
  ///
  /// - Parameters:
  ///   - cancellation: a descriptor that becomes readable when the run is to be cancelled, such as a
  ///     signal pipe; it is read here. A second time ends everything at once.
  ///   - onEvent: gets each event as it happens, the last one being `finished`, unless everything
  ///     was ended at once.
  ///   - afterEvents: called when all events that had happened are told.
  ///   - onTick: called about five times a second, with the seconds since the start.
  package func run(
    cancelledBy cancellation: Int32? = nil, onTick: ((Double) -> Void)? = nil,
    afterEvents: (() -> Void)? = nil,
    onEvent: (RunEvent) -> Void
  ) -> RunStatus {
    var status = RunStatus.cancelled
    func tell(_ events: [RunEvent]) {
      for event in events {
        if case .finished(let end, _, _) = event.kind { status = end }
        onEvent(event)
      }
      if !events.isEmpty { afterEvents?() }
    }
    var wasCancelled = false
    tell(session.start())
    while !session.isFinished {
      if waitForCancellation(cancellation, ticks: onTick != nil) {
        if wasCancelled { session.end() } else { tell(session.cancel()) }
        wasCancelled = true
      }
      tell(session.advance())
      if !session.isFinished { onTick?(session.seconds) }
    }
    return status
  }

  /// Waits until there is something to do, and says whether that is to cancel.
  private func waitForCancellation(_ cancellation: Int32?, ticks: Bool) -> Bool {
    guard !session.isFinished else { return false }
    // A negative descriptor is one that poll(2) passes over.
    var watched = [
      pollfd(fd: session.descriptor, events: Int16(POLLIN), revents: 0),
      pollfd(fd: cancellation ?? -1, events: Int16(POLLIN), revents: 0),
    ]
    let left = session.timeLeft.map(milliseconds) ?? (ticks ? 200 : -1)
    guard poll(&watched, 2, ticks ? min(200, left) : left) > 0 else { return false }
    guard let cancellation, watched[1].revents != 0 else { return false }
    _ = readSome(cancellation)
    return true
  }

  /// Rounded up, so that the time has passed afterwards.
  private func milliseconds(_ duration: Duration) -> Int32 {
    let (seconds, attoseconds) = duration.components
    let milliseconds = min(seconds, 1_000_000) * 1000 + attoseconds / 1_000_000_000_000_000
    return Int32(milliseconds + 1)
  }
}
