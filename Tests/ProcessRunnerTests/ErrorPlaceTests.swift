// Errors point into the person's own file and line.

import PipelineModel
import ProcessRunner
import RunScheduler
import Testing

@Suite struct ErrorPlaceTests {
  /// Runs code that stands on line 10 of nightly.sil.
  private func failure(
    _ code: String, _ arguments: [String] = [], _ setting: Setting = Setting()
  ) throws -> StepFailure {
    let record = try run(code, arguments, [:], setting) {
      $0.origins[StepID(0)] = CodeOrigin(file: "nightly.sil", line: 10)
    }
    return try #require(record.failures["step"])
  }

  @Test(arguments: [
    ("def step():\n    return 1 / 0", "ZeroDivisionError", 11),
    ("def step():\n    import json\n    return json.loads('{')", "JSONDecodeError", 12),
    ("def f():\n    raise KeyError('x')\ndef step():\n    return f()", "KeyError", 11),
    ("x = 1 / 0\ndef step(): pass", "ZeroDivisionError", 10),
    ("import not_there\ndef step(): pass", "Runtime.ImportModuleError", 10),
    ("def step():\n    class Mine(Exception): pass\n    raise Mine('é')", "Mine", 12),
    ("def step():\n    return step()", "RecursionError", 11),
    ("def step(a):\n    return a", "TypeError", 10),
    ("def step():\n    raise ExceptionGroup('several', [ValueError('x')])", "ExceptionGroup", 11),
  ])
  func `an error names the line where it came through`(code: String, type: String, line: Int) throws
  {
    let found = try failure(code)
    #expect(found.errorType == type)
    #expect(found.place == .init(file: "nightly.sil", line: line))
  }

  @Test func `the trace shows the person's lines and not the runner's`() throws {
    let found = try failure("def inner():\n    raise ValueError('no')\n\ndef step():\n    inner()")
    #expect(
      found.stackTrace.map { $0.split(separator: "\n").prefix(2).joined(separator: "|") } == [
        "  File \"nightly.sil\", line 14, in step|    inner()",
        "  File \"nightly.sil\", line 11, in inner|    raise ValueError('no')",
      ])
  }

  @Test func `an error whose text fails is told all the same`() throws {
    let found = try failure(
      "class Odd(Exception):\n    def __str__(self): raise ValueError\ndef step():\n    raise Odd")
    #expect(found.errorType == "Odd")
    #expect(found.errorMessage == "<Odd that has no text>")
  }

  @Test func `in a custom template the code keeps its own lines`() throws {
    let template = """
      import json

      "{{PUT_FUNCTION_HERE}}"

      def lambda_handler(event, context):
          return {"step": "{{PUT_FUNCTION_NAME_HERE}}"()}
      """
    let found = try failure(
      "def step():\n\n    raise ValueError('x')", [], Setting(template: template))
    #expect(found.place == .init(file: "nightly.sil", line: 12))
  }

  @Test func `an error in another file of the step names that file`() throws {
    let setting = Setting(files: ["lib/tool.py": "def go():\n    raise ValueError('deep')\n"])
    let record = try run(
      "import lib.tool\ndef step():\n    lib.tool.go()", [],
      [.files: .list([.text("lib/tool.py")])], setting)
    #expect(record.failures["step"]?.place == .init(file: "lib/tool.py", line: 2))
  }

  @Test func `a source file is named by its path`() throws {
    let setting = Setting(files: ["steps/a.py": "\n\ndef step():\n    raise ValueError('x')\n"])
    let record = try run([Sketch("step", "", [], [.source: .text("steps/a.py")])], setting)
    #expect(record.failures["step"]?.place == .init(file: "steps/a.py", line: 4))
  }
}
