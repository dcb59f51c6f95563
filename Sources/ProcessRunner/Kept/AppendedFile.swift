// Files that grow while a run goes on: lines are gathered and written together. An error stops the
// writing for good and is told nowhere: the run is worth more than its record.

import Glibc

struct AppendedFile {
  private var file: Int32
  private var waiting: [UInt8] = []
  private(set) var size = 0
  private static let enough = 65_536

  init(_ path: String) throws(SystemFailure) {
    file = try attempt("making \(path)") {
      open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    }
  }

  mutating func append(_ bytes: some Collection<UInt8>) {
    size += bytes.count
    waiting += bytes
    if waiting.count >= Self.enough { flush() }
  }

  mutating func flush() {
    guard !waiting.isEmpty else { return }
    if file >= 0 {
      do throws(SystemFailure) { try writeAll(file, waiting, "recording a run") } catch { close() }
    }
    waiting.removeAll(keepingCapacity: true)
  }

  mutating func close() {
    if file >= 0 { Glibc.close(file) }
    file = -1
  }
}

/// What one step prints, as text: the last 8 to 16 MiB of it, however much it is.
final class StepLog {
  static let longest = 8 << 20
  private let path: String
  private var file: AppendedFile?

  init(in folder: String, of step: String) {
    mkdir(folder, 0o700)
    path = "\(folder)/\(RunStore.fileName(for: step, unique: step)).log"
    do throws(SystemFailure) { file = try AppendedFile(path) } catch { file = nil }
  }

  deinit {
    flush()
    file?.close()
  }

  func append(_ line: String) {
    if let size = file?.size, size > Self.longest {
      file?.flush()
      file?.close()
      rename(path, path + ".1")
      do throws(SystemFailure) { file = try AppendedFile(path) } catch { file = nil }
    }
    file?.append(line.utf8)
    file?.append(CollectionOfOne(0x0A))
  }

  func flush() { file?.flush() }
}
