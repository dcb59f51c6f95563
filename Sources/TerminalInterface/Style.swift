// How a cell looks: two colours and attributes. Meanings (which colour a selected box has)
// belong to the themes; what a terminal can show is decided in ColorReduction.swift.

/// A colour of a cell, packed into four bytes.
package struct Color: Hashable, Sendable {
  /// Form in the highest byte (0 terminal, 1 palette, 2 rgb), value in the lower three.
  package let packed: UInt32

  /// The colour that the person's terminal has without our doing.
  package static let terminal = Color(packed: 0)

  /// One of the 256 colours of xterm's palette; 0-7 are the ANSI colours, 8-15 their bright forms.
  package static func palette(_ index: UInt8) -> Color {
    Color(packed: 0x0100_0000 | UInt32(index))
  }

  package static func rgb(_ red: UInt8, _ green: UInt8, _ blue: UInt8) -> Color {
    Color(packed: 0x0200_0000 | UInt32(red) << 16 | UInt32(green) << 8 | UInt32(blue))
  }

  /// The colour unpacked, to switch over.
  package enum Form: Hashable, Sendable {
    case terminal
    case palette(UInt8)
    case rgb(red: UInt8, green: UInt8, blue: UInt8)
  }

  package var form: Form {
    switch packed >> 24 {
    case 0: .terminal
    case 1: .palette(UInt8(truncatingIfNeeded: packed))
    default:
      .rgb(
        red: UInt8(truncatingIfNeeded: packed >> 16), green: UInt8(truncatingIfNeeded: packed >> 8),
        blue: UInt8(truncatingIfNeeded: packed))
    }
  }
}

/// Colours and attributes of a cell.
package struct Style: Hashable, Sendable {
  package struct Attributes: OptionSet, Hashable, Sendable {
    package let rawValue: UInt16
    package init(rawValue: UInt16) { self.rawValue = rawValue }

    package static let bold = Attributes(rawValue: 1)
    package static let dim = Attributes(rawValue: 2)
    package static let italic = Attributes(rawValue: 4)
    package static let underline = Attributes(rawValue: 8)
    package static let reverse = Attributes(rawValue: 16)
  }

  package var foreground: Color
  package var background: Color
  package var attributes: Attributes

  package init(
    foreground: Color = .terminal, background: Color = .terminal, attributes: Attributes = []
  ) {
    self.foreground = foreground
    self.background = background
    self.attributes = attributes
  }

  /// The terminal's own colours, no attributes.
  package static let plain = Style()
}
