import PipelineModel
import Testing

struct PythonOutlineTests {
  private func names(_ text: String) -> [String] {
    PythonOutline(Array(text.utf8)).functions.map(\.name)
  }

  @Test func `functions at the top level are found in order`() {
    #expect(names("def a(): pass\n\nasync def b(x):\n    return x\n") == ["a", "b"])
  }

  @Test func `functions inside others and in classes are not`() {
    #expect(names("class C:\n    def m(self): pass\ndef a():\n    def inner(): pass\n") == ["a"])
  }

  @Test func `def inside strings and comments is not`() {
    let text = "x = \"\"\"\ndef fake():\n\"\"\"\n# def gone():\ny = 'def no():'\ndef real(): pass\n"
    #expect(names(text) == ["real"])
  }

  @Test func `a head over several lines and a decorator before it are no matter`() {
    #expect(names("@deco(\n  1)\ndef a(\n    x,\n    y=\")\",\n):\n    pass\n") == ["a"])
  }

  @Test func `of two with one name Python keeps the last`() {
    let outline = PythonOutline(Array("def a(): 'one'\ndef a():\n  '''\n  two\n  '''\n".utf8))
    #expect(outline.functions.map(\.line) == [2])
    #expect(outline.functions.map(\.summary) == ["two"])
  }

  @Test func `names that an import or an assignment binds may be functions`() {
    let outline = PythonOutline(
      Array(
        "from lib import load\ntry:\n    import fast as impl\nexcept ImportError:\n    def slow(): pass\nrun = load\n"
          .utf8))
    for name in ["load", "impl", "slow", "run"] { #expect(outline.mayDefine(name)) }
    #expect(!outline.mayDefine("elsewhere"))
  }

  @Test func `broken programs are read to their end`() {
    for text in ["def", "def a(", "\"\"\"", "'", "\\", "def a():\\", "(((", "\u{0}def a(): pass"] {
      _ = names(text)
    }
    #expect(names("def a(: pass") == ["a"])
  }
}
