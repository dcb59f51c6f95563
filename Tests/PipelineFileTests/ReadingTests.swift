import Diagnostics
import PipelineFile
import PipelineModel
import Testing

struct ReadingTests {
  @Test func `every key and every form of argument is read`() throws {
    let (file, pipeline, diagnostics) = SilFile.read(Array(everything.utf8))
    #expect(diagnostics.isEmpty)
    #expect(file.isUnderstood)
    #expect(pipeline.name == "nightly-scores")
    #expect(pipeline.fields[.inputs]?["date"]?["default"] == .text("today"))
    #expect(pipeline.fields[.backend]?["s3"]?["bucket"] == .text("b"))
    #expect(pipeline.defaults == [.runtime: .text("python3.13"), .memory: .integer(512)])
    #expect(pipeline.steps.map(\.name) == ["extract", "clean", "train", "publish"])

    let extract = pipeline.steps[0]
    #expect(extract.arguments == [Argument(.input("date", pick: "a.b[0]"))])
    #expect(extract.fields[.env] == .mapping([.init("STAGE", .text("prod"))]))

    let train = pipeline.steps[2]
    #expect(
      train.arguments == [
        Argument(name: "rows", .step(.step(StepID(1)))),
        Argument(name: "part", .step(.step(StepID(0)), pick: "x[2]")),
        Argument(name: "depth", .constant(.integer(6))),
        Argument(name: "text", .constant(.text("clean"))),
        Argument(name: "odd", .constant(.mapping([.init("from", .text("clean"))]))),
        Argument(
          name: "plain", .constant(.mapping([.init("a", .list([.decimal("1.5"), .null]))]))),
      ])
    #expect(train.position == GridPosition(column: 3, row: 1))
    #expect(pipeline.steps[3].needs == [.step(StepID(2))])
    #expect(pipeline.steps[3].fields[.code] == .text("def publish():\n    return \"done\"\n"))
  }

  @Test func `numbers keep their digits and become JSON's`() {
    let (_, pipeline, _) = SilFile.read(
      Array(
        "steps: {a: {args: [1, -7, 1.50, .5, 5., +2.5e3, 0x1F, 0o17, 99999999999999999999, 0xFFFFFFFFFFFFFFFFFF]}}"
          .utf8))
    #expect(
      pipeline.steps[0].arguments.map(\.source) == [
        .constant(.integer(1)), .constant(.integer(-7)), .constant(.decimal("1.50")),
        .constant(.decimal("0.5")), .constant(.decimal("5.0")), .constant(.decimal("2.5e3")),
        .constant(.integer(31)), .constant(.integer(15)),
        .constant(.decimal("99999999999999999999")), .constant(.decimal("4722366482869645213695")),
      ])
  }

  @Test func `an alias reads as what it stands for`() {
    let (_, pipeline, diagnostics) = SilFile.read(
      Array("steps:\n  a: {env: &e {K1: x}}\n  b: {env: *e}\n".utf8))
    #expect(diagnostics.isEmpty)
    #expect(pipeline.steps[1].fields[.env] == pipeline.steps[0].fields[.env])
  }

  @Test func `what a check finds stands beside what was not understood`() {
    #expect(
      codes(
        """
        pipeline: bad name!
        steps:
          a: {memory: 1, memroy: 3}
          b: {needs: [nope], code: "def b(): pass"}
          b: {code: 'def b(): pass', timeout: 0}
        """) == [
          "yaml-duplicate-key", "unknown-key", "pipeline-name", "memory-range", "timeout-range",
        ])
  }

  @Test func `nothing is missed in a mapping that was not understood`() {
    #expect(codes("stpes: {}") == ["unknown-key"])
    #expect(codes("pipeline: p\nsteps: [a]") == ["steps-kind"])
    #expect(codes("pipeline: p\nsteps: {a: {cdoe: x}}") == ["unknown-key"])
    #expect(codes("pipeline: p\nsteps: {a: [x]}") == ["step-kind"])
  }

  /// The codes of all that is said of a file, reading first.
  private func codes(_ text: String) -> [String] {
    let (file, pipeline, problems) = SilFile.read(Array(text.utf8))
    return (problems + file.standing(pipeline.check().diagnostics, beside: problems)).map(\.code)
  }

  @Test func `an unknown key is told where it stands, with the nearest known one`() throws {
    let bytes = Array("pipeline: p\nsteps:\n  a:\n    memroy: 512\n".utf8)
    let (file, _, diagnostics) = SilFile.read(bytes)
    #expect(diagnostics.map(\.code) == ["unknown-key"])
    #expect(diagnostics[0].mend == "Write memory: instead")
    #expect(file.isUnderstood)
    let range = try #require(diagnostics[0].place.flatMap(file.range))
    #expect(LineTable(bytes).location(at: range.lowerBound) == SourceLocation(line: 4, column: 5))
  }

  @Test(arguments: [
    ("- a\n", "not-a-mapping"), ("just text", "not-a-mapping"),
    ("steps: [a, b]\n", "steps-kind"), ("steps: {a: 5}\n", "step-kind"),
    ("steps: {a: {args: hi}}\n", "args-kind"), ("steps: {a: {needs: b}}\n", "needs-kind"),
    ("steps: {a: {needs: [b, b]}, b: }\n", "need-twice"),
    ("steps: {a: {args: [{from: b, input: c}]}}\n", "argument-form"),
    ("steps: {a: {args: [{value: 1, x: 2}]}}\n", "argument-form"),
    ("steps: {a: {args: [{from: b, pick: 3}]}}\n", "pick-kind"),
    ("steps: {a: }\nsteps: {b: }\n", "yaml-duplicate-key"),
    ("defaults: {code: x}\n", "unknown-key"), ("defaults: 3\n", "defaults-kind"),
  ])
  func `what has no meaning is told`(text: String, code: String) {
    #expect(SilFile.read(Array(text.utf8)).diagnostics.map(\.code) == [code])
  }

  @Test func `a place in the code of a step is a line of the file`() throws {
    let bytes = Array(
      "pipeline: p\nsteps:\n  a:\n    code: |\n      def a():\n        return 1\n".utf8)
    let file = SilFile.read(bytes).file
    let keys: [DocumentKey] = [.name("steps"), .name("a"), .name("code")]
    let range = try #require(file.range(of: .key(keys, line: 1)))
    #expect(LineTable(bytes).location(at: range.lowerBound).line == 6)
  }

  @Test func `an empty file says nothing and can be written`() {
    for text in ["", "\n\n", "# only a comment\n"] {
      let (file, pipeline, diagnostics) = SilFile.read(Array(text.utf8))
      #expect(file.isUnderstood)
      #expect(pipeline == Pipeline())
      #expect(diagnostics.isEmpty)
    }
  }
}

