import Glibc
import TestSupport
import Testing

/// Pictures as files: SVG, Graphviz, Mermaid, and the workbench itself.
struct PictureTests {
  private let diamond = """
    pipeline: scores
    steps:
      load: {code: "def load(): return 1"}
      clean: {args: {rows: {from: load}}, code: "def clean(rows): return rows"}
      tell: {needs: [clean], args: [{from: load}], code: "def tell(x): return x"}
      done: {needs: [tell], code: "def done(): return 1"}
    """

  private func scratch() throws -> Scratch {
    let scratch = try Scratch()
    _ = try scratch.write(diamond, to: "a.sil")
    return scratch
  }

  @Test func `kinds of dependencies come from the pipeline`() throws {
    let scratch = try scratch()
    let dot = scratch.call("render a.sil --format dot").output
    #expect(dot.contains("\"load\" -> \"clean\" [label=\"rows\"]\n"))
    #expect(dot.contains("\"clean\" -> \"tell\" [style=dashed]\n"))
    #expect(dot.contains("\"load\" -> \"tell\"\n"))
    let mermaid = scratch.call("render a.sil --format mermaid --flow down").output
    #expect(mermaid.hasPrefix("flowchart TD\n    n0[\"load\"]\n"))
    #expect(mermaid.contains("n0 -->|\"rows\"| n1\n") && mermaid.contains("n1 -.-> n2\n"))
    let svg = scratch.call("render a.sil --format svg").output
    #expect(svg.contains("<title>scores</title>"))
    #expect(svg.contains("tell needs load, clean (order only)."))
    #expect(svg.contains("<g class=\"o\">"))
  }

  @Test func `a strict parser reads the pictures`() throws {
    let scratch = try scratch()
    let hostile =
      #"{"nodes": ["a<b>&\"c", "\u0007\u001b[1m", "日本", "x\ufffe"], "edges": [["日本", "x\ufffe"]]}"#
    _ = try scratch.write(hostile, to: "g.json")
    for call in [
      "render --graph g.json --format svg", "render --graph g.json --format svg --boxes dot",
      "render --graph g.json --format svg --theme mono --flow down",
      "render a.sil --format svg --boxes card --fold 40",
      "edit a.sil --snapshot - --keys '?' --size 100x30",
    ] {
      let svg = scratch.call(call)
      #expect(svg.code == 0 && svg.errors == "", "\(svg.errors)")
      _ = try scratch.write(svg.output, to: "p.svg")
      let read = scratch.run(
        "python3 -c 'import xml.dom.minidom as m; print(m.parse(\"p.svg\").documentElement.tagName)'"
      )
      #expect(read.output == "svg\n", "\(call): \(read.errors)")
      #expect(scratch.call(call).output == svg.output)
    }
  }

  @Test func `Graphviz lays out hostile names as they are`() throws {
    let scratch = try Scratch()
    try #require(
      scratch.run("command -v dot").code == 0, "Graphviz is missing: .ci/install installs it")
    let names = [
      #"\"quotes\""#, #"back\\slash\\"#, #"&lt;"#, #"\\N\\l"#, "node", "a->b", "日本 🚀", "#0",
      "{a|b}",
      "<b>", " ",
    ]
    let nodes = names.map { "\"\($0)\"" }.joined(separator: ", ")
    let edges = zip(names, names.dropFirst()).map { "[\"\($0)\", \"\($1)\"]" }
    _ = try scratch.write(
      "{\"nodes\": [\(nodes)], \"edges\": [\(edges.joined(separator: ", "))]}", to: "g.json")
    for flow in ["right", "down"] {
      let drawn = scratch.run(
        "{ '\(builtProgram("sil-tui"))' render --graph g.json --format dot --flow \(flow)"
          + " | dot -Tsvg; }")
      #expect(drawn.code == 0 && drawn.errors == "", "\(drawn.errors)")
      for label in [
        "&quot;quotes&quot;", "back\\slash\\", "&amp;lt;", "\\N\\l", "node", "a&#45;&gt;b", "日本 🚀",
        "#0", "{a|b}", "&lt;b&gt;",
      ] {
        #expect(drawn.output.contains(">\(label)</text>"), "\(label)")
      }
      #expect(drawn.output.split(separator: "class=\"edge\"").count == names.count)
    }
  }

  @Test(arguments: [
    ("render a.sil --format svg --ascii", "--ascii is for --format text"),
    ("render a.sil --format dot --fold 80", "--fold is for pictures that are laid out here"),
    ("render a.sil --format mermaid --boxes card", "--boxes is for pictures"),
    ("render a.sil --theme dark", "--theme is for --format svg"),
    ("render a.sil --format svg --theme nonsense", "there is no theme nonsense"),
    ("edit a.sil --keys a", "--keys is for --snapshot"),
    ("edit a.sil --size 80x24", "--size is for --snapshot"),
    ("edit a.sil --headless", "--headless needs --keys"),
    ("edit a.sil --headless --keys a --snapshot a.svg", "leave --snapshot out"),
    ("edit a.sil --headless --keys a --theme dark", "leave --theme out"),
    ("edit a.sil --snapshot - --size 80", "Give --size columns and rows"),
    ("edit a.sil --snapshot - --size 0x24", "Give --size columns and rows"),
    ("edit a.sil --snapshot - --keys '<C-Foo>'", "there is no key"),
    ("edit a.sil --snapshot - --theme nonsense", "there is no theme nonsense"),
    ("edit a.sil --snapshot nowhere/a.svg", "there is no folder"),
    ("edit a.sil --snapshot a.sil", "would be written over the pipeline"),
    ("edit a.sil --snapshot ./a.sil", "would be written over the pipeline"),
  ])
  func `what has no effect is refused with a sentence`(call: String, words: String) throws {
    let scratch = try scratch()
    let result = scratch.call(call)
    #expect(result.code == 2 && result.output == "")
    #expect(result.errors.contains(words), "\(result.errors)")
    #expect(scratch.read("a.sil") == diamond)
  }

  @Test func `a snapshot shows what keys did and writes nothing but the picture`() throws {
    let scratch = try scratch()
    let result = scratch.call(
      "edit a.sil --snapshot p.svg --keys 'amore<Enter><C-s>:w b.sil<Enter>!!' --theme light")
    #expect(result.code == 0 && result.output == "" && result.errors == "")
    let svg = try #require(scratch.read("p.svg"))
    #expect(svg.contains(">more</text>") && svg.contains("a snapshot runs nothing"))
    #expect(svg.contains("<title>a.sil in sil-tui</title>"))
    #expect(!svg.contains("prefers-color-scheme"))
    #expect(scratch.read("a.sil") == diamond)
    #expect(scratch.names == [".errors", ".output", "a.sil", "p.svg"])
  }

  @Test func `a theme of one's own colours pictures`() throws {
    let scratch = try scratch()
    for folder in ["/sil-tui", "/sil-tui/themes"] { mkdir(scratch.path + folder, 0o755) }
    _ = try scratch.write(
      "text: {fg: \"#123456\", bg: \"#abcdef\"}\n", to: "sil-tui/themes/mine.yaml")
    let environment = "XDG_CONFIG_HOME='\(scratch.path)'"
    for call in ["render a.sil --format svg", "edit a.sil --snapshot -"] {
      let svg = scratch.call("\(call) --theme mine", environment: environment).output
      #expect(svg.contains(".paper{fill:#abcdef}"), "\(call)")
    }
  }
}
