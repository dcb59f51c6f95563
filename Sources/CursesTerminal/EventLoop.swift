// One poll(2) loop on the main thread: descriptors, timers, signals, and messages from other
// threads. It knows nothing of what they mean. (`@MainActor` is not the main thread on Linux,
// and a blocking loop would starve it; nothing here relies on it.)

import CPosix
import Glibc
import Synchronization

/// Runs handlers, one after the other, on the thread that calls `run`.
///
/// Descriptors are served in the order in which they were added, so the keyboard, added first,
/// never waits behind output. A handler reads once and at most 64 KiB; what it leaves is
/// served in the next turn, and the kernel's pipe holds a flood back.
package final class EventLoop {
  private struct Watched {
    let descriptor: Int32
    let events: Int16
    let handler: () -> Void
  }

  /// Stands for a timer that is set.
  package struct Timer: Hashable, Sendable {
    fileprivate let number: Int
  }

  private struct Deadline {
    let nanoseconds: Int64
    let timer: Timer
    let handler: () -> Void
  }

  private var watched: [Watched] = []
  private var deadlines: [Deadline] = []
  private var timersMade = 0
  private var signalHandlers: [Int32: () -> Void] = [:]
  private var beforeWaiting: [() -> Void] = []
  private var drains: [() -> Void] = []
  private let wakeUp: WakeUp
  private var isRunning = false

  package init() {
    wakeUp = WakeUp()
    onReadable(wakeUp.descriptor) { [unowned self] in
      wakeUp.clear()
      for drain in drains { drain() }
    }
  }

  // MARK: Descriptors

  /// Calls the handler whenever a read would not block: there are bytes, or the end.
  package func onReadable(_ descriptor: Int32, _ handler: @escaping () -> Void) {
    watched.append(Watched(descriptor: descriptor, events: Int16(POLLIN), handler: handler))
  }

  /// Calls the handler whenever a write would not block: there is room, or nobody reads.
  package func onWritable(_ descriptor: Int32, _ handler: @escaping () -> Void) {
    watched.append(Watched(descriptor: descriptor, events: Int16(POLLOUT), handler: handler))
  }

  /// Forgets a descriptor; to be called before it is closed.
  package func remove(_ descriptor: Int32) { watched.removeAll { $0.descriptor == descriptor } }

  // MARK: Timers

  /// Calls the handler once, not before so much time has passed.
  @discardableResult
  package func after(_ duration: Duration, _ handler: @escaping () -> Void) -> Timer {
    timersMade += 1
    let timer = Timer(number: timersMade)
    let (seconds, attoseconds) = duration.components
    let wait = seconds * 1_000_000_000 + attoseconds / 1_000_000_000
    deadlines.append(
      Deadline(
        nanoseconds: cposix_monotonic_nanoseconds() + max(0, wait), timer: timer, handler: handler))
    return timer
  }

  package func cancel(_ timer: Timer) { deadlines.removeAll { $0.timer == timer } }

  // MARK: Signals

  /// Calls the handler in the loop, soon after the signal has come, in place of what the
  /// signal does by default.
  package func onSignal(_ signal: Int32, _ handler: @escaping () -> Void) {
    if signalHandlers.isEmpty {
      let pipe = cposix_signal_pipe()
      precondition(pipe >= 0, "no pipe for signals")
      onReadable(pipe) { [unowned self] in takeSignals(from: pipe) }
    }
    signalHandlers[signal] = handler
    precondition(cposix_watch_signal(signal) >= 0, "signal \(signal) cannot be handled")
  }

  private func takeSignals(from pipe: Int32) {
    var bytes = [UInt8](repeating: 0, count: 256)
    let count = read(pipe, &bytes, bytes.count)
    guard count > 0 else { return }
    // Several of one kind, as when a window is being resized, count once.
    var seen: Set<UInt8> = []
    for byte in bytes[..<count] where seen.insert(byte).inserted {
      signalHandlers[Int32(byte)]?()
    }
  }

  /// Does to these signals what `system(3)` does while another program has the terminal: keys
  /// that interrupt are that program's, and a stop stops us too.
  func setAsideKeySignals() {
    for signal in [SIGINT, SIGQUIT] { _ = cposix_ignore_signal(signal) }
    _ = cposix_default_signal(SIGTSTP)
  }

  func handleKeySignalsAgain() {
    for signal in [SIGINT, SIGQUIT, SIGTSTP] {
      let isHandled = signalHandlers[signal] != nil
      _ = isHandled ? cposix_watch_signal(signal) : cposix_default_signal(signal)
    }
  }

  // MARK: Other threads

  /// A mailbox that any thread may send to; the handler gets each message in the loop.
  package func mailbox<Message: Sendable>(
    _ handler: @escaping (Message) -> Void
  ) -> Mailbox<Message> {
    let mailbox = Mailbox<Message>(wakeUp: wakeUp)
    drains.append { for message in mailbox.takeAll() { handler(message) } }
    return mailbox
  }

  // MARK: Running

  /// Calls the handler in every turn before the loop waits: the place to draw.
  package func beforeWaiting(_ handler: @escaping () -> Void) { beforeWaiting.append(handler) }

  /// Returns after `stop`.
  package func run() {
    isRunning = true
    while isRunning {
      for handler in beforeWaiting { handler() }
      if isRunning { turn() }
    }
  }

  package func stop() { isRunning = false }

  private func turn() {
    let served = watched
    var descriptors = served.map { pollfd(fd: $0.descriptor, events: $0.events, revents: 0) }
    let ready = poll(&descriptors, nfds_t(descriptors.count), millisecondsToWait())
    precondition(ready >= 0 || errno == EINTR || errno == ENOMEM, "poll: errno \(errno)")
    runTimers()
    guard ready > 0 else { return }
    for (entry, polled) in zip(served, descriptors) where polled.revents != 0 {
      // A handler before may have removed it.
      let isStillWatched = watched.contains {
        $0.descriptor == entry.descriptor && $0.events == entry.events
      }
      if isStillWatched && isRunning { entry.handler() }
    }
  }

  /// Until the next timer, rounded up; -1 when there is none.
  private func millisecondsToWait() -> Int32 {
    guard let next = deadlines.map(\.nanoseconds).min() else { return -1 }
    let left = max(0, next - cposix_monotonic_nanoseconds())
    return Int32(min((left + 999_999) / 1_000_000, 3_600_000))
  }

  private func runTimers() {
    guard !deadlines.isEmpty else { return }
    let now = cposix_monotonic_nanoseconds()
    let due = deadlines.filter { $0.nanoseconds <= now }.sorted { $0.nanoseconds < $1.nanoseconds }
    for deadline in due where deadlines.contains(where: { $0.timer == deadline.timer }) {
      cancel(deadline.timer)
      deadline.handler()
    }
  }
}

