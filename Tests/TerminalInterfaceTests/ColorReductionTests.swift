// A theme's colours on terminals that have fewer.

import TerminalInterface
import TestSupport
import Testing

@Suite struct ColorReductionTests {
  @Test func `a colour of the palette is found exactly`() {
    for index in UInt8(16)...255 {
      let value = Color.palette(index).rgbValue
      let found = value.map {
        Color.rgb(UInt8($0 >> 16), UInt8($0 >> 8 & 0xFF), UInt8($0 & 0xFF)).reduced(to: .palette)
      }
      #expect(found?.rgbValue == value)
    }
  }

  @Test func `colours go to the nearest one there is`() {
    #expect(Color.rgb(255, 0, 0).reduced(to: .palette) == .palette(196))
    #expect(Color.rgb(250, 6, 4).reduced(to: .sixteen) == .palette(9))
    #expect(Color.rgb(200, 10, 10).reduced(to: .eight) == .palette(1))
    #expect(Color.rgb(127, 127, 127).reduced(to: .palette) == .palette(244))
    #expect(Color.palette(196).reduced(to: .sixteen) == .palette(9))
    #expect(Color.palette(12).reduced(to: .eight) == .palette(4))
  }

  @Test func `without colours everything is the terminal's own`() {
    #expect(Color.rgb(1, 2, 3).reduced(to: .none) == .terminal)
    #expect(Color.palette(3).reduced(to: .none) == .terminal)
  }

  @Test func `greys stay greys`() {
    #expect(Color.rgb(148, 148, 148).reduced(to: .eight) == .palette(7))
    #expect(Color.rgb(40, 40, 44).reduced(to: .eight) == .palette(0))
    #expect(Color.rgb(120, 120, 120).reduced(to: .sixteen) == .palette(8))
  }

  @Test func `a dim line does not become a red one`() {
    let border = Style(foreground: .palette(60), background: .palette(234))
    let reduced = border.reduced(to: .eight)
    #expect(reduced.foreground == .palette(7) && reduced.background == .palette(0))
  }

  @Test(arguments: [ColorDepth.eight, .sixteen])
  func `what can be told from its background still can`(depth: ColorDepth) {
    var random = SplitMix64(seed: 8)
    func color() -> Color {
      let bits = UInt32(truncatingIfNeeded: random.next())
      return .rgb(
        UInt8(truncatingIfNeeded: bits), UInt8(truncatingIfNeeded: bits >> 8),
        UInt8(truncatingIfNeeded: bits >> 16))
    }
    for _ in 0..<2000 {
      let style = Style(foreground: color(), background: color())
      let reduced = style.reduced(to: depth)
      let before = style.foreground.contrast(with: style.background) ?? 0
      let after = reduced.foreground.contrast(with: reduced.background) ?? 0
      #expect(after >= min(before, 3), "\(style) became \(reduced)")
    }
  }

  @Test func `the terminal's own colour stays`() {
    for depth in [ColorDepth.none, .eight, .sixteen, .palette, .truecolor] {
      #expect(Color.terminal.reduced(to: depth) == .terminal)
    }
    #expect(Color.rgb(1, 2, 3).reduced(to: .truecolor) == .rgb(1, 2, 3))
  }
}
