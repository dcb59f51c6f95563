// What this program wrote into an export folder: each path with the hashes that its bytes may have.
// Its text is JSON, so that other tools can read it.

import StatesLanguage

package struct ExportManifest: Hashable, Sendable {
  /// Its own path in the folder.
  package static let path = ".sil-tui-export.json"

  /// SHA-256 digests by path. While an export is being written there may be two for a path: of what
  /// it said and of what it shall say.
  package var digests: [String: Set<String>] = [:]

  package init() {}

  package init(_ tree: FileTree) {
    for file in tree.files { digests[file.path] = [SHA256.digest(of: file.bytes)] }
  }

  /// `nil` when the text is not one that `bytes` gives.
  package init?(_ text: [UInt8]) {
    let json: JSON
    do throws(JSONError) { json = try JSON.parse(text) } catch { return nil }
    guard let files = json["files"]?.members else { return nil }
    for file in files {
      digests[file.key] = Set(file.value.array?.compactMap(\.string) ?? [])
    }
  }

  package var bytes: [UInt8] {
    let paths = digests.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    let files = paths.map { path in
      JSON.Member(path, .array((digests[path] ?? []).sorted().map { .string($0) }))
    }
    let comment = "Files that sil-tui wrote, with their SHA-256. It changes and removes no others."
    return JSON.object([
      JSON.Member("//", .string(comment)), JSON.Member("files", .object(files)),
    ]).write(.readable) + [0x0A]
  }

  /// Whether the program wrote these bytes under this path.
  func holds(_ path: String, _ bytes: [UInt8]) -> Bool {
    digests[path]?.contains(SHA256.digest(of: bytes)) ?? false
  }

  /// What holds while files are on their way from this state to that one.
  package func joined(with other: ExportManifest) -> ExportManifest {
    var joined = self
    joined.digests.merge(other.digests) { $0.union($1) }
    return joined
  }
}
