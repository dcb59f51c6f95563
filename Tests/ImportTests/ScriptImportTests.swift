// Scripts written for step-in-line, recorded by the real Python.

import Diagnostics
import Glibc
import Import
import PipelineModel
import ProcessRunner
import StatesLanguage
import Testing

private func onlyPipeline(_ result: ImportResult) throws -> Pipeline {
  #expect(result.messages == [])
  return try #require(result.pipelines.first).pipeline
}

@Test func `a script becomes the graph that its calls make`() throws {
  let found = try onlyPipeline(
    imported(
      head + """
        @step
        def a(x): return x
        @step
        def b(x): return x
        @step
        def c(x, y): return x
        first = a("hi")
        second = b(first)
        Pipeline("p", steps=[c(first, second)], schedule="rate(2 minutes)")
        """))
  #expect(picture(found) == "a, b<-a, c<-a+b")
  #expect(found.fields[.schedule] == .text("rate(2 minutes)"))
  #expect(found.defaults[.runtime] == .text("python3.10"))
}

@Test(arguments: [
  ("f(1, 2)", "=1 =2"), ("f(y=1, x=2)", "y:=1 x:=2"), ("f(1, y=2)", "x:=1 y:=2"),
  ("f('s', None)", "=\"s\" =null"), ("f([1, {'k': 2.5}], True)", "=[1,{\"k\":2.5}] =true"),
  ("f(g(), y='g')", "x:g y:=\"g\""),
  ("f(10**30, -0.0)", "=1000000000000000000000000000000 =-0.0"),
])
func `arguments are what was given, by place or by name`(call: String, wanted: String) throws {
  let found = try onlyPipeline(
    imported(
      head + """
        @step
        def f(x, y=0): return x
        @step
        def g(): return 1
        Pipeline("p", steps=[\(call)])
        """))
  let last = try #require(found.steps.first { $0.name == "f" })
  #expect(words(last, in: found).replacing(", ", with: ",").replacing(": ", with: ":") == wanted)
}

@Test func `a step takes along what its function uses and nothing else`() throws {
  let result = try imported(
    head + """
      import json, math as m
      import os

      LIMIT = 10
      UNUSED = os.getcwd()

      # Rounds down.
      def helper(x):
          return m.floor(x) + LIMIT

      @step(name="round it", memory_size=128)
      # Said inside.
      def rounded(x: float) -> int:
          return helper(x)

      Pipeline("p", steps=[rounded(1.5)])
      """)
  #expect(result.messages == [])
  #expect(
    result.text(of: "steps/round_it.py") == """
      import math as m

      LIMIT = 10


      # Rounds down.
      def helper(x):
          return m.floor(x) + LIMIT


      def rounded(x: float) -> int:
          return helper(x)

      """)
}

@Test func `steps that share a helper share a file`() throws {
  let result = try imported(
    head + """
      def helper(x): return x
      @step
      def a(x): return helper(x)
      @step
      def b(x): return helper(x) + helper(x)
      @step
      def alone(x): return x
      Pipeline("p", steps=[alone(b(a(1)))])
      """)
  let steps = try #require(result.pipelines.first).pipeline.steps
  #expect(
    steps.map { $0.fields[.source]?.text } == [
      "steps/script.py", "steps/script.py", "steps/alone.py",
    ])
}

@Test func `other decorators stay, and closures keep their values`() throws {
  let result = try imported(
    head + """
      def double(fn):
          return lambda *a: fn(*a) * 2
      def make(n):
          @step(name=f"plus{n}")
          def plus(x):
              return x + n
          return plus
      @step
      @double
      def base(x): return x
      Pipeline("p", steps=[make(3)(base(1))])
      """)
  #expect(result.messages == [])
  #expect(result.text(of: "steps/plus3.py") == "n = 3\n\n\ndef plus(x):\n    return x + n\n")
  #expect(
    result.files.contains {
      String(decoding: $0.bytes, as: UTF8.self).contains("@double\ndef base")
    })
}

@Test func `modules of the person's own come along with what they import`() throws {
  let result = try imported(
    head + """
      from tools import clean
      @step
      def a(x): return clean(x)
      Pipeline("p", steps=[a(1)])
      """,
    files: [
      "tools/__init__.py": "from .deep import clean\n",
      "tools/deep.py": "import json\ndef clean(x): return x\n", "other.py": "X = 1\n",
    ])
  #expect(result.messages == [])
  #expect(
    result.files.map(\.path) == ["steps/a.py", "tools/__init__.py", "tools/deep.py"])
  #expect(
    result.pipelines.first?.pipeline.steps.first?.fields[.files]
      == .list([.text("tools/__init__.py"), .text("tools/deep.py")]))
}

@Test func `each pipeline of a script has its own steps`() throws {
  let result = try imported(
    head + """
      @step
      def a(x): return x
      @step
      def b(x): return x
      one = a(1)
      Pipeline("first", steps=[b(one)])
      Pipeline("second", steps=[one])
      """)
  #expect(result.pipelines.map { picture($0.pipeline) } == ["a, b<-a", "a"])
  #expect(result.pipelines.map(\.fileName) == ["first", "second"])
}

