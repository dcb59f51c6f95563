// Where the recovery journals are: one for each file, under a name made of the file's real path, in
// a folder that only its owner may read. What stands in a journal is Journal.swift's.

import Glibc

package struct RecoveryFolder: Hashable, Sendable {
  /// Made when it is needed.
  package let path: String

  /// - Parameter stateFolder: where the program keeps what it needs between sessions.
  package init(stateFolder: String) { path = stateFolder + "/recovery" }

  /// The file that a path means, whatever links lead there; it need not be there yet.
  package static func realPath(of path: String) -> String {
    let target: FilePath
    do {
      target = try FilePath(path).resolved()
    } catch {
      target = FilePath(path)
    }
    guard let folder = realpath(target.folder, nil) else { return target.text }
    defer { free(folder) }
    let real = String(cString: folder)
    return real == "/" ? "/" + target.name : real + "/" + target.name
  }

  /// The journal of a file.
  package func journal(of realPath: String) -> String { "\(path)/\(key(of: realPath)).journal" }

  /// The file whose lock says that somebody edits a file.
  func lock(of realPath: String) -> String { "\(path)/\(key(of: realPath)).lock" }

  /// A free name for a journal that is put aside.
  func asideName(of realPath: String) -> String {
    var random = SystemRandomNumberGenerator()
    return "\(path)/\(key(of: realPath)).kept-\(String(random.next() as UInt32, radix: 36)).journal"
  }

  /// Every journal there is, in the order of their names.
  package var journals: [String] {
    names.filter { $0.hasSuffix(".journal") }.sorted().map { path + "/" + $0 }
  }

  /// Those of one file: the present one and those put aside.
  package func journals(of realPath: String) -> [String] {
    let key = key(of: realPath)
    return journals.filter { $0.hasPrefix("\(path)/\(key).") }
  }

  /// Bytes of a journal above which the history begins anew with the next session.
  package static let largestHistory = 4 << 20

  private var names: [String] {
    guard let folder = opendir(path) else { return [] }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      names.append(
        withUnsafeBytes(of: entry.pointee.d_name) { bytes in
          String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        })
    }
    return names
  }

  /// A hash that tells files apart, behind what a person knows the file by.
  private func key(of realPath: String) -> String {
    let hash = FileFingerprint.hash(of: Array(realPath.utf8))
    let name = FilePath(realPath).name.unicodeScalars.prefix(40).map { scalar in
      scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
        || scalar == "." || scalar == "-" || scalar == "_" ? Character(scalar) : "_"
    }
    return String(name) + "-" + String(hash, radix: 16)
  }
}
