// Steps that run one after the other in one folder: nothing of the one is there for the next.

import CloudExport
import PipelineModel
import ProcessRunner
import RunScheduler
import Testing

struct StepFolderTests {
  /// What the second step sees of its folder, and what it gives.
  private static let look = """
    import os
    def look(*_):
        found = []
        for folder, _, names in os.walk('..'):
            found += [os.path.relpath(os.path.join(folder, name), '..') for name in names]
        return sorted(found) + os.listdir(os.environ['TMPDIR'])
    """
  private static let clean = #"["task/args.json","task/index.py","task/step_program.py"]"#

  /// Runs the code, and then a step that looks around.
  private func runBefore(
    _ code: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> RunRecord {
    let leftovers = try Leftovers()
    let record = try run([
      Sketch("first", "import os\ndef first():\n    " + code),
      Sketch("then", Self.look, needs: ["first"]),
      Sketch("last", Self.look, needs: ["then"]),
    ]) { $0.environment["TMPDIR"] = leftovers.folder }
    #expect(record.outputs["then"] == Self.clean, sourceLocation: sourceLocation)
    #expect(record.outputs["last"] == Self.clean, sourceLocation: sourceLocation)
    leftovers.expectNothing(sourceLocation: sourceLocation)
    return record
  }

  @Test(arguments: [
    "return 1",
    "open('index.py', 'w').write('raise SystemExit')",
    "open('args.json', 'a').write(' ' * 70000)",
    "open('step_program.py', 'w').close()",
    "open('more.py', 'w').close()",
    "open('../result.json', 'w').write('{}')",
    "open(os.environ['TMPDIR'] + '/x', 'w').close()",
    "os.mkdir('folder'); open('folder/x', 'w').close()",
    "os.remove('args.json')",
    "os.rename('args.json', 'step_program.py'); os.symlink('/etc/passwd', 'args.json')",
    "os.link('index.py', os.environ['TMPDIR'] + '/../../kept')",
    "os.chmod('index.py', 0o444); os.chmod(os.environ['TMPDIR'], 0)",
    "import shutil; shutil.rmtree(os.path.dirname(os.getcwd()))",
    "os.rmdir('../tmp'); os.symlink('/', '../tmp')",
  ])
  func `what a step does to its folder is gone for the next one`(code: String) throws {
    let record = try runBefore(code)
    #expect(record.outputs["first"] != nil)
  }

  @Test func `files of one step are not there for the next`() throws {
    let setting = Setting(files: ["data/a.txt": "a", "b.txt": "b"])
    let record = try run(
      [
        Sketch(
          "first", Self.look, [], [.files: .list([.text("data/a.txt"), .text("b.txt")])]),
        Sketch("then", Self.look, needs: ["first"]),
        Sketch("other", Self.look, needs: ["then"], [.files: .list([.text("b.txt")])]),
        Sketch("last", Self.look, needs: ["other"]),
      ], setting)
    #expect(
      record.outputs["first"]
        == #"["task/args.json","task/b.txt","task/data/a.txt","task/index.py","task/step_program.py"]"#
    )
    #expect(record.outputs["then"] == Self.clean)
    #expect(
      record.outputs["other"]
        == #"["task/args.json","task/b.txt","task/index.py","task/step_program.py"]"#)
    #expect(record.outputs["last"] == Self.clean)
  }

  @Test(arguments: [
    "[os.write(n, b'nonsense' * 100) for n in (3, 4)]", "os.close(3)", "os.close(4)",
    "os.closerange(0, 64)", "os.lseek(4, 100000, 0); os.write(4, b'x')",
    "os.closerange(3, 64); step.kept = [os.memfd_create('other') for _ in range(4)]",
  ])
  func `a step that meddles with unknown descriptors gives its result`(code: String) throws {
    let record = try run("import os\ndef step():\n    \(code)\n    return [1, 'é']")
    #expect(record.outputs["step"] == "[1,\"é\"]")
  }

  @Test func `steps have no descriptors of one another, however many run`() throws {
    let count = 100
    let record = try run(
      (0..<count).map { number in
        Sketch(
          "s\(number)",
          """
          import os, time
          def step():
              time.sleep(0.5)
              return sorted(map(int, os.listdir('/proc/self/fd')))[:-1]
          """)
      }
    ) { $0.jobs = count }
    #expect(record.outputs.count == count)
    #expect(Set(record.outputs.values) == ["[0,1,2,3,4]"])
  }

  /// What stands above it is run once for all steps: fork_server's step_code.py.
  @Test func `the default handler only defines above its state`() {
    let parts = String(decoding: Bundle.defaultHandler, as: UTF8.self)
      .components(separatedBy: "\nPLAN = ")
    #expect(parts.count == 2)
    let lines = parts[0].split(separator: "\n").filter { $0.first != " " && $0.first != "#" }
    #expect(
      lines.allSatisfy { line in
        ["import ", "class ", "def ", "ROOT = "].contains { line.hasPrefix($0) }
      })
  }
}

extension String {
  fileprivate func components(separatedBy separator: String) -> [Substring] {
    var parts: [Substring] = []
    var rest = self[...]
    while let found = rest.firstRange(of: separator) {
      parts.append(rest[..<found.lowerBound])
      rest = rest[found.upperBound...]
    }
    return parts + [rest]
  }
}
