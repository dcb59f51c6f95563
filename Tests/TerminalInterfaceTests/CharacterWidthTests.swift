// Widths must be those of the C library, because ncurses lays out by them.

import CPosix
import TerminalInterface
import TestSupport
import Testing

@Suite struct CharacterWidthTests {
  @Test func `every character is as wide as the C library says`() {

    var differing: [String] = []
    var newer = 0
    for value in UInt32(0)..<0x11_0000 {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let theirs = cposix_wcwidth(value)
      guard let ours = width(of: scalar) else {
        if theirs >= 0 { newer += 1 }
        continue
      }
      if theirs != Int32(ours) { differing.append(String(value, radix: 16)) }
    }
    #expect(differing == [])
    // A later C library knows characters that the table does not: those are shown as a
    // replacement, which is safe, until the table is made anew.
    #expect(newer < 12_000)
  }

  @Test func `columns of names in several scripts`() {
    #expect(columns(of: "train") == 5)
    #expect(columns(of: "Größe") == 5)
    #expect(columns(of: "数据清洗") == 8)
    #expect(columns(of: "한글") == 4)
    #expect(columns(of: "\u{1112}\u{1161}\u{11AB}") == 2)
    #expect(columns(of: "e\u{301}") == 1)
    #expect(columns(of: "👩‍👩‍👧") == 2)
    #expect(columns(of: "a\r\nb") == 4)
    #expect(columns(of: "") == 0)
  }

  /// Text is measured without the search for cluster borders where that is not needed.
  @Test(arguments: [21, 22, 23] as [UInt64])
  func `a text is as wide as its characters`(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let scalars = Array(
      "ab é─数한글\u{1112}\u{1161}\u{11AB}e\u{301}\u{200D}👩👍🏽🇩🇪❤\u{FE0F}©\u{600}नि\u{94D}ก\u{E33}"
        .unicodeScalars)
    for _ in 0..<500 {
      var text = String.UnicodeScalarView()
      for _ in 0..<Int.random(in: 0...12, using: &random) {
        text.append(scalars[Int.random(in: 0..<scalars.count, using: &random)])
      }
      let sum = String(text).reduce(0) { $0 + columns(of: $1) }
      #expect(columns(of: String(text)) == sum)
    }
  }

  @Test func `a long name is cut in its middle`() {
    #expect("preprocess_orders_2".cut(toColumns: 9, .middle) == "prep…rs_2")
    #expect("preprocess_orders_2".cut(toColumns: 10, .middle) == "prepr…rs_2")
    #expect("preprocess".cut(toColumns: 10, .middle) == "preprocess")
    #expect("preprocess".cut(toColumns: 1, .middle) == "…")
    #expect("preprocess".cut(toColumns: 0, .middle) == "")
    #expect("数据清洗步骤".cut(toColumns: 7, .middle) == "数…步骤")
  }

  @Test(arguments: 0...14)
  func `a cut text is never too wide`(limit: Int) {
    for text in ["数据清洗步骤", "preprocess_2", "a数b据c", "é\u{1B}\u{301}x数据清洗步"] {
      for cut in [TextCut.clip, .end, .middle] {
        #expect(columns(of: text.cut(toColumns: limit, cut)) <= limit)
      }
    }
  }
}
