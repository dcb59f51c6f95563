// Drives one run from the workbench's loop: waits for its descriptor and its deadlines, and hands on
// what it tells. Knows nothing of the screen.

import CursesTerminal
import PipelineModel
import ProcessRunner
import RunScheduler

/// A run that goes on. Let go before its end, it leaves no process behind.
final class RunDriver {
  private let session: RunSession
  private let loop: EventLoop
  private let handler: ([RunEvent]) -> Void
  private let descriptor: Int32
  private var timer: EventLoop.Timer?
  private let beginning = ContinuousClock.now

  /// - Parameter handler: gets what happened, as it happens.
  init(
    _ pipeline: CheckedPipeline, _ options: RunOptions, in loop: EventLoop,
    _ handler: @escaping ([RunEvent]) -> Void
  ) throws(RunRefusal) {
    session = try RunSession(pipeline, options)
    descriptor = session.descriptor
    self.loop = loop
    self.handler = handler
    loop.onReadable(descriptor) { [unowned self] in tell(session.advance()) }
  }

  /// Seconds since it began.
  var seconds: Double {
    let parts = (ContinuousClock.now - beginning).components
    return Double(parts.seconds) + Double(parts.attoseconds) / 1e18
  }

  var isFinished: Bool { session.isFinished }

  func start() { tell(session.start()) }

  /// The first time asks the steps to end; again ends all at once.
  func stop() { tell(session.cancel()) }

  /// Ends everything at once. - Postcondition: the loop knows nothing of it.
  func end() {
    forget()
    session.end()
  }

  private func tell(_ events: [RunEvent]) {
    if session.isFinished { forget() } else { setTimer() }
    if !events.isEmpty { handler(events) }
  }

  private func setTimer() {
    if let timer { loop.cancel(timer) }
    timer = session.timeLeft.map { left in
      loop.after(left) { [unowned self] in
        timer = nil
        tell(session.advance())
      }
    }
  }

  private func forget() {
    loop.remove(descriptor)
    if let timer { loop.cancel(timer) }
    timer = nil
  }
}
