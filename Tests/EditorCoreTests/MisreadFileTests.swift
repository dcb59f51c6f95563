// A file of which parts were not understood: what is said of it, and that nothing is made of it.

import Diagnostics
import PipelineFile
import PipelineModel
import Testing

@testable import EditorCore

@Suite struct MisreadFileTests {
  private func editor(_ text: String) -> Editor {
    let (file, pipeline, problems) = SilFile.read(Array(text.utf8))
    return Editor(
      pipeline, fileDiagnostics: problems, misreadFile: file.isUnderstood ? nil : file)
  }

  @Test func `what was not understood is not said to be missing as well`() {
    let editor = editor("pipeline: p\nsteps:\n  a: {code: \"def a(: return\"\n")
    #expect(editor.diagnostics.count == 1)
    #expect(!editor.diagnostics.contains { $0.message.contains("has no") })
  }

  @Test func `what stands beside it is judged all the same`() {
    let editor = editor(
      "pipeline: p\nsteps:\n  a:\n    code: |\n      def a():\n        return 1\n    memory: 5\n    speed: fast\n"
    )
    #expect(editor.diagnostics.contains { $0.message.contains("speed") })
    #expect(editor.diagnostics.contains { $0.message.contains("emory") })
  }

  @Test func `no definition is made of it and nothing runs`() {
    let editor = editor(
      "pipeline: p\nsteps:\n  a:\n    code: |\n      def a():\n        return 1\n    memory: 128\n    memory: 256\n"
    )
    #expect(editor.checked == nil)
    #expect(editor.definition.lines.isEmpty)
    #expect(editor.definition.staleReason != nil)
  }
}
