import CloudExport
import Diagnostics
import PipelineModel
import Testing

struct BundleTests {
  @Test func `code in the document becomes a file of its own beside the handler`() throws {
    let (step, pipeline) = try checked(.init(code: "def clean(rows):\n    return rows\n"))
    let bundle = Bundle(of: step, in: pipeline, files: [:])
    #expect(bundle.paths == ["args.json", "index.py", "step_program.py"])
    #expect(bundle.text("step_program.py") == "def clean(rows):\n    return rows\n")
    #expect(bundle.programPath == "step_program.py")
    #expect(bundle.text("index.py").contains("def lambda_handler(event, context):"))
  }

  @Test func `a source and its files keep their paths`() throws {
    let (step, pipeline) = try checked(
      .init(source: "jobs/./clean.py", files: ["jobs/util.py", "data/model.json"]))
    let bundle = Bundle(
      of: step, in: pipeline, files: ["jobs/util.py": [1], "data/model.json": [2]])
    #expect(
      bundle.paths == [
        "args.json", "data/model.json", "index.py", "jobs/clean.py", "jobs/util.py",
      ])
  }

  @Test func `no file of the person takes the handler's place or leaves the zip`() throws {
    let (step, pipeline) = try checked(
      .init(source: "index.py", files: ["../index.py", "../../secret", "args.json", "secret"]))
    let bundle = Bundle(
      of: step, in: pipeline,
      files: ["../index.py": [1], "../../secret": [2], "args.json": [3], "secret": [4]])
    #expect(
      bundle.paths == [
        "args.json", "index.py", "other1/args.json", "other1/index.py", "other1/secret",
        "other2/index.py", "secret",
      ])
    #expect(bundle.files["secret"] == [4])
    #expect(bundle.files["other1/secret"] == [2])
    #expect(bundle.programPath == "other1/index.py")
    #expect(bundle.text("args.json").contains(#""module": "other1/index.py""#))
  }

  @Test func `a source that is listed among its files is there once`() throws {
    let (step, pipeline) = try checked(.init(source: "clean.py", files: ["clean.py"]))
    let bundle = Bundle(of: step, in: pipeline, files: ["clean.py": Array(plainCode.utf8)])
    #expect(bundle.paths == ["args.json", "clean.py", "index.py"])
  }

  @Test func `arguments travel with what they mean`() throws {
    let (step, pipeline) = try checked(
      .init(
        code: plainCode,
        arguments: [
          Argument(name: "rows", .step(.step(StepID(1)), pick: "a.b[0]")),
          Argument(name: "date", .input("date")),
          Argument(name: "label", .constant(.text("other"))),
        ]))
    let bundle = Bundle(of: step, in: pipeline, files: [:])
    #expect(
      bundle.text("args.json") == """
        {
          "step": "clean",
          "function": "clean",
          "module": "step_program.py",
          "machine": "nested",
          "arguments": [
            {
              "name": "rows",
              "from": "other",
              "pick": [
                "a",
                "b",
                0
              ]
            },
            {
              "name": "date",
              "input": "date"
            },
            {
              "name": "label",
              "value": "other"
            }
          ]
        }

        """)
  }

  @Test func `a custom template takes the code in, whose own marks stay`() throws {
    let code = "def clean():\n    return '\"{{PUT_FUNCTION_NAME_HERE}}\"'\n"
    let template = """
      import pickle
      "{{PUT_FUNCTION_HERE}}"
      def lambda_handler(event, context):
          return {"clean": "{{PUT_FUNCTION_NAME_HERE}}"()}

      """
    let (step, pipeline) = try checked(
      .init(
        code: code,
        arguments: [Argument(.step(.step(StepID(1)))), Argument(.constant(.integer(3)))]),
      template: template)
    let bundle = Bundle(of: step, in: pipeline, files: [:])
    #expect(bundle.paths == ["args.json", "args.pickle", "index.py", "name.pickle"])
    #expect(
      bundle.text("index.py") == """
        import pickle
        \(code)
        def lambda_handler(event, context):
            return {"clean": clean()}

        """)
    #expect(bundle.files["args.pickle"] == Pickle.write(.list([.text("other"), .integer(3)])))
    #expect(bundle.files["name.pickle"] == Pickle.write(.text("clean")))
    #expect(bundle.programPath == "index.py")
    #expect(bundle.programLine == 2)
  }

  @Test func `a custom template that takes no code in finds it beside itself`() throws {
    let (step, pipeline) = try checked(
      .init(code: plainCode), template: "from step_program import clean\n")
    let bundle = Bundle(of: step, in: pipeline, files: [:])
    #expect(bundle.text("step_program.py") == plainCode)
    #expect(bundle.programPath == "step_program.py")
  }

  @Test(arguments: [
    // In the template above the code, in the code, behind it.
    (1, Place.file("template.py", line: 1, column: 3)),
    (3, .key([.name("steps"), .name("clean"), .name("code")], line: 1)),
    (5, .file("template.py", line: 3, column: 3)),
  ])
  func `what Python refuses in a filled template has its place`(line: Int, place: Place) throws {
    let template = "x = 1\n\"{{PUT_FUNCTION_HERE}}\"\ny = 2\n"
    let (_, pipeline) = try checked(.init(code: plainCode), template: template)
    let handlers = try #require(CustomHandlers(of: pipeline, files: [:]))
    #expect(handlers.texts.count == 2)
    let verdicts = handlers.texts.filter { $0.contains("clean".utf8) }.map {
      ($0, CompilerVerdict.refused(message: "no", line: line, column: 3))
    }
    let found = handlers.diagnostics(Dictionary(uniqueKeysWithValues: verdicts))
    #expect(found.map(\.place) == [place])
    #expect(found.map(\.code) == ["template-syntax"])
    #expect(handlers.diagnostics([:]).isEmpty)
  }

  @Test func `the same step gives the same bytes`() throws {
    let (step, pipeline) = try checked(.init(source: "b.py", files: ["z", "a"]))
    let files: [String: [UInt8]] = ["z": [1], "a": [2]]
    #expect(
      bundle(of: step, in: pipeline, files: files) == bundle(of: step, in: pipeline, files: files))
  }
}

