import TestSupport
import Testing

/// The workbench's keys from a script.
struct HeadlessTests {
  private let text = """
    # Two steps.
    pipeline: scores
    steps:
      load: {code: "def load(): return 1"}  # first
      clean: {args: [{from: load}], code: "def clean(rows): return rows"}

    """

  private func scratch() throws -> Scratch {
    let scratch = try Scratch()
    _ = try scratch.write(text, to: "a.sil")
    return scratch
  }

  @Test func `keys edit and save as they do on a terminal`() throws {
    let scratch = try scratch()
    let result = scratch.call("edit a.sil --headless --keys 'r<C-u>fetch<Enter>:w<CR>'")
    #expect(result.code == 0 && result.output == "" && result.errors == "", "\(result.errors)")
    #expect(
      scratch.read("a.sil")
        == text.replacing("  load:", with: "  fetch:").replacing(
          "{from: load}", with: "{from: fetch}"))
  }

  @Test func `a new pipeline is made from nothing but keys`() throws {
    let scratch = try scratch()
    let result = scratch.call("edit new.sil --headless --keys 'aload<Enter>aclean<Enter><C-s>'")
    #expect(result.code == 0, "\(result.errors)")
    #expect(scratch.read("new.sil")?.contains("args: [{from: load}]") == true)
    #expect(scratch.call("check new.sil").code == 0)
  }

  @Test func `a copy goes elsewhere and over nothing`() throws {
    let scratch = try scratch()
    #expect(scratch.call("edit a.sil --headless --keys ':w b.sil<CR>'").code == 0)
    #expect(scratch.read("b.sil") == text)
    let again = scratch.call("edit a.sil --headless --keys ':w b.sil<CR>'")
    #expect(again.code == 1)
    #expect(
      again.errors.hasPrefix("a.sil: key 9, <Enter>: not saved: there is a file b.sil already"))
  }

  @Test(arguments: [
    ("hh", "key 1, h: edge of graph"), ("gZ", "key 2, Z: gZ has no meaning"),
    ("ax<Enter>", "the changes are not saved: end the keys with <C-s>"),
    ("axy", "the last key leaves something to be answered"),
    ("!!", "key 2, !: a session without a terminal runs nothing"),
    ("e", "key 1, e: a session without a terminal opens no editor"),
    ("qh", "key 2, h: the session has ended before"),
    ("d", "the last key leaves something to be answered"),
  ])
  func `the first key that is refused ends it and says why`(keys: String, words: String) throws {
    let scratch = try scratch()
    let result = scratch.call("edit a.sil --headless --keys '\(keys)'")
    #expect(result.code == 1 && result.output == "")
    #expect(result.errors.hasPrefix("a.sil: \(words)"), "\(result.errors)")
    #expect(result.errors.split(separator: "\n").count == 1)
    #expect(scratch.read("a.sil") == text)
  }

  @Test func `what was saved before a refused key stays saved`() throws {
    let scratch = try scratch()
    #expect(scratch.call("edit a.sil --headless --keys 'r<C-u>fetch<Enter><C-s>!!'").code == 1)
    #expect(scratch.read("a.sil")?.contains("fetch") == true)
  }
}
