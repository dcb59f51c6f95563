// The text of the pipeline's file while a person types in it: its lines, the one with the cursor, and
// the keys of an editor. What it says is taken over by TypingMode.swift; nothing is drawn here.

import TerminalInterface

struct TextDraft: Sendable {
  /// A line and the bytes that end it: LF, CR LF, or none at the end of the text.
  struct Line: Hashable, Sendable {
    var text: String
    var end: String
  }

  private(set) var lines: [Line]
  /// The line of the cursor, from 0.
  private(set) var row: Int
  /// Its text, with the cursor in it.
  private(set) var field: TextField
  /// Lines that fit, for keys that turn pages.
  var pageHeight = 10

  /// - Parameter row: where the cursor begins, behind the line's blanks.
  init(_ bytes: [UInt8], row: Int) {
    lines = TextDraft.lines(of: bytes)
    self.row = max(0, min(row, lines.count - 1))
    field = TextField()
    let text = lines[self.row].text
    let blanks = text.prefix { $0 == " " }
    field = TextField(before: String(blanks), after: String(text.dropFirst(blanks.count)))
  }

  /// Every byte of what was not touched is as it was.
  var bytes: [UInt8] { lines.flatMap { Array($0.text.utf8) + Array($0.end.utf8) } }

  /// At least one; a text that ends in a line end has an empty last one.
  private static func lines(of bytes: [UInt8]) -> [Line] {
    bytes.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated().map {
      number, part in
      let isLast = part.endIndex == bytes.endIndex
      let hasReturn = part.last == 0x0D && !isLast
      let text = String(decoding: hasReturn ? part.dropLast() : part, as: UTF8.self)
      return Line(text: text, end: isLast ? "" : hasReturn ? "\r\n" : "\n")
    }
  }

  // MARK: Keys

  /// Takes a key of editing; gives back whether it was one.
  mutating func handle(_ stroke: KeyStroke) -> Bool {
    switch (stroke.key, stroke.modifiers) {
    case (.enter, _): breakLine()
    case (.up, []), (.character("p"), .control): move(by: -1)
    case (.down, []), (.character("n"), .control): move(by: 1)
    case (.pageUp, []): move(by: -pageHeight)
    case (.pageDown, []): move(by: pageHeight)
    case (.home, .control): move(by: -lines.count)
    case (.end, .control): move(by: lines.count)
    case (.left, []) where field.before.isEmpty && row > 0:
      move(by: -1)
      put(TextField(field.text))
    case (.right, []) where field.after.isEmpty && row < lines.count - 1:
      move(by: 1)
      put(TextField(before: "", after: field.text))
    case (.backspace, []): deleteBackward()
    case (.delete, []) where field.after.isEmpty: joinWithNext()
    case (.tab, _): insert(String(repeating: " ", count: 2 - field.before.count % 2))
    case (.backtab, _): outdent()
    case (.character("k"), .control) where field.isEmpty: removeLine()
    default:
      var field = field
      guard field.handle(stroke) else { return false }
      put(field)
    }
    return true
  }

  /// Takes in typed or pasted text of any number of lines.
  mutating func insert(_ text: String) {
    let bytes = Array(text.utf8).map { $0 == 0x0D ? 0x0A : $0 }
    let parts = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    for (number, part) in parts.enumerated() {
      if number > 0 { breakLine(indented: false) }
      var field = field
      field.insert(String(decoding: part, as: UTF8.self))
      put(field)
    }
  }

  /// Puts the cursor into a line, before the character in a column.
  mutating func place(row: Int, column: Int) {
    self.row = max(0, min(row, lines.count - 1))
    var field = TextField(lines[self.row].text)
    field.place(atColumn: column)
    put(field)
  }

  /// All changes of the line with the cursor go through here.
  private mutating func put(_ field: TextField) {
    self.field = field
    lines[row].text = field.text
  }

  private mutating func move(by distance: Int) {
    place(row: row + distance, column: columns(of: field.before))
  }

  /// The new line begins below the one that is broken, deeper when that opens a mapping.
  private mutating func breakLine(indented: Bool = true) {
    let (before, after) = (field.before, field.after)
    var blanks = String(before.prefix { $0 == " " })
    if before.last == ":" || before.hasSuffix(": |") { blanks += "  " }
    let end = lines[row].end
    // The last line has no end that a new one could have too.
    let inner = end.isEmpty ? (lines.first?.end.isEmpty == false ? lines[0].end : "\n") : end
    lines[row] = Line(text: before, end: inner)
    lines.insert(Line(text: after, end: end), at: row + 1)
    row += 1
    put(TextField(before: indented ? blanks : "", after: after))
  }

  private mutating func deleteBackward() {
    var before = field.before
    if before.isEmpty {
      guard row > 0 else { return }
      row -= 1
      let text = lines[row].text
      lines[row].end = lines[row + 1].end
      let after = lines.remove(at: row + 1).text
      return put(TextField(before: text, after: after))
    }
    let isIndent = before.count % 2 == 0 && before.allSatisfy { $0 == " " }
    before.removeLast(isIndent ? 2 : 1)
    put(TextField(before: before, after: field.after))
  }

  private mutating func joinWithNext() {
    guard row < lines.count - 1 else { return }
    let next = lines.remove(at: row + 1)
    lines[row].end = next.end
    put(TextField(before: field.before, after: next.text))
  }

  private mutating func outdent() {
    let blanks = min(2, field.text.prefix { $0 == " " }.count)
    let before = field.before
    put(
      TextField(
        before: String(before.dropFirst(min(blanks, before.count))),
        after: String(field.after.dropFirst(max(0, blanks - before.count)))))
  }

  private mutating func removeLine() {
    guard lines.count > 1 else { return }
    let removed = lines.remove(at: row)
    if row == lines.count {
      row -= 1
      lines[row].end = removed.end
    }
    put(TextField(before: "", after: lines[row].text))
  }
}
