// Plans and definitions on the command line.

import TestSupport
import Testing

struct PlanTests {
  private let net =
    #"{"nodes": ["a", "b", "c", "d"], "edges": [["a", "c"], ["a", "d"], ["b", "d"]]}"#

  @Test func `a bare graph is planned as JSON`() throws {
    let scratch = try Scratch()
    _ = try scratch.write(
      #"{"nodes": ["a", "b", "c"], "edges": [["a", "b"], ["a", "c"]]}"#, to: "graph.json")
    let result = scratch.call("asl --plan --json --graph graph.json")
    #expect(result.code == 0)
    #expect(
      result.output
        == #"{"tree":["s",[["t","a"],["p",[["t","b"],["t","c"]]]]],"ratio":1.0,"addedWaits":0}"#
        + "\n")
  }

  @Test func `durations decide which wait is added`() throws {
    let scratch = try Scratch()
    let durations = #", "durations": {"a": 1, "b": 5, "c": 9, "d": 1}}"#
    _ = try scratch.write(net, to: "net.json")
    _ = try scratch.write(net.dropLast() + durations, to: "timed.json")
    let timed = scratch.call("asl --plan --graph timed.json")
    #expect(timed.output.contains("1.000 × the time of the longest way (durations known)"))
    #expect(timed.output.contains("series\n      b\n      d\n"), "\(timed.output)")
    let untimed = scratch.call("asl --plan --graph net.json")
    #expect(untimed.output.contains("1 wait added"))
    #expect(untimed.output.contains("(durations not known)"))
  }

  @Test func `a pipeline is planned as a tree`() throws {
    let scratch = try Scratch()
    let step = "code: 'def f(*x): pass'"
    _ = try scratch.write(
      "pipeline: p\nsteps:\n  a: {\(step)}\n  b: {\(step), needs: [a]}\n  c: {\(step), needs: [a]}\n",
      to: "p.sil")
    #expect(
      scratch.call("asl --plan p.sil").output == """
        series
          a
          parallel
            b
            c

        0 waits added
        1.000 × the time of the longest way (durations not known)

        """)
  }

  @Test(arguments: [
    #"{"nodes": ["a", "b"], "edges": [["a", "b"], ["b", "a"]]}"#, #"{"nodes": ["a"]}"#, "[", "[]",
    #"{"nodes": ["a"], "edges": [], "durations": {"a": -1}}"#,
    #"{"nodes": ["a", "a"], "edges": []}"#,
  ])
  func `what is no graph without cycles is told with its mend`(text: String) throws {
    let scratch = try Scratch()
    _ = try scratch.write(text, to: "graph.json")
    let result = scratch.call("asl --plan --json --graph graph.json")
    #expect(result.code == 2)
    #expect(result.errors.contains("graph.json: error: ") && result.errors.contains(" — "))
    #expect(result.output.isEmpty)
  }

  @Test(arguments: ["--json p.sil", "--graph g.json", "--plan", "--plan --machine layers p.sil"])
  func `options that don't go together are wrong calls`(words: String) throws {
    #expect(try Scratch().call("asl \(words)").code == 2)
  }

  @Test func `a definition that waits for a job is no express workflow`() throws {
    let scratch = try Scratch()
    _ = try scratch.write(
      """
      {"StartAt": "A", "States": {"A": {"Type": "Task", "End": true,
       "Resource": "arn:aws:states:::states:startExecution.sync",
       "Parameters": {"StateMachineArn": "x"}}}}
      """, to: "machine.json")
    #expect(scratch.call("check machine.json").code == 0)
    #expect(scratch.call("check --type standard machine.json").code == 0)
    let express = scratch.call("check --type express machine.json")
    #expect(express.code == 1)
    #expect(express.errors.contains(".sync"), "\(express.errors)")
  }
}
