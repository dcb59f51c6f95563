// A theme's colours on terminals that have fewer.

import TerminalInterface
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

  @Test func `the terminal's own colour stays`() {
    for depth in [ColorDepth.none, .eight, .sixteen, .palette, .truecolor] {
      #expect(Color.terminal.reduced(to: depth) == .terminal)
    }
    #expect(Color.rgb(1, 2, 3).reduced(to: .truecolor) == .rgb(1, 2, 3))
  }
}
