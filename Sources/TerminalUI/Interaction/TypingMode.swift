// Typing in the file's page. What is typed is taken over whenever the cursor leaves a line that has
// changed the pipeline, and at the end, each time as one undo. Text that is no pipeline waits for being
// one: until then the graph shows the last that was.

import EditorCore
import PipelineModel
import TerminalInterface

struct TypingMode: Sendable {
  var draft: TextDraft
  /// What the file's text and the document were when the draft was last the same.
  fileprivate(set) var taken: (bytes: [UInt8], pipeline: Pipeline)
  /// Why the text is no pipeline.
  fileprivate(set) var problem: String?

  static let hints = [
    KeyHint("Esc", "done"), KeyHint("Ctrl-s", "save"), KeyHint("Ctrl-c", "give up"),
    KeyHint("Tab", "deeper"), KeyHint("Shift-Tab", "back"), KeyHint("Ctrl-k", "cut line"),
  ]
}

extension App {
  /// Begins to type at the cursor's line, or goes on with what could not be taken over.
  mutating func startTyping() -> [Effect] {
    if let typing = unfinishedTyping {
      unfinishedTyping = nil
      interaction = .typing(typing)
      return []
    }
    guard mayChangePipeline() else { return [] }
    guard let write = fileWriter,
      case .success(let bytes) = write(editor.pipeline, editor.history.typedText)
    else {
      editor.message = .warning("the file can't be shown here")
      return []
    }
    let draft = TextDraft(bytes, row: textView.cursor)
    interaction = .typing(TypingMode(draft: draft, taken: (bytes, editor.pipeline)))
    editor.message = .info("typing: a line is taken over when you leave it, Esc ends it")
    return []
  }

  mutating func handle(_ stroke: KeyStroke, _ typing: TypingMode) -> [Effect] {
    var typing = typing
    let row = typing.draft.row
    editor.message = nil
    switch (stroke.key, stroke.modifiers) {
    case (.escape, _):
      endTyping(typing)
      return []
    case (.character("s"), .control):
      endTyping(typing)
      return unfinishedTyping == nil ? [.save] : []
    case (.character("c"), .control):
      interaction = .none
      textView.putCursor(on: row)
      editor.message = .info("what was typed since the last line that was taken is given up")
      return []
    default:
      if !typing.draft.handle(stroke) {
        editor.message = .warning("\(stroke.label) does nothing while you type; Esc ends it")
      }
    }
    if typing.draft.row != row { take(&typing) } else { say(typing.problem) }
    interaction = .typing(typing)
    return []
  }

  /// Text of any number of lines, from the clipboard.
  mutating func paste(_ text: String, into typing: TypingMode) {
    var typing = typing
    typing.draft.insert(text)
    take(&typing)
    interaction = .typing(typing)
  }

  private mutating func endTyping(_ typing: TypingMode) {
    var typing = typing
    take(&typing, isEnd: true)
    interaction = .none
    textView.putCursor(on: typing.draft.row)
    if let problem = typing.problem {
      unfinishedTyping = typing
      editor.message = .warning("not taken over: \(problem)")
    } else {
      selectStepOfCursor()
    }
  }

  /// Takes over what was typed when it is a pipeline.
  ///
  /// - Parameter isEnd: also when only comments, blanks and the like have changed.
  private mutating func take(_ typing: inout TypingMode, isEnd: Bool = false) {
    let bytes = typing.draft.bytes
    typing.problem = nil
    guard bytes != typing.taken.bytes else { return }
    do throws(Refusal) {
      let isTaken = try editor.take(
        typed: bytes, since: typing.taken.pipeline, evenWhenAlike: isEnd)
      if isTaken { typing.taken = (bytes, editor.pipeline) }
    } catch {
      typing.problem = error.text
      say(error.text)
    }
  }

  private mutating func say(_ problem: String?) {
    if editor.message == nil { editor.message = problem.map { .warning($0) } }
  }
}

extension App {
  /// Nobody leaves what was typed behind unasked.
  mutating func stayWithTyping(_ effects: [Effect]) -> [Effect] {
    guard effects.contains(.quit), unfinishedTyping != nil, lastCommand != "discard-and-quit" else {
      return effects
    }
    editor.show(.file)
    showTextPane()
    focus(.text)
    editor.message = .warning(
      "not all that was typed is taken over: Enter goes on with it, :q! leaves without it")
    return effects.filter { $0 != .quit }
  }
}

// MARK: - What is seen

extension App {
  /// What is typed, or could not be taken over, in place of the file.
  var shownTyping: TypingMode? {
    guard editor.view.sideTab == .file else { return nil }
    if case .typing(let typing) = interaction { return typing }
    return unfinishedTyping
  }

  mutating func drawTyping(_ typing: TypingMode, on canvas: inout Canvas, in inside: Rect) {
    var area = inside
    if let problem = typing.problem {
      let (line, rest) = area.split(top: 1)
      let sign = canvas.glyphs.doubtful
      canvas.write(
        "\(sign) not taken over: \(problem)", x: line.x + 1, y: line.y, .problemWarning, in: line,
        cut: .end)
      area = rest
    }
    let draft = typing.draft
    textView.show(line: draft.row, count: draft.lines.count, height: area.height)
    var isTyping = false
    if case .typing(var typing) = interaction {
      isTyping = true
      typing.draft.pageHeight = max(1, area.height - 1)
      interaction = .typing(typing)
    }
    let room = Rect(x: area.x + 1, y: area.y, width: max(0, area.width - 1), height: area.height)
    let column = columns(of: draft.field.before)
    let shift = isTyping ? max(0, column - room.width + 2) : 0
    for row in 0..<area.height where draft.lines.indices.contains(textView.top + row) {
      let index = textView.top + row
      let y = area.y + row
      canvas.write(
        YAMLColoring.pieces(of: draft.lines[index].text), x: room.x - shift, y: y, in: room)
      guard index == draft.row else { continue }
      canvas.write(canvas.glyphs.chosen, x: area.x, y: y, .definitionCurrent, in: area)
      if isTyping { canvas.showCursor(x: room.x + column - shift, y: y, in: room) }
    }
  }

  /// Puts the cursor where the mouse points. - Returns: whether the pointer is on the text.
  mutating func click(_ mouse: MouseEvent, _ typing: TypingMode) -> Bool {
    guard let inside = shown.insides[.text], inside.contains(x: mouse.x, y: mouse.y) else {
      return false
    }
    var typing = typing
    let notice = typing.problem == nil ? 0 : 1
    let width = inside.width - 1
    let shift = max(0, columns(of: typing.draft.field.before) - width + 2)
    let row = textView.top + mouse.y - inside.y - notice
    let isOther = row != typing.draft.row
    typing.draft.place(row: row, column: mouse.x - inside.x - 1 + shift)
    editor.message = nil
    if isOther { take(&typing) }
    interaction = .typing(typing)
    return true
  }
}
