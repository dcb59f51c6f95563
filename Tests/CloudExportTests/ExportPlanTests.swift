import CloudExport
import Diagnostics
import StatesLanguage
import Testing

struct ExportPlanTests {
  @Test func `into an empty folder all is new`() {
    expectPlan(export: "a=1 b=2", earlier: "", present: "", "+a +b")
  }

  @Test func `what says the same already is left alone`() {
    expectPlan(export: "a=1 b=2", earlier: "a=1 b=2", present: "a=1 b=2", "")
    expectPlan(export: "a=1", earlier: "", present: "a=1", "")
  }

  @Test func `what an export wrote is written anew`() {
    expectPlan(export: "a=2", earlier: "a=1", present: "a=1", "~a")
  }

  @Test func `a file that no export wrote is in the way`() {
    expectPlan(export: "a=2", earlier: "", present: "a=1", "!a")
    expectPlan(export: "a=2", earlier: "a=1", present: "a=3", "!a")
    expectPlan(export: "a=2", earlier: "a=1", present: "a=other", "!a")
  }

  @Test func `stale files go when they are as they were written`() {
    expectPlan(export: "a=1", earlier: "a=1 old=7", present: "a=1 old=7", "-old")
    expectPlan(export: "a=1", earlier: "a=1 old=7", present: "a=1 old=8", "=old")
    expectPlan(export: "a=1", earlier: "a=1 old=7", present: "a=1", "")
    expectPlan(export: "a=1", earlier: "a=1", present: "a=1 mine=7", "")
  }

  @Test func `a manifest that names files outside removes none of them`() {
    expectPlan(
      export: "a=1", earlier: "a=1 ../x=7", present: "a=1 ../x=other", "=../x")
  }

  @Test func `an export that broke off knows the old files and the new`() throws {
    let plan = ExportPlan(tree("a=2 b=1"), over: ExportManifest(tree("a=1")), ["a": .file([0x31])])
    let before = try #require(ExportManifest(plan.before.bytes))
    #expect(before == plan.before)
    // Whichever of the two is there, the next export goes on.
    for present in ["a=1", "a=2", "a=1 b=1"] {
      let next = ExportPlan(tree("a=3 b=3"), over: before, entries(present))
      #expect(next.obstacles.isEmpty, "\(present)")
    }
  }

  @Test(arguments: ["", "{}", "[]", "{\"files\": 1}", "no JSON"])
  func `what is no manifest is not taken for one`(text: String) {
    #expect(ExportManifest(Array(text.utf8)) == nil)
  }
}

/// `+new ~changed -removed =kept !obstacle`.
private func expectPlan(
  export: String, earlier: String, present: String, _ expected: String,
  sourceLocation: Testing.SourceLocation = #_sourceLocation
) {
  let plan = ExportPlan(tree(export), over: ExportManifest(tree(earlier)), entries(present))
  var told: [String] = []
  for file in plan.writes { told.append((plan.new.contains(file.path) ? "+" : "~") + file.path) }
  for path in plan.removals { told.append("-" + path) }
  for path in plan.kept { told.append("=" + path) }
  for obstacle in plan.obstacles {
    told.append("!" + String(obstacle.message.prefix { $0 != " " }))
  }
  #expect(told.joined(separator: " ") == expected, sourceLocation: sourceLocation)
  #expect(
    Set(plan.after.digests.keys) == Set(tree(export).files.map(\.path)),
    sourceLocation: sourceLocation)
}

/// "path=content path=content".
private func tree(_ text: String) -> FileTree {
  FileTree(
    text.split(separator: " ").map { part in
      let halves = part.split(separator: "=")
      return .init(String(halves[0]), Array(halves[1].utf8))
    })
}

private func entries(_ text: String) -> [String: FolderEntry] {
  var entries: [String: FolderEntry] = [:]
  for file in tree(text).files {
    entries[file.path] = file.bytes == Array("other".utf8) ? .other : .file(file.bytes)
  }
  return entries
}
