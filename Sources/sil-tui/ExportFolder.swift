// Brings an export into its folder: looks at what is there, has the plan decide, writes and removes.

import CloudExport
import Storage

/// A folder that exports go to.
struct ExportFolder {
  private let folder: OwnFolder

  init(_ path: String) {
    var path = path
    while path.utf8.count > 1, path.hasSuffix("/") { path.removeLast() }
    folder = OwnFolder(path)
  }

  var path: String { folder.path }

  /// What an export of these files would do; changes nothing.
  func plan(_ tree: FileTree) throws(FileError) -> ExportPlan {
    let manifest = try manifest()
    var entries: [String: FolderEntry] = [:]
    for path in ExportPlan.paths(for: tree, manifest) {
      switch try folder.content(of: path) {
      case .nothing: entries[path] = .nothing
      case .file(let bytes): entries[path] = .file(bytes)
      case .other: entries[path] = .other
      }
    }
    return ExportPlan(tree, over: manifest, entries)
  }

  /// Broken off in the middle, it leaves a manifest that knows the old files and the new ones.
  ///
  /// - Precondition: the plan has no obstacles.
  func carryOut(_ plan: ExportPlan) throws(FileError) {
    if !plan.changesNothing { try write(plan.before) }
    for file in plan.writes { try folder.write(file.bytes, to: file.path) }
    for path in plan.removals { try folder.remove(path) }
    try write(plan.after)
  }

  /// A file of that name that is no manifest of ours is in the way.
  private func manifest() throws(FileError) -> ExportManifest {
    switch try folder.content(of: ExportManifest.path) {
    case .nothing: return ExportManifest()
    case .file(let text):
      if let manifest = ExportManifest(text) { return manifest }
      throw .exists(path: folder.path + "/" + ExportManifest.path)
    case .other: throw .isNoFile(path: folder.path + "/" + ExportManifest.path)
    }
  }

  private func write(_ manifest: ExportManifest) throws(FileError) {
    if try folder.content(of: ExportManifest.path) == .file(manifest.bytes) { return }
    try folder.write(manifest.bytes, to: ExportManifest.path)
  }
}
