import Glibc
import PipelineModel
import ProcessRunner
import RunScheduler
import StatesLanguage
import Testing

/// Runs of one pipeline file, kept in a folder of the test.
private struct Kept {
  let leftovers: Leftovers
  let store: RunStore

  init(_ file: String = "/nowhere/nightly.sil") throws {
    leftovers = try Leftovers()
    store = RunStore(stateFolder: leftovers.folder + "/state", pipelineFile: file)
  }

  func run(
    _ sketches: [Sketch], _ selection: ([Sketch]) -> RunSelection = { _ in .all },
    _ change: (inout RunOptions) -> Void = { _ in }
  ) throws -> RunRecord {
    try ProcessRunnerTests.run(sketches) {
      $0.store = store
      $0.selection = selection(sketches)
      change(&$0)
    }
  }
}

private func id(_ name: String, _ sketches: [Sketch]) -> StepID {
  StepID(sketches.firstIndex { $0.name == name } ?? 0)
}

private let chain = [
  Sketch("a", "def a():\n    print('in a')\n    return {'n': 1}"),
  Sketch("b", "def b(x):\n    print('in b')\n    return [x['n'], 2]", ["a"]),
  Sketch(
    "c", "def c(x):\n    return x + [3]", ["b"], [.env: .mapping([.init("MODE", .text("x"))])]),
]

@Suite struct KeptRunTests {
  @Test func `a run is kept with its events, inputs, outputs and logs`() throws {
    let kept = try Kept()
    _ = try kept.run(chain)
    let run = try #require(kept.store.runs.first)
    let summary = try #require(run.summary)
    #expect(summary.status == .succeeded)
    #expect(summary.succeeded == 3)
    #expect(!run.isGoingOn)
    let exchange = run.exchange(of: "b")
    #expect(
      exchange.input
        == .object([
          .init(
            "Payload",
            .object([
              .init("a", .object([.init("n", .integer(1))]))
            ]))
        ]))
    #expect(exchange.output == .array([.integer(1), .integer(2)]))
    #expect(run.logFiles(of: "b").count == 1)
    #expect(run.logFiles(of: "c") == [])
    #expect(run.events.last?["event"]?.string == "finished")
    #expect(Set(kept.store.lastDurations.keys) == ["a", "b", "c"])
  }

  @Test func `from takes what has not changed`() throws {
    let kept = try Kept()
    _ = try kept.run(chain)
    let record = try kept.run(chain, { .from([id("c", $0)]) })
    #expect(record.course == "succeeded a, succeeded b, started c, succeeded c, succeeded")
    #expect(record.events.filter(\.isReused).compactMap(\.step?.name) == ["a", "b"])
    #expect(record.outputs["c"] == "[1,2,3]")
  }

  @Test(arguments: ["code", "arguments", "environment", "input"])
  func `from runs anew what has changed`(what: String) throws {
    let kept = try Kept()
    var steps = [
      Sketch("a", "def a(x=0):\n    return x", ["1"]),
      Sketch("b", "def b(x):\n    return x", ["a"]),
      Sketch("c", "def c(x):\n    return x", ["b"]),
    ]
    _ = try kept.run(steps)
    switch what {
    case "code": steps[0].code += " + 1"
    case "arguments": steps[0].arguments = ["2"]
    case "environment": steps[0].fields[.env] = .mapping([.init("MODE", .text("y"))])
    default: steps[0] = Sketch("a", "def a(x=0):\n    return x + 1", ["1"])
    }
    let record = try kept.run(steps, { .from([id("c", $0)]) })
    // In a new environment `a` gives the same, but what follows on something new is new too.
    #expect(record.events.filter(\.isReused).isEmpty)
  }

  @Test func `only takes what its steps need and gives only their outputs`() throws {
    let kept = try Kept()
    _ = try kept.run(chain)
    let record = try kept.run(chain, { .only([id("b", $0)]) })
    #expect(record.course == "started b, succeeded b, succeeded")
    guard case .finished(_, let outputs, _) = try #require(record.events.last).kind else {
      Issue.record("no end")
      return
    }
    #expect(outputs.map(\.step.name) == ["b"])
  }

  @Test func `only refuses to run on nothing`() throws {
    let kept = try Kept()
    #expect(throws: RunRefusal.resultsMissing(["a"])) {
      try kept.run(chain, { .only([id("b", $0)]) })
    }
    #expect(kept.leftovers.files == [])
  }

  @Test func `the newest twenty are kept`() throws {
    let kept = try Kept()
    for _ in 0..<22 { _ = try kept.run([chain[0]]) }
    #expect(kept.store.runs.count == 20)
    let ids = kept.store.runs.map(\.id)
    #expect(ids == ids.sorted(by: >))
  }

  @Test func `runs of a part push no whole run out`() throws {
    let kept = try Kept()
    _ = try kept.run(chain)
    for _ in 0..<21 { _ = try kept.run(chain, { .only([id("b", $0)]) }) }
    #expect(kept.store.runs.count == 21)
    let record = try kept.run(chain, { .from([id("c", $0)]) })
    #expect(record.events.filter(\.isReused).compactMap(\.step?.name) == ["a", "b"])
  }

  @Test func `results that are taken are kept as long as runs that took them`() throws {
    let kept = try Kept()
    _ = try kept.run(chain)
    for _ in 0..<20 { _ = try kept.run(chain, { .from([id("c", $0)]) }) }
    #expect(!kept.store.runs.contains { $0.summary?.reused == 0 })
    let record = try kept.run(chain, { .from([id("c", $0)]) })
    #expect(record.events.filter(\.isReused).compactMap(\.step?.name) == ["a", "b"])
  }

  @Test func `runs of two files are kept apart`() throws {
    let kept = try Kept()
    let other = RunStore(
      stateFolder: kept.leftovers.folder + "/state", pipelineFile: "/x/nightly.sil")
    #expect(other.folder != kept.store.folder)
  }

  @Test func `failed and cancelled runs are kept too`() throws {
    let kept = try Kept()
    _ = try kept.run([Sketch("a", "def a():\n    print('so far')\n    raise ValueError('no')")])
    let run = try #require(kept.store.runs.first)
    #expect(run.summary?.status == .failed)
    #expect(run.summary?.failed == 1)
    #expect(kept.store.lastDurations == [:])
  }

  @Test func `a step that prints without end fills neither memory nor disk`() throws {
    let kept = try Kept()
    let lines = 300_000
    let record = try kept.run([
      Sketch(
        "a",
        "def a():\n    for number in range(\(lines)):\n        print(number, 'x' * 90)\n    return 1"
      )
    ])
    #expect(record.outputs["a"] == "1")
    let run = try #require(kept.store.runs.first)
    let sizes = run.logFiles(of: "a").map { path in
      var status = stat()
      return stat(path, &status) == 0 ? Int(status.st_size) : 0
    }
    #expect(sizes.count == 2)
    #expect(sizes.reduce(0, +) <= 17 << 20)
  }

  @Test func `a state folder that can't be written is told of and the run goes on`() throws {
    let store = RunStore(stateFolder: "/proc/nowhere", pipelineFile: "a.sil")
    let record = try run([chain[0]]) { $0.store = store }
    #expect(record.status == .succeeded)
    #expect(record.notes.contains { $0.hasPrefix("The run is not kept: ") })
  }
}
