// Steps that misbehave in every way: each is contained, named, and leaves nothing behind, and the step
// beside it succeeds.

import Glibc
import PipelineModel
import ProcessRunner
import RunScheduler
import Testing

@Suite(.serialized)
struct TortureTests {
  /// Runs the misbehaving step beside a good one.
  private func torture(
    _ code: String, _ fields: StepFields = [:],
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> RunRecord {
    let leftovers = try Leftovers()
    let record = try run(
      [
        Sketch("bad", "import os, signal, sys, time\n" + code, [], fields),
        Sketch("good", "def good():\n    return 1"),
      ]
    ) { $0.environment["TMPDIR"] = leftovers.folder }
    #expect(record.outputs["good"] == "1", sourceLocation: sourceLocation)
    leftovers.expectNothing(sourceLocation: sourceLocation)
    return record
  }

  @Test(arguments: [
    ("os._exit(0)", "Runtime exited without providing a reason"),
    ("os._exit(7)", "Runtime exited with error: exit status 7"),
    ("sys.exit()", "Runtime exited without providing a reason"),
    ("sys.exit(3)", "Runtime exited with error: exit status 3"),
    ("sys.exit('bye')", "Runtime exited with error: exit status 1"),
    (
      "os.kill(os.getpid(), signal.SIGSEGV)",
      "Runtime exited with error: signal: segmentation fault"
    ),
    ("os.abort()", "Runtime exited with error: signal: aborted"),
    ("os.kill(os.getpid(), 9)", "Runtime exited with error: signal: killed"),
    ("os.killpg(0, signal.SIGTERM)", "Runtime exited with error: signal: terminated"),
    ("import ctypes; ctypes.string_at(0)", "Runtime exited with error: signal: segmentation fault"),
    ("raise KeyboardInterrupt", "Runtime exited with error: exit status 1"),
    ("raise GeneratorExit", "Runtime exited with error: exit status 1"),
  ])
  func `a process that ends itself is named as Lambda names it`(code: String, words: String) throws
  {
    let record = try torture("def bad():\n    \(code)")
    let failure = try #require(record.failures["bad"])
    #expect(failure.errorType == "Runtime.ExitError")
    #expect(failure.errorMessage.hasPrefix("RequestId: "))
    #expect(failure.errorMessage.hasSuffix(" Error: " + words))
  }

  @Test func `a step that never ends is ended after its timeout`() throws {
    let record = try torture("def bad():\n    while True: pass", [.timeout: .integer(1)])
    let failure = try #require(record.failures["bad"])
    #expect(failure.errorType == "Sandbox.Timedout")
    #expect(failure.errorMessage.hasSuffix("Error: Task timed out after 1.00 seconds"))
  }

  @Test func `a step that ignores every signal ends all the same`() throws {
    let record = try torture(
      """
      def bad():
          for number in range(1, 65):
              try: signal.signal(number, signal.SIG_IGN)
              except (OSError, ValueError): pass
          time.sleep(600)
      """, [.timeout: .integer(1)])
    #expect(record.failures["bad"]?.errorType == "Sandbox.Timedout")
  }

  @Test(arguments: [
    ("a child", "if os.fork() == 0: time.sleep(600)"),
    ("one in a session of its own", "if os.fork() == 0: os.setsid(); time.sleep(600)"),
    (
      "a daemon",
      "if os.fork() == 0: os.setsid(); os.fork() == 0 and time.sleep(600); os._exit(0)"
    ),
    (
      "another program",
      "import subprocess; subprocess.Popen(['sleep', '600'], start_new_session=True, env={})"
    ),
  ])
  func `processes left behind are ended and told of`(kind: String, code: String) throws {
    let record = try torture("def bad():\n    \(code)\n    return os.getpid()")
    #expect(record.outputs["bad"] != nil)
    #expect(record.notes.contains("The step left processes behind, which were ended"), "\(kind)")
  }

  @Test(arguments: ["os._exit(5)", "time.sleep(600)"])
  func `daemons of a step that crashes or hangs are ended with it`(end: String) throws {
    let record = try torture(
      """
      def bad():
          for _ in range(3):
              if os.fork() == 0:
                  os.setsid()
                  if os.fork() == 0:
                      signal.signal(signal.SIGTERM, signal.SIG_IGN)
                      os.closerange(0, 64)
                      os.execvpe('sleep', ['sleep', '600'], {})
                  os._exit(0)
          time.sleep(0.2)
          pids = [name for name in os.listdir('/proc') if name.isdigit()]
          mine = os.listdir(f'/proc/{os.getpid()}/task')
          print(*open(f'/proc/self/task/{mine[0]}/children').read().split(), flush=True)
          \(end)
      """, [.timeout: .integer(2)])
    #expect(record.failures["bad"] != nil)
    let children = record.lines(of: "bad").joined().split(separator: " ").compactMap { pid_t($0) }
    #expect(children.count >= 3)
    for child in children { #expect(isGone(child)) }
  }

  @Test func `a process that the step forked does not give a second result`() throws {
    let record = try torture("def bad():\n    return os.fork() == 0 and 'child' or 'parent'")
    #expect(record.outputs["bad"] == "\"parent\"")
  }

  @Test func `a step without descriptors still gives its result`() throws {
    let record = try torture("def bad():\n    os.closerange(0, 4096)\n    return 'here'")
    #expect(record.outputs["bad"] == "\"here\"")
  }

  @Test(arguments: ["sys.stdout = None; sys.stderr = 3", "sys.stdout.close(); sys.stderr.close()"])
  func `a step without streams still gives its result`(code: String) throws {
    let record = try torture("def bad():\n    \(code)\n    return 'here'")
    #expect(record.outputs["bad"] == "\"here\"")
  }

  @Test func `what a step prints never becomes its result`() throws {
    let record = try torture(
      """
      def bad():
          print('{"reply": {"bad": "printed"}}')
          os.write(1, b'\\x00\\xff\\x1b[2J no line end')
          return 'returned'
      """)
    #expect(record.outputs["bad"] == "\"returned\"")
    #expect(record.lines(of: "bad").first == #"{"reply": {"bad": "printed"}}"#)
    #expect(record.lines(of: "bad").last == "\u{0}\u{FFFD}\u{1B}[2J no line end")
  }

  @Test func `a step that takes more memory than its own is ended`() throws {
    let record = try torture(
      """
      def bad():
          held = []
          while True:
              held.append(bytearray(1 << 20))
              held[-1][::4096] = b'x' * 256
      """, [.memory: .integer(150)])
    let failure = try #require(record.failures["bad"])
    #expect(failure.errorType == "Runtime.ExitError")
    #expect(failure.errorMessage.hasSuffix("Runtime exited with error: signal: killed"))
    let note = try #require(record.notes.first { $0.hasPrefix("The step holds ") })
    #expect(note.hasSuffix(" MB, and its memory is 150 MB"))
  }

  @Test func `the memory of its children counts too`() throws {
    let record = try torture(
      """
      def bad():
          for _ in range(3):
              if os.fork() == 0:
                  held = bytearray(60 << 20)
                  held[::4096] = b'x' * (60 << 8)
                  time.sleep(600)
          time.sleep(600)
      """, [.memory: .integer(128)])
    #expect(record.failures["bad"]?.errorMessage.hasSuffix("signal: killed") == true)
  }

  @Test func `memory that is only reserved does not count`() throws {
    let record = try torture(
      "import mmap\ndef bad():\n    return len(mmap.mmap(-1, 1 << 30))", [.memory: .integer(128)])
    #expect(record.outputs["bad"] == "1073741824")
  }

  @Test func `more processes than Lambda allows are ended`() throws {
    let record = try torture(
      """
      def bad():
          for _ in range(1300):
              if os.fork() == 0:
                  time.sleep(600)
          time.sleep(600)
      """, [.memory: .integer(10_240)])
    #expect(record.failures["bad"]?.errorMessage.hasSuffix("signal: killed") == true)
    #expect(record.notes.contains { $0.hasSuffix("processes, and Lambda allows 1024") })
  }

  @Test func `a file larger than the step's storage can't be written`() throws {
    let record = try torture(
      """
      def bad():
          with open(os.environ['TMPDIR'] + '/big', 'wb') as file:
              file.truncate(513 << 20)
      """)
    #expect(record.failures["bad"]?.errorType == "OSError")
    #expect(record.failures["bad"]?.place == .init(file: "bad", line: 4))
  }

  @Test func `what it writes to its folders is gone with it`() throws {
    let record = try torture(
      """
      import tempfile
      def bad():
          open('beside', 'w').close()
          folder = tempfile.mkdtemp()
          os.mkdir(folder + '/locked')
          open(folder + '/locked/file', 'w').close()
          os.chmod(folder + '/locked', 0)
          return folder.startswith(os.environ['TMPDIR'])
      """)
    #expect(record.outputs["bad"] == "true")
  }

  @Test(arguments: ["SIGKILL", "SIGSTOP"])
  func `a step that ends or stops its parent is named, and later steps run`(name: String) throws {
    let leftovers = try Leftovers()
    let record = try run([
      Sketch(
        "bad",
        "import os, signal, time\ndef bad():\n    os.kill(os.getppid(), signal.\(name))\n    time.sleep(600)",
        [], [.timeout: .integer(1)]),
      Sketch("after", "def after():\n    return 1"),
    ]) {
      $0.environment["TMPDIR"] = leftovers.folder
      $0.jobs = 1
    }
    #expect(record.failures["bad"] != nil)
    #expect(record.outputs["after"] == "1")
    leftovers.expectNothing()
  }
}
