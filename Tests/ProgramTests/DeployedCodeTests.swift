import TestSupport
import Testing

/// Code that runs on a person's machine and is hard to carry to Lambda: the zips of an export are run as
/// Lambda would, by Python alone, from a folder where nothing else lies.
struct DeployedCodeTests {
  /// A step's lines, its constants and its result as JSON.
  private struct Case {
    let name: String
    var function: String?
    var arguments = "[]"
    let code: String
    let result: String
  }

  @Test(arguments: [false, true])
  func `what runs here runs there`(hasTemplate: Bool) throws {
    let cases = hasTemplate ? common : common + onlyDefault
    let scratch = try Scratch()
    let template = hasTemplate ? "template: handler.py\n" : ""
    let steps = cases.map { step in
      let function = step.function.map { "    function: \($0)\n" } ?? ""
      let code = step.code.split(separator: "\n", omittingEmptySubsequences: false)
        .map { $0.isEmpty ? "" : "      " + $0 }.joined(separator: "\n")
      return "  \(step.name):\n\(function)    args: \(step.arguments)\n    code: |\n\(code)\n"
    }
    _ = try scratch.write("pipeline: p\n\(template)steps:\n" + steps.joined(), to: "p.sil")
    _ = try scratch.write(handler, to: "handler.py")
    _ = try scratch.write(lambda, to: "lambda.py")
    let export = scratch.call("export p.sil --to out")
    #expect(export.code == 0, "\(export.errors)")
    for step in cases {
      let command = "python3 lambda.py out/functions/\(step.name).zip \(step.name)"
      let status = scratch.run(command)
      #expect(status.output == step.result + "\n", "\(step.name): \(status.errors)")
    }
  }

  @Test func `what JSON can't carry fails here as there`() throws {
    let scratch = try Scratch()
    let results = ["__import__('datetime').datetime(2026, 1, 2)", "{1, 2}", "float('nan')"]
    _ = try scratch.write(lambda, to: "lambda.py")
    for (number, result) in results.enumerated() {
      let code = "def f(): return \(result)"
      _ = try scratch.write("pipeline: p\nsteps:\n  s: {code: \"\(code)\"}\n", to: "p.sil")
      let run = scratch.call("run p.sil")
      #expect(run.code == 1 && (run.output + run.errors).contains("Runtime.MarshalError"), "\(run)")
      #expect(scratch.call("export p.sil --to out\(number)").code == 0)
      let there = scratch.run("python3 lambda.py out\(number)/functions/s.zip s")
      // What Lambda sends of a NaN is no JSON either; the sentence for it is Step Functions' own.
      #expect(there.code != 0 || there.output == "NaN\n", "\(result): \(there)")
    }
  }

  @Test func `a handler that Python can't compile is told before anything is written`() throws {
    let scratch = try Scratch()
    let code = "def f(): return 1\n      X = 1"
    _ = try scratch.write(
      "pipeline: p\ntemplate: handler.py\nsteps:\n  s:\n    code: |\n      \(code)\n", to: "p.sil")
    _ = try scratch.write(
      "def setup(\n    a):\n    pass\n\"{{PUT_FUNCTION_HERE}}\"\nname = \"{{PUT_FUNCTION_NAME_HERE}}\" =\n",
      to: "handler.py")
    let refused = scratch.call("export p.sil --to out")
    #expect(refused.code == 1)
    #expect(refused.errors.contains("handler.py:5:"), "\(refused.errors)")
    #expect(refused.errors.contains("template-syntax") || refused.errors.contains("template with"))
    #expect(scratch.run("ls out").code != 0)
    _ = try scratch.write(
      "\"{{PUT_FUNCTION_HERE}}\"\nname = \"{{PUT_FUNCTION_NAME_HERE}}\"\n", to: "handler.py")
    #expect(scratch.call("export p.sil --to out").code == 0)
  }