/// Takes messages to an event loop, from any thread, in the order in which they are sent.
package final class Mailbox<Message: Sendable>: Sendable {
  private let messages = Mutex<[Message]>([])
  private let wakeUp: WakeUp

  fileprivate init(wakeUp: WakeUp) { self.wakeUp = wakeUp }

  package func send(_ message: Message) {
    let isFirst = messages.withLock { queue in
      queue.append(message)
      return queue.count == 1
    }
    if isFirst { wakeUp.wake() }
  }

  fileprivate func takeAll() -> [Message] {
    messages.withLock { queue in
      defer { queue = [] }
      return queue
    }
  }
}

/// A pipe to oneself that ends a poll.
private final class WakeUp: Sendable {
  let descriptor: Int32
  private let sender: Int32

  init() {
    var ends: [Int32] = [-1, -1]
    precondition(cposix_pipe(&ends) >= 0, "no pipe for messages")
    for end in ends { _ = cposix_set_nonblocking(end, 1) }
    (descriptor, sender) = (ends[0], ends[1])
  }

  deinit {
    close(descriptor)
    close(sender)
  }

  func wake() {
    var byte: UInt8 = 1
    _ = write(sender, &byte, 1)
  }

  func clear() {
    var bytes = [UInt8](repeating: 0, count: 64)
    while read(descriptor, &bytes, bytes.count) == bytes.count {}
  }
}
