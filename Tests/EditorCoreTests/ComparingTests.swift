// What differs between two pipelines, in words and while editing goes on.

import PipelineFile
import PipelineModel
import TestSupport
import Testing

@testable import EditorCore

struct ComparingTests {
  private func words(_ before: String, _ now: String) -> [String] {
    let now = pipeline(now)
    var next = now.freshStepID.rawValue
    let delta = PipelineDelta(from: pipeline(before).aligned(with: [now], next: &next), to: now)
    return [delta.summary] + delta.lines(now)
  }

  @Test func `alike pipelines have no difference, in whatever order their steps stand`() {
    #expect(words("a, b<-a", "a, b<-a") == ["no difference"])
    #expect(words("a, b, c<-a", "b, a, c<-a") == ["no difference"])
  }

  @Test func `steps and connections that are new and gone are told in the order of the file`() {
    #expect(
      words("a, b<-a, c<-b", "a, x<-a, c<-x") == [
        "1 step added, 1 changed, 1 removed; 2 connections added, 2 removed",
        "+ step x", "~ step c: args", "- step b", "+ connection a → x", "+ connection x → c",
        "- connection a → b", "- connection b → c",
      ])
  }

  @Test func `values are told where they are short`() throws {
    let before = SilFile.read(
      Array("pipeline: p\nsteps:\n  a:\n    memory: 128\n    code: |\n      x = 1\n      y\n".utf8))
    let after = SilFile.read(
      Array(
        "pipeline: p\nschedule: rate(1 hour)\nsteps:\n  a:\n    memory: 512\n    code: |\n      z\n"
          .utf8))
    let delta = PipelineDelta(from: before.pipeline, to: after.pipeline)
    #expect(
      delta.lines(after.pipeline) == [
        "~ pipeline: schedule none → rate(1 hour)", "~ step a: code, memory 128 → 512",
      ])
  }

  @Test func `the comparison follows edits, undo and saving`() throws {
    var editor = Editor("a, b<-a")
    editor.compareWithFile()
    #expect(editor.comparison?.delta.isEmpty == true)
    try editor.addStep(named: "c", at: .after(try editor.id("b")))
    #expect(editor.comparison?.sign(of: try editor.id("c")) == "+")
    #expect(editor.comparison?.delta.addedEdges.count == 1)
    try editor.undo()
    #expect(editor.comparison?.delta.isEmpty == true)
    try editor.rename(try editor.id("b"), to: "z")
    #expect(editor.comparison?.delta.changes[try editor.id("z")] == .changed(["renamed from b"]))
    editor.saved()
    #expect(editor.comparison?.delta.isEmpty == true)
    editor.endComparison()
    #expect(editor.comparison == nil)
  }

  @Test func `a step that was deleted and made anew is the same one`() throws {
    var editor = Editor("a, b<-a")
    editor.compareWithFile()
    try editor.deleteSteps([try editor.id("b")], healing: true)
    #expect(editor.comparison?.delta.removed.map(\.name) == ["b"])
    try editor.addStep(named: "b", at: .after(try editor.id("a")))
    #expect(editor.comparison?.delta.removed.isEmpty == true)
    #expect(editor.comparison?.delta.addedCount == 0)
    #expect(editor.comparison?.delta.removedEdges.isEmpty == true)
  }

  @Test func `a view compares with what it began with`() throws {
    var editor = Editor("a, b<-a")
    editor.access = .views("edit it")
    editor.follow(editor.aligned(pipeline("a, c<-a")), [])
    editor.compareWithFile()
    #expect(
      editor.comparison?.delta.summary == "1 step added, 1 removed; 1 connection added, 1 removed")
  }

  @Test(arguments: 1...40)
  func `nothing differs when no edits are needed, and the way back differs the other way`(
    seed: UInt64
  ) throws {
    var random = SplitMix64(seed: seed)
    let first = SilFile.read(RandomDocument.bytes(using: &random)).pipeline
    var second = first
    for _ in 0..<Int(random.next() % 6) {
      let edit = randomEdit(on: second, using: &random)
      _ = try? second.apply(edit)
    }
    let delta = PipelineDelta(from: first, to: second)
    let back = PipelineDelta(from: second, to: first)
    #expect(back.addedEdges == delta.removedEdges && back.removedEdges == delta.addedEdges)
    #expect(back.addedCount == delta.removed.count && back.changedCount == delta.changedCount)
    if try first.edits(toBecome: second).isEmpty { #expect(delta.isEmpty) }
  }
}
