// The recovery journal of a session: what is written into it, what is done with one that an earlier
// session has left, and how a session ends.

import CursesTerminal
import EditorCore
import Glibc
import PipelineFile
import PipelineModel
import Storage
import TerminalUI

extension Workbench {
  /// From now on nothing is changed; to be called before the session begins.
  func lookOnly() {
    app.editor.access = .views("“sil-tui edit \(document.path)” changes and runs it")
  }

  /// Takes the right to edit the file, and what an earlier session has left of it; a view takes and
  /// leaves nothing.
  func beginSafely() {
    let now = Int64(time(nil))
    app.editor.time = now
    watchFile()
    if app.editor.access.isView { return }
    switch EditorLock.take(safety.folder, for: safety.realPath, at: now) {
    case .taken(let lock):
      safety.lock = lock
      takeUpJournal()
    case .held(let holder): lookOn(holder)
    case .notPossible(let error):
      takeUpJournal()
      tell(.warning("no recovery file: \(error.message) — \(error.mend)"))
    }
    watchLock()
  }

  private func lookOn(_ holder: EditorLock.Holder?) {
    let name = holder.map { "process \($0.pid) on \($0.host)" } ?? "another process"
    app.editor.access = .looksOn("\(name) edits \(document.name); :steal takes it over")
    tell(.warning("read-only: \(name) edits \(document.name); :steal takes it over"))
  }

  /// Continues the journal of an earlier session, asks about it, or begins a new one.
  private func takeUpJournal() {
    let journal: Journal?
    do {
      journal = try Journal.read(safety.journalPath)
    } catch {
      tell(.warning("the recovery file can't be read: \(error.message) — \(error.mend)"))
      journal = nil
    }
    guard let journal, var earlier = EarlierSession(journal) else { return beginJournal() }
    let disk = textOnDisk()
    if earlier.isUnsaved, let disk, earlier.text == disk.bytes {
      earlier.wasSaved(as: disk.fingerprint)
    }
    if earlier.isUnsaved {
      safety.earlier = earlier
      return askAboutRecovery(earlier, disk?.bytes ?? [])
    }
    let isSame =
      earlier.fingerprint?.hash == disk?.fingerprint.hash
      && earlier.fingerprint?.size == disk?.fingerprint.size
    guard isSame, earlier.isComplete else { return beginJournal() }
    // Undo goes on where it was.
    takeOver(earlier)
  }

  private func textOnDisk() -> (bytes: [UInt8], fingerprint: FileFingerprint)? {
    do {
      return try document.readAgain()
    } catch {
      return nil
    }
  }

  private func beginJournal() {
    safety.startJournal(
      .new([.file(bytes: document.file.bytes, document.fingerprint, steps: nil)]))
  }

  private func askAboutRecovery(_ earlier: EarlierSession, _ disk: [UInt8]) {
    let age = ageText(since: earlier.journal.modified)
    var text = "A session that ended \(age) had changes of \(document.name) that were not saved."
    if !earlier.isComplete { text += " Its last changes can't be read." }
    app.ask(
      FileQuestion(
        "recovery", text, from: disk, to: earlier.text ?? disk,
        [
          .init("r", "Recover the changes, with all they can be taken back by", .recover),
          .init("d", "Discard them for good", .discardRecovered),
          .init("k", "Keep both: open the file as it is, and put the changes aside", .keepBoth),
        ]))
  }

  private func ageText(since time: Int64) -> String {
    let age = max(0, app.editor.time - time)
    switch age {
    case ..<120: return "\(age) seconds ago"
    case ..<7200: return "\(age / 60) minutes ago"
    case ..<172_800: return "\(age / 3600) hours ago"
    default: return "\(age / 86_400) days ago"
    }
  }

  /// Goes on where an earlier session ended.
  private func takeOver(_ earlier: EarlierSession) {
    document.take(earlier.file, earlier.fingerprint, earlier.problems)
    app.editor.fileRefusal = document.refusal
    app.editor.restore(
      earlier.history, earlier.pipeline, saved: earlier.savedPipeline,
      typed: earlier.savedTypedText, at: earlier.savedMoment, fileDiagnostics: earlier.problems)
    fileTextChanged()
    safety.startJournal(.continuing(length: earlier.journal.length))
    setLastWords()
  }

  // MARK: Answers

