import Glibc
import PipelineModel
import ProcessRunner
import Testing

struct PythonCompilerTests {
  private let compiler = PythonCompiler(environment: personEnvironment, folder: "/")

  private func verdict(on text: String) throws -> CompilerVerdict? {
    let bytes = Array(text.utf8)
    return try #require(compiler.verdicts(on: [bytes]))[bytes]
  }

  @Test(arguments: [
    ("def f(:\n    pass", 1, 7), ("def f():\n    x = (\n", 2, 9), ("return 1", 1, 1),
    ("\n\n  x", 3, 1),
    ("x = 1\ny = 'a\n", 2, 5), ("a\0b", 1, 1), ("await x", 1, 1),
  ])
  func `what can't be compiled is told with its place`(text: String, line: Int, column: Int) throws
  {
    guard case .refused(let message, let foundLine, let foundColumn)? = try verdict(on: text) else {
      Issue.record("it was taken")
      return
    }
    #expect(!message.isEmpty)
    #expect(foundLine == line || text.contains("\0") || text.contains("await"))
    #expect(foundColumn >= 1)
    #expect(foundColumn == column || line != 1 || text.contains("\0") || text.contains("await"))
  }

  @Test func `the names that a program binds are told`() throws {
    let text = """
      import a.b, c as d
      from e import f
      x, (y, *z) = 1, (2, 3)
      if x:
          def g(): inner = 1
      for h in []: i = 1
      class J: k = 1
      with open('x') as l: pass
      try: m = 1
      except ValueError: n = 1
      """
    let found = try verdict(on: text)
    let names: Set = ["a", "d", "f", "x", "y", "z", "g", "h", "i", "J", "l", "m", "n"]
    #expect(found == .sound(names: names, docstrings: [:]))
  }

  @Test func `docstrings are told by their first lines`() throws {
    let found = try verdict(on: "def f():\n    '''Says é.\n\n    More.'''\n")
    #expect(found == .sound(names: ["f"], docstrings: ["f": "Says é."]))
  }

  @Test func `each of many texts gets its own verdict`() throws {
    let texts = (0..<200).map { Array("def f\($0)(): return \($0 % 2 == 0 ? "1" : "(")\n".utf8) }
    let verdicts = try #require(compiler.verdicts(on: Set(texts)))
    #expect(verdicts.count == 200)
    let sound = verdicts.values.filter { if case .sound = $0 { true } else { false } }
    #expect(sound.count == 100)
  }

  @Test func `programs are compiled and not run`() throws {
    _ = try verdict(on: "import os; os._exit(3)\nraise SystemExit")
  }

  @Test func `without a Python there is no verdict`() {
    let nowhere = PythonCompiler(
      environment: ["PATH": "/nowhere", "HOME": "/nowhere"], folder: "/")
    #expect(nowhere.verdicts(on: [Array("x".utf8)]) == nil)
    #expect(nowhere.verdicts(on: []) == [:])
  }
}

struct PythonSearchTests {
  private func search(_ leftovers: Leftovers, _ more: [String: String] = [:]) -> PythonSearch {
    var environment = ["PATH": leftovers.folder + "/bin", "HOME": leftovers.folder]
    environment.merge(more) { $1 }
    return PythonSearch(environment: environment, folder: leftovers.folder + "/work")
  }

  /// Makes a file that can be executed. - Parameter text: `nil` makes it a binary.
  private func make(_ path: String, in leftovers: Leftovers, _ text: String? = nil) -> String {
    let whole = leftovers.folder + "/" + path
    let folder = whole.split(separator: "/").dropLast().joined(separator: "/")
    _ = system(
      "mkdir -p '/\(folder)' && printf '%s' '\(text ?? "\u{7F}ELF")' > '\(whole)' && chmod +x '\(whole)'"
    )
    return whole
  }

  @Test func `the runtime's own interpreter on PATH is taken`() throws {
    let leftovers = try Leftovers()
    _ = make("bin/python3", in: leftovers)
    let exact = make("bin/python3.12", in: leftovers)
    #expect(search(leftovers).python(for: "python3.12")?.path == exact)
  }

  @Test func `else the newest patch that a version manager keeps`() throws {
    let leftovers = try Leftovers()
    _ = make("bin/python3", in: leftovers)
    _ = make(".pyenv/versions/3.12.9/bin/python3.12", in: leftovers)
    let newest = make(".pyenv/versions/3.12.10/bin/python3.12", in: leftovers)
    #expect(search(leftovers).python(for: "python3.12")?.path == newest)
  }

  @Test func `else python3`() throws {
    let leftovers = try Leftovers()
    let any = make("bin/python3", in: leftovers)
    #expect(search(leftovers).python(for: "python3.12")?.path == any)
  }

  @Test func `a shim is looked through`() throws {
    let leftovers = try Leftovers()
    let real = make("real/python3", in: leftovers)
    _ = make("bin/python3", in: leftovers, "#!/bin/sh\necho \(real)\n")
    #expect(search(leftovers, ["PATH": leftovers.folder + "/bin:/bin"]).anyPython?.path == real)
  }

  @Test func `a path or name that is asked for decides`() throws {
    let leftovers = try Leftovers()
    let mine = make("mine/python", in: leftovers)
    #expect(search(leftovers).python(named: mine)?.path == mine)
    #expect(search(leftovers).python(named: leftovers.folder + "/no") == nil)
    #expect(search(leftovers).python(named: "python9") == nil)
  }
}
