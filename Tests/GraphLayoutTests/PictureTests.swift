// Pictures that a person has looked at. A change here is a change of what users see.

import GraphLayout
import Testing

@Suite struct PictureTests {
  let readme = """
    preprocess > preprocess_2 > train; preprocess > preprocess_3 > train; preprocess > train
    """

  @Test func `forks and joins flow to the right`() {
    expect(
      NamedGraph(readme).text(),
      """
                       ╭──────────────╮
                     ╭─▶ preprocess_2 ├─╮
      ╭────────────╮ │ ╰──────────────╯ │
      │ preprocess ├─┤ ╭──────────────╮ │ ╭───────╮
      ╰────────────╯ ├─▶ preprocess_3 ├─┴─▶       │
                     │ ╰──────────────╯   │ train │
                     ╰────────────────────▶       │
                                          ╰───────╯
      """)
  }

  @Test func `without Unicode the same lines are drawn`() {
    expect(
      NamedGraph(readme).text(.ascii),
      """
                       +--------------+
                     +-> preprocess_2 |-+
      +------------+ | +--------------+ |
      | preprocess |-+ +--------------+ | +-------+
      +------------+ +-> preprocess_3 |-+->       |
                     | +--------------+   | train |
                     +-------------------->       |
                                          +-------+
      """)
  }

  @Test func `the flow can run down`() {
    expect(
      NamedGraph(readme, flow: .down).text(),
      """
                     ╭────────────╮
                     │ preprocess │
                     ╰─────┬──────╯
                           │
             ╭─────────────┴───┬─────────╮
             │                 │         │
      ╭──────▼───────╮  ╭──────▼───────╮ │
      │ preprocess_2 │  │ preprocess_3 │ │
      ╰──────┬───────╯  ╰──────┬───────╯ │
             │                 │         │
             ╰─────────────────┴───────╮ │
                                       │ │
                                    ╭──▼─▼──╮
                                    │ train │
                                    ╰───────╯
      """)
  }

  @Test func `a chain is one straight line`() {
    expect(
      NamedGraph("fetch > clean > train > publish").text(),
      """
      ╭───────╮  ╭───────╮  ╭───────╮  ╭─────────╮
      │ fetch ├──▶ clean ├──▶ train ├──▶ publish │
      ╰───────╯  ╰───────╯  ╰───────╯  ╰─────────╯
      """)
  }

  @Test func `a fan stands in the order of the file with its source in the middle`() {
    let fan = "start > one > end; start > two > end; start > three > end; start > four > end"
    expect(
      NamedGraph(fan).text(),
      """
                  ╭─────╮
                ╭─▶ one ├───╮
                │ ╰─────╯   │
                │ ╭─────╮   │
                ├─▶ two ├───┤
      ╭───────╮ │ ╰─────╯   │ ╭─────╮
      │ start ├─┤ ╭───────╮ ├─▶ end │
      ╰───────╯ ├─▶ three ├─┤ ╰─────╯
                │ ╰───────╯ │
                │ ╭──────╮  │
                ╰─▶ four ├──╯
                  ╰──────╯
      """)
  }

  @Test func `a fan of eight has one trunk and one collector`() {
    let steps = ["one", "two", "three", "four", "five", "six", "seven", "eight"]
    expect(
      NamedGraph(steps.map { "start > \($0) > end" }.joined(separator: ";")).text(),
      """
                  ╭─────╮
                ╭─▶ one ├───╮
                │ ╰─────╯   │
                │ ╭─────╮   │
                ├─▶ two ├───┤
                │ ╰─────╯   │
                │ ╭───────╮ │
                ├─▶ three ├─┤
                │ ╰───────╯ │
                │ ╭──────╮  │
                ├─▶ four ├──┤
      ╭───────╮ │ ╰──────╯  │ ╭─────╮
      │ start ├─┤ ╭──────╮  ├─▶ end │
      ╰───────╯ ├─▶ five ├──┤ ╰─────╯
                │ ╰──────╯  │
                │ ╭─────╮   │
                ├─▶ six ├───┤
                │ ╰─────╯   │
                │ ╭───────╮ │
                ├─▶ seven ├─┤
                │ ╰───────╯ │
                │ ╭───────╮ │
                ╰─▶ eight ├─╯
                  ╰───────╯
      """)
  }

