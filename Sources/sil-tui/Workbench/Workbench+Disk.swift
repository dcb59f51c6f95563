// The file on the disk while the document is open: saving, somebody else's changes, and how both are
// joined.

import CursesTerminal
import Diagnostics
import EditorCore
import Glibc
import PipelineFile
import PipelineModel
import Storage
import TerminalUI

extension Workbench {
  // MARK: Saving

  func save(overwriting: Bool = false) -> Bool {
    if let lock = safety.lock, !lock.isOurs { giveUpFile() }
    if let refusal = app.editor.refusal(of: .pipeline) {
      tell(.warning("not saved, \(refusal.text); :w with another name writes a copy"))
      return false
    }
    keepRecords()
    do {
      let count = try document.save(app.editor, overwriting: overwriting)
      app.editor.saved()
      app.editor.disk = .same
      if let fingerprint = document.fingerprint { safety.append([.saved(fingerprint)]) }
      tell(.info("saved \(document.name), \(count) bytes"))
      return true
    } catch {
      tell(.error(error.text))
      ask(about: error)
      return false
    }
  }

  private func ask(about failure: SaveFailure) {
    switch failure.reason {
    case nil: break
    case .changedOnDisk?, .exists?: askAboutDisk()
    case let error?:
      safety.flush()
      app.ask(
        FileQuestion(
          "not saved",
          "\(error.message) — \(error.mend). What you have changed is in the recovery file"
            + " \(safety.journalPath).",
          [
            .init("w", "Save elsewhere: type a file's name", .saveElsewhere),
            .init("b", "Back to the document", .stay),
          ]))
    }
  }

  func saveCopy(to path: String, overwriting: Bool) -> Bool {
    if RecoveryFolder.realPath(of: path) == safety.realPath {
      return save(overwriting: overwriting)
    }
    keepRecords()
    do {
      let count = try document.saveCopy(app.editor, to: path, overwriting: overwriting)
      tell(.info("a copy is in \(path), \(count) bytes; \(document.name) is as it was"))
      return true
    } catch {
      tell(.error(error.text))
      return false
    }
  }

  // MARK: Watching

  func watchFile() {
    guard let watcher = FileWatcher() else { return }
    watcher.watch(folderOf: document.path)
    safety.watcher = watcher
    let names: Set = [fileName(of: document.path), fileName(of: safety.realPath)]
    loop.onReadable(watcher.descriptor) { [unowned self] in
      let seen = watcher.takeNames()
      if let lock = safety.lock, !lock.isOurs { giveUpFile() }
      if !seen.isDisjoint(with: names) { lookAtDiskSoon() }
    }
  }

  /// The lock lies in a folder that may have just been made.
  func watchLock() { safety.watcher?.watch(folder: safety.folder.path) }

  /// Others write in several steps.
  private func lookAtDiskSoon() {
    guard safety.lookTimer == nil else { return }
    safety.lookTimer = loop.after(.milliseconds(80)) { [unowned self] in
      safety.lookTimer = nil
      safety.isLookDue = true
    }
  }

  /// To be called before each wait: looks when nothing else is going on.
  func lookAtDiskWhenDue() {
    guard safety.isLookDue, app.isIdle else { return }
    safety.isLookDue = false
    lookAtDisk()
  }

  /// Takes up what somebody else has written: at once when nothing was changed here, else the
  /// person is told.
  func lookAtDisk() {
    guard safety.earlier == nil else { return }
    if document.isUnchangedOnDisk { return diskIsAsBefore() }
    do {
      guard let (bytes, fingerprint) = try document.readAgain() else { return fileIsGone() }
      if app.editor.isModified {
        app.editor.disk = .changed
        return tell(
          .warning(
            "\(document.name) has changed on disk: :merge joins it with your changes, :reload"
              + " takes it"))
      }
      take(bytes, fingerprint)
    } catch {
      tell(.warning("\(document.name) can't be read: \(error.message) — \(error.mend)"))
    }
  }

  /// Somebody has put back what was there.
  private func diskIsAsBefore() {
    guard app.editor.disk == .changed || app.editor.disk == .notUnderstood else { return }
    app.editor.disk = .same
    tell(.info("\(document.name) says again on disk what it said before"))
  }

  private func fileIsGone() {
    guard document.fingerprint != nil else { return }
    document.forgetFile()
    app.editor.disk = .gone
    let after = app.editor.access.isView ? "this is what it was" : "saving makes it anew"
    tell(.warning("\(document.name) is gone from the disk; \(after)"))
  }

