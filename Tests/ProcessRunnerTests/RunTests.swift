import PipelineModel
import ProcessRunner
import RunScheduler
import Testing

struct RunTests {
  @Test func `outputs flow along the arguments`() throws {
    let record = try run([
      Sketch("a", "def a(x):\n    return {'n': x, 'l': [1, 2]}", ["3"]),
      Sketch("b", "def b(n, l):\n    return n + l", ["a/n", "a/l[1]"]),
      Sketch("c", "def c(*, left, right=7):\n    return [left, right]", ["left=b"], needs: ["a"]),
    ])
    #expect(record.outputs == ["a": #"{"n":3,"l":[1,2]}"#, "b": "5", "c": "[5,7]"])
    #expect(
      record.course
        == "started a, succeeded a, started b, succeeded b, started c, succeeded c, succeeded")
  }
}
