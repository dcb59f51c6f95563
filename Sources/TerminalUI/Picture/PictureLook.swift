// Themes outside a terminal: every colour a fixed one. What a theme leaves to the terminal is dark on
// white, or bright on dark where the person likes it dark.

package import GraphLayout
import TerminalInterface

/// What stands for the terminal's own two colours, as red, green and blue in a number.
struct Paper: Hashable, Sendable {
  let ink: UInt32
  let ground: UInt32

  static let bright = Paper(ink: 0x1F2328, ground: 0xFFFFFF)
  static let dark = Paper(ink: 0xE6EDF3, ground: 0x0D1117)
}

/// A theme as a picture wears it.
package struct PictureLook: Hashable, Sendable {
  package let theme: Theme
  let paper: Paper
}

/// How a picture looks, and how where the person likes it dark.
package struct PictureLooks: Hashable, Sendable {
  package let first: PictureLook
  /// `nil` for the same.
  package let whenDark: PictureLook?

  /// One theme for bright surroundings and one for dark ones.
  package init(bright: Theme, dark: Theme) {
    first = PictureLook(theme: bright, paper: .bright)
    whenDark = PictureLook(theme: dark, paper: .dark)
  }

  /// One theme everywhere, as far as it has colours of its own.
  package init(_ theme: Theme) {
    let style = theme[.text]
    let leavesOut = style.foreground == .terminal || style.background == .terminal
    first = PictureLook(theme: theme, paper: .bright)
    whenDark = leavesOut ? PictureLook(theme: theme, paper: .dark) : nil
  }

  /// The colours of a graph's picture.
  package var graphColors: (first: GraphColors, dark: GraphColors?) {
    (first.graphColors, whenDark?.graphColors)
  }
}

extension PictureLook {
  fileprivate var graphColors: GraphColors {
    func ink(_ role: StyleRole) -> String { ResolvedStyle(theme[role], on: paper).ink.css }
    func ground(_ role: StyleRole) -> String { ResolvedStyle(theme[role], on: paper).ground.css }
    return GraphColors(
      paper: ground(.text), line: ink(.edge), box: ground(.popup), border: ink(.edge),
      text: ink(.box))
  }
}

/// A style whose colours are known.
struct ResolvedStyle: Hashable, Sendable {
  let ink: UInt32
  let ground: UInt32
  /// Bold, italic and underlined; the others are in the colours.
  let attributes: Style.Attributes

  init(_ style: Style, on paper: Paper) {
    var ink = style.foreground.rgbValue ?? paper.ink
    var ground = style.background.rgbValue ?? paper.ground
    if style.attributes.contains(.reverse) { swap(&ink, &ground) }
    self.ink = style.attributes.contains(.dim) ? ink.mixed(with: ground) : ink
    self.ground = ground
    attributes = style.attributes.intersection([.bold, .italic, .underline])
  }
}

extension UInt32 {
  /// `#rrggbb`
  var css: String {
    let digits = String(self, radix: 16)
    return "#" + String(repeating: "0", count: 6 - digits.utf8.count) + digits
  }

  /// Two parts of this colour and one of another.
  fileprivate func mixed(with other: UInt32) -> UInt32 {
    func part(_ shift: UInt32) -> UInt32 {
      (((self >> shift) & 0xFF) * 2 + ((other >> shift) & 0xFF)) / 3
    }
    return part(16) << 16 | part(8) << 8 | part(0)
  }
}
