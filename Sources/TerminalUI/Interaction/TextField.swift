// One line of text that a person edits: the text before the cursor and the text after it.
// Knows the editing keys that shells share; judges nothing and draws only itself.

package import TerminalInterface

package struct TextField: Hashable, Sendable {
  package private(set) var before: String
  package private(set) var after: String

  package init(_ text: String = "") {
    before = text
    after = ""
  }

  /// With the cursor between the two.
  package init(before: String, after: String) {
    self.before = before
    self.after = after
  }

  package var text: String { before + after }
  package var isEmpty: Bool { before.isEmpty && after.isEmpty }

  /// Takes a key of editing; gives back whether it was one.
  package mutating func handle(_ stroke: KeyStroke) -> Bool {
    if let scalar = stroke.typed {
      insert(String(Character(scalar)))
      return true
    }
    switch (stroke.key, stroke.modifiers) {
    case (.backspace, []): if !before.isEmpty { before.removeLast() }
    case (.delete, []), (.character("d"), .control): if !after.isEmpty { after.removeFirst() }
    case (.left, []), (.character("b"), .control): moveLeft()
    case (.right, []), (.character("f"), .control): moveRight()
    case (.home, []), (.character("a"), .control): moveToStart()
    case (.end, []), (.character("e"), .control): moveToEnd()
    case (.left, .control), (.character("b"), .alt): moveWordLeft()
    case (.right, .control), (.character("f"), .alt): moveWordRight()
    case (.backspace, .alt), (.character("w"), .control): deleteWord()
    case (.character("u"), .control): before = ""
    case (.character("k"), .control): after = ""
    default: return false
    }
    return true
  }

  /// Takes in typed or pasted text: line ends and tabs become spaces, other control
  /// characters are left out.
  package mutating func insert(_ pasted: String) {
    var scalars = before.unicodeScalars
    for scalar in pasted.unicodeScalars {
      switch scalar {
      case "\t", "\n", "\r":
        if scalar != "\n" || scalars.last != " " { scalars.append(" ") }
      case "\0"..<" ", "\u{7F}"..<"\u{A0}": continue
      default: scalars.append(scalar)
      }
    }
    before = String(scalars)
  }

  /// Draws the text with the part around the cursor visible, and gives the cursor's place.
  ///
  /// - Parameter area: only its first row is used.
  package func draw(
    on screen: inout Screen, in area: Rect, style: Style
  ) -> Position {
    let clip = Rect(x: area.x, y: area.y, width: area.width, height: min(1, area.height))
    screen.fill(clip, style: style)
    let cursor = columns(of: before)
    // One column stays free for a cursor behind the end.
    let scroll = max(0, cursor - max(0, area.width - 1))
    screen.write(text, x: area.x - scroll, y: area.y, style: style, within: clip)
    return Position(x: min(area.x + cursor - scroll, max(area.x, area.right - 1)), y: area.y)
  }

  /// Puts the cursor before the character that is drawn in a column of the field.
  package mutating func place(atColumn column: Int) {
    moveToStart()
    while columns(of: before) < column && !after.isEmpty { moveRight() }
  }

  private mutating func moveLeft() {
    if let last = before.popLast() { after = String(last) + after }
  }

  private mutating func moveRight() {
    if !after.isEmpty { before.append(after.removeFirst()) }
  }

  private mutating func moveToStart() {
    after = text
    before = ""
  }

  private mutating func moveToEnd() {
    before = text
    after = ""
  }

  private mutating func deleteWord() {
    while before.last?.isPartOfWord == false { before.removeLast() }
    while before.last?.isPartOfWord == true { before.removeLast() }
  }

  private mutating func moveWordLeft() {
    while before.last?.isPartOfWord == false { moveLeft() }
    while before.last?.isPartOfWord == true { moveLeft() }
  }

  private mutating func moveWordRight() {
    while after.first?.isPartOfWord == false { moveRight() }
    while after.first?.isPartOfWord == true { moveRight() }
  }
}

extension Character {
  fileprivate var isPartOfWord: Bool { isLetter || isNumber || self == "_" }
}
