// Drawings that are folded to the room there is, where somebody asks for that.

import GraphLayout
import TestSupport
import Testing

@Suite struct FoldingTests {
  let chain = NamedGraph("fetch > clean > train > publish > archive > notify > report > close")

  @Test func `a long chain folds to the width asked for`() {
    #expect(
      chain.text(foldingAt: 40) == """
          ╭───────╮  ╭───────╮  ╭───────╮
          │ fetch ├──▶ clean ├──▶ train ├─╮
          ╰───────╯  ╰───────╯  ╰───────╯ │
        ╭─────────────────────────────────╯
        │ ╭─────────╮  ╭─────────╮  ╭────────╮
        ╰─▶ publish ├──▶ archive ├──▶ notify ├─╮
          ╰─────────╯  ╰─────────╯  ╰────────╯ │
        ╭──────────────────────────────────────╯
        │ ╭────────╮  ╭───────╮
        ╰─▶ report ├──▶ close │
          ╰────────╯  ╰───────╯
        """)
  }

  @Test func `nothing folds unless asked`() {
    #expect(layout(chain.graph).height == 3)
  }

  @Test func `what fits is not folded`() {
    #expect(chain.text(foldingAt: 200) == chain.text())
  }

  @Test func `a fold is where a single line runs`() {
    let graph = NamedGraph("load > left > join; load > right > join; join > train > publish")
    #expect(
      graph.text(foldingAt: 36) == """
                     ╭──────╮
                   ╭─▶ left ├──╮
          ╭──────╮ │ ╰──────╯  │ ╭──────╮
          │ load ├─┤ ╭───────╮ ├─▶ join ├─╮
          ╰──────╯ ╰─▶ right ├─╯ ╰──────╯ │
                     ╰───────╯            │
        ╭─────────────────────────────────╯
        │ ╭───────╮  ╭─────────╮
        ╰─▶ train ├──▶ publish │
          ╰───────╯  ╰─────────╯
        """)
  }

  @Test(arguments: 0..<25 as Range<UInt64>)
  func `a folded pipeline is drawn so that its arrows can be read`(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    var graph = randomGraph(&random)
    // Joints between parts of the graph, where it may fold.
    for _ in 0..<3 {
      let count = graph.nodes.count
      var next = randomGraph(&random)
      graph.nodes += next.nodes
      for index in next.edges.indices {
        next.edges[index] = (from: next.edges[index].from + count, to: next.edges[index].to + count)
      }
      graph.edges += next.edges + [(from: Int.random(in: 0..<count, using: &random), to: count)]
    }
    let length = Int.random(in: 20...80, using: &random)
    #expect(faults(of: layout(graph, foldingAt: length), for: graph) == [])
  }
}
