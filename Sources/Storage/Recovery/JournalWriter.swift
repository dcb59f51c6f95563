// Writes a recovery journal on a thread of its own, so that no disk ever keeps a person waiting.
// What the thread does is in JournalThread.swift.

import CPosix
import Glibc
import Synchronization

/// Takes records at once and returns; they are in the file a moment later and on the disk itself
/// within a second.
package final class JournalWriter: Sendable {
  package enum Beginning: Sendable {
    /// A new journal, which begins with these records as soon as there are others.
    case new([JournalRecord])
    /// A journal that is there, of which so many bytes are good.
    case continuing(length: Int)
  }

  struct Inbox: Sendable {
    var records: [JournalRecord] = []
    /// How many flushes were asked for, and how many are done with what success.
    var flushesAsked = 0
    var flushesDone = 0
    var isWritten = true
    var isEnding = false
    var isRunning = false
  }

  /// The journal's path.
  package let path: String
  let file: String
  let beginning: Beginning
  /// Called on the writer's thread with why it can't write now, and with `nil` when it can again.
  let report: @Sendable (FileError?) -> Void
  let inbox = Mutex(Inbox())
  let wake: Bell
  let done: Bell

  /// - Parameter file: the real path of the file that is edited.
  package init(
    _ folder: RecoveryFolder, file: String, _ beginning: Beginning,
    report: @escaping @Sendable (FileError?) -> Void
  ) {
    path = folder.journal(of: file)
    self.file = file
    self.beginning = beginning
    self.report = report
    wake = Bell()
    done = Bell()
  }

  /// Hands records over; the thread begins with the first of them.
  package func append(_ records: [JournalRecord]) {
    guard !records.isEmpty else { return }
    let isFirst = inbox.withLock { inbox in
      inbox.records += records
      defer { inbox.isRunning = true }
      return !inbox.isRunning
    }
    if isFirst { JournalThread.start(for: self) }
    wake.ring()
  }

  /// Waits until all that was handed over is on the disk, at most so many milliseconds.
  ///
  /// - Returns: whether it is.
  @discardableResult
  package func flush(within milliseconds: Int32 = 2000) -> Bool {
    let (isRunning, number) = inbox.withLock { inbox in
      if inbox.isRunning { inbox.flushesAsked += 1 }
      return (inbox.isRunning, inbox.flushesAsked)
    }
    guard isRunning else { return true }
    wake.ring()
    let end = cposix_monotonic_nanoseconds() + Int64(milliseconds) * 1_000_000
    while true {
      let (done, isWritten) = inbox.withLock { ($0.flushesDone, $0.isWritten) }
      if done >= number { return isWritten }
      let left = (end - cposix_monotonic_nanoseconds()) / 1_000_000
      guard left > 0 else { return false }
      self.done.wait(milliseconds: Int32(left))
    }
  }

  /// Writes what there is and ends the thread. - Returns: whether all is on the disk.
  @discardableResult
  package func close(within milliseconds: Int32 = 2000) -> Bool {
    inbox.withLock { $0.isEnding = true }
    return flush(within: milliseconds)
  }
}

/// Wakes another thread.
final class Bell: Sendable {
  private let reader: Int32
  private let writer: Int32

  init() {
    var ends: [Int32] = [-1, -1]
    precondition(cposix_pipe(&ends) >= 0, "no pipe for the recovery journal")
    for end in ends { _ = cposix_set_nonblocking(end, 1) }
    (reader, writer) = (ends[0], ends[1])
  }

  deinit {
    close(reader)
    close(writer)
  }

  func ring() {
    var byte: UInt8 = 1
    _ = write(writer, &byte, 1)
  }

  /// Returns when it has rung, or after so long; -1 waits for ever.
  func wait(milliseconds: Int32) {
    var polled = pollfd(fd: reader, events: Int16(POLLIN), revents: 0)
    guard poll(&polled, 1, milliseconds) > 0 else { return }
    var bytes = [UInt8](repeating: 0, count: 64)
    while read(reader, &bytes, bytes.count) == bytes.count {}
  }
}
