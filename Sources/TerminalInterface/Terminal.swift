// The seam between what is drawn and where: the program draws on a `Terminal`, which is
// ncurses in the program and a recorder in tests.

/// How many colours there are to choose from.
package enum ColorDepth: Int, Comparable, Hashable, Sendable {
  case none = 0
  case eight = 8
  case sixteen = 16
  case palette = 256
  case truecolor = 16_777_216

  package static func < (a: ColorDepth, b: ColorDepth) -> Bool { a.rawValue < b.rawValue }
}

/// What a terminal can show.
package struct TerminalCapabilities: Hashable, Sendable {
  package var colors: ColorDepth
  /// When false, only ASCII and lines can be shown.
  package var isUTF8: Bool
  /// The value of TERM.
  package var name: String

  package init(colors: ColorDepth, isUTF8: Bool, name: String) {
    self.colors = colors
    self.isUTF8 = isUTF8
    self.name = name
  }
}

package protocol Terminal: AnyObject {
  var columns: Int { get }
  var rows: Int { get }
  var capabilities: TerminalCapabilities { get }

  /// Shows the screen; sends nothing when nothing changed. A screen of another size than the
  /// terminal's is cut or filled up with blanks.
  func draw(_ screen: Screen)

  /// Gives the terminal back as it was found, for another program or the shell.
  func suspend()

  /// Takes the terminal again; the next `draw` sends everything.
  func resume()
}