// MARK: - A pipeline of the step `clean` and the step `other`

private let plainCode = "def clean(*inputs, **named):\n    return 1\n"

private struct Sketch {
  var code: String?
  var source: String?
  var files: [String] = []
  var arguments: [Argument] = []
}

private func checked(_ sketch: Sketch, template: String? = nil) throws -> (
  CheckedStep, CheckedPipeline
) {
  var fields: StepFields = [:]
  fields[.code] = sketch.code.map { .text($0) }
  fields[.source] = sketch.source.map { .text($0) }
  if !sketch.files.isEmpty { fields[.files] = .list(sketch.files.map { .text($0) }) }
  let clean = Step(id: StepID(0), name: "clean", fields: fields, arguments: sketch.arguments)
  let other = Step(
    id: StepID(1), name: "other", fields: [.code: .text("def other():\n    return 2\n")])
  var top: [PipelineField: Value] = [
    .pipeline: .text("test"),
    .inputs: .mapping([.init("date", .mapping([.init("default", .text("today"))]))]),
  ]
  top[.template] = template.map { _ in .text("template.py") }
  var surroundings = Surroundings()
  if let source = sketch.source { surroundings.files[source] = .text(Array(plainCode.utf8)) }
  if let template { surroundings.files["template.py"] = .text(Array(template.utf8)) }
  let result = Pipeline(fields: top, steps: [clean, other]).check(surroundings)
  let checked = try #require(result.checked, "\(result.diagnostics)")
  return (checked.steps[0], checked)
}

extension Bundle {
  fileprivate var paths: [String] { files.files.map(\.path) }
  fileprivate func text(_ path: String) -> String {
    String(decoding: files[path] ?? [], as: UTF8.self)
  }
}
