// Which part of the text pane's page is seen, and the line the cursor is on. Both follow the
// selected step until the person scrolls, and again when the selection or the document changes.

import EditorCore
import PipelineModel

struct TextView: Hashable, Sendable {
  /// The first line that is seen.
  private(set) var top = 0
  /// The line that the cursor is on, in pages where lines can be chosen.
  private(set) var cursor = 0
  /// Lines that fit and lines that there are, as last drawn.
  private(set) var height = 1
  private(set) var count = 0
  private var followed: Followed?

  /// What the view was last moved for.
  private struct Followed: Hashable, Sendable {
    let tab: SideTab
    let step: StepID?
    let revision: Int
    /// Of the definition, which may come after the document.
    let version: Int

    init(_ editor: Editor) {
      tab = editor.view.sideTab
      step = editor.selection.step
      revision = editor.revision
      version = editor.definition.version
    }
  }

  /// - Parameters:
  ///   - wanted: lines of the selected step, to be brought into view when it is new.
  ///   - hasLineCursor: whether the cursor counts the page's lines.
  mutating func follow(
    _ editor: Editor, wanted: Range<Int>?, count: Int, height: Int, hasLineCursor: Bool = false
  ) {
    let isOtherTab = followed?.tab != editor.view.sideTab
    let now = Followed(editor)
    self.height = max(1, height)
    self.count = count
    if isOtherTab { (top, cursor) = (0, 0) }
    if followed != now, let wanted {
      reveal(wanted)
      if hasLineCursor, !wanted.contains(cursor) { cursor = wanted.lowerBound }
    }
    if hasLineCursor { cursor = max(0, min(cursor, count - 1)) }
    followed = now
    clamp()
  }

  /// The cursor itself has chosen what is selected: the view stays.
  mutating func stay(_ editor: Editor) { followed = Followed(editor) }

  /// Puts the cursor on a line that is seen.
  mutating func putCursor(on line: Int) { cursor = max(0, min(line, count - 1)) }

  mutating func scroll(by lines: Int) {
    top += max(-count, min(count, lines))
    clamp()
  }

  /// Moves the line that Enter chooses, and the view with it.
  mutating func moveCursor(by lines: Int, of count: Int) {
    cursor = max(0, min(count - 1, cursor + max(-count, min(count, lines))))
  }

  /// Brings a line of a page into view that has so many lines and room for so many.
  mutating func show(line: Int, count: Int, height: Int) {
    (self.count, self.height) = (count, max(1, height))
    show(line: line)
  }

  mutating func show(line: Int) {
    if line < top { top = line }
    if line >= top + height { top = line - height + 1 }
    clamp()
  }

  /// Stays while all is seen. Else it turns a page: what is further down comes to the upper end and
  /// what is further up to the lower one, so that its neighbours on the way are seen without another
  /// turn. Long passages show their beginning.
  private mutating func reveal(_ lines: Range<Int>) {
    if lines.lowerBound >= top && lines.upperBound <= top + height { return }
    let margin = min(1, height / 4)
    let isAbove = lines.lowerBound < top && lines.count + margin < height
    top = isAbove ? lines.upperBound + margin - height : lines.lowerBound - margin
    top = max(0, top)
  }

  private mutating func clamp() { top = max(0, min(top, count - height)) }
}