  private func askAboutDisk() {
    do throws(FileError) {
      guard let (bytes, _) = try document.readAgain() else {
        document.forgetFile()
        app.editor.disk = .gone
        return tell(.warning("\(document.name) is gone from the disk; save again to make it anew"))
      }
      app.editor.disk = .changed
      let here: [UInt8]
      do throws(SaveFailure) {
        here = try document.text(of: app.editor)
      } catch {
        here = bytes
      }
      app.ask(
        FileQuestion(
          "changed on disk",
          "\(document.name) has changed on disk since it was read. The difference from there to"
            + " here:",
          from: bytes, to: here,
          [
            .init("m", "Merge: join both, step by step and key by key", .merge),
            .init("r", "Reload: take what is on disk; undo brings back what is here", .reload),
            .init("o", "Overwrite what is on disk", .overwrite),
            .init("w", "Save elsewhere: type a file's name", .saveElsewhere),
            .init("b", "Back to the document", .stay),
          ]))
    } catch {
      tell(.error("\(document.name) can't be read: \(error.message) — \(error.mend)"))
    }
  }

  // MARK: Taking

  /// What the disk says in place of the document, or joined with it.
  func reload() -> Bool {
    do throws(FileError) {
      guard let (bytes, fingerprint) = try document.readAgain() else {
        tell(.warning("there is no file \(document.name) on the disk"))
        return false
      }
      return take(bytes, fingerprint)
    } catch {
      tell(.error("\(document.name) can't be read: \(error.message) — \(error.mend)"))
      return false
    }
  }

  @discardableResult
  private func take(_ bytes: [UInt8], _ fingerprint: FileFingerprint) -> Bool {
    let (file, pipeline, problems) = SilFile.read(bytes)
    guard file.isUnderstood else {
      app.editor.disk = .notUnderstood
      let reason = Editor.typingProblem(bytes) ?? "“sil-tui check” tells why"
      tell(.warning("\(document.name) on disk is not understood: \(reason)"))
      return false
    }
    let aligned = app.editor.aligned(pipeline)
    let isFollowing = app.editor.isReadOnly && !app.editor.isModified
    if isFollowing {
      app.editor.follow(aligned, problems)
    } else {
      let isDone = app.editor.attempt { editor throws(Refusal) in
        try editor.reload(aligned, text: bytes, problems)
      }
      guard isDone else { return false }
    }
    adopt(file.renumbered(aligned.steps.map(\.id)), fingerprint, problems)
    let undo = isFollowing ? "" : "; undo brings back what was here"
    tell(.info("\(document.name) was read again\(undo)"))
    return true
  }

  func merge() -> Bool {
    do throws(FileError) {
      guard let (bytes, fingerprint) = try document.readAgain() else {
        tell(.warning("there is no file \(document.name) on the disk"))
        return false
      }
      let (file, pipeline, problems) = SilFile.read(bytes)
      guard file.isUnderstood else {
        tell(.warning("what is on disk is not understood; “sil-tui check” tells why"))
        return false
      }
      let aligned = app.editor.aligned(pipeline)
      let merge = app.editor.merge(with: aligned)
      safety.pendingMerge = DocumentSafety.PendingMerge(
        file: file.renumbered(aligned.steps.map(\.id)), fingerprint: fingerprint, merge: merge,
        problems: problems, revision: app.editor.revision)
      if merge.conflicts.isEmpty { return applyMerge([]) }
      app.ask(merge.conflicts)
      return true
    } catch {
      tell(.error("\(document.name) can't be read: \(error.message) — \(error.mend)"))
      return false
    }
  }

  func applyMerge(_ sides: [MergeSide]) -> Bool {
    guard let pending = safety.pendingMerge, pending.revision == app.editor.revision else {
      tell(.warning("the document has changed meanwhile: merge again"))
      return false
    }
    safety.pendingMerge = nil
    let isDone = app.editor.attempt { editor throws(Refusal) in
      try editor.apply(pending.merge, sides, text: pending.file.bytes, pending.problems)
    }
    guard isDone else { return false }
    adopt(pending.file, pending.fingerprint, pending.problems)
    tell(.info("merged with what is on disk; not saved yet"))
    return true
  }

  /// What is written from now on is patched into the text that was read.
  private func adopt(
    _ file: SilFile, _ fingerprint: FileFingerprint, _ problems: [Diagnostic]
  ) {
    document.take(file, fingerprint, problems)
    app.editor.disk = .same
    app.editor.fileRefusal = document.refusal
    fileTextChanged()
    followDocument()
    keepRecords()
    safety.append([
      .file(bytes: file.bytes, fingerprint, steps: file.stepIDs.map(\.rawValue))
    ])
  }
}
