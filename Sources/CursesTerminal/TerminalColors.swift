// Styles as ncurses takes them: the nearest colours that the terminal has, as pairs.

import CNcurses
import TerminalInterface

struct TerminalColors {
  /// What ncurses is told for one style.
  struct Look {
    let pair: Int32
    let attributes: UInt16
  }

  let depth: ColorDepth

  /// Whether exact colours are said past terminfo, which knows of them for few terminals.
  private let isExact: Bool

  /// - Parameter isStandard: colours may be said as ECMA-48 and ISO 8613-6 have it.
  init(isStandard: Bool, name: String) {
    isExact =
      isStandard && cnc_colors() >= 256 && cnc_has_direct_colors() == 0
      && TerminalColors.isSaidExact(name)
    switch cnc_colors() {
    case _ where isExact || cnc_has_direct_colors() == 1: depth = .truecolor
    case 256...: depth = .palette
    case 16...: depth = .sixteen
    case 8...: depth = .eight
    default: depth = .none
    }
  }

  /// By the variable COLORTERM, which terminals with exact colours set. GNU screen passes it on and
  /// has none.
  private static func isSaidExact(_ name: String) -> Bool {
    let isScreen = name.hasPrefix("screen") && CursesTerminal.environment("TMUX") == nil
    let said = CursesTerminal.environment("COLORTERM")
    return !isScreen && (said == "truecolor" || said == "24bit")
  }

  /// The style as a terminal takes it that reads the standard sequences.
  func codes(of style: Style) -> StyleCodes {
    var look = style.reduced(to: depth)
    look.attributes = attributes(of: style)
    let isColored = look.foreground != .terminal || look.background != .terminal
    look.attributes.formIntersection(
      Style.Attributes(rawValue: cnc_attributes(isColored ? 1 : 0)))
    return StyleCodes(
      look: look, foreground: parameters(of: look.foreground, isBackground: false),
      background: parameters(of: look.background, isBackground: true))
  }

  private func parameters(of color: Color, isBackground: Bool) -> [UInt8] {
    if isExact, let value = color.rgbValue, color.packed >> 24 == 2 {
      let (red, green, blue) = (value >> 16, value >> 8 & 0xFF, value & 0xFF)
      return Array("\(isBackground ? 48 : 38);2;\(red);\(green);\(blue)".utf8)
    }
    let bytes = [CChar](unsafeUninitializedCapacity: 64) { buffer, count in
      count = cnc_color_parameters(
        number(color), isBackground ? 1 : 0, buffer.baseAddress, buffer.count)
    }
    return bytes.map(UInt8.init(bitPattern:))
  }

  /// What ncurses is told for the style.
  func look(of style: Style) -> Look {
    let reduced = style.reduced(to: depth)
    return Look(
      pair: cnc_pair(number(reduced.foreground), number(reduced.background)),
      attributes: attributes(of: style).rawValue)
  }

  /// The eight-colour consoles show bold as the bright colours.
  private func attributes(of style: Style) -> Style.Attributes {
    if depth == .eight, case .palette(8..<16) = style.foreground.form {
      return style.attributes.union(.bold)
    }
    return style.attributes
  }

  /// The number that ncurses has for a colour of this depth; -1 is the terminal's own.
  private func number(_ color: Color) -> Int32 {
    switch color.form {
    case .terminal: return -1
    case .palette(let index) where isExact || depth != .truecolor || index < 8: return Int32(index)
    case .palette, .rgb:
      // Where numbers are red, green and blue the first eight still are the ANSI colours.
      let value = color.rgbValue ?? 0
      return Int32(value < 8 ? 0x01_0101 : value)
    }
  }
}
