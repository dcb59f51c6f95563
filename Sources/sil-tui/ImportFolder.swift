// Brings imported pipelines into a folder: looks at what is there and writes what is new. A file that
// says something else is in the way, unless it may be written over.

import Diagnostics
import Import
import PipelineFile
import Storage

/// Where an import goes.
struct ImportFolder {
  private let folder: OwnFolder
  /// The name of the only pipeline's file, where the person gave one.
  let pipelineFile: String?

  /// - Parameter target: a folder, or a path that ends in `.sil`.
  init(_ target: String) {
    var path = target
    while path.utf8.count > 1, path.hasSuffix("/") { path.removeLast() }
    if path.hasSuffix(".sil") {
      let start = sil_tui.folder(of: path)
      pipelineFile = String(path.dropFirst(start.count))
      folder = OwnFolder(start.isEmpty ? "." : start == "/" ? "/" : String(start.dropLast()))
    } else {
      pipelineFile = nil
      folder = OwnFolder(path)
    }
  }

  /// A path in the folder as the person would type it.
  func shown(_ path: String) -> String {
    folder.path == "." ? path : folder.path == "/" ? "/" + path : folder.path + "/" + path
  }

  var path: String { folder.path }
  var isThere: Bool { folder.isThere }

  /// The files with the pipelines among them, by path.
  ///
  /// - Throws: `WriteError` when the writer of pipeline files refuses.
  func files(of result: ImportResult) throws(WriteError) -> [ImportedFile] {
    var files = result.files
    for pipeline in result.pipelines {
      files.append(
        ImportedFile(path: fileName(of: pipeline), bytes: try pipeline.text()))
    }
    return files.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
  }

  func fileName(of pipeline: ImportedPipeline) -> String {
    pipelineFile ?? pipeline.fileName + ".sil"
  }

  /// What writing these files would do; changes nothing.
  ///
  /// - Parameter replacing: whether files that say something else may be written over.
  func plan(_ files: [ImportedFile], replacing: Bool) throws(FileError) -> ImportPlan {
    var plan = ImportPlan()
    for file in files {
      switch try folder.content(of: file.path) {
      case .nothing: plan.new.append(file)
      case .file(let bytes) where bytes == file.bytes: plan.unchanged.append(file.path)
      case .file where replacing: plan.changed.append(file)
      case .file, .other: plan.obstacles.append(file.path)
      }
    }
    return plan
  }

  func carryOut(_ plan: ImportPlan) throws(FileError) {
    for file in plan.new + plan.changed { try folder.write(file.bytes, to: file.path) }
  }

  /// Whether one of these files is there.
  func holds(_ paths: [String]) throws(FileError) -> Bool {
    for path in paths {
      if case .file = try folder.content(of: path) { return true }
    }
    return false
  }
}

struct ImportPlan {
  var new: [ImportedFile] = []
  /// Files that say something else now.
  var changed: [ImportedFile] = []
  var unchanged: [String] = []
  /// What is in the way. When there is something, nothing is to be written.
  var obstacles: [String] = []
}
