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
  /// What was looked up last, at places that follow from the styles' bits.
  private var looks = [(style: Style, look: Look)?](repeating: nil, count: 64)

  init() {
    switch cnc_colors() {
    case _ where cnc_has_direct_colors() == 1: depth = .truecolor
    case 256...: depth = .palette
    case 16...: depth = .sixteen
    case 8...: depth = .eight
    default: depth = .none
    }
  }

  mutating func look(of style: Style) -> Look {
    let bits =
      style.foreground.packed &* 0x9E37_79B1 ^ style.background.packed &* 0x85EB_CA6B
      ^ UInt32(style.attributes.rawValue) &* 0xC2B2_AE35
    let place = Int(bits >> 26)
    if let known = looks[place], known.style == style { return known.look }
    let look = make(style)
    looks[place] = (style, look)
    return look
  }

  private func make(_ style: Style) -> Look {
    var attributes = style.attributes.rawValue
    // The eight-colour consoles show bold as the bright colours.
    if depth == .eight, case .palette(8..<16) = style.foreground.form {
      attributes |= UInt16(cnc_bold)
    }
    let reduced = style.reduced(to: depth)
    return Look(
      pair: cnc_pair(number(reduced.foreground), number(reduced.background)),
      attributes: attributes)
  }

  /// The number that ncurses has for a colour of this depth; -1 is the terminal's own.
  private func number(_ color: Color) -> Int32 {
    switch color.form {
    case .terminal: return -1
    case .palette(let index) where depth != .truecolor || index < 8: return Int32(index)
    case .palette, .rgb:
      // Where numbers are red, green and blue the first eight still are the ANSI colours.
      let value = color.rgbValue ?? 0
      return Int32(value < 8 ? 0x01_0101 : value)
    }
  }
}
