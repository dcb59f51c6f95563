import StepInLine
import Testing

/// What a program in Swift can do with the library.
struct LibraryTests {
  private let one = Step("one", python: "def one():\n    return 1\n")
  private let two = Step(
    "two", python: "def two(x):\n    return x\n", arguments: [.output(of: "one").named("x")],
    settings: [.memory(256)])

  @Test func `a pipeline becomes a file that reads as the same pipeline`() throws {
    let pipeline = Pipeline(
      "every-kind",
      settings: [
        .description("All there is."), .schedule("rate(1 day)"), .region("eu-west-1"),
        .inputs(["date": "today", "kind": nil]), .machine(.layers), .output(.last),
      ], defaults: [.timeout(60)],
      steps: [
        Step(
          "load", code: .file("steps/load.py"),
          arguments: [
            .input("date"), .constant(["a": [1, 2.5, true, nil, "text"], "b": -1]),
          ],
          settings: [
            .description("Loads."), .function("main"), .runtime("python3.12"), .memory(128),
            .timeout(10), .storage(1024), .architecture("arm64"), .retry(2, after: 5),
            .layers(["arn:aws:lambda:us-east-1:123456789012:layer:example:1"]),
            .policies(["policies/read.json"]), .environment(["STAGE": "test"]),
            .files(["data.csv"]), .position(column: 0, row: 1),
          ]),
        Step(
          "tell", python: "def tell(rows):\n    return rows\n",
          arguments: [.output(of: "load", pick: "rows[0]").named("rows")], needs: []),
        Step("end", python: "def end():\n    return 0\n", needs: ["tell"]),
      ])
    let document = PipelineDocument(try pipeline.bytes())
    #expect(document.diagnostics.isEmpty)
    #expect(document.pipeline == pipeline)
    let files: [String: [UInt8]] = [
      "steps/load.py": Array("def main(date, options):\n    return {'rows': [1]}\n".utf8),
      "data.csv": [],
      "policies/read.json": Array(#"{"Version": "2012-10-17", "Statement": []}"#.utf8),
    ]
    let found = pipeline.check(files: files).filter(\.isError)
    #expect(found.isEmpty, "\(found)")
  }

  @Test func `what is wrong is told with its key and what mends it`() throws {
    var wrong = two
    wrong.arguments = [.output(of: "onne").named("x")]
    let pipeline = Pipeline("p", steps: [one, wrong])
    let found = try #require(pipeline.check().first { $0.isError })
    #expect(found.code == "unknown-step" && found.key == "steps.two.args.x")
    #expect(found.description.contains("such as \"one\""))
    let refusal = #expect(throws: InvalidPipeline.self) { try pipeline.checked() }
    #expect(refusal?.diagnostics == pipeline.check())
  }

  @Test(arguments: [
    ([Step("a", code: .missing), Step("a", code: .missing)], "step-twice"),
    (
      [
        Step(
          "a", python: "def a(x, y): pass\n",
          arguments: [.constant(1), .constant(2).named("y")])
      ], "arguments-mixed"
    ),
    ([Step("a", code: .missing)], "code-missing"),
    ([Step("a", python: "def a(x): pass\n", arguments: [.output(of: "a")])], "step-needs-itself"),
  ])
  func `what no pipeline can be is a finding and no crash`(steps: [Step], code: String) {
    let codes = Pipeline("p", steps: steps).check().filter(\.isError).map(\.code)
    #expect(codes.contains(code), "\(codes)")
  }

  @Test func `a pipeline that is written back keeps comments and what did not change`() throws {
    let text = """
      pipeline: kept   # the name stays
      steps:
        first:   # where all begins
          memory:   512
          code: |
            def first(): return 1
        second:
          args: [{from: first}]
          code: |
            def second(x): return x

      """
    let document = PipelineDocument(Array(text.utf8))
    #expect(try document.bytes(saying: document.pipeline) == Array(text.utf8))
    var changed = document.pipeline
    changed.steps[0].name = "start"
    changed.steps[0].code = .text("def start(): return 1\n")
    changed.steps[1].arguments = [.output(of: "start")]
    let expected = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      line.contains("# the")
        ? String(line)
        : line.split(separator: "first", omittingEmptySubsequences: false).joined(
          separator: "start")
    }.joined(separator: "\n")
    let written = String(decoding: try document.bytes(saying: changed), as: UTF8.self)
    #expect(written == expected)
  }

  @Test func `a file that was not understood is not written over`() {
    let document = PipelineDocument(Array("steps: [".utf8))
    #expect(document.diagnostics.contains { $0.isError })
    #expect(throws: InvalidPipeline.self) { try document.bytes(saying: document.pipeline) }
  }

  @Test func `definitions name functions as they are asked to`() throws {
    let checked = try Pipeline("p", steps: [one, two]).checked()
    let text = String(
      decoding: checked.definition(isCompact: true, functionName: { "f-" + $0 }), as: UTF8.self)
    #expect(text.contains(#""FunctionName":"f-one""#) && text.hasSuffix("}\n"))
    #expect(text.split(separator: "\n").count == 1)
    let layers = checked.definition(form: .layers)
    #expect(
      String(decoding: layers, as: UTF8.self).contains("${aws_lambda_function.twolambda.arn}"))
  }

  @Test func `Terraform is files with a zip for each step, the same bytes each time`() throws {
    let checked = try Pipeline("p", steps: [one, two]).checked()
    let files = try checked.terraform()
    #expect(files.map(\.path).contains("functions/one.zip"), "\(files.map(\.path))")
    #expect(files.map(\.path).contains("main.tf.json"))
    #expect(try checked.terraform() == files)
  }

  @Test func `a file that a step names has to be given`() throws {
    var step = one
    step.settings = [.files(["data.csv"])]
    let pipeline = Pipeline("p", steps: [step])
    let refusal = #expect(throws: InvalidPipeline.self) { try pipeline.checked() }
    #expect(refusal?.diagnostics.first { $0.isError }?.key == "steps.one.files[0]")
    let files = try pipeline.checked(files: ["data.csv": [1, 2]]).terraform()
    #expect(files.contains { $0.path == "functions/one.zip" })
  }
}
