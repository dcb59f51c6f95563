// Decides what an export changes in its folder: what is new, what is written anew, what is removed
// because an earlier export wrote it and nobody needs it now. A file that this program did not write
// is never touched: one in the way refuses the whole export. Touches no disk.

package import Diagnostics

/// What is found under a path of the export folder.
package enum FolderEntry: Hashable, Sendable {
  case nothing
  case file([UInt8])
  /// A folder, a link, a device; or a folder on the way that is a link or a file.
  case other
}

package struct ExportPlan: Hashable, Sendable {
  /// Files to be written, by path.
  package private(set) var writes: [FileTree.File] = []
  /// The paths of `writes` where nothing was.
  package private(set) var new: Set<String> = []
  package private(set) var removals: [String] = []
  /// Files of an earlier export that nobody needs now and that somebody has changed since: they stay.
  package private(set) var kept: [String] = []
  /// Files in the way. When there is one, nothing is to be written.
  package private(set) var obstacles: [Diagnostic] = []
  /// The manifest for the time of writing, and the one for afterwards.
  package let before: ExportManifest
  package let after: ExportManifest

  /// The paths that must be looked at to plan.
  package static func paths(for tree: FileTree, _ manifest: ExportManifest) -> Set<String> {
    Set(tree.files.map(\.path)).union(manifest.digests.keys)
  }

  /// - Parameters:
  ///   - manifest: of the last export into the folder; empty when there was none.
  ///   - entries: what stands under each of `paths(for:_:)`; a path that leads out of the folder
  ///     counts as `.other`.
  package init(_ tree: FileTree, over manifest: ExportManifest, _ entries: [String: FolderEntry]) {
    after = ExportManifest(tree)
    var earlier = manifest
    for file in tree.files {
      switch entries[file.path] ?? .nothing {
      case .nothing:
        writes.append(file)
        new.insert(file.path)
      case .file(let bytes) where bytes == file.bytes: break
      case .file(let bytes) where manifest.holds(file.path, bytes): writes.append(file)
      case .file, .other: obstacles.append(.inTheWay(file.path))
      }
    }
    for path in manifest.digests.keys.sorted() where tree[path] == nil {
      switch entries[path] ?? .nothing {
      case .nothing: earlier.digests[path] = nil
      case .file(let bytes) where manifest.holds(path, bytes): removals.append(path)
      case .file, .other:
        kept.append(path)
        earlier.digests[path] = nil
      }
    }
    before = earlier.joined(with: after)
  }

  package var changesNothing: Bool { writes.isEmpty && removals.isEmpty }
}

extension Diagnostic {
  fileprivate static func inTheWay(_ path: String) -> Diagnostic {
    .error(
      "export-obstacle", "\(path) is there, and not as an export wrote it",
      mend: "Move it away, or export to another folder")
  }
}
