// What keeps a session's edits from being lost: the lock on the file, the recovery journal, and the
// look at the folder. What the person is told and asked is in Workbench+Recovery.swift and
// Workbench+Disk.swift.

import CursesTerminal
import Diagnostics
import EditorCore
import Glibc
import PipelineFile
import PipelineModel
import Storage

/// Lives as long as the session. Used on the main thread.
final class DocumentSafety {
  let folder = RecoveryFolder(stateFolder: stateFolder())
  /// The file itself, whatever links lead to it.
  let realPath: String
  var lock: EditorLock?
  /// `nil` while another session edits the file, and while the person has not decided about an
  /// earlier session.
  private(set) var writer: JournalWriter?
  /// What an earlier session has left and nobody has decided about.
  var earlier: EarlierSession?
  /// What the disk says, while the person decides how to join it with what is here.
  var pendingMerge: PendingMerge?
  var watcher: FileWatcher?
  /// Whether the disk is to be looked at as soon as nothing else is going on.
  var isLookDue = false
  var lookTimer: EventLoop.Timer?
  private let reports: Mailbox<JournalReport>

  struct PendingMerge {
    let file: SilFile
    let fingerprint: FileFingerprint
    let merge: PipelineMerge
    let problems: [Diagnostic]
    /// Of the document that was compared.
    let revision: Int
  }

  /// Whether the journal can be written, told from its thread.
  enum JournalReport: Sendable {
    case failing(FileError)
    case working
  }

  init(
    _ path: String, in loop: EventLoop, _ report: @escaping (JournalReport) -> Void
  ) {
    realPath = RecoveryFolder.realPath(of: path)
    reports = loop.mailbox(report)
  }

  /// Where the journal is or would be.
  var journalPath: String { folder.journal(of: realPath) }

  func startJournal(_ beginning: JournalWriter.Beginning) {
    let reports = reports
    writer = JournalWriter(folder, file: realPath, beginning) { failure in
      reports.send(failure.map { .failing($0) } ?? .working)
    }
  }

  /// Writes what there is and lets go of the file.
  ///
  /// - Parameter lastly: what is to be done while nobody else can have the file.
  func stop(_ lastly: () -> Void = {}) {
    writer?.close()
    writer = nil
    lastly()
    lock = nil
  }

  func append(_ records: [JournalRecord]) { writer?.append(records) }

  /// Everything is on the disk when this returns, unless the disk is slower than two seconds.
  func flush() { writer?.flush() }
}
