import Glibc
import TestSupport
import Testing

struct ExportTests {
  @Test func `export writes what Terraform needs and says what to type next`() throws {
    let scratch = try Scratch()
    _ = try scratch.write(twoSteps, to: "p.sil")
    let result = scratch.call("export p.sil --to 'my deploy'")
    #expect(result.code == 0, "\(result.errors)")
    #expect(result.output.contains("new     my deploy/functions/clean.zip\n"))
    #expect(result.output.hasSuffix("Next: cd 'my deploy' && terraform init && terraform apply\n"))
    #expect(
      scratch.read("my deploy/definition.asl.json")?.contains("\"StartAt\": \"load\"") == true)
  }

  @Test func `a second export changes nothing, one of a changed step only its own files`() throws {
    let scratch = try Scratch()
    _ = try scratch.write(twoSteps, to: "p.sil")
    _ = scratch.call("export p.sil --to out")
    #expect(scratch.call("export p.sil --to out").output.hasPrefix("out is up to date.\n"))
    _ = try scratch.write(twoSteps.replacing("return 1", with: "return 2"), to: "p.sil")
    let result = scratch.call("export p.sil --to out --json")
    #expect(result.output.contains("\"changed\": [\n    \"functions/load.zip\"\n  ]"))
    #expect(result.output.contains("\"new\": []"))
  }

  @Test func `a step that is gone takes its zip along, a person's file stays`() throws {
    let scratch = try Scratch()
    _ = try scratch.write(twoSteps, to: "p.sil")
    _ = scratch.call("export p.sil --to out")
    _ = try scratch.write("mine", to: "out/functions/mine.zip")
    _ = try scratch.write(twoSteps.replacing("clean", with: "wash"), to: "p.sil")
    let result = scratch.call("export p.sil --to out")
    #expect(result.output.contains("removed out/functions/clean.zip\n"))
    #expect(scratch.read("out/functions/clean.zip") == nil)
    #expect(scratch.read("out/functions/mine.zip") == "mine")
  }

  @Test func `a file that is in the way refuses all`() throws {
    let scratch = try Scratch()
    _ = try scratch.write(twoSteps, to: "p.sil")
    mkdir(scratch.path + "/out", 0o755)
    _ = try scratch.write("mine", to: "out/main.tf.json")
    let result = scratch.call("export p.sil --to out")
    #expect(result.code == 1)
    #expect(result.errors.contains("main.tf.json is there") && result.errors.contains(" — Move"))
    #expect(scratch.read("out/main.tf.json") == "mine")
    #expect(scratch.read("out/definition.asl.json") == nil)
  }

  @Test func `links do not lead an export out of its folder`() throws {
    let scratch = try Scratch()
    _ = try scratch.write(twoSteps, to: "p.sil")
    for folder in ["out", "elsewhere"] { mkdir(scratch.path + "/" + folder, 0o755) }
    symlink(scratch.path + "/elsewhere", scratch.path + "/out/functions")
    let result = scratch.call("export p.sil --to out")
    #expect(result.code == 1, "\(result.output)")
    #expect(scratch.read("elsewhere/load.zip") == nil)
  }

  @Test func `a dry run tells and writes nothing`() throws {
    let scratch = try Scratch()
    _ = try scratch.write(twoSteps, to: "p.sil")
    let result = scratch.call("export p.sil --to out --dry-run")
    #expect(result.code == 0 && result.output.contains("new     out/main.tf.json"))
    #expect(access(scratch.path + "/out", F_OK) != 0)
  }

  @Test func `a broken pipeline is refused before anything is written`() throws {
    let scratch = try Scratch()
    _ = try scratch.write("pipeline: p\nsteps: {a: {memory: 5}}\n", to: "bad.sil")
    let result = scratch.call("export bad.sil --to out")
    #expect(result.code == 1 && result.errors.contains(" — "))
    #expect(access(scratch.path + "/out", F_OK) != 0)
    #expect(scratch.call("export bad.sil --to out --format cdk").code == 2)
    #expect(scratch.call("export bad.sil").code == 2)
  }

  @Test func `an import that nothing gives is a warning where it stands`() throws {
    let scratch = try Scratch()
    let code = """
      pipeline: p
      steps:
        a:
          files: [own.py]
          code: |
            import json, numpy.linalg
            import own
            import boto3
            def a():
                try:
                    import fast
                except ImportError:
                    fast = None
                return 1

      """
    _ = try scratch.write(code, to: "p.sil")
    _ = try scratch.write("", to: "own.py")
    for command in ["check p.sil", "export p.sil --to out"] {
      let result = scratch.call(command)
      #expect(result.code == 0)
      let warnings = result.errors.split(separator: "\n")
      #expect(warnings.count == 1, "\(result.errors)")
      #expect(warnings.first?.hasPrefix("p.sil:6:") == true && result.errors.contains("numpy"))
    }
  }
}

private let twoSteps = """
  pipeline: p
  steps:
    load:
      code: |
        def load():
            return 1
    clean:
      args: [{from: load}]
      code: |
        def clean(rows):
            return rows

  """
