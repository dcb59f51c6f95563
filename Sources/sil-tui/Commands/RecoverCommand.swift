// `sil-tui recover`: what sessions that ended badly have left, listed, shown, and taken out, without
// a screen.

import ArgumentParser
import EditorCore
import Glibc
import PipelineModel
import Storage

struct RecoverCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "recover",
    abstract: "List changes that a crash left unsaved; show them, take them out, or discard them.",
    discussion: """
      Opening the file in the workbench offers the same, with undo.

      EXAMPLES
        sil-tui recover
        sil-tui recover mytest.sil --show
        sil-tui recover mytest.sil --to rescued.sil
        sil-tui recover mytest.sil --apply
        sil-tui recover mytest.sil --discard
      """)

  @Flag(help: "Show the difference between the file and the unsaved changes.")
  var show = false

  @Option(help: ArgumentHelp("Write the text with the changes to a new file.", valueName: "path"))
  var to: String?

  @Flag(help: "Write the changes into the file itself, if it has not changed since.")
  var apply = false

  @Flag(help: "Discard the changes for good.")
  var discard = false

  @ArgumentParser.Argument(
    help: ArgumentHelp(
      "The pipeline file, or a recovery file; without it, all that can be recovered.",
      valueName: "file"), completion: .pipelineFile)
  var file: String?

  func validate() throws {
    let count = (show ? 1 : 0) + (to == nil ? 0 : 1) + (apply ? 1 : 0) + (discard ? 1 : 0)
    if count > 1 { throw ValidationError("Choose one of --show, --to, --apply and --discard.") }
    if count > 0, file == nil { throw ValidationError("Say which file.") }
  }

  func run() throws {
    let folder = RecoveryFolder(stateFolder: stateFolder())
    let paths: [String]
    if let file {
      paths =
        file.hasSuffix(".journal")
        ? [file] : folder.journals(of: RecoveryFolder.realPath(of: file))
    } else {
      paths = folder.journals
    }
    let sessions = try paths.compactMap { try unsaved($0) }
    if sessions.isEmpty {
      StandardError.write("nothing is to be recovered\(file.map { " of \(visible($0))" } ?? "")\n")
      return
    }
    guard show || to != nil || apply || discard else { return sessions.forEach(list) }
    guard sessions.count == 1, let session = sessions.first else {
      sessions.forEach(list)
      StandardError.write("error: there are several — name one of the recovery files above\n")
      throw Outcome.wrongCall.exit
    }
    if let to { return try write(session, to: to) }
    if apply { return try self.apply(session, folder) }
    if discard { return try discard(session, folder) }
    showDifference(of: session)
  }

  // MARK: Reading

  private func unsaved(_ path: String) throws -> EarlierSession? {
    do {
      guard let journal = try Journal.read(path), var session = EarlierSession(journal) else {
        return nil
      }
      if let disk = try disk(session), session.text == disk.bytes {
        session.wasSaved(as: disk.fingerprint)
      }
      return session.isUnsaved ? session : nil
    } catch {
      throw refusal(error)
    }
  }

  private func disk(_ session: EarlierSession) throws(FileError) -> (
    bytes: [UInt8], fingerprint: FileFingerprint
  )? {
    do {
      return try store.read(session.journal.file)
    } catch .missing {
      return nil
    } catch .folderMissing {
      return nil
    } catch {
      throw error
    }
  }

  private var store: FileStore { FileStore(copiesFolder: stateFolder() + "/copies") }

  private func refusal(_ error: FileError) -> ExitCode {
    StandardError.write("error: \(visible(error.message)) — \(error.mend)\n")
    return Outcome.failed.exit
  }

  // MARK: Doing

  private func list(_ session: EarlierSession) {
    let count = session.history.moments.count - 1
    let date = dateText(session.journal.modified)
    StandardOutput.write(
      "\(visible(session.journal.file))\n  \(count == 1 ? "1 change" : "\(count) changes"), the last on \(date)"
        + "\(session.isComplete ? "" : "; later ones can't be read")\n"
        + "  in \(visible(session.journal.path))\n")
  }

  private func dateText(_ seconds: Int64) -> String {
    var moment = time_t(seconds)
    var parts = tm()
    localtime_r(&moment, &parts)
    var text = [CChar](repeating: 0, count: 64)
    let count = strftime(&text, text.count, "%Y-%m-%d %H:%M:%S", &parts)
    return String(decoding: text[..<count].map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  private func text(of session: EarlierSession) throws -> [UInt8] {
    guard let text = session.text else {
      StandardError.write(
        "error: the text can't be composed — open the file in the workbench to recover it\n")
      throw Outcome.failed.exit
    }
    return text
  }

  private func write(_ session: EarlierSession, to path: String) throws {
    let text = try text(of: session)
    do {
      _ = try store.save(text, to: path, expecting: .nothing)
    } catch {
      throw refusal(error)
    }
    StandardError.write("written to \(visible(path))\n")
  }

  private func apply(_ session: EarlierSession, _ folder: RecoveryFolder) throws {
    let lock = try locked(session, folder)
    let text = try text(of: session)
    do {
      _ = try store.save(
        text, to: session.journal.file,
        expecting: session.fingerprint.map { .version($0) } ?? .nothing)
    } catch {
      throw refusal(error)
    }
    session.journal.remove()
    StandardError.write("saved \(visible(session.journal.file))\n")
    withExtendedLifetime(lock) {}
  }

  private func discard(_ session: EarlierSession, _ folder: RecoveryFolder) throws {
    let lock = try locked(session, folder)
    session.journal.remove()
    StandardError.write("discarded\n")
    withExtendedLifetime(lock) {}
  }

  /// A session that goes on keeps its journal.
  private func locked(_ session: EarlierSession, _ folder: RecoveryFolder) throws -> EditorLock {
    switch EditorLock.take(folder, for: session.journal.file, at: Int64(time(nil))) {
    case .taken(let lock): return lock
    case .held(let holder):
      let who = holder.map { "process \($0.pid) on \($0.host)" } ?? "another process"
      StandardError.write(
        "error: \(who) edits \(visible(session.journal.file)) — leave it there first\n")
      throw Outcome.failed.exit
    case .notPossible(let error): throw refusal(error)
    }
  }

  private func showDifference(of session: EarlierSession) {
    let before: [String]
    do {
      before = lines(try disk(session)?.bytes ?? [])
    } catch {
      before = []
    }
    let after = lines(session.text ?? [])
    let difference = LineDiff(from: before, to: after)
    let (removed, added) = (Set(difference.removed), Set(difference.added))
    var (old, new) = (0, 0)
    while old < before.count || new < after.count {
      if removed.contains(old) {
        StandardOutput.write("-\(visible(before[old]))\n")
        old += 1
      } else if new < after.count {
        StandardOutput.write((added.contains(new) ? "+" : " ") + "\(visible(after[new]))\n")
        if !added.contains(new) { old += 1 }
        new += 1
      } else {
        old += 1
      }
    }
  }

  private func lines(_ bytes: [UInt8]) -> [String] {
    var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    if lines.last?.isEmpty == true { lines.removeLast() }
    return lines.map { String(decoding: $0, as: UTF8.self) }
  }
}
