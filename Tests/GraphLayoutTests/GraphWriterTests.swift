import GraphLayout
import Testing

struct GraphWriterTests {
  private let graph = WrittenGraph(
    title: "scores", names: ["load", "clean", "train", "tell"],
    edges: [
      .init(from: 0, to: 1, .value(parameters: [])),
      .init(from: 1, to: 2, .value(parameters: ["rows", "test_rows"])),
      .init(from: 2, to: 3, .order), .init(from: 0, to: 3, .plain),
    ])

  @Test func `Graphviz reads names, labels and dashes`() {
    #expect(
      dotText(graph, flow: .right) == """
        digraph "scores" {
          rankdir=LR
          node [shape=box, style=rounded, fontname="monospace"]
          edge [fontname="monospace", fontsize=10]

          "load"
          "clean"
          "train"
          "tell"

          "load" -> "clean"
          "clean" -> "train" [label="rows, test_rows"]
          "train" -> "tell" [style=dashed]
          "load" -> "tell"
        }

        """)
  }

  @Test func `Mermaid reads names, labels and dots`() {
    #expect(
      mermaidText(graph, flow: .down) == """
        flowchart TD
            n0["load"]
            n1["clean"]
            n2["train"]
            n3["tell"]
            n0 --> n1
            n1 -->|"rows, test_rows"| n2
            n2 -.-> n3
            n0 --> n3

        """)
  }

  @Test func `names that Graphviz would misread have numbers for IDs and entities in labels`() {
    let names = ["\"", "a\\", "a&lt;b", "", "node", "日本", "#1", "\u{FFFD}", "<b>"]
    let lines = dotText(WrittenGraph(title: "", names: names, edges: []), flow: .down)
      .split(separator: "\n").dropFirst(4).dropLast()
    #expect(
      lines.joined(separator: "\n") == """
          "#0" [label="&quot;"]
          "#1" [label="a&#92;&#92;"]
          "#2" [label="a&amp;lt;b"]
          "#3" [label=""]
          "node"
          "日本"
          "#6" [label="#1"]
          "#7" [label="\u{FFFD}"]
          "#8" [label="<b>"]
        """)
  }

  @Test(arguments: [
    ("preprocess_2", "preprocess_2"), ("end", "end"), ("a \"b\"", "a #quot;b#quot;"),
    ("style: #1;", "style#58; #35;1#59;"), ("`x`", "#96;x#96;"), ("1. x", "1#46; x"),
    ("- x", "#45; x"), ("_x_", "#95;x#95;"), ("a<b>&c", "a#lt;b#gt;#amp;c"), ("日本 é", "日本 é"),
    ("", "#160;"), ("  ", "#160;"), ("a  b", "a#32;#32;b"), ("v1.2-a", "v1.2-a"),
    ("%%{init}", "#37;#37;#123;init#125;"), ("ﬂ°", "#64258;#8288;#176;"),
    ("¶ß", "#182;#8288;#223;"), ("a\\n", "a#92;n"),
  ])
  func `signs of Mermaid, Markdown and HTML are entity codes`(name: String, code: String) {
    let text = mermaidText(WrittenGraph(title: "", names: [name], edges: []), flow: .right)
    #expect(text == "flowchart LR\n    n0[\"\(code)\"]\n")
  }

  @Test func `an arrow that is given twice is written once`() {
    let twice = WrittenGraph(
      title: "", names: ["a", "b"], edges: [.init(from: 0, to: 1), .init(from: 0, to: 1)])
    #expect(twice.edges.count == 1)
  }
}
