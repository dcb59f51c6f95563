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
  private var looks: [Style: Look] = [:]
  /// Most cells look as the one before.
  private var last: (style: Style, look: Look)?

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
    if let last, last.style == style { return last.look }
    let look = looks[style] ?? make(style)
    looks[style] = look
    last = (style, look)
    return look
  }

  private func make(_ style: Style) -> Look {
    var attributes = style.attributes.rawValue
    // The eight-colour consoles show bold as the bright colours.
    if depth == .eight, case .palette(8..<16) = style.foreground.form {
      attributes |= UInt16(cnc_bold)
    }
    return Look(
      pair: cnc_pair(number(style.foreground), number(style.background)), attributes: attributes)
  }

  /// The number that ncurses has for a colour; -1 is the terminal's own.
  private func number(_ color: Color) -> Int32 {
    let color = color.reduced(to: depth)
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