private let everything = """
  # Scores every customer each night.
  pipeline: nightly-scores
  description: Pull, clean, train, publish.
  schedule: cron(0 3 * * ? *)          # nightly
  region: us-east-1
  machine: layers
  output: last
  template: template.py
  inputs:
    date: {default: today}
  network: {vpc: vpc-1, subnets: {tag:Tier: private}, outbound: [0.0.0.0/0]}
  backend: {s3: {bucket: b}}
  defaults:
    runtime: python3.13
    memory: 512
  steps:
    extract:
      source: steps/extract.py
      function: extract
      args: [{input: date, pick: "a.b[0]"}]
      env: {STAGE: prod}
    clean:
      args: [{from: extract}]
      code: |
        def clean(rows):
            return [r for r in rows if r]
    train:
      args:
        rows: {from: clean}
        part: {from: extract, pick: "x[2]"}
        depth: 6
        text: clean
        odd: {value: {from: clean}}
        plain: {a: [1.5, null]}
      memory: 2048
      retry: {attempts: 3, interval: 15, backoff: 4, max-delay: 300}
      layers: [arn:aws:lambda:us-east-1:123456789012:layer:pandas:4]
      policies: [policies/read-models.json]
      at: [3, 1]
    publish:
      needs: [train]
      code: |
        def publish():
            return "done"

  """
