// The characters that lines and boxes are made of, with and without Unicode.

package struct LineGlyphs: Sendable {
  /// Indexed by the raw value of `LineArms`.
  private let lines: [Character]
  private let heads: (left: Character, right: Character, top: Character, bottom: Character)
  /// A node of one cell, and a cell of a larger one that is too small for a border.
  package let dot: Character
  package let block: Character
  /// Ends a name that is cut short.
  package let ellipsis: Character
  /// Whether a border shows where a line leaves it.
  package let marksPorts: Bool

  package static let unicode = LineGlyphs(
    lines: Array(" ╵╶╰╷│╭├╴╯─┴╮┤┬┼"), heads: ("◀", "▶", "▲", "▼"), dot: "●", block: "█",
    ellipsis: "…",
    marksPorts: true)

  /// A `+` with lines on all four sides is a crossing, with three a fork or a join, with two a
  /// corner: no two of them touch unless a line joins them.
  package static let ascii = LineGlyphs(
    lines: Array(" |-+||++-+-+++++"), heads: ("<", ">", "^", "v"), dot: "*", block: "#",
    ellipsis: "~",
    marksPorts: false)

  package subscript(arms: LineArms) -> Character { lines[Int(arms.rawValue)] }

  package subscript(head side: Diagram.Side) -> Character {
    switch side {
    case .left: heads.left
    case .right: heads.right
    case .top: heads.top
    case .bottom: heads.bottom
    }
  }
}