  private let common = [
    Case(
      name: "module_import", code: "import math\ndef f():\n    return math.floor(2.5)", result: "2"),
    Case(
      name: "helper", function: "f",
      code: "def double(x):\n    return 2 * x\ndef f():\n    return double(4)",
      result: "8"),
    Case(
      name: "annotation", code: "from typing import List\ndef f() -> List[int]:\n    return [1]",
      result: "[1]"),
    Case(
      name: "default_constant", code: "K = 7\ndef f(k=K):\n    return k", result: "7"),
    Case(
      name: "closure", function: "f",
      code: "def make(n):\n    def inner():\n        return n\n    return inner\nf = make(3)",
      result: "3"),
    Case(
      name: "stacked_decorator", function: "f",
      code: """
        import functools
        def double(g):
            @functools.wraps(g)
            def h(*a):
                return 2 * g(*a)
            return h
        def default_policy(g):
            return g
        @default_policy
        @double
        def f():
            return 10
        """, result: "20"),
    Case(
      name: "multiline_string",
      code: "def f():\n    return \"\"\"a\ndef b\n\"\"\"", result: #""a\ndef b\n""#),
    Case(name: "lambda_function", function: "f", code: "f = lambda: 5", result: "5"),
    Case(
      name: "named_combine_payload", code: "def combine_payload():\n    return 1", result: "1"),
    Case(name: "named_lambda_handler", code: "def lambda_handler():\n    return 2", result: "2"),
    Case(name: "named_result", code: "def result():\n    return 3", result: "3"),
    Case(
      name: "marker", code: "def f():\n    return \"{{PUT_FUNCTION_NAME_HERE}}\"",
      result: #""{{PUT_FUNCTION_NAME_HERE}}""#),
    Case(name: "builtin", function: "f", arguments: #"["ab"]"#, code: "f = len", result: "2"),
    Case(
      name: "callable_class", function: "f",
      code: "class F:\n    def __call__(self):\n        return 4\nf = F()", result: "4"),
    Case(
      name: "future", code: "from __future__ import annotations\ndef f() -> Missing:\n    return 6",
      result: "6"),
    Case(
      name: "scalars", arguments: #"[null, true, 3, 1.5, "", "text"]"#,
      code: "def f(*a):\n    return list(a)", result: #"[null, true, 3, 1.5, "", "text"]"#),
  ]

  /// What templates made for step-in-line can't do: they look arguments up as keys and await nothing.
  private let onlyDefault = [
    Case(
      name: "list_argument", arguments: #"[[1, 2], {"value": {"a": [1]}}]"#,
      code: "def f(a, b):\n    return [a, b]", result: #"[[1, 2], {"a": [1]}]"#),
    Case(
      name: "named_arguments", arguments: "{r: 3, l: 10}",
      code: "def f(l, *, r):\n    return l - r",
      result: "7"),
    Case(
      name: "name_of_a_step", arguments: #"["helper"]"#, code: "def f(x):\n    return x",
      result: #""helper""#),
    Case(
      name: "async_function", code: "async def f():\n    return 8", result: "8"),
    Case(
      name: "inner_async",
      code: "async def f():\n    async def g():\n        return 9\n    return await g()",
      result: "9"),
    Case(
      name: "tuple_and_keys", code: "def f():\n    return ({1: \"one\"}, (1, 2))",
      result: #"[{"1": "one"}, [1, 2]]"#),
    Case(
      name: "own_class", code: "class P:\n    x = 1\ndef f(p=P()):\n    return p.x", result: "1"),
  ]

  /// A handler of the kind that people wrote for step-in-line.
  private let handler = """
    import os
    import pickle

    ROOT = os.path.dirname(os.path.abspath(__file__))
    with open(os.path.join(ROOT, "args.pickle"), "rb") as source:
        args = pickle.load(source)
    with open(os.path.join(ROOT, "name.pickle"), "rb") as source:
        name = pickle.load(source)

    "{{PUT_FUNCTION_HERE}}"

    def combine_payload(event):
        if isinstance(event, dict):
            return dict(event["Payload"])
        merged = {}
        for part in event:
            merged.update(combine_payload(part))
        return merged

    def lambda_handler(event, context):
        payload = combine_payload(event)
        values = [payload[arg] if arg in payload else arg for arg in args]
        result = "{{PUT_FUNCTION_NAME_HERE}}"(*values)
        return {name: result, **payload}

    """

  /// Unpacks a zip, imports its handler and prints what Lambda would reply for a step.
  private let lambda = """
    import importlib, json, os, sys, tempfile, zipfile
    folder = tempfile.mkdtemp()
    with zipfile.ZipFile(sys.argv[1]) as archive:
        assert archive.testzip() is None
        archive.extractall(folder)
    os.chdir("/")
    sys.path[0] = folder
    handler = importlib.import_module("index").lambda_handler
    reply = json.loads(json.dumps(handler({"Payload": {}}, None)))
    print(json.dumps(reply[sys.argv[2]]))

    """
}
