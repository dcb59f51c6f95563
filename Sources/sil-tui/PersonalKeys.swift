// A person's own keys: the file keys.yaml in the configuration folder (XDG base directory
// specification).

import Diagnostics
import Glibc
import Storage
import TerminalUI

struct PersonalKeys {
  let path: String
  /// The key maps exactly when no diagnostic is an error.
  let maps: [Pane: KeyMap]?
  let diagnostics: [Diagnostic]
  let bytes: [UInt8]

  static var usualPath: String? { configurationFolder.map { $0 + "/keys.yaml" } }

  /// - Returns: `nil` when there is no such file.
  init?(at path: String) throws(FileError) {
    guard access(path, F_OK) == 0 else { return nil }
    self.path = path
    bytes = try FileStore(copiesFolder: "").read(path).bytes
    (maps, diagnostics) = KeyMapFile.read(bytes)
  }

  /// What is wrong, a line each.
  var report: String {
    diagnostics.map { diagnostic in
      let place = lineNote(of: diagnostic, in: bytes)
      let head = "\(path): \(diagnostic.severity.rawValue): \(place)"
      return visible("\(head)\(diagnostic.message) — \(diagnostic.mend)") + "\n"
    }.joined()
  }
}
