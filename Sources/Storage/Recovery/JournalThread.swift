// The thread behind a recovery journal: appends lines, and syncs when they are due. A line that the
// disk has no room for stays in memory and is tried again; what was torn is cut off first.

import CPosix
import Glibc
import Synchronization

final class JournalThread {
  private let writer: JournalWriter
  private var file: OpenFile?
  /// How many bytes of the file are good.
  private var length = 0
  /// Lines that are not in the file yet.
  private var pending: [UInt8] = []
  private var schedule = SyncSchedule()
  private var isFailing = false

  private init(_ writer: JournalWriter) {
    self.writer = writer
    switch writer.beginning {
    case .continuing(let length): self.length = length
    case .new(let records):
      pending = Journal.beginning(for: writer.file)
      for record in records { pending += JournalText.line(record.payload) }
    }
  }

  static func start(for writer: JournalWriter) {
    var thread = pthread_t()
    let argument = Unmanaged.passRetained(writer).toOpaque()
    let code = pthread_create(&thread, nil, main, argument)
    guard code == 0 else {
      Unmanaged<JournalWriter>.fromOpaque(argument).release()
      writer.report(
        .failed(path: writer.path, doing: "writing", reason: String(cString: strerror(code))))
      return
    }
    pthread_detach(thread)
  }

  private static let main: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = {
    pointer in
    guard let pointer else { return nil }
    // Signals are the main thread's, but for those that this thread itself may cause.
    var signals = sigset_t()
    sigfillset(&signals)
    for number in [SIGILL, SIGTRAP, SIGABRT, SIGSEGV, SIGBUS, SIGFPE] {
      sigdelset(&signals, number)
    }
    pthread_sigmask(SIG_BLOCK, &signals, nil)
    let writer = Unmanaged<JournalWriter>.fromOpaque(pointer).takeRetainedValue()
    JournalThread(writer).run()
    return nil
  }

  private var now: Int64 { cposix_monotonic_nanoseconds() / 1_000_000 }

  private func run() {
    while true {
      writer.wake.wait(milliseconds: timeToWait)
      let (records, asked, isEnding) = writer.inbox.withLock { inbox in
        defer { inbox.records = [] }
        return (inbox.records, inbox.flushesAsked, inbox.isEnding)
      }
      for record in records { pending += JournalText.line(record.payload) }
      let isFlushing = asked > writer.inbox.withLock { $0.flushesDone }
      work(syncingNow: isFlushing)
      if isFlushing {
        writer.inbox.withLock { inbox in
          inbox.flushesDone = asked
          inbox.isWritten = pending.isEmpty && schedule.due == nil
        }
        writer.done.ring()
        if isEnding { return }
      }
    }
  }

  private var timeToWait: Int32 {
    if isFailing { return 2000 }
    return schedule.due.map { Int32(max(0, $0 - now)) } ?? -1
  }

  private func work(syncingNow: Bool) {
    do throws(SystemFailure) {
      if !pending.isEmpty { try write() }
      if let due = schedule.due, syncingNow || due <= now { try sync() }
      // What is written and not synced yet tells nothing of the disk.
      if isFailing, schedule.due == nil {
        writer.report(nil)
        isFailing = false
      }
    } catch {
      let failure = FileError(error, path: writer.path, to: .write)
      if !isFailing { writer.report(failure) }
      isFailing = true
    }
  }

  private func write() throws(SystemFailure) {
    let file = try openFile()
    do throws(SystemFailure) {
      try file.write(pending, at: length)
    } catch {
      // Part of it may be there. What can't be cut off now is cut off or overwritten later.
      ftruncate(file.descriptor, off_t(length))
      throw error
    }
    length += pending.count
    pending = []
    schedule.wrote(at: now)
  }

  private func openFile() throws(SystemFailure) -> OpenFile {
    if let file { return file }
    let opened: OpenFile
    switch writer.beginning {
    case .continuing:
      opened = try OpenFile(writer.path, O_RDWR | O_NOFOLLOW)
      let descriptor = opened.descriptor
      try attempt("writing") { ftruncate(descriptor, off_t(length)) }
    case .new:
      try makeFolder(FilePath(writer.path).folder)
      // One that nobody wanted to recover, or that could not be read.
      unlink(writer.path)
      opened = try OpenFile(writer.path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW, mode: 0o600)
    }
    synchronizeFolder(FilePath(writer.path).folder)
    file = opened
    return opened
  }

  private func sync() throws(SystemFailure) {
    guard let file else { return }
    let descriptor = file.descriptor
    try attempt("writing") { fdatasync(descriptor) }
    if try file.status().st_nlink == 0 { throw SystemFailure(doing: "writing", code: ENOENT) }
    schedule.synced()
  }
}