  @Test func `a chain of twelve folds to eighty columns`() {
    let chain = """
      fetch > clean > train > publish > archive > notify > report > check > score > ship > audit
      """
    expect(
      NamedGraph(chain + "> close").text(foldingAt: 80),
      """
        ╭───────╮  ╭───────╮  ╭───────╮  ╭─────────╮  ╭─────────╮  ╭────────╮
        │ fetch ├──▶ clean ├──▶ train ├──▶ publish ├──▶ archive ├──▶ notify ├─╮
        ╰───────╯  ╰───────╯  ╰───────╯  ╰─────────╯  ╰─────────╯  ╰────────╯ │
      ╭───────────────────────────────────────────────────────────────────────╯
      │ ╭────────╮  ╭───────╮  ╭───────╮  ╭──────╮  ╭───────╮  ╭───────╮
      ╰─▶ report ├──▶ check ├──▶ score ├──▶ ship ├──▶ audit ├──▶ close │
        ╰────────╯  ╰───────╯  ╰───────╯  ╰──────╯  ╰───────╯  ╰───────╯
      """)
  }

  @Test func `a ladder stays level`() {
    let rails = "a0 > a1 > a2 > a3; b0 > b1 > b2 > b3"
    expect(
      NamedGraph(rails + "; a0 > b1; a1 > b2; a2 > b3").text(),
      """
               ╭────╮   ╭────╮   ╭────╮
             ╭─▶ a1 ├─┬─▶ a2 ├─┬─▶ a3 │
      ╭────╮ │ ╰────╯ │ ╰────╯ │ ╰────╯
      │ a0 ├─┤ ╭────╮ │ ╭────╮ │ ╭────╮
      ╰────╯ ╰─▶    │ ╰─▶    │ ╰─▶    │
      ╭────╮   │ b1 │   │ b2 │   │ b3 │
      │ b0 ├───▶    ├───▶    ├───▶    │
      ╰────╯   ╰────╯   ╰────╯   ╰────╯
      """)
  }

  @Test func `an odd fan between straight lines has no four-way fork`() {
    expect(
      NamedGraph("in > a > out; in > b > out; in > c > out; out > end").text(),
      """
               ╭───╮
             ╭─▶ a ├─╮
      ╭────╮ │ ╰───╯ │ ╭─────╮  ╭─────╮
      │ in ├─┤ ╭───╮ ├─▶ out ├──▶ end │
      ╰────╯ ├─▶ b ├─┤ ╰─────╯  ╰─────╯
             │ ╰───╯ │
             │ ╭───╮ │
             ╰─▶ c ├─╯
               ╰───╯
      """)
  }

  @Test func `lines that must cross do so straight`() {
    expect(
      NamedGraph("a > x; a > y; b > x; b > y").text(),
      """
                ╭───╮
      ╭───╮   ╭─▶   │
      │ a ├───┤ │ x │
      ╰───╯ ╭─┼─▶   │
      ╭───╮ │ │ ╰───╯
      │ b ├─┤ │ ╭───╮
      ╰───╯ │ ╰─▶   │
            │   │ y │
            ╰───▶   │
                ╰───╯
      """)
  }

  @Test func `two lines that change places do not touch`() {
    expect(
      NamedGraph("a@0,0 > d@1,1; b@0,1 > c@1,0").text(),
      """
      ╭───╮       ╭───╮
      │ a ├─╮ ╭───▶ c │
      ╰───╯ ╰─┼─╮ ╰───╯
      ╭───╮   │ │ ╭───╮
      │ b ├───╯ ╰─▶ d │
      ╰───╯       ╰───╯
      """)
  }