  func recover() -> Bool {
    guard let earlier = safety.earlier else { return nothingToRecover() }
    safety.earlier = nil
    takeOver(earlier)
    tell(.info("recovered; not saved yet"))
    lookAtDisk()
    return true
  }

  func discardRecovered() -> Bool {
    guard let earlier = safety.earlier else { return nothingToRecover() }
    safety.earlier = nil
    earlier.journal.remove()
    beginJournal()
    tell(.info("the changes of the earlier session are discarded"))
    return true
  }

  func keepBoth() -> Bool {
    guard let earlier = safety.earlier else { return nothingToRecover() }
    guard earlier.journal.putAside(in: safety.folder) != nil else {
      askAboutRecovery(earlier, textOnDisk()?.bytes ?? [])
      tell(.error("the recovery file can't be put aside: free some space on its disk"))
      return false
    }
    safety.earlier = nil
    beginJournal()
    tell(.info("the changes are put aside: “sil-tui recover” lists them"))
    return true
  }

  private func nothingToRecover() -> Bool {
    tell(.info("there is nothing to recover"))
    return false
  }

  /// Takes the file over from the session that edits it.
  func takeOverFile() -> Bool {
    let now = Int64(time(nil))
    let result = EditorLock.take(
      safety.folder, for: safety.realPath, at: now, takingOver: true)
    guard case .taken(let lock) = result else {
      tell(.error("the file can't be taken over: another session takes it at this moment"))
      return false
    }
    safety.lock = lock
    app.editor.access = .edits
    app.editor.fileRefusal = document.refusal
    do {
      // The former holder may hang and write on later.
      _ = try Journal.read(safety.journalPath)?.separated()
    } catch {
      tell(.warning("the recovery file can't be copied: \(error.message)"))
    }
    tell(.info("\(document.name) is taken over"))
    lookAtDisk()
    takeUpJournal()
    return true
  }

  /// Another session has taken the file.
  func giveUpFile() {
    keepRecords()
    safety.stop()
    app.editor.access = .looksOn("another session has taken over \(document.name)")
    tell(
      .warning("read-only: another session has taken over \(document.name), with your changes"))
  }

  // MARK: Writing

  /// Hands what was done since the last call to the journal.
  func keepRecords() {
    let records = app.editor.takeRecords()
    guard !records.isEmpty else { return }
    safety.append(records.map { .history($0) })
    setLastWords()
  }

  /// What a crash says last.
  private func setLastWords() {
    guard !hasLastWords else { return }
    hasLastWords = true
    terminal.setLastWords(
      "sil-tui: a fault of this program ended it; what was not saved is in"
        + " \(safety.journalPath): “sil-tui edit \(document.path)” offers it\n")
  }

  func tell(_ report: DocumentSafety.JournalReport) {
    switch report {
    case .failing(let error):
      tell(.error("no recovery file: \(error.message) — \(error.mend); saving works as before"))
    case .working: tell(.info("the recovery file can be written again"))
    }
  }

  // MARK: The end

  /// Leaves the journal so that the next session finds what it should: unsaved changes when a
  /// signal ended this one, else the history alone.
  func endSafely() {
    if endingSignal == nil, safety.writer != nil {
      if app.editor.isModified {
        // Discarded by the person: it stays in the history as a branch.
        forgetUnsaved()
      } else if app.editor.savedMoment != app.editor.history.now,
        let fingerprint = document.fingerprint
      {
        keepRecords()
        safety.append([.saved(fingerprint)])
      }
    }
    keepRecords()
    let isUnsaved = app.editor.isModified && safety.writer != nil
    let wasWriting = safety.writer != nil
    safety.stop { [self] in if wasWriting, endingSignal == nil { removeLongHistory() } }
    if endingSignal != nil, isUnsaved { lastLine = recoveryLine }
  }

  /// A history that has grown very long begins anew with the next session.
  private func removeLongHistory() {
    var status = stat()
    let isLong =
      stat(safety.journalPath, &status) == 0
      && Int(status.st_size) > RecoveryFolder.largestHistory
    if isLong { unlink(safety.journalPath) }
  }

  private func forgetUnsaved() {
    guard let moment = app.editor.savedMoment else {
      safety.stop()
      unlink(safety.journalPath)
      return
    }
    app.editor.attempt { editor throws(Refusal) in try editor.go(to: moment) }
  }

  private var recoveryLine: String {
    "sil-tui: what was not saved is in \(safety.journalPath): “sil-tui edit \(document.path)”"
      + " offers it\n"
  }
}
