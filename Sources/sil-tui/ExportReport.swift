// What an export changed, for people and for programs.

import CloudExport
import StatesLanguage

struct ExportReport {
  let plan: ExportPlan
  let folder: String
  /// What to type there next.
  let next: [String]
  let isDry: Bool

  /// A line for each file that changed, and what to type next.
  var text: String {
    var lines: [String] = []
    for file in plan.writes {
      lines.append("\(plan.new.contains(file.path) ? "new    " : "changed") \(place(file.path))")
    }
    lines += plan.removals.map { "removed \(place($0))" }
    lines += plan.kept.map {
      "kept    \(place($0)): no longer needed, but changed since it was exported"
    }
    if plan.changesNothing { lines.append("\(visible(folder)) is up to date.") }
    if !isDry { lines.append("Next: \(nextCommand)") }
    return lines.joined(separator: "\n") + "\n"
  }

  /// What to type next.
  var nextCommand: String {
    "cd \(quotedForShell(folder)) && \(next.joined(separator: " && "))"
  }

  var json: [UInt8] {
    let changed = plan.writes.map(\.path).filter { !plan.new.contains($0) }
    return JSON.object([
      JSON.Member("folder", .string(folder)),
      JSON.Member(
        "new", .array(plan.writes.map(\.path).filter(plan.new.contains).map(JSON.string))),
      JSON.Member("changed", .array(changed.map(JSON.string))),
      JSON.Member("removed", .array(plan.removals.map(JSON.string))),
      JSON.Member("kept", .array(plan.kept.map(JSON.string))),
      JSON.Member("next", .array(next.map(JSON.string))),
    ]).write(.readable) + [0x0A]
  }

  private func place(_ path: String) -> String { visible(folder + "/" + path) }
}

/// A word as the shell reads it back; visible as it is for a person.
func quotedForShell(_ word: String) -> String {
  let plain = word.utf8.allSatisfy { byte in
    (0x61...0x7A).contains(byte | 0x20) || (0x2B...0x3A).contains(byte) || byte == 0x5F
      || byte == 0x2C
  }
  if plain { return word }
  return "'"
    + visible(word).split(separator: "'", omittingEmptySubsequences: false)
    .joined(separator: "'\\''") + "'"
}