@Test func `what Terraform is told of a pipeline is taken over, and nothing is deployed`() throws {
  let result = try imported(
    head + """
      from cdktf import App
      from step_in_line.tf import StepInLine, rename_tf_output
      from cdktf_cdktf_provider_aws.data_aws_subnets import DataAwsSubnetsFilter
      import os
      @step
      def a(x): return x
      pipe = Pipeline("p", steps=[a(1)])
      app = App(hcl_output=True)
      StepInLine(app, "x", pipe, "eu-west-1", vpc_id="vpc-1", outbound_cidr=["10.0.0.0/8"],
          subnet_filter=[DataAwsSubnetsFilter(name="tag:Tier", values=["private"])])
      app.synth()
      os.system("terraform apply")
      """)
  let fields = try #require(result.pipelines.first).pipeline.fields
  #expect(fields[.region] == .text("eu-west-1"))
  #expect(fields[.network]?["vpc"] == .text("vpc-1"))
  #expect(fields[.network]?["subnets"]?["tag:Tier"] == .text("private"))
  #expect(result.messages == ["The script starts “terraform apply”; the import did not"])
}

@Test(arguments: [
  ("raise ValueError('no luck')", "The script raises ValueError: no luck"),
  ("def broken(:\n    pass", "Python can't compile the script"),
  (
    "a = step(print, name='\\u00e9')(1)\nPipeline('p', steps=[step(print, name='e\\u0301')(a)])",
    "Two steps have names that look like"
  ),
  (
    "a = step(print, name='s')(1)\nPipeline('p', steps=[step(print, name='s')(a)])",
    "are called \"s\""
  ),
  ("import sys; sys.exit(3)", "The script ended itself with exit code 3"),
  ("import boto3\nboto3.client('sts').get_caller_identity()", "would call AWS"),
  ("import socket; socket.create_connection(('example.com', 80))", "connects to nothing"),
  ("input('which? ')", "EOFError"), ("x = 1", "declares no pipeline"),
  ("Pipeline('p', steps=[step(print)(object())])", "is of the type object, which JSON can't say"),
  ("Pipeline('p', steps=[step(lambda x: x, name='l')([step(print)(1)])])", "inside a value"),
])
func `a script that can't be imported is told why`(text: String, part: String) throws {
  let result = try imported(head + text)
  #expect(!result.isComplete)
  let errors = result.diagnostics.filter(\.isError)
  #expect(errors.contains { $0.message.contains(part) }, "\(result.messages)")
  #expect(errors.allSatisfy { !$0.mend.isEmpty })
}

@Test(arguments: [
  "import json; json.dumps(pipe.local_run()); json.dumps(pipe.generate_step_functions())",
  "print(f'{pipe.local_run()[-1][0][1]:.2f}', sum(x for _, x in pipe.local_run()[0]))",
])
func `a script may look at results that an import does not have`(text: String) throws {
  let result = try imported(declaring + text)
  #expect(result.messages == [])
  #expect(result.pipelines.map { picture($0.pipeline) } == ["a"])
}

@Test func `a script that stops at its results is imported up to there`() throws {
  let result = try imported(declaring + "assert pipe.local_run()[0][0][1] == 2")
  #expect(result.isComplete)
  #expect(result.messages.count == 1 && result.messages[0].hasSuffix("raises AssertionError"))
}

private let declaring =
  head + """
    @step
    def a(x): return x + 1
    pipe = Pipeline("p", steps=[a(1)])

    """

@Test func `modules that are not there do no harm unless they are needed`() throws {
  let result = try imported(
    head + """
      import not_there_at_all as n
      from not_there_at_all.part import retry
      try:
          import not_there_either
      except ImportError:
          not_there_either = None
      @step
      @retry(times=3)
      def a(x): return n.frame(x, not_there_either)
      Pipeline("p", steps=[a(1)])
      """)
  #expect(
    result.messages == [
      "There is no module not_there_at_all here; the import went on without it"
    ])
  let text = try #require(result.text(of: "steps/a.py"))
  #expect(text.contains("import not_there_at_all as n\n"))
  #expect(text.contains("@retry(times=3)\ndef a(x)"))
}

@Test func `the script's folder stays as it is`() throws {
  let script =
    head + """
      import helper, os, pathlib, shutil, zipfile, tempfile
      @step
      def a(x): return helper.h(x)
      Pipeline("p", steps=[a(1)])
      here = pathlib.Path(__file__).parent
      (here / "new.txt").write_text("x")
      open(here / "kept.txt", "a").write("more")
      assert open(here / "kept.txt").read() == "as it wasmore"
      os.makedirs(here / "folder", exist_ok=True)
      os.remove(here / "kept.txt")
      shutil.rmtree(here / "sub")
      os.rename(here / "helper.py", here / "renamed.py")
      zipfile.ZipFile(here / "a.zip", "w").close()
      with tempfile.TemporaryDirectory() as own:
          open(own + "/f", "w").write("own")
      """
  let folder = try Folder([
    "script.py": script, "helper.py": "def h(x): return x\n", "kept.txt": "as it was",
    "sub/file.txt": "x",
  ])
  let before = try folder.listing
  let result = try imported(from: folder, script)
  #expect(try folder.listing == before)
  #expect(result.isComplete, "\(result.messages)")
  #expect(result.messages.count == 2)
}

@Test func `a script without an end is ended with all that it started`() throws {
  let folder = try Folder(["script.py": "while True: pass\n"])
  var pipe: [Int32] = [-1, -1]
  try #require(Glibc.pipe(&pipe) == 0)
  defer { for end in pipe { close(end) } }
  let writing = pipe[1]
  let end = PythonProgram(environment: personEnvironment, folder: folder.path).run(
    ScriptRecorder.program, called: ScriptRecorder.name,
    arguments: [folder.path + "/script.py"], cancelledBy: pipe[0],
    onWait: (0.2, { write(writing, "x", 1) }))
  #expect(end == .cancelled)
}
