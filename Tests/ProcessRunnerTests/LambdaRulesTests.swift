// What Lambda and Step Functions do to a result, an error, an environment; and the same as warnings.

import PipelineModel
import ProcessRunner
import RunScheduler
import StatesLanguage
import Testing

@Suite struct LambdaRulesTests {
  @Test(arguments: [
    ("(1, 2)", "[1,2]"), ("{1: 2}", #"{"1":2}"#), ("b'\"x\"'", nil), ("'é'", "\"é\""),
    ("__import__('decimal').Decimal('1.50')", "1.5"), ("None", "null"),
    ("__import__('collections').namedtuple('P', 'x y')(1, 2)", #"{"x":1,"y":2}"#), ("1 << 70", nil),
  ])
  func `results become JSON as Lambda makes it`(code: String, json: String?) throws {
    let record = try run("def step():\n    return \(code)")
    #expect(record.outputs.count == 1)
    if let json { #expect(record.outputs["step"] == json) }
  }

  @Test(arguments: [
    "__import__('datetime').datetime(2026, 1, 2)", "{1}", "object()", "float('nan')",
    "float('-inf')", "lambda: 1", "1j",
  ])
  func `a result that JSON can't carry fails`(code: String) throws {
    let record = try run("def step():\n    return \(code)")
    let failure = try #require(record.failures["step"])
    #expect(failure.errorType == "Runtime.MarshalError")
    #expect(failure.errorMessage.hasPrefix("Unable to marshal response: "))
  }

  @Test func `a result that holds itself fails`() throws {
    let record = try run("def step():\n    x = []\n    x.append(x)\n    return x")
    #expect(record.failures["step"]?.errorType == "Runtime.MarshalError")
  }

  @Test func `as a warning NaN goes on as null`() throws {
    let record = try run("def step():\n    return {'a': [float('nan'), 1.5]}", [], [:], Setting()) {
      $0.enforcesLimits = false
    }
    #expect(record.outputs["step"] == #"{"a":[null,1.5]}"#)
    #expect(record.notes.contains { $0.hasPrefix("Runtime.MarshalError on AWS: ") })
  }

  @Test(arguments: [
    (262_000, nil), (262_200, "States.DataLimitExceeded"),
    (6_291_600, "Function.ResponseSizeTooLarge"),
  ])
  func `results above the limits fail`(size: Int, error: String?) throws {
    let code = "def step():\n    return 'x' * \(size)"
    #expect(try run(code).failures["step"]?.errorType == error)
    let warned = try run(code, [], [:], Setting()) { $0.enforcesLimits = false }
    #expect(warned.outputs["step"] != nil)
    if let error { #expect(warned.notes.contains { $0.hasPrefix("\(error) on AWS: ") }) }
  }

  @Test func `an event above the limit fails`() throws {
    let steps = ["a", "b"].map { Sketch($0, "def \($0)():\n    return 'x' * 200_000") }
    let last = Sketch("c", "def c(a, b):\n    return len(a) + len(b)", ["a", "b"])
    let record = try run(steps + [last])
    #expect(record.failures["c"]?.errorType == "States.DataLimitExceeded")
    let warned = try run(steps + [last]) { $0.enforcesLimits = false }
    #expect(warned.outputs["c"] == "400000")
  }

  @Test func `as warnings timeout and memory are only told of`() throws {
    let code = """
      import time
      def step():
          held = b'x' * (160 << 20)
          time.sleep(1.3)
          return len(held)
      """
    let record = try run(code, [], [.timeout: .integer(1), .memory: .integer(128)], Setting()) {
      $0.enforcesLimits = false
    }
    #expect(record.outputs["step"] == "167772160")
    #expect(record.notes.contains { $0.hasPrefix("Sandbox.Timedout on AWS: ") })
    #expect(record.notes.contains { $0.hasSuffix(" MB, and its memory is 128 MB") })
  }

  @Test func `the environment is Lambda's`() throws {
    let code = """
      import os, sys, time
      def step():
          names = ['AWS_LAMBDA_FUNCTION_NAME', 'AWS_LAMBDA_FUNCTION_MEMORY_SIZE', 'AWS_REGION', 'MODE',
                   'TZ', 'SECRET_OF_MINE', 'PYTHONPATH']
          here = os.path.realpath(os.getcwd()) == os.path.realpath(os.environ['LAMBDA_TASK_ROOT'])
          return [os.environ.get(name) for name in names] + [here, sys.argv, __name__]
      """
    let fields: StepFields = [
      .memory: .integer(256), .env: .mapping([.init("MODE", .text("prod"))]),
    ]
    let record = try run(code, [], fields, Setting()) {
      $0.environment["SECRET_OF_MINE"] = "1"
      $0.environment["PYTHONPATH"] = "/nowhere"
    }
    #expect(
      record.outputs["step"]
        == #"["step","256","us-east-1","prod",":UTC",null,null,true,["index"],"step_program"]"#)
  }

  @Test func `logging goes to standard output in Lambda's form`() throws {
    let record = try run(
      "import logging\ndef step():\n    logging.getLogger('x').warning('watch %s', 'out')\n    print('plain')"
    )
    let lines = record.lines(of: "step")
    #expect(lines.first?.hasPrefix("[WARNING]\t20") == true)
    #expect(lines.first?.hasSuffix("\twatch out") == true)
    #expect(lines.last == "plain")
  }

  @Test func `the context tells what Lambda's does`() throws {
    let template = """
      "{{PUT_FUNCTION_HERE}}"

      def lambda_handler(event, context):
          left = context.get_remaining_time_in_millis()
          facts = [context.function_name, context.memory_limit_in_mb, 0 < left <= 9000]
          return {"step": facts + ["{{PUT_FUNCTION_NAME_HERE}}"()]}
      """
    let record = try run(
      "def step():\n    return 5", [], [.timeout: .integer(9), .memory: .integer(130)],
      Setting(template: template))
    #expect(record.outputs["step"] == #"["step","130",true,5]"#)
  }

  @Test func `the files of a step lie beside it`() throws {
    let record = try run(
      "import words.list as w\ndef step():\n    return [w.WORDS, open('data/a.txt').read()]", [],
      [.files: .list([.text("words/list.py"), .text("data/a.txt")])],
      Setting(files: ["words/list.py": "WORDS = 3", "data/a.txt": "text"]))
    #expect(record.outputs["step"] == #"[3,"text"]"#, "\(record.failures)")
  }

  @Test func `inputs have the execution's value or their default`() throws {
    let setting = Setting(inputs: [
      .init("date", .mapping([.init("default", .text("today"))])), .init("n", .mapping([])),
    ])
    let steps = [Sketch("step", "def step(d, n):\n    return [d, n]", ["$date", "$n"])]
    let record = try run(steps, setting) { $0.input = .object([.init("n", .integer(2))]) }
    #expect(record.outputs["step"] == #"["today",2]"#)
    #expect(throws: RunRefusal.inputsMissing(["n"])) { try run(steps, setting) }
    #expect(throws: RunRefusal.inputIsNoObject) { try run(steps, setting) { $0.input = .null } }
  }

  @Test func `a step is tried again as written`() throws {
    let code = """
      import os
      def step(path):
          with open(path, 'a') as file: file.write('x')
          if os.path.getsize(path) < 3: raise ValueError('not yet')
          return os.path.getsize(path)
      """
    let leftovers = try Leftovers()
    let retry: StepFields = [
      .retry: .mapping([.init("attempts", .integer(2)), .init("interval", .integer(100))])
    ]
    let record = try run(code, ["\"\(leftovers.folder)/count\""], retry, Setting()) {
      $0.waitsForRetries = false
    }
    #expect(
      record.course
        == "started step, retried step, started step, retried step, started step, succeeded step, succeeded"
    )
  }

  @Test func `retries wait`() throws {
    let retry: StepFields = [
      .retry: .mapping([.init("attempts", .integer(1)), .init("interval", .integer(1))])
    ]
    let record = try run("def step():\n    raise ValueError", [], retry)
    let starts = record.events.filter { if case .started = $0.kind { true } else { false } }
    #expect(starts.count == 2)
    #expect(starts[1].at - starts[0].at >= 1)
  }
}
