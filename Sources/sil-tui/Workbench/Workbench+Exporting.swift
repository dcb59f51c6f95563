// The workbench exports what it shows: plans it, has the person see which files change, and writes.

import CloudExport
import Diagnostics
import EditorCore
import Glibc
import PipelineModel
import ProcessRunner
import Storage
import TerminalUI

/// An export that waits for the person's word.
struct PlannedExport {
  let folder: ExportFolder
  let plan: ExportPlan
}

extension Workbench {
  func planExport(to name: String) {
    document.refreshFiles(app.editor)
    app.editor.learn(document.surroundings)
    guard let checked = app.editor.checked else {
      return tell(.warning("the pipeline has errors: gp lists them"))
    }
    let files = document.surroundings.texts
    let result = TerraformExporter().export(
      checked, files: files, durations: document.surroundings.durations)
    guard let tree = result.tree else {
      return tell(.error(result.diagnostics.first(where: \.isError).map(text) ?? "not exported"))
    }
    do {
      let folder = ExportFolder(name)
      let plan = try folder.plan(tree)
      if let obstacle = plan.obstacles.first { return tell(.error(text(obstacle))) }
      keepExportFolder(folder.path)
      if plan.changesNothing {
        return tell(
          .info("\(folder.path) is up to date; next: \(report(plan, folder).nextCommand)"))
      }
      plannedExport = PlannedExport(folder: folder, plan: plan)
      let warnings = importWarnings(for: checked, files: files) + result.diagnostics
      app.ask(question(plan, folder, warnings))
    } catch {
      tell(.error("not exported: \(error.message) — \(error.mend)"))
    }
  }

  func carryOutExport() -> Bool {
    guard let planned = plannedExport else { return false }
    plannedExport = nil
    do {
      try planned.folder.carryOut(planned.plan)
      tell(.info("exported; next: \(report(planned.plan, planned.folder).nextCommand)"))
      return true
    } catch {
      tell(.error("not all was written: \(error.message) — \(error.mend)"))
      return false
    }
  }

  /// Where this file was exported to last, in this session or an earlier one.
  var lastExportFolder: String? {
    do {
      guard case .file(let bytes) = try exportFolders.content(of: exportKey) else { return nil }
      let (path, here) = (String(decoding: bytes, as: UTF8.self), workingFolder + "/")
      return path.hasPrefix(here) ? String(path.utf8.dropFirst(here.utf8.count)) : path
    } catch {
      return nil
    }
  }

  // MARK: What is asked

  private func question(
    _ plan: ExportPlan, _ folder: ExportFolder, _ warnings: [Diagnostic]
  ) -> FileQuestion {
    let changed = plan.writes.map(\.path).filter { !plan.new.contains($0) }
    let counts = [
      (plan.new.count, "new"), (changed.count, "changed"), (plan.removals.count, "removed"),
      (plan.kept.count, "kept, as changed by hand"),
    ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
    var text = "In \(folder.path): \(counts)."
    if app.editor.isModified { text += " What is not saved yet is exported too." }
    for warning in warnings.prefix(2) { text += " \(self.text(warning))." }
    return FileQuestion(
      "export", text, from: lines(plan.removals),
      to: lines(plan.writes.map { plan.new.contains($0.path) ? $0.path : $0.path + " (changed)" }),
      [.init("w", "Write these files", .export), .init("c", "Leave everything as it is", .stay)])
  }

  private func lines(_ paths: [String]) -> [UInt8] {
    Array(paths.sorted().map { $0 + "\n" }.joined().utf8)
  }

  private func text(_ diagnostic: Diagnostic) -> String {
    "\(diagnostic.message) — \(diagnostic.mend)"
  }

  private func report(_ plan: ExportPlan, _ folder: ExportFolder) -> ExportReport {
    ExportReport(
      plan: plan, folder: folder.path, next: TerraformExporter.nextCommands, isDry: false)
  }

  // MARK: The last folder

  private func keepExportFolder(_ path: String) {
    app.exportFolder = path
    let full = path.hasPrefix("/") ? path : workingFolder + "/" + path
    do {
      try exportFolders.write(Array(full.utf8), to: exportKey)
    } catch {
      // It is only a suggestion for the next time.
    }
  }

  private var exportFolders: OwnFolder { OwnFolder(stateFolder() + "/exports") }

  private var exportKey: String {
    let runs = RunStore(stateFolder: stateFolder(), pipelineFile: document.path).folder
    return String(runs.split(separator: "/").last ?? "pipeline")
  }

  private var workingFolder: String {
    guard let path = getcwd(nil, 0) else { return "." }
    defer { free(path) }
    return String(cString: path)
  }
}