  @Test func `a twenty-step pipeline is compact`() {
    let steps = """
      list > orders > tidy_o > join; list > users > tidy_u > join; list > items > tidy_i > price;
      join > price > features > split; tidy_u > segment > features; split > train > evaluate;
      split > test > evaluate > report > notify; evaluate > publish > notify; price > archive;
      list > audit > notify
      """
    expect(
      NamedGraph(steps.filter { $0 != "\n" }).text(),
      """
                                          ╭─────────╮               ╭──────────╮  ╭───────╮
                                        ╭─▶ segment ├───────────────▶          ├──▶ split ├─╮
                 ╭───────╮   ╭────────╮ │ ╰─────────╯               │ features │  ╰───────╯ │ ╭───────╮
               ╭─▶ users ├───▶ tidy_u ├─┤ ╭──────╮                ╭─▶          │            ├─▶ train ├─╮
               │ ╰───────╯   ╰────────╯ ╰─▶      │                │ ╰──────────╯            │ ╰───────╯ │
               │ ╭────────╮  ╭────────╮   │ join ├────╮           │                         │ ╭──────╮  │ ╭──────────╮   ╭────────╮
      ╭──────╮ ├─▶ orders ├──▶ tidy_o ├───▶      │    │ ╭───────╮ │ ╭─────────╮             ╰─▶ test ├──┴─▶ evaluate ├─┬─▶ report ├──╮
      │ list ├─┤ ╰────────╯  ╰────────╯   ╰──────╯    ├─▶ price ├─┴─▶ archive │               ╰──────╯    ╰──────────╯ │ ╰────────╯  │
      ╰──────╯ │ ╭───────╮   ╭────────╮               │ ╰───────╯   ╰─────────╯                                        │ ╭─────────╮ │
               ├─▶ items ├───▶ tidy_i ├───────────────╯                                                                ╰─▶ publish ├─┤ ╭────────╮
               │ ╰───────╯   ╰────────╯                                                                                  ╰─────────╯ ├─▶ notify │
               │ ╭───────╮                                                                                                           │ ╰────────╯
               ╰─▶ audit ├───────────────────────────────────────────────────────────────────────────────────────────────────────────╯
                 ╰───────╯
      """)
  }

  @Test func `an arrow that closes a cycle points back`() {
    expect(
      NamedGraph("a > b > c > a").text(),
      """
      ╭───╮  ╭───╮  ╭───╮
      │   ├──▶ b ├──▶   │
      │ a │  ╰───╯  │ c │
      │   ◀─────────┤   │
      ╰───╯         ╰───╯
      """)
  }

  @Test func `pins place steps by one another`() {
    expect(
      NamedGraph("a@0,0 > b@1,2 > d@3,2; a > c@1,0 > d").text(),
      """
      ╭───╮   ╭───╮
      │ a ├─┬─▶ c ├─╮
      ╰───╯ │ ╰───╯ │
            │ ╭───╮ │ ╭───╮
            ╰─▶ b ├─┴─▶ d │
              ╰───╯   ╰───╯
      """)
  }

  @Test func `steps without arrows stand below`() {
    expect(
      NamedGraph("load > train; lonely; other > more; alone").text(),
      """
      ╭──────╮  ╭───────╮
      │ load ├──▶ train │
      ╰──────╯  ╰───────╯

      ╭───────╮  ╭──────╮
      │ other ├──▶ more │
      ╰───────╯  ╰──────╯

      ╭────────╮  ╭───────╮
      │ lonely │  │ alone │
      ╰────────╯  ╰───────╯
      """)
  }

  @Test func `dots have lines beside them`() {
    let dots = NamedGraph("a > b > d; a > c > d; c > e; a > f", size: (width: 1, height: 1))
    expect(
      dots.text(),
      """
        ╭▶●──▶█
      ●─┤     █
        ├▶●─┬▶█
        │   │
        ╰▶● ╰▶●
      """)
  }

  @Test func `a name that does not fit is cut`() {
    let cards = NamedGraph("preprocessing > train", size: (width: 10, height: 3))
    expect(
      cards.text(),
      """
      ╭────────╮  ╭────────╮
      │ prepr… ├──▶ train  │
      ╰────────╯  ╰────────╯
      """)
    expect(
      cards.text(.ascii),
      """
      +--------+  +--------+
      | prepr~ |--> train  |
      +--------+  +--------+
      """)
  }

  @Test func `wide characters keep the columns straight`() {
    let graph = LayoutGraph(
      nodes: [LayoutNode(labelWidth: 4), LayoutNode(width: 12, height: 4)],
      edges: [(from: 0, to: 1)])
    let rows = picture(of: layout(graph), names: ["数据", "训练\ntwo lines"]) {
      $0 < "\u{2E80}" ? 1 : 2
    }
    expect(
      rows.joined(separator: "\n"),
      """
      ╭──────╮  ╭──────────╮
      │ 数据 ├──▶   训练   │
      ╰──────╯  │ two lin… │
                ╰──────────╯
      """)
  }

  @Test func `nothing gives an empty picture`() {
    let diagram = layout(LayoutGraph(nodes: [], edges: []))
    #expect(diagram.width == 0 && diagram.height == 0)
    #expect(picture(of: diagram, names: []) == [])
  }
}

private func expect(
  _ actual: String, _ wanted: String, sourceLocation: SourceLocation = #_sourceLocation
) {
  #expect(
    actual == wanted, "drawn is\n\(actual)", sourceLocation: sourceLocation)
}
