// A recovery journal as it lies on the disk: read whole, put aside, or removed. It is written by
// JournalWriter; what its records make of a document is the session's.

import Glibc

package struct Journal: Sendable {
  /// Where it is.
  package let path: String
  /// The file it belongs to.
  package let file: String
  package let records: [JournalRecord]
  /// How many bytes are good; what is behind them was torn by a crash.
  package let length: Int
  package let isTorn: Bool
  /// When it was last written, in seconds since 1970.
  package let modified: Int64

  /// Reads a journal. - Returns: `nil` when there is none, or nothing in it that could be used.
  package static func read(_ path: String) throws(FileError) -> Journal? {
    let text: [UInt8]
    let status: stat
    do throws(SystemFailure) {
      let file = try OpenFile(path, O_RDONLY | O_NOFOLLOW)
      status = try file.status()
      text = try file.readAll(limit: sizeLimit, sizeHint: Int(status.st_size))
    } catch {
      if error.code == ENOENT || error.code == ENOTDIR { return nil }
      throw FileError(error, path: path, to: .read)
    }
    guard text.count <= sizeLimit, let (payloads, length) = JournalText.lines(of: text),
      let first = payloads.first, first.starts(with: openWord)
    else { return nil }
    let file = String(decoding: first.dropFirst(openWord.count), as: UTF8.self)
    var records: [JournalRecord] = []
    var good = JournalText.beginning.count + first.count + 19
    for payload in payloads.dropFirst() {
      guard let record = JournalRecord(payload: payload) else { break }
      records.append(record)
      good += payload.count + 19
    }
    guard case .file? = records.first else { return nil }
    return Journal(
      path: path, file: file, records: records, length: good,
      isTorn: good < text.count || good < length, modified: Int64(status.st_mtim.tv_sec))
  }

  private static let sizeLimit = 1 << 30
  private static let openWord = Array("open ".utf8)

  /// What a new journal of a file begins with.
  static func beginning(for file: String) -> [UInt8] {
    JournalText.beginning + JournalText.line(openWord + Array(file.utf8))
  }

  /// Whether any edit is in it.
  package var hasEdits: Bool {
    records.contains { if case .history = $0 { true } else { false } }
  }

  package func remove() { unlink(path) }

  /// A copy in its place that no other process has open: who writes on into the former one writes
  /// into nothing.
  package func separated() throws(FileError) -> Journal {
    do throws(SystemFailure) {
      let old = try OpenFile(path, O_RDONLY | O_NOFOLLOW)
      let text = try old.readAll(limit: Journal.sizeLimit, sizeHint: length)
      let copy = try NewFile(in: FilePath(path).folder, mode: 0o600)
      try copy.file.write(Array(text.prefix(length)))
      try copy.file.synchronize()
      try copy.replace(FilePath(path))
      return self
    } catch {
      throw FileError(error, path: path, to: .write)
    }
  }

  /// Gives it another name, under which it is found but not opened with its file.
  ///
  /// - Returns: the new path; `nil` when it could not be done.
  package func putAside(in folder: RecoveryFolder) -> String? {
    let name = folder.asideName(of: file)
    guard rename(path, name) == 0 else { return nil }
    synchronizeFolder(folder.path)
    return name
  }
}
