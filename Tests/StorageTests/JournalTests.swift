// The recovery journal: what is handed over is on the disk, torn ends are cut off, a full disk is
// told, and two editors know of each other.

import Glibc
import PipelineModel
import Storage
import Synchronization
import Testing

@Suite(.serialized) struct JournalTests {
  private let state = TemporaryState()
  private let file = "/somewhere/p.sil"
  private let opening = JournalRecord.file(bytes: Array("pipeline: p\n".utf8), nil, steps: nil)

  private func go(_ number: Int) -> JournalRecord { .history(.go(number)) }

  private func write(_ records: [JournalRecord]) -> JournalWriter {
    let writer = JournalWriter(state.folder, file: file, .new([opening])) { _ in }
    writer.append(records)
    return writer
  }

  private func read() throws -> Journal? { try Journal.read(state.folder.journal(of: file)) }

  @Test func `what was handed over is found again`() throws {
    let writer = write([go(1), go(2)])
    writer.append([go(3)])
    #expect(writer.close())
    let journal = try #require(try read())
    #expect(journal.records == [opening, go(1), go(2), go(3)])
    #expect(journal.file == file && !journal.isTorn)
  }

  @Test func `nobody else may read it`() throws {
    let mask = umask(0)
    defer { umask(mask) }
    write([go(1)]).close()
    var status = stat()
    #expect(stat(state.folder.journal(of: file), &status) == 0)
    #expect(status.st_mode & 0o777 == 0o600)
    #expect(stat(state.folder.path, &status) == 0)
    #expect(status.st_mode & 0o777 == 0o700)
  }

  @Test func `without edits there is no journal`() throws {
    let writer = JournalWriter(state.folder, file: file, .new([opening])) { _ in }
    #expect(writer.close())
    #expect(try read() == nil)
  }

  @Test func `a journal cut off anywhere gives all whole lines before the cut`() throws {
    write([go(1), .history(.perform("é\n", time: 1, [.removeStep(StepID(4))])), go(3)]).close()
    let path = state.folder.journal(of: file)
    let text = try FileStore(copiesFolder: "").read(path).bytes
    let whole = try #require(try read())
    var counts: [Int] = []
    for end in (0..<text.count).reversed() {
      #expect(truncate(path, off_t(end)) == 0)
      let journal = try read()
      counts.append(journal?.records.count ?? 0)
      if let journal {
        #expect(journal.records == Array(whole.records.prefix(journal.records.count)))
        #expect(journal.length <= end && journal.isTorn == (journal.length < end))
      }
    }
    #expect(counts == counts.sorted(by: >) && Set(counts) == [0, 1, 2, 3])
  }

  @Test func `a damaged byte ends what is believed`() throws {
    write([go(1), go(2), go(3)]).close()
    let path = state.folder.journal(of: file)
    let text = try FileStore(copiesFolder: "").read(path).bytes
    for place in stride(from: 0, to: text.count, by: 3) {
      var damaged = text
      damaged[place] ^= 0x20
      _ = try FileStore(copiesFolder: "").save(damaged, to: path, expecting: .anything)
      let records = try read()?.records ?? []
      #expect(records == Array([opening, go(1), go(2), go(3)].prefix(records.count)))
      #expect(records.count < 4)
    }
  }

  @Test func `a journal is continued behind its last whole line`() throws {
    write([go(1), go(2)]).close()
    let path = state.folder.journal(of: file)
    let length = try #require(try read()).length
    #expect(truncate(path, off_t(length - 3)) == 0)
    let torn = try #require(try read())
    let writer = JournalWriter(state.folder, file: file, .continuing(length: torn.length)) { _ in }
    writer.append([go(9)])
    #expect(writer.close())
    #expect(try read()?.records == [opening, go(1), go(9)])
  }

  @Test(.enabled(if: mayMount, "mounting is not allowed here"))
  func `a full disk is told once, and what it had no room for is written later`() throws {
    try #require(mkdir(state.path, 0o700) == 0)
    try #require(mount("none", state.path, "tmpfs", 0, "size=64k") == 0)
    defer { umount2(state.path, Int32(MNT_DETACH)) }
    let heard = Mutex<[Bool]>([])
    let writer = JournalWriter(state.folder, file: file, .new([opening])) { failure in
      heard.withLock { $0.append(failure == nil) }
    }
    writer.append([go(1)])
    #expect(writer.flush())
    let filler = state.path + "/filler"
    let descriptor = open(filler, O_WRONLY | O_CREAT, 0o600)
    let block = [UInt8](repeating: 0, count: 1024)
    while Glibc.write(descriptor, block, block.count) > 0 {}
    close(descriptor)
    let large = String(repeating: "x", count: 30_000)
    let edit = HistoryRecord.perform("", time: 0, [.setField(StepID(0), .code, .text(large))])
    writer.append([.history(edit)])
    #expect(!writer.flush())
    writer.append([go(2)])
    #expect(!writer.flush())
    #expect(try read()?.records == [opening, go(1)])
    unlink(filler)
    #expect(writer.close())
    #expect(try read()?.records == [opening, go(1), .history(edit), go(2)])
    #expect(heard.withLock { $0 } == [false, true])
  }

  private func take(at time: Int64, takingOver: Bool = false) -> EditorLock? {
    guard
      case .taken(let lock) = EditorLock.take(
        state.folder, for: file, at: time, takingOver: takingOver)
    else { return nil }
    return lock
  }

  @Test func `two editors know of each other, and the lock ends with its holder`() throws {
    var first = take(at: 5)
    #expect(first?.isOurs == true)
    guard case .held(let holder) = EditorLock.take(state.folder, for: file, at: 6) else {
      Issue.record("two locks")
      return
    }
    #expect(holder?.pid == Int(getpid()) && holder?.since == 5)
    first = nil
    #expect(take(at: 7) != nil)
  }

  @Test func `a lock that is taken over is not its holder's any more`() throws {
    let first = try #require(take(at: 5))
    let second = try #require(take(at: 6, takingOver: true))
    #expect(!first.isOurs && second.isOurs)
    #expect(take(at: 7) == nil)
  }
}

struct SyncScheduleTests {
  @Test func `what is written is synced a moment after the last of it`() {
    var schedule = SyncSchedule()
    #expect(schedule.due == nil)
    schedule.wrote(at: 1000)
    #expect(schedule.due == 1000 + SyncSchedule.quiet)
    schedule.wrote(at: 1100)
    #expect(schedule.due == 1100 + SyncSchedule.quiet)
    schedule.synced()
    #expect(schedule.due == nil)
  }

  @Test func `it is synced within a second however fast edits come`() {
    var schedule = SyncSchedule()
    for time in stride(from: Int64(0), through: 5000, by: 100) { schedule.wrote(at: time) }
    #expect(schedule.due == SyncSchedule.longest)
    #expect(SyncSchedule.longest < 1000 && SyncSchedule.quiet < 250)
  }
}

/// A state folder for one test, gone afterwards.
private final class TemporaryState {
  private let outer = TemporaryFolder()
  var path: String { outer / "state" }
  var folder: RecoveryFolder { RecoveryFolder(stateFolder: path) }

  deinit { _ = system("rm -rf '\(outer.path)'/state") }
}

private let mayMount: Bool = {
  let folder = TemporaryFolder()
  defer { umount(folder.path) }
  return mount("none", folder.path, "tmpfs", 0, "size=64k") == 0
}()
