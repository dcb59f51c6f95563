import TerminalUI
import Testing

struct HintLabelsTests {
  @Test(arguments: [0, 1, 5, 26, 27, 51, 52, 100, 676, 677, 2000])
  func `no label is the beginning of another`(count: Int) {
    let labels = HintLabels.labels(count)
    #expect(labels.count == count)
    #expect(Set(labels).count == count)
    let all = Set(labels)
    for label in labels {
      for length in 1..<max(1, label.count) { #expect(!all.contains(String(label.prefix(length)))) }
    }
    #expect(
      labels
        == labels.enumerated().sorted {
          ($0.element.count, $0.offset) < ($1.element.count, $1.offset)
        }.map(\.element))
  }

  @Test(arguments: [(26, 26), (27, 25), (60, 24), (200, 19)])
  func `as many as possible have one letter`(count: Int, short: Int) {
    #expect(HintLabels.labels(count).count { $0.count == 1 } == short)
  }

  @Test func `a small alphabet goes on to three letters`() {
    #expect(HintLabels.labels(7, alphabet: ["a", "b"]).map(\.count) == [2, 3, 3, 3, 3, 3, 3])
  }
}
